"""Find page files in the paths that somebody gives: files, folders, zips.

Nothing is decoded or understood here.
"""

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
from articles.importing.files.zips import ZipEntry, read_archive

MAX_PAGE_FILE = 25 * 2**20
_PAGE_SUFFIX = ".txt"
_ZIP_SUFFIX = ".zip"


class FileSource(Protocol):
    """Where files are stored: the disk, or a zip whose name stands for a folder."""

    def exists(self, path: PurePath) -> bool: ...

    def read(self, path: PurePath) -> bytes:
        """SourceError for a file that is missing or cannot be read."""
        ...

    def display_path(self, path: PurePath) -> str:
        """What a person calls the file, in messages."""
        ...


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file. `root` is the folder or zip that was given; for a single file, its folder."""

    source: FileSource
    path: PurePath  # absolute
    root: PurePath

    @property
    def display_path(self) -> str:
        """What a person calls the file, in messages."""
        return self.source.display_path(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the folders above the file, outermost first, then the file's name."""
        names = map(readable, self.path.parts)
        return tuple(names)

    def read(self) -> bytes:
        return self.source.read(self.path)


def find_pages(path: Path) -> list[PageFile]:
    """The page files in one file, folder (with those below it) or zip, in name order.

    SourceError for a path that is none of these or holds no page.
    """
    display_path = readable(str(path))
    # A link's own name may say which paper it is, so links are followed only where `..` demands it.
    absolute = path.resolve() if ".." in path.parts else path.absolute()
    suffix = path.suffix.lower()
    if not path.exists():
        raise SourceError(_("There is no %(place)s. Check the path.") % {"place": display_path})
    if path.is_dir():
        return _find_in_folder(path, absolute) or _refuse_empty(display_path)
    if suffix == _ZIP_SUFFIX:
        return find_in_zip(path, display_path, absolute.with_suffix(""))
    if suffix == _PAGE_SUFFIX:
        source = _DiskSource(path.parent, absolute.parent)
        return [PageFile(source, absolute, absolute.parent)]
    raise SourceError(
        _("%(place)s is no page file (.txt), no folder and no zip. Check the path.")
        % {"place": display_path}
    )


def _find_in_folder(path: Path, absolute: Path) -> list[PageFile]:
    source = _DiskSource(path, absolute)
    page_paths = _walk(absolute, source)
    return [PageFile(source, page_path, absolute) for page_path in page_paths]


def find_in_zip(archive: Path, display_path: str, root: PurePath) -> list[PageFile]:
    """The page files of a zip; `root` is the folder that the zip stands for."""
    entries = read_archive(archive, _is_page_or_manifest, display_path)
    files = _files_by_path(entries, display_path, root)
    source = _ZipSource(display_path, root, files)
    page_paths = [path for path in files if path.name != manifest.NAME]
    page_paths.sort(key=lambda path: natural_order(str(path)))
    if not page_paths:
        _refuse_empty(display_path)
    return [PageFile(source, path, root) for path in page_paths]


def _files_by_path(
    entries: list[ZipEntry], display_path: str, root: PurePath
) -> dict[PurePath, bytes]:
    files: dict[PurePath, bytes] = {}
    for entry in entries:
        files[root / entry.path] = entry.data
    if len(files) < len(entries):
        raise SourceError(
            _("%(place)s holds two files of one name. Pack it again with each file once.")
            % {"place": display_path}
        )
    return files


def is_page(path: PurePosixPath) -> bool:
    """Whether a path below the given root is a page file that nobody has hidden."""
    if path.suffix.lower() != _PAGE_SUFFIX:
        return False
    return not any(is_hidden(name) for name in path.parts)


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is one that programs keep beside the pages."""
    return name.startswith(".") or name == "__MACOSX"


def _is_page_or_manifest(path: PurePosixPath) -> bool:
    return is_page(path) or path.name == manifest.NAME


def read_plain(path: Path, display_path: str) -> bytes:
    """The bytes of a file; SourceError where it cannot be the file of a page."""
    try:
        status = path.stat()
        is_regular = S_ISREG(status.st_mode)
        if not is_regular:
            raise SourceError(
                _("%(place)s is no plain file. Take it away.") % {"place": display_path}
            )
        if status.st_size > MAX_PAGE_FILE:
            raise SourceError(
                _("%(place)s is larger than %(limit)d MB, which no page is. Split it.")
                % {"place": display_path, "limit": MAX_PAGE_FILE // 2**20}
            )
        return path.read_bytes()
    except OSError as fault:
        raise _unreadable(display_path, fault) from None


def _unreadable(display_path: str, fault: OSError) -> SourceError:
    return SourceError(
        _("%(place)s cannot be read: %(reason)s. Check the path and its permissions.")
        % {"place": display_path, "reason": fault.strerror or fault}
    )


def _refuse_empty(display_path: str) -> NoReturn:
    raise SourceError(
        _("%(place)s holds no page files. Put the text of each page there as a .txt file.")
        % {"place": display_path}
    )


class _DiskSource:
    """Files below a folder. Messages name them as the folder was typed, not as it was resolved."""

    def __init__(self, typed: Path, absolute: Path) -> None:
        self._typed = typed
        self._absolute = absolute

    def exists(self, path: PurePath) -> bool:
        return Path(path).is_file()

    def read(self, path: PurePath) -> bytes:
        display_path = self.display_path(path)
        return read_plain(Path(path), display_path)

    def display_path(self, path: PurePath) -> str:
        below = path.relative_to(self._absolute)
        as_typed = self._typed / below
        return readable(str(as_typed))


class _ZipSource:
    """The unpacked files of a zip, by the paths they would have in its root."""

    def __init__(self, display_path: str, root: PurePath, files: dict[PurePath, bytes]) -> None:
        self._display_path = display_path
        self._root = root
        self._files = files

    def exists(self, path: PurePath) -> bool:
        return path in self._files

    def read(self, path: PurePath) -> bytes:
        return self._files[path]

    def display_path(self, path: PurePath) -> str:
        below = path.relative_to(self._root)
        return readable(f"{self._display_path}: {below}")


def _walk(folder: Path, source: _DiskSource) -> Iterator[Path]:
    """The page files below a folder, the nearer ones first."""

    def refuse(fault: OSError) -> None:
        unreadable = Path(fault.filename)
        raise _unreadable(source.display_path(unreadable), fault)

    for parent, folders, files in os.walk(folder, onerror=refuse):
        visible = [name for name in folders if not is_hidden(name)]
        # os.walk goes into what is left in its own list.
        folders[:] = sorted(visible, key=natural_order)
        for name in sorted(files, key=natural_order):
            if is_page(PurePosixPath(name)):
                yield Path(parent, name)
