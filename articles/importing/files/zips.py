"""Zip files from anywhere: nothing is unpacked to disk, and what is read is limited beforehand."""

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

MAX_FILE = 25 * 2**20
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 100
# What zipfile raises, on damaged bytes, for what it does not check itself.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    IndexError,
    EOFError,
    NotImplementedError,
    ValueError,
)
# The others let a few bytes ask for gigabytes of memory, and nobody packs text with them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class ZipLimits(NamedTuple):
    """How much a zip may hold: bytes as it lies there, files, bytes unpacked."""

    packed: int
    entries: int
    unpacked: int


class TooBigError(SourceError):
    """More than its limits, or packed so tightly that it is a trap."""


class ZipEntry(NamedTuple):
    """A file in an archive, under its name as a person wrote it."""

    path: PurePosixPath
    data: bytes


def zip_names(path: Path) -> set[str]:
    """What the files of a zip are called; nothing for a file that is none. It says so when it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (OSError, *_DAMAGES):
        return set()


def read_archive(
    path: Path,
    wanted: Callable[[PurePosixPath], bool],
    place: str = "",
    limits: ZipLimits | None = None,
) -> list[ZipEntry]:
    """The wanted files of a zip in its own order; SourceError for one that is damaged, too big or a trap.

    `place` is what a person calls it, where that is not its path; the limits are else those of a zip of pages.
    """
    place, limits = (
        place or readable(str(path)),
        limits or ZipLimits(MAX_FILE, MAX_ENTRIES, MAX_UNPACKED),
    )
    try:
        if path.stat().st_size > limits.packed:
            raise _too_big(place, limits)
        with zipfile.ZipFile(path) as archive:
            return list(_entries(archive, place, wanted, limits))
    except OSError as fault:
        raise SourceError(
            _("%(place)s cannot be read: %(reason)s.")
            % {"place": place, "reason": fault.strerror or fault}
        ) from None
    except _DAMAGES:
        raise SourceError(
            _("%(place)s is damaged or no zip file. Pack it again, or give the folder instead.")
            % {"place": place}
        ) from None


def _entries(
    archive: zipfile.ZipFile, place: str, wanted: Callable[[PurePosixPath], bool], limits: ZipLimits
) -> Iterator[ZipEntry]:
    _check_size(archive.infolist(), place, limits)
    for info in archive.infolist():
        if info.is_dir():
            continue
        path = _safe_path(info, place)
        if not wanted(path):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(
                _("%(place)s: %(entry)s is locked with a password. Pack it again without one.")
                % {"place": place, "entry": path}
            )
        if info.compress_type not in _METHODS:
            raise NotImplementedError(info.compress_type)
        yield ZipEntry(path, archive.read(info))


def _check_size(infos: list[zipfile.ZipInfo], place: str, limits: ZipLimits) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    # The sizes are the archive's own word; zipfile never reads more of an entry than it says.
    if (
        len(infos) > limits.entries
        or unpacked > limits.unpacked
        or unpacked > MAX_RATIO * max(packed, 2**10)
    ):
        raise _too_big(place, limits)


def _too_big(place: str, limits: ZipLimits) -> TooBigError:
    return TooBigError(
        _(
            "%(place)s is too big: a zip may have %(file)d MB, %(entries)d files and %(unpacked)d MB unpacked, "
            "packed to no less than a hundredth. Split it, or give the folder instead."
        )
        % {
            "place": place,
            "file": limits.packed // 2**20,
            "entries": limits.entries,
            "unpacked": limits.unpacked // 2**20,
        }
    )


def _safe_path(info: zipfile.ZipInfo, place: str) -> PurePosixPath:
    name = _entry_name(info).replace("\\", "/")
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or path.is_absolute() or ".." in path.parts or name[1:2] == ":" or not path.name:
        raise SourceError(
            _(
                "%(place)s: the entry %(entry)s points outside the archive. Pack plain files and folders."
            )
            % {"place": place, "entry": ascii(name)}
        )
    return path


def _entry_name(info: zipfile.ZipInfo) -> str:
    """Without the UTF-8 flag, zipfile reads names as cp437; Chinese Windows writes GBK, macOS UTF-8."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
