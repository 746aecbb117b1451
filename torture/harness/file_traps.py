"""Files that an import must bear: traps in zips, texts that are none, links, devices, names.

Each trap is a function from an empty folder to the path that is given to the import. `FINE` names
those that hold a page all the same, which has to be stored.
"""

from __future__ import annotations

import os
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

PAGE = "小巷装上新路灯\n\n桂巷街道给三条小巷装上了路灯。居民说，晚上出门亮堂多了。\n"
_NAME = "云汀日报/2026-03-12/A01.txt"
_MB = 2**20

Trap = Callable[[Path], Path]
# What holds a good page, whatever lies beside it or stands in it.
FINE = frozenset(
    {
        "a zip with backslashes",
        "a text with control characters",
        "a text with right-to-left marks",
        "a text in GB18030",
        "a text in UTF-16 with its mark",
        "a text of carriage returns",
        "a line of two megabytes",
        "a headline of 200,000 characters",
        "a hundred thousand lines",
        "a hundred thousand brackets",
        "combining marks alone",
        "a link to a page",
        "a folder that links to itself",
        "folders three hundred deep",
        "a path with ..",
        "a page number beyond all bounds",
        "a page number in wide digits",
        "a name with a line end",
        "a name that is no UTF-8",
        "a name of 250 bytes",
        "a zip within the zip",
    }
)


# --- zips ---------------------------------------------------------------------------------------


def _zip(folder: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "issue.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return path


def good_zip(folder: Path) -> Path:
    """A zip of four good pages."""
    pages = {f"云汀日报/2026-03-12/A{number:02d}.txt": PAGE.encode() for number in range(1, 5)}
    return _zip(folder, pages)


def damaged_zip(folder: Path, dice: Random) -> Path:
    """A good zip in which some bytes are others, or which ends too soon."""
    path = good_zip(folder)
    data = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if dice.random() < 0.3:
        del data[dice.randrange(len(data)) :]
    path.write_bytes(data)
    return path


def _entry(name: str) -> Trap:
    return lambda folder: _zip(folder, {name: PAGE.encode()})


def _zip_of_many(folder: Path) -> Path:
    return _zip(folder, {f"{number}.txt": b"" for number in range(20_000)}, zipfile.ZIP_STORED)


def _zip_with_small_size(folder: Path) -> Path:
    """The directory says 64 bytes; 100 MB of zeros lie in the entry."""
    path = _zip(folder, {_NAME: bytes(100 * _MB)})
    data = bytearray(path.read_bytes())
    size = (100 * _MB).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (64).to_bytes(4, "little")))
    return path


def _zip_with_overlapping_entries(folder: Path) -> Path:
    """A thousand entries that are all the same compressed megabytes."""
    path = folder / "issue.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("A01.txt", bytes(_MB))
        (info,) = archive.infolist()
        for number in range(1_000):
            twin = zipfile.ZipInfo(f"A{number}.txt")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(info, field))
            archive.filelist.append(twin)
    return path


def _zip_with_link(folder: Path) -> Path:
    path = folder / "issue.zip"
    info = zipfile.ZipInfo(_NAME)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return path


def _locked_zip(folder: Path) -> Path:
    path = good_zip(folder)
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    path.write_bytes(data)
    return path


def _zip_in_zip(folder: Path) -> Path:
    inner = good_zip(folder).read_bytes()
    return _zip(folder, {_NAME: PAGE.encode(), "inner.zip": inner})


def _twins_in_zip(folder: Path) -> Path:
    path = folder / "issue.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(_NAME), PAGE)
        archive.writestr(zipfile.ZipInfo("云汀日报\\2026-03-12\\A01.txt"), PAGE)
    return path


# --- texts --------------------------------------------------------------------------------------


