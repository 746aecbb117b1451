"""Zip files are read as a person packed them, and refused where they are damaged, too big or a trap."""

import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.faults import SourceError
from articles.importing.files import zips
from articles.importing.files.zips import read_archive


def everything(_path: PurePosixPath) -> bool:
    return True


def pack(
    path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return path


def pack_raw_name(path: Path, name: bytes) -> Path:
    """A zip whose one entry is named in these bytes, without the UTF-8 flag."""
    pack(path, ("x" * len(name), b"text"))
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    return path


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_flag_are_read_as_gbk_or_utf_8(tmp_path: Path, encoding: str) -> None:
    packed = pack_raw_name(tmp_path / "a.zip", "云汀日报/A01.txt".encode(encoding))
    assert read_archive(packed, everything) == [(PurePosixPath("云汀日报/A01.txt"), b"text")]


def test_names_in_neither_stay_as_zip_reads_them(tmp_path: Path) -> None:
    packed = pack_raw_name(tmp_path / "a.zip", b"\x82\x20\xff.txt")
    assert read_archive(packed, everything)[0].path.name.startswith("é")


def test_windows_separators_part_folders(tmp_path: Path) -> None:
    packed = pack_raw_name(tmp_path / "a.zip", "云汀\\A01.txt".encode("gbk"))
    assert read_archive(packed, everything)[0].path.parts == ("云汀", "A01.txt")


def test_only_wanted_entries_are_read(tmp_path: Path) -> None:
    packed = pack(tmp_path / "a.zip", ("A01.txt", b"text"), ("A01.jpg", b"picture"))
    assert [
        entry.path.name for entry in read_archive(packed, lambda path: path.suffix == ".txt")
    ] == ["A01.txt"]


@pytest.mark.parametrize(
    "name", ["../A01.txt", "/etc/A01.txt", "a/../../A01.txt", "..\\A01.txt", "C:\\A01.txt", "."]
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="outside the archive"):
        read_archive(pack(tmp_path / "a.zip", (name, b"text")), everything)


def test_a_name_without_end_is_refused_by_a_short_sentence(tmp_path: Path) -> None:
    packed = pack(tmp_path / "a.zip", ("A" * 60_000 + ".txt", b"text"))
    with pytest.raises(SourceError, match="has 60004 characters") as refusal:
        read_archive(packed, everything)
    assert len(str(refusal.value)) < 500


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("A01.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(SourceError, match="outside the archive"):
        read_archive(pack(tmp_path / "a.zip", (link, b"/etc/passwd")), everything)


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    packed = pack(tmp_path / "a.zip", ("A01.txt", b"text"))
    data = bytearray(packed.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + offset, 1)
    packed.write_bytes(data)
    with pytest.raises(SourceError, match="password"):
        read_archive(packed, everything)


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack(tmp_path / "a.zip", ("A01.txt", bytes(2**20)))
    monkeypatch.setattr(zipfile.ZipFile, "read", pytest.fail)
    with pytest.raises(SourceError, match="too big"):
        read_archive(packed, everything)


@pytest.mark.parametrize(
    ("limit", "value"), [("MAX_FILE", 100), ("MAX_ENTRIES", 1), ("MAX_UNPACKED", 7)]
)
def test_each_limit_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    packed = pack(tmp_path / "a.zip", ("A01.txt", b"text"), ("A02.txt", b"text"))
    assert len(read_archive(packed, everything)) == 2
    monkeypatch.setattr(zips, limit, value)
    with pytest.raises(SourceError, match="too big"):
        read_archive(packed, everything)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(tmp_path: Path, method: int) -> None:
    with pytest.raises(SourceError, match="Pack it again"):
        read_archive(pack(tmp_path / "a.zip", ("A01.txt", b"text"), method=method), everything)


def test_a_missing_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_archive(tmp_path / "a.zip", everything)


@settings(max_examples=300)
@given(
    cut=st.integers(0, 400),
    at=st.integers(0, 400),
    byte=st.integers(0, 255),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
)
def test_damage_is_refused_and_never_an_accident(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, byte: int, method: int
) -> None:
    packed = pack(
        tmp_path_factory.getbasetemp() / "damaged.zip", ("A01.txt", b"text" * 20), method=method
    )
    data = bytearray(packed.read_bytes())
    data[at % len(data)] = byte
    packed.write_bytes(data[: len(data) - cut] if cut < 20 else data)
    with suppress(SourceError):
        read_archive(packed, everything)
