"""Page files that a browser sent: stored under numbers, found under the names they were sent with.

No name that somebody sent is ever a name on the disk, and no file is where the web server could
serve it.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files import manifest
from articles.importing.files.file_source import (
    PageFile,
    find_in_zip,
    is_hidden,
    is_page,
    most_bytes,
    read_plain,
)
from articles.importing.files.naming import clean_name, natural_order
from articles.importing.files.zips import MAX_ENTRIES, MAX_FILE, MAX_UNPACKED
from articles.models import Upload
from articles.sweeping import Sweep
from articles.text.file_faults import writing_fault

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

MAX_FILES = MAX_ENTRIES
MAX_SENT = 200 * 2**20
_ROOT = PurePosixPath("/")
_MAX_NAME_LENGTH = 1_000
_SHOWN_NAME_LENGTH = 60
_ZIP_SUFFIX = ".zip"


@dataclass(frozen=True, slots=True)
class _SentFile:
    path: PurePosixPath  # below _ROOT, as it was sent
    file: UploadedFile[Any]

    @property
    def size(self) -> int:
        return self.file.size or 0

    @property
    def is_zip(self) -> bool:
        return _is_zip(self.path)


def receive(files: Iterable[tuple[str, UploadedFile[Any]]], user: User, language: str) -> Upload:
    """Store the files that can be imported, with the paths they were sent with; ignore the others.

    SourceError, with nothing stored, where the files are too many or too large, a name is a trap,
    no file is a page, or the disk takes none.
    """
    sent_files = [sent for sent in _with_paths(files) if _is_wanted(sent.path)]
    _check(sent_files)
    size = sum(sent.size for sent in sent_files)
    upload = Upload(user=user, language=language, size=size)
    upload.files = [
        {"name": _display_path(sent.path), "size": sent.file.size} for sent in sent_files
    ]
    with ExitStack() as clean_up:
        clean_up.callback(delete_files, upload.pk)
        try:
            _write(sent_files, _folder(upload.pk))
            upload.save(force_insert=True)
        except OSError as fault:
            raise SourceError(not_writable(fault, _uploads_folder())) from None
        clean_up.pop_all()  # all is there: nothing is to be cleaned up
    return upload


def _write(sent_files: Sequence[_SentFile], folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    for number, sent in enumerate(sent_files):
        path = folder / str(number)
        with path.open("xb") as stored:
            stored.writelines(sent.file.chunks())


def find_upload_pages(upload: Upload) -> tuple[list[PageFile], list[str]]:
    """The page files of an upload, also those in zips, and the faults of zips without a page."""
    source = _source_of(upload)
    pages = []
    faults = []
    unpacked = 0
    for path in source.paths:
        if is_page(PurePosixPath(path)):
            pages += PageFile(source, path, _ROOT).pages()
        if not _is_zip(path):
            continue
        display_path = source.display_path(path)
        try:
            pages_in_zip = find_in_zip(source.stored_path(path), display_path, path.with_suffix(""))
            files = {page.pdf_path or page.path: page for page in pages_in_zip}
            unpacked += sum(len(page.read()) for page in files.values())
            if unpacked > MAX_UNPACKED:
                raise _too_much_unpacked(display_path)
        except SourceError as fault:
            faults.append(str(fault))
            continue
        pages += pages_in_zip
    pages.sort(key=lambda page: natural_order(page.display_path))
    return pages, faults


def delete_files(pk: uuid.UUID) -> None:
    """Delete the files of an upload; what cannot be deleted is left to the sweep."""
    try:
        remove_files(pk)
    except OSError as fault:
        logger.warning("The files of upload %s cannot be deleted: %s", pk, fault)


def remove_files(pk: uuid.UUID) -> None:
    """Delete the files of an upload; OSError where they stay, but not where they are gone."""
    try:
        shutil.rmtree(_folder(pk))
    except FileNotFoundError:
        return


def delete_orphans(before: datetime, sweep: Sweep) -> None:
    """Delete folders from before then that no row knows: their requests died before they had one.

    Whatever else somebody put beside these folders stays, and so does a folder that cannot be read.
    """
    for path in _uploads_folder().glob("*"):
        sweep.attempt(str(path), partial(_delete_orphan, path, before))


def _delete_orphan(path: Path, before: datetime) -> None:
    pk = _key_in(path.name)
    if pk is None or path.is_symlink() or not path.is_dir():
        return
    is_old = path.stat().st_mtime < before.timestamp()
    if is_old and not Upload.objects.filter(pk=pk).exists():
        remove_files(pk)


def _key_in(folder_name: str) -> uuid.UUID | None:
    """The key of the upload whose folder has this name; None for any other folder or file."""
    try:
        pk = uuid.UUID(folder_name)
    except ValueError:
        return None
    # Python reads a key without its hyphens too, but no folder is named so.
    return pk if str(pk) == folder_name else None


class _UploadSource:
    """The files of an upload as a `articles.importing.files.file_source.FileSource`."""

    def __init__(self, stored: Mapping[PurePath, Path]) -> None:
        self._stored = stored

    @property
    def paths(self) -> Sequence[PurePath]:
        return list(self._stored)

    def stored_path(self, path: PurePath) -> Path:
        return self._stored[path]

    def exists(self, path: PurePath) -> bool:
        return path in self._stored

    def read(self, path: PurePath) -> bytes:
        stored_path = self._stored[path]
        return read_plain(stored_path, self.display_path(path))

    def display_path(self, path: PurePath) -> str:
        return _display_path(path)


def _source_of(upload: Upload) -> _UploadSource:
    folder = _folder(upload.pk)
    stored: dict[PurePath, Path] = {}
    for number, file in enumerate(upload.files):
        path = _ROOT / file["name"]
        stored[path] = folder / str(number)
    return _UploadSource(stored)


def _uploads_folder() -> Path:
    folder: Path = settings.DATA_DIR / "uploads"
    return folder


def _folder(pk: uuid.UUID) -> Path:
    return _uploads_folder() / str(pk)


def _display_path(path: PurePath) -> str:
    return str(path.relative_to(_ROOT))


def _with_paths(files: Iterable[tuple[str, UploadedFile[Any]]]) -> Iterator[_SentFile]:
    for name, file in files:
        # A lone surrogate is in no file name, and no database takes it.
        encodable = name.encode("utf-8", "replace").decode()
        unix_name = encodable.replace("\\", "/")
        parts = _path_parts(unix_name)
        is_too_long = len(unix_name) > _MAX_NAME_LENGTH
        if not parts or ".." in parts or is_too_long:
            raise _refused_name(unix_name)
        yield _SentFile(_ROOT.joinpath(*parts), file)


def _path_parts(unix_name: str) -> list[str]:
    names = unix_name.split("/")
    parts = map(clean_name, names)
    return [part for part in parts if part not in ("", ".")]


def _refused_name(unix_name: str) -> SourceError:
    shown_name = clean_name(unix_name)
    if len(unix_name) > _SHOWN_NAME_LENGTH:
        shown_name = f"{shown_name[:_SHOWN_NAME_LENGTH]}…"
    return SourceError(
        _("“%(name)s” cannot be the name of a page file. Give it a short one, such as A01.txt.")
        % {"name": shown_name}
    )


def _is_wanted(path: PurePosixPath) -> bool:
    """Whether a file is a page, or a zip or manifest that nobody has hidden."""
    below = path.relative_to(_ROOT)
    if is_page(below):
        return True
    if any(is_hidden(name) for name in below.parts):
        return False
    return _is_zip(path) or path.name == manifest.NAME


def _is_zip(path: PurePath) -> bool:
    return path.suffix.lower() == _ZIP_SUFFIX


def _check(sent_files: Sequence[_SentFile]) -> None:
    """SourceError where the files cannot be one upload."""
    names = {sent.path.name for sent in sent_files}
    if not names - {manifest.NAME}:
        raise SourceError(
            _(
                "There is no page among these files. "
                "Pages are .txt files or PDF, alone, in folders or in a zip."
            )
        )
    size = sum(sent.size for sent in sent_files)
    if len(sent_files) > MAX_FILES or size > MAX_SENT:
        raise SourceError(too_many())
    roots: set[PurePosixPath] = set()
    for sent in sent_files:
        _check_file_size(sent)
        # A zip stands for a folder of its name.
        root = sent.path.with_suffix("") if sent.is_zip else sent.path
        if root in roots:
            raise _same_path(sent)
        roots.add(root)


def _check_file_size(sent: _SentFile) -> None:
    limit = MAX_FILE if sent.is_zip else most_bytes(sent.path.suffix)
    if sent.size > limit:
        raise SourceError(
            _("%(place)s is larger than %(limit)d MB, which no page is. Split it.")
            % {
                "place": _display_path(sent.path),
                "limit": limit // 2**20,
            }
        )


def _same_path(sent: _SentFile) -> SourceError:
    return SourceError(
        _(
            "Two files are called %(place)s. "
            "Drag their folders here, or send them one after the other."
        )
        % {"place": _display_path(sent.path)}
    )


def not_writable(fault: OSError, folder: Path) -> str:
    sentence = writing_fault(fault, folder)
    return _("%(sentence)s Nothing was stored; then send the files again.") % {"sentence": sentence}


def too_many() -> str:
    return _(
        "This is too much at once: at most %(files)d files and %(size)d MB. "
        "Send fewer issues at a time."
    ) % {"files": MAX_FILES, "size": MAX_SENT // 2**20}


def _too_much_unpacked(display_path: str) -> SourceError:
    return SourceError(
        _("%(place)s is too much: all zips together may have %(size)d MB unpacked. Send it alone.")
        % {"place": display_path, "size": MAX_UNPACKED // 2**20}
    )