def _file(data: bytes, name: str = _NAME) -> Trap:
    def lay(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return lay


def _manifest(text: str) -> Trap:
    def lay(folder: Path) -> Path:
        path = _file(PAGE.encode())(folder)
        (path.parent / "issue.toml").write_text(text, encoding="utf-8")
        return path.parent

    return lay


# --- links, devices, names -----------------------------------------------------------------------


def _beside_good(make: Callable[[Path], object]) -> Trap:
    """A folder with a good page, in which `make` puts something else."""

    def lay(folder: Path) -> Path:
        path = _file(PAGE.encode())(folder)
        make(path.parent)
        return path.parent

    return lay


def _socket(folder: Path) -> None:
    before = Path.cwd()
    os.chdir(folder)  # the path of a socket has 108 characters at most
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("A02.txt")
    finally:
        os.chdir(before)


def _pipe(folder: Path) -> Path:
    path = folder / "A01.txt"
    os.mkfifo(path)
    return path


def _deep_folders(folder: Path) -> Path:
    before = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(300):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(before)
    return _file(PAGE.encode())(folder).parents[2]


def _path_with_dots(folder: Path) -> Path:
    path = _file(PAGE.encode())(folder)
    return path.parent / ".." / path.parent.name / path.name


def _many_empty_files(folder: Path) -> Path:
    day = folder / "云汀日报" / "2026-03-12"
    day.mkdir(parents=True)
    for number in range(3_000):
        (day / f"A{number}.txt").touch()
    return day


TRAPS: dict[str, Trap] = {
    "a zip of zeros": lambda folder: _zip(folder, {_NAME: bytes(150 * _MB)}),
    "a zip of 20,000 files": _zip_of_many,
    "a zip that names too small a size": _zip_with_small_size,
    "a zip of overlapping entries": _zip_with_overlapping_entries,
    "a zip packed with another method": lambda folder: _zip(
        folder, {_NAME: PAGE.encode()}, zipfile.ZIP_LZMA
    ),
    "a zip within the zip": _zip_in_zip,
    "a zip with a link": _zip_with_link,
    "a locked zip": _locked_zip,
    "a zip with two files of one name": _twins_in_zip,
    "a zip with ..": _entry("../../A01.txt"),
    "a zip with .. in the middle": _entry("云汀日报/../../2026-03-12/A01.txt"),
    "a zip with an absolute path": _entry("/云汀日报/2026-03-12/A01.txt"),
    "a zip with a drive": _entry("C:\\云汀日报\\2026-03-12\\A01.txt"),
    "a zip with backslashes": _entry("云汀日报\\2026-03-12\\A01.txt"),
    "a zip with a name of 60,000 characters": _entry("A" * 60_000 + ".txt"),
    "a zip with a line end in a name": _entry("云汀日报/2026-03-12/A\n01\r.exe"),
    "a zip of folders": _entry("云汀日报/2026-03-12/"),
    "a zip of hidden files": _entry("__MACOSX/云汀日报/2026-03-12/A01.txt"),
    "a zip that is a text": _file(PAGE.encode(), "issue.zip"),
    "a zip of no bytes": _file(b"", "issue.zip"),
    "a text that is a zip": lambda folder: good_zip(folder).rename(folder / "A01.txt"),
    "a text of no bytes": _file(b""),
    "a text of blanks": _file("　\u200b\ufeff \n\n".encode()),
    "a text with NUL": _file(PAGE.replace("路灯", "路\x00灯").encode()),
    "a text of NUL": _file(bytes(_MB)),
    "a text with half a character": _file(PAGE.encode()[:-4]),
    "a text with surrogates": _file(b"\xed\xa0\x80" + PAGE.encode()),
    "a text in GB18030": _file(PAGE.encode("gb18030")),
    "a text in UTF-16 with its mark": _file(PAGE.encode("utf-16")),
    "a text in UTF-16 without its mark": _file(PAGE.encode("utf-16-le")),
    "a text in UTF-32": _file(PAGE.encode("utf-32")),
    "a text of random bytes": _file(Random(1).randbytes(200_000)),
    "a text of carriage returns": _file(PAGE.replace("\n", "\r").encode()),
    "a text with control characters": _file(f"{PAGE}\x01\x08\x0b\x0c\x1b[31m\x7f\x85".encode()),
    "a text with right-to-left marks": _file(f"\u202e{PAGE}\u2066\u2069".encode()),
    "a line of two megabytes": _file(("江水上涨," * 130_000).encode()),
    "a headline of 200,000 characters": _file(f"{'夜市' * 100_000}\n\n{PAGE}".encode()),
    "a hundred thousand lines": _file((PAGE + "江\n" * 100_000).encode()),
    "a hundred thousand brackets": _file((PAGE + "(" * 100_000).encode()),
    "combining marks alone": _file(("江" + "\u0301" * 50_000).encode()),
    "a text of 26 megabytes": _file(b"a" * 26 * _MB),
    "a manifest nested 100,000 deep": _manifest("pages = " + "[" * 100_000),
    "a manifest with a number of 5,000 digits": _manifest(f"number = {'9' * 5_000}"),
    "a manifest with a day that is none": _manifest("date = 2026-02-30"),
    "a manifest in another encoding": lambda folder: (
        _file("publication = '云汀'".encode("gb18030"), "云汀日报/2026-03-12/issue.toml")(
            folder
        ).parent
    ),
    "a manifest that lists ..": _manifest('[pages]\n"../../../etc/passwd" = "A01"'),
    "a manifest of tables": _manifest("a.b.c.d = 1\n" * 3),
    "a link to a page": _beside_good(lambda day: (day / "A02.txt").symlink_to(day / "A01.txt")),
    "a link to nowhere": _beside_good(lambda day: (day / "A02.txt").symlink_to(day / "nowhere")),
    "a link to itself": _beside_good(lambda day: (day / "A02.txt").symlink_to(day / "A02.txt")),
    "a folder that links to itself": _beside_good(lambda day: (day / "more").symlink_to(day)),
    "a link to an endless device": _beside_good(
        lambda day: (day / "A02.txt").symlink_to("/dev/zero")
    ),
    "a pipe that nobody writes to": _beside_good(lambda day: os.mkfifo(day / "A02.txt")),
    "a socket": _beside_good(_socket),
    "a folder called as a page": _beside_good(lambda day: (day / "A02.txt").mkdir()),
    "an endless device": lambda _folder: Path("/dev/zero"),
    "a pipe alone": _pipe,
    "nothing": lambda folder: folder / "A01.txt",
    "an empty folder": lambda folder: folder,
    "folders three hundred deep": _deep_folders,
    "a path with ..": _path_with_dots,
    "three thousand empty files": _many_empty_files,
    "a page number beyond all bounds": _file(PAGE.encode(), f"云汀日报/2026-03-12/A{'9' * 60}.txt"),
    "a page number in wide digits": _file(PAGE.encode(), "云汀日报/2026-03-12/第０１版.txt"),
    "a day that is none": _file(PAGE.encode(), "云汀日报/2026-02-30/A01.txt"),
    "a year that is none": _file(PAGE.encode(), "云汀日报/0000-01-01/A01.txt"),
    "a name with a line end": _file(PAGE.encode(), "云汀日报/2026-03-12/A01\n要闻.txt"),
    "a name that is no UTF-8": _file(
        PAGE.encode(), os.fsdecode("云汀日报/2026-03-12/".encode() + b"A01\xff\xfe.txt")
    ),
    "a name of 250 bytes": _file(PAGE.encode(), f"云汀日报/2026-03-12/{'a' * 246}.txt"),
    "a name that is an option": _file(PAGE.encode(), "云汀日报/2026-03-12/--publish.exe"),
    "two files of one page": _beside_good(lambda day: (day / "a01.TXT").write_text(PAGE)),
}
