"""Reads an archive and checks first that every file is present and as it was written."""

import re
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import ValidationError

from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.issue_schema import IssueShape
from articles.exchange.pack import DATA, SUMS
from articles.importing.faults import SourceError
from articles.importing.files.zips import (
    MAX_ENTRIES,
    TooBigError,
    ZipLimits,
    read_archive,
    zip_names,
)

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class Unpacked(NamedTuple):
    issue: IssueShape
    pictures: dict[str, bytes]


def is_archive(path: Path) -> bool:
    """Whether this is an exported issue, whole or not, and no page files."""
    if path.is_dir():
        files = (path / SUMS, path / DATA)
        return any(file.is_file() for file in files)
    if path.suffix.lower() != ".zip":
        return False
    names = zip_names(path)
    return not {SUMS, DATA}.isdisjoint(names)


def unpack(path: Path) -> Unpacked:
    """Raises ArchiveError with one sentence for the first fault."""
    try:
        files = _in_folder(path) if path.is_dir() else _in_zip(path)
    except TooBigError:
        raise _too_big(path) from None
    except SourceError as fault:
        raise ArchiveError(str(fault)) from None
    except OSError as fault:
        raise ArchiveError(
            _("%(place)s cannot be read: %(reason)s.")
            % {"place": path, "reason": fault.strerror or fault}
        ) from None
    _check_sums(files, path)
    issue = _issue(files, path)
    pictures = _picture_files(issue)
    for name in sorted(pictures - files.keys()):
        raise _damaged(path, name, _("is missing"))
    return Unpacked(issue, {name: files[name] for name in pictures})


def _picture_files(issue: IssueShape) -> set[str]:
    """The paths of the pictures that the articles of an issue show."""
    paths: set[str] = set()
    for page in issue.pages:
        for article in page.articles:
            paths.update(picture.file for picture in article.pictures if picture.file)
    return paths


def _in_zip(path: Path) -> dict[str, bytes]:
    most = _most()
    limits = ZipLimits(packed=most, entries=MAX_ENTRIES, unpacked=most)
    files = {}
    for entry in read_archive(path, lambda _path: True, limits=limits):
        files[str(entry.path)] = entry.data
    return files


def _in_folder(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = _most()
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_symlink():
            raise _damaged(path, name, _("is a link"))
        if file.is_file():
            left -= file.stat().st_size
            if left < 0:
                raise _too_big(path)
            files[name] = file.read_bytes()
    return files


def _most() -> int:
    """Bytes: all of it is held in memory until it is stored."""
    most: int = settings.ARCHIVE_MB * 2**20
    return most


def _check_sums(files: dict[str, bytes], path: Path) -> None:
    sums = _read_sums(files.get(SUMS, b""), path)
    if DATA not in sums:
        raise _damaged(path, SUMS, _("is missing or incomplete"))
    packed_names = files.keys() - {SUMS}
    for name in sorted(sums.keys() | packed_names):
        if name not in files:
            raise _damaged(path, name, _("is missing"))
        if name not in sums:
            raise _damaged(path, name, _("does not belong to it"))
        digest = sha256(files[name]).hexdigest()
        if digest != sums[name]:
            raise _damaged(path, name, _("was changed"))


def _read_sums(content: bytes, path: Path) -> dict[str, str]:
    """The checksum of each file by its name, as `sha256sum` writes them."""
    sums: dict[str, str] = {}
    text = content.decode(errors="replace")
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if not match or PurePosixPath(match[2]).is_absolute():
            raise _damaged(path, SUMS, _("has a line that is no checksum"))
        digest, name = match.groups()
        sums[name] = digest
    return sums


def _issue(files: dict[str, bytes], path: Path) -> IssueShape:
    try:
        return IssueShape.model_validate_json(files[DATA])
    except ValidationError as fault:
        first = fault.errors()[0]
        keys = map(str, first["loc"])
        place = ".".join(keys) or DATA
        sentence = f"{place}: {first['msg']}"
        raise _damaged(path, DATA, sentence) from None


def _too_big(path: Path) -> ArchiveError:
    return ArchiveError(
        _(
            "%(archive)s is too big: an exported issue may have %(limit)d MB here. "
            "If this machine has that much memory, set ARCHIVE_MB to more and import it again."
        )
        % {"archive": path, "limit": settings.ARCHIVE_MB}
    )


def _damaged(path: Path, name: str, what: str) -> ArchiveError:
    return ArchiveError(
        _(
            "%(archive)s is damaged: %(file)s %(what)s. Nothing was stored; "
            "export the issue again, or fetch it anew."
        )
        % {"archive": path, "file": name, "what": what}
    )
