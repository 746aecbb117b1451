"""Read zip files from anywhere: nothing is unpacked to disk, and limits are checked beforehand."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.naming import readable

MAX_FILE = 100 * 2**20  # pages as PDF are hardly packed
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 100
# zipfile raises these on damaged bytes that it does not check itself.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    IndexError,
    EOFError,
    NotImplementedError,
    ValueError,
)
# With other methods a few bytes can ask for gigabytes of memory, and nobody packs text with them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Characters; no file system takes longer paths, and messages quote them.
_LONGEST_NAME = 1_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class ZipLimits(NamedTuple):
    """How much a zip may hold: bytes packed, number of files, bytes unpacked."""

    packed: int
    entries: int
    unpacked: int


class TooBigError(SourceError):
    """The zip holds more than its limits allow, or is packed so tightly that it is a trap."""


class ZipEntry(NamedTuple):
    """A file in an archive, under its name as a person wrote it."""

    path: PurePosixPath
    data: bytes


_IsWanted = Callable[[PurePosixPath], bool]


def zip_names(path: Path) -> set[str]:
    """The names of the files in a zip.

    The set is empty for a file that is no zip; `read_archive` reports it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (OSError, *_DAMAGES):
        return set()


def read_archive(
    path: Path,
    is_wanted: _IsWanted,
    display_path: str = "",
    limits: ZipLimits | None = None,
) -> list[ZipEntry]:
    """The wanted files of a zip in its own order.

    `display_path` is what a person calls the zip, where that is not its path. Without `limits`
    those of a zip of pages hold. SourceError for a zip that is damaged, too big or a trap.
    """
    display_path = display_path or readable(str(path))
    limits = limits or ZipLimits(MAX_FILE, MAX_ENTRIES, MAX_UNPACKED)
    try:
        if path.stat().st_size > limits.packed:
            raise _too_big(display_path, limits)
        with zipfile.ZipFile(path) as archive:
            return list(_read_entries(archive, display_path, is_wanted, limits))
    except OSError as fault:
        raise SourceError(
            _("%(place)s cannot be read: %(reason)s.")
            % {"place": display_path, "reason": fault.strerror or fault}
        ) from None
    except _DAMAGES:
        raise SourceError(
            _("%(place)s is damaged or no zip file. Pack it again, or give the folder instead.")
            % {"place": display_path}
        ) from None


def _read_entries(
    archive: zipfile.ZipFile, display_path: str, is_wanted: _IsWanted, limits: ZipLimits
) -> Iterator[ZipEntry]:
    infos = archive.infolist()
    _check_size(infos, display_path, limits)
    for info in infos:
        if info.is_dir():
            continue
        path = _safe_path(info, display_path)
        if not is_wanted(path):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(
                _("%(place)s: %(entry)s is locked with a password. Pack it again without one.")
                % {"place": display_path, "entry": path}
            )
        if info.compress_type not in _METHODS:
            raise NotImplementedError(info.compress_type)
        yield ZipEntry(path, archive.read(info))


def _check_size(infos: list[zipfile.ZipInfo], display_path: str, limits: ZipLimits) -> None:
    # zipfile never reads more of an entry than the archive says it holds.
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    has_too_many = len(infos) > limits.entries
    is_too_large = unpacked > limits.unpacked
    most_for_size = MAX_RATIO * max(packed, 2**10)
    is_trap = unpacked > most_for_size
    if has_too_many or is_too_large or is_trap:
        raise _too_big(display_path, limits)


def _too_big(display_path: str, limits: ZipLimits) -> TooBigError:
    return TooBigError(
        _(
            "%(place)s is too big: a zip may have %(file)d MB, %(entries)d files and "
            "%(unpacked)d MB unpacked, packed to no less than a hundredth. "
            "Split it, or give the folder instead."
        )
        % {
            "place": display_path,
            "file": limits.packed // 2**20,
            "entries": limits.entries,
            "unpacked": limits.unpacked // 2**20,
        }
    )


def _safe_path(info: zipfile.ZipInfo, display_path: str) -> PurePosixPath:
    """The path of an entry; SourceError for one that leads out or has no end."""
    name = _entry_name(info).replace("\\", "/")
    if len(name) > _LONGEST_NAME:
        raise SourceError(
            _("%(place)s: the name of an entry has %(length)d characters. Shorten it.")
            % {"place": display_path, "length": len(name)}
        )
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    has_drive = name[1:2] == ":"
    is_outside = path.is_absolute() or ".." in path.parts or has_drive
    if is_link or is_outside or not path.name:
        raise SourceError(
            _(
                "%(place)s: the entry %(entry)s points outside the archive. "
                "Pack plain files and folders."
            )
            % {"place": display_path, "entry": ascii(name)}
        )
    return path


def _entry_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry as its packer wrote it.

    Without the UTF-8 flag, zipfile reads names as cp437; Chinese Windows writes GBK, macOS UTF-8.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
