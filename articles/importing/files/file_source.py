"""Find page files in what was given: files, folders, zips. Nothing is decoded or understood here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from stat import S_ISREG
from typing import NoReturn, Protocol

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files import manifest
from articles.importing.files.naming import natural_order, readable
from articles.importing.files.zips import read_archive

MAX_PAGE_FILE = 25 * 2**20
_PAGE_SUFFIX = ".txt"


class FileSource(Protocol):
    """Where files stand: the disk, or a zip whose name stands for a folder."""

    def exists(self, path: PurePath) -> bool: ...

    def read(self, path: PurePath) -> bytes:
        """SourceError for what is not there or cannot be read."""
        ...

    def display_path(self, path: PurePath) -> str: ...


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file as found. `root` is the folder (or zip) that was given, for a single file its own."""

    source: FileSource
    path: PurePath  # absolute
    root: PurePath

    @property
    def display_path(self) -> str:
        """What a person calls the file, in messages."""
        return self.source.display_path(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the folders above it, outermost first, and its own."""
        return tuple(map(readable, self.path.parts))

    def read(self) -> bytes:
        return self.source.read(self.path)


def find_pages(path: Path) -> list[PageFile]:
    """The page files in one file, folder (with those below it) or zip, in name order.

    SourceError for a path that is none of these or holds no page.
    """
    place = readable(str(path))
    # A link's own name may say which paper it is, so links are followed only where `..` demands it.
    absolute = path.resolve() if ".." in path.parts else path.absolute()
    if not path.exists():
        raise SourceError(_("There is no %(place)s. Check the path.") % {"place": place})
    if path.is_dir():
        source = _DiskSource(path, absolute)
        found = [PageFile(source, page, absolute) for page in _walk(absolute, source)]
    elif path.suffix.lower() == ".zip":
        found = find_in_zip(path, place, absolute.with_suffix(""))
    elif path.suffix.lower() == _PAGE_SUFFIX:
        return [PageFile(_DiskSource(path.parent, absolute.parent), absolute, absolute.parent)]
    else:
        raise SourceError(
            _("%(place)s is no page file (.txt), no folder and no zip. Check the path.")
            % {"place": place}
        )
    return found or _refuse_empty(place)


def find_in_zip(archive: Path, place: str, root: PurePath) -> list[PageFile]:
    """The page files of a zip that a person calls `place`; `root` is the folder that it stands for."""
    entries = read_archive(archive, lambda path: is_page(path) or path.name == manifest.NAME, place)
    files: dict[PurePath, bytes] = {root / entry.path: entry.data for entry in entries}
    if len(files) < len(entries):
        raise SourceError(
            _("%(place)s holds two files of one name. Pack it again with each file once.")
            % {"place": place}
        )
    source = _ZipSource(place, root, files)
    pages = sorted(
        (path for path in files if path.name != manifest.NAME),
        key=lambda path: natural_order(str(path)),
    )
    return [PageFile(source, path, root) for path in pages] or _refuse_empty(place)


def is_page(path: PurePosixPath) -> bool:
    return path.suffix.lower() == _PAGE_SUFFIX and not any(map(_is_hidden, path.parts))


def read_plain(path: Path, place: str) -> bytes:
    """The bytes of a file that a person calls `place`; SourceError for what is no page's file."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise SourceError(_("%(place)s is no plain file. Take it away.") % {"place": place})
        if status.st_size > MAX_PAGE_FILE:
            raise SourceError(
                _("%(place)s is larger than %(limit)d MB, which no page is. Split it.")
                % {"place": place, "limit": MAX_PAGE_FILE // 2**20}
            )
        return path.read_bytes()
    except OSError as fault:
        raise _unreadable(place, fault) from None


def _unreadable(place: str, fault: OSError) -> SourceError:
    return SourceError(
        _("%(place)s cannot be read: %(reason)s. Check the path and its permissions.")
        % {"place": place, "reason": fault.strerror or fault}
    )


def _refuse_empty(place: str) -> NoReturn:
    raise SourceError(
        _("%(place)s holds no page files. Put the text of each page there as a .txt file.")
        % {"place": place}
    )


class _DiskSource:
    def __init__(self, given: Path, absolute: Path) -> None:
        self._given, self._absolute = given, absolute

    def exists(self, path: PurePath) -> bool:
        return Path(path).is_file()

    def read(self, path: PurePath) -> bytes:
        return read_plain(Path(path), self.display_path(path))

    def display_path(self, path: PurePath) -> str:
        # As it was typed, not as it was resolved.
        return readable(str(self._given / path.relative_to(self._absolute)))


class _ZipSource:
    def __init__(self, place: str, root: PurePath, files: dict[PurePath, bytes]) -> None:
        self._place, self._root, self._files = place, root, files

    def exists(self, path: PurePath) -> bool:
        return path in self._files

    def read(self, path: PurePath) -> bytes:
        return self._files[path]

    def display_path(self, path: PurePath) -> str:
        return readable(f"{self._place}: {path.relative_to(self._root)}")


def _walk(folder: Path, source: _DiskSource) -> Iterator[Path]:
    def refuse(fault: OSError) -> None:
        raise _unreadable(source.display_path(Path(fault.filename)), fault)

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted((name for name in folders if not _is_hidden(name)), key=natural_order)
        yield from (
            Path(place, name)
            for name in sorted(files, key=natural_order)
            if is_page(PurePosixPath(name))
        )


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"
