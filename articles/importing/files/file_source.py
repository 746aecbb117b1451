"""Find page files in the paths that somebody gives: files, folders, zips.

Nothing is decoded or understood here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from stat import S_ISREG
from typing import NoReturn, Protocol

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files import manifest
from articles.importing.files.naming import natural_order, readable
from articles.importing.files.pdf.pdf_pages import MAX_PDF_FILE, count_pages
from articles.importing.files.zips import ZipEntry, read_archive

MAX_PAGE_FILE = 25 * 2**20
_TEXT_SUFFIX = ".txt"
_PDF_SUFFIX = ".pdf"
_PAGE_SUFFIXES = (_TEXT_SUFFIX, _PDF_SUFFIX)
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
    """A page file. `root` is the folder or zip that was given; for a single file, its folder.

    A PDF of several pages stands for a folder of its name: `pdf_path` is where it is stored, and
    `pdf_page` the number of the page in it, from 1. Elsewhere both are empty.
    """

    source: FileSource
    path: PurePath  # absolute
    root: PurePath
    pdf_path: PurePath | None = None
    pdf_page: int = 0

    @property
    def display_path(self) -> str:
        """What a person calls the file, in messages."""
        if self.pdf_path is None:
            return self.source.display_path(self.path)
        return _("%(file)s, page %(number)d") % {
            "file": self.source.display_path(self.pdf_path),
            "number": self.pdf_page,
        }

    @property
    def is_pdf(self) -> bool:
        return self.path.suffix.lower() == _PDF_SUFFIX

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the folders above the file, outermost first, then the file's name."""
        names = map(readable, self.path.parts)
        return tuple(names)

    def read(self) -> bytes:
        return self.source.read(self.pdf_path or self.path)

    def pages(self) -> list[PageFile]:
        """The file itself, or each page of a PDF that has several.

        A PDF that cannot be opened is one page, whose reading says why.
        """
        if not self.is_pdf:
            return [self]
        try:
            count = count_pages(self.read(), self.display_path)
        except SourceError:
            return [self]
        if count == 1:
            return [self]
        folder = self.path.with_suffix("")
        pages = []
        for number in range(1, count + 1):
            path = folder / f"{number:02d}{_PDF_SUFFIX}"
            pages.append(replace(self, path=path, pdf_path=self.path, pdf_page=number))
        return pages


def pages_of(files: Iterable[PageFile]) -> list[PageFile]:
    """The pages of these files, in their order."""
    pages: list[PageFile] = []
    for file in files:
        pages += file.pages()
    return pages


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
    if suffix in _PAGE_SUFFIXES:
        source = _DiskSource(path.parent, absolute.parent)
        return PageFile(source, absolute, absolute.parent).pages()
    raise SourceError(
        _("%(place)s is no page file (.txt, .pdf), no folder and no zip. Check the path.")
        % {"place": display_path}
    )


def _find_in_folder(path: Path, absolute: Path) -> list[PageFile]:
    source = _DiskSource(path, absolute)
    page_paths = _walk(absolute, source)
    return pages_of(PageFile(source, page_path, absolute) for page_path in page_paths)


def find_in_zip(archive: Path, display_path: str, root: PurePath) -> list[PageFile]:
    """The page files of a zip; `root` is the folder that the zip stands for."""
    entries = read_archive(archive, _is_page_or_manifest, display_path)
    files = _files_by_path(entries, display_path, root)
    source = _ZipSource(display_path, root, files)
    page_paths = [path for path in files if path.name != manifest.NAME]
    page_paths.sort(key=lambda path: natural_order(str(path)))
    if not page_paths:
        _refuse_empty(display_path)
    return pages_of(PageFile(source, path, root) for path in page_paths)


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
    if path.suffix.lower() not in _PAGE_SUFFIXES:
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
        limit = most_bytes(path.suffix or PurePath(display_path).suffix)
        if status.st_size > limit:
            raise SourceError(
                _("%(place)s is larger than %(limit)d MB, which no page is. Split it.")
                % {"place": display_path, "limit": limit // 2**20}
            )
        return path.read_bytes()
    except OSError as fault:
        raise _unreadable(display_path, fault) from None


def most_bytes(suffix: str) -> int:
    """How large a page file with this suffix may be."""
    return MAX_PDF_FILE if suffix.lower() == _PDF_SUFFIX else MAX_PAGE_FILE


def _unreadable(display_path: str, fault: OSError) -> SourceError:
    return SourceError(
        _("%(place)s cannot be read: %(reason)s. Check the path and its permissions.")
        % {"place": display_path, "reason": fault.strerror or fault}
    )


def _refuse_empty(display_path: str) -> NoReturn:
    raise SourceError(
        _("%(place)s holds no page files. Put each page there as a .txt file or a PDF.")
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
