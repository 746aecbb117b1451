"""Page files that were sent by a browser: kept under numbers, found under the names they were sent with.

No name that somebody sent is ever a name on the disk, and nothing lies where the web server could serve it.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files import manifest
from articles.importing.files.file_source import (
    MAX_PAGE_FILE,
    PageFile,
    find_in_zip,
    is_page,
    read_plain,
)
from articles.importing.files.naming import clean_name, natural_order
from articles.importing.files.zips import MAX_ENTRIES, MAX_FILE, MAX_UNPACKED
from articles.models import Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MAX_FILES = MAX_ENTRIES
MAX_SENT = 50 * 2**20
_ROOT = PurePosixPath("/")
_LONGEST_NAME = 1_000
_SHOWN_NAME = 60
_ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class _SentFile:
    path: PurePosixPath  # below _ROOT, as it was sent
    file: UploadedFile[Any]


def receive(files: Iterable[tuple[str, UploadedFile[Any]]], user: User, language: str) -> Upload:
    """Keep what can be imported of files and the paths they were sent with; the rest is no concern of ours.

    SourceError, with nothing kept, where there is too much, a name is a trap or there is no page.
    """
    sent = [one for one in _understood(files) if _is_wanted(one.path)]
    _check(sent)
    upload = Upload(user=user, language=language, size=sum(one.file.size or 0 for one in sent))
    upload.files = [{"name": _name(one.path), "size": one.file.size} for one in sent]
    folder = _folder(upload.pk)
    folder.mkdir(parents=True, mode=0o700)
    try:
        for number, one in enumerate(sent):
            with (folder / str(number)).open("xb") as kept:
                kept.writelines(one.file.chunks())
        upload.save(force_insert=True)
    except BaseException:
        delete_files(upload.pk)
        raise
    return upload


def find_upload_pages(upload: Upload) -> tuple[list[PageFile], list[str]]:
    """The page files of an upload, in zips too, and what is wrong with those that hold none."""
    source = _UploadSource(
        {
            _ROOT / one["name"]: _folder(upload.pk) / str(place)
            for place, one in enumerate(upload.files)
        }
    )
    pages = [PageFile(source, path, _ROOT) for path in source.paths if is_page(PurePosixPath(path))]
    faults, unpacked = [], 0
    for path in source.paths:
        if path.suffix.lower() != _ZIP:
            continue
        try:
            found = find_in_zip(source.kept(path), source.display_path(path), path.with_suffix(""))
            unpacked += sum(len(page.read()) for page in found)
            if unpacked > MAX_UNPACKED:
                raise _too_much(source.display_path(path))
        except SourceError as fault:
            faults.append(str(fault))
        else:
            pages += found
    return sorted(pages, key=lambda page: natural_order(page.display_path)), faults


def delete_files(key: uuid.UUID) -> None:
    """Take the files of an upload away; those that are gone already are no fault."""
    shutil.rmtree(_folder(key), ignore_errors=True)


def delete_orphans(before: datetime) -> None:
    """Take away folders from before then that no row knows: of requests that died between the two."""
    for folder in _home().glob("*"):
        if (
            folder.stat().st_mtime < before.timestamp()
            and not Upload.objects.filter(pk=folder.name).exists()
        ):
            delete_files(uuid.UUID(folder.name))


class _UploadSource:
    """What was sent, as folders: see `articles.importing.files.file_source.FileSource`."""

    def __init__(self, kept: Mapping[PurePath, Path]) -> None:
        self._kept = kept

    @property
    def paths(self) -> Sequence[PurePath]:
        return list(self._kept)

    def kept(self, path: PurePath) -> Path:
        return self._kept[path]

    def exists(self, path: PurePath) -> bool:
        return path in self._kept

    def read(self, path: PurePath) -> bytes:
        return read_plain(self._kept[path], self.display_path(path))

    def display_path(self, path: PurePath) -> str:
        return _name(path)


def _home() -> Path:
    home: Path = settings.DATA_DIR / "uploads"
    return home


def _folder(key: uuid.UUID) -> Path:
    return _home() / str(key)


def _name(path: PurePath) -> str:
    return str(path.relative_to(_ROOT))


def _understood(files: Iterable[tuple[str, UploadedFile[Any]]]) -> Iterator[_SentFile]:
    for name, file in files:
        # A lone surrogate is in no file name, and no database takes it.
        tidy = name.encode("utf-8", "replace").decode().replace("\\", "/")
        parts = [part for part in map(clean_name, tidy.split("/")) if part not in ("", ".")]
        if ".." in parts or not parts or len(tidy) > _LONGEST_NAME:
            raise SourceError(
                _(
                    "“%(name)s” cannot be the name of a page file. Give it a short one, such as A01.txt."
                )
                % {
                    "name": f"{clean_name(tidy)[:_SHOWN_NAME]}…"
                    if len(tidy) > _SHOWN_NAME
                    else clean_name(tidy)
                }
            )
        yield _SentFile(_ROOT.joinpath(*parts), file)


def _is_wanted(path: PurePosixPath) -> bool:
    below = path.relative_to(_ROOT)
    is_hidden = any(part.startswith(".") or part == "__MACOSX" for part in below.parts)
    return is_page(below) or (
        not is_hidden and (path.suffix.lower() == _ZIP or path.name == manifest.NAME)
    )


def _check(sent: Sequence[_SentFile]) -> None:
    if all(one.path.name == manifest.NAME for one in sent):
        raise SourceError(
            _(
                "There is no page among these files. Pages are .txt files, alone, in folders or in a zip."
            )
        )
    if len(sent) > MAX_FILES or sum(one.file.size or 0 for one in sent) > MAX_SENT:
        raise SourceError(too_many())
    seen: set[Any] = set()
    for one in sent:
        limit = MAX_FILE if one.path.suffix.lower() == _ZIP else MAX_PAGE_FILE
        if (one.file.size or 0) > limit:
            raise SourceError(
                _("%(place)s is larger than %(limit)d MB, which no page is. Split it.")
                % {"place": _name(one.path), "limit": limit // 2**20}
            )
        stands_for = one.path.with_suffix("") if one.path.suffix.lower() == _ZIP else one.path
        if stands_for in seen:
            raise SourceError(
                _(
                    "Two files are called %(place)s. Drag their folders here, or send them one after the other."
                )
                % {"place": _name(one.path)}
            )
        seen.add(stands_for)


def too_many() -> str:
    return _(
        "This is too much at once: at most %(files)d files and %(size)d MB. Send fewer issues at a time."
    ) % {
        "files": MAX_FILES,
        "size": MAX_SENT // 2**20,
    }


def _too_much(place: str) -> SourceError:
    return SourceError(
        _("%(place)s is too much: all zips together may have %(size)d MB unpacked. Send it alone.")
        % {"place": place, "size": MAX_UNPACKED // 2**20}
    )
