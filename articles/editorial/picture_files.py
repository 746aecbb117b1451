"""The files of pictures, and how long they stay.

A file stays while anything can show it: a row, a version of an article that is still there, or an
import that can be undone. So a picture that was replaced or taken off stays for the history of its
article, where nobody but the desk reads of it, and goes with the article. Nothing leads to such a
file meanwhile: a file is only given to a reader for a row that names it.

`release` is called when articles are deleted. What a killed process, a rolled back upload or SQL by
hand leaves behind is found by `sweep`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Illustration, ImportRun
from articles.models.querysets import ArticleQuerySet
from articles.sweeping import ElementsFailed
from articles.text.images import WIDTHS, name_of_size, name_of_whole

logger = logging.getLogger(__name__)

FOLDER = "pictures"
# A form stores the file before its row; an import may take longer than a request.
_MIN_AGE = timedelta(days=1)
_LISTED_NAMES = 5

# The library makes this model: a VersionBase with the article's columns.
_Version: Any = Article.versions.model
_PICTURE: Any = Illustration._meta.get_field("picture")


class SweepReport(NamedTuple):
    """What was found; `removed` are files that nothing names, `lost` names in rows without a file.

    `stuck` are files that nothing names and that cannot be removed, each with the reason.
    """

    removed: list[str]
    lost: list[str]
    stuck: list[str]

    def finish(self) -> None:
        """Raises ElementsFailed where somebody has to do something."""
        sentences = []
        if self.lost:
            sentence = _("The files of these pictures are lost, upload them again: %s.")
            sentences.append(sentence % _list_names(self.lost))
        if self.stuck:
            sentence = _("These files cannot be removed: %s.")
            sentences.append(sentence % _list_names(self.stuck))
        if sentences:
            raise ElementsFailed(" ".join(sentences))


def names_in(articles: ArticleQuerySet) -> set[str]:
    """The files that these articles show or showed; ask before the articles are deleted."""
    keys = articles.order_by().values("pk")
    rows = Illustration.objects.filter(article__in=keys).exclude(picture="")
    names = set(rows.values_list("picture", flat=True))
    versions = _Version.objects.filter(id__in=keys)
    return names.union(_names_in_versions(versions))


def release(names: Collection[str]) -> None:
    """After the commit, remove those of the files that nothing can show any more.

    It never fails a deletion that is committed: the sweep tries again.
    """
    if names:
        remove = partial(remove_unused, names)
        transaction.on_commit(remove, robust=True)


def remove_unused(names: Collection[str]) -> None:
    unused = set(names)
    rows = Illustration.objects.filter(picture__in=unused)
    unused.difference_update(rows.values_list("picture", flat=True))
    if unused:
        unused.difference_update(_names_in_history())
    for name in unused:
        _remove(name)


def sweep(now: datetime | None = None, *, is_dry: bool = False) -> SweepReport:
    """Remove the files that nothing names and that are older than a day; report the lost ones."""
    oldest_kept = (now or timezone.now()) - _MIN_AGE
    # The files are listed before the rows: a row that is stored meanwhile has its file in the list
    # or is not counted among the lost ones.
    stored = list(_stored_files(_storage(), FOLDER))
    rows = Illustration.objects.exclude(picture="")
    names = set(rows.values_list("picture", flat=True))
    named = names.union(_names_in_history())
    removed = []
    for file in stored:
        is_named = file in named or name_of_whole(file) in named
        if not is_named and _is_older(file, oldest_kept):
            removed.append(file)
    stuck = [] if is_dry else _remove_all(removed)
    lost = [name for name in names.difference(stored) if not _storage().exists(name)]
    return SweepReport(sorted(removed), sorted(lost), stuck)


def _remove_all(files: Iterable[str]) -> list[str]:
    """The files that cannot be removed, each with the reason; the others are."""
    stuck = []
    count = 0
    for file in sorted(files):
        try:
            _storage().delete(file)
            count += 1
        except OSError as fault:
            stuck.append(f"{file} ({fault.strerror})")
    if count:
        logger.warning("%d files of pictures belonged to nothing and were removed.", count)
    return stuck


def _list_names(names: Sequence[str]) -> str:
    """The first names; more would not fit into a note."""
    listed = ", ".join(names[:_LISTED_NAMES])
    return f"{listed}…" if len(names) > _LISTED_NAMES else listed


def _storage() -> Storage:
    storage: Storage = _PICTURE.storage
    return storage


def _names_in_history() -> set[str]:
    articles = Article.objects.order_by().values("pk")
    versions = _Version.objects.filter(id__in=articles)
    names = set(_names_in_versions(versions))
    return names.union(_names_in_snapshots())


def _names_in_versions(versions: Any) -> Iterator[str]:
    with_pictures = versions.order_by().exclude(parts__pictures=[])
    for pictures in with_pictures.values_list("parts__pictures", flat=True).iterator():
        for picture in pictures or ():
            # Caption, credit, file, alternative text.
            if picture[2]:
                yield picture[2]


def _names_in_snapshots() -> Iterator[str]:
    """The files that an undo of an import would bring back.

    Of an article that the import only changed they count while the article is there: without it
    there is no undo.
    """
    runs = ImportRun.objects.filter(undone_at=None, snapshot__has_key="illustrations")
    runs = runs.exclude(issue=None).order_by()
    snapshots = runs.values_list("snapshot__illustrations", "snapshot__updated")
    for rows, updated in snapshots.iterator():
        pictures = [row for row in rows or () if row["picture"]]
        if not pictures:
            continue
        deleted = _deleted_articles(pk for pk, _version in updated or ())
        for row in pictures:
            if row["article_id"] not in deleted:
                yield row["picture"]


def _deleted_articles(keys: Iterable[int]) -> set[int]:
    wanted = set(keys)
    articles = Article.objects.order_by().filter(pk__in=wanted)
    return wanted.difference(articles.values_list("pk", flat=True))


def _remove(name: str) -> None:
    """The picture in all its sizes."""
    storage = _storage()
    storage.delete(name)
    for width in WIDTHS:
        storage.delete(name_of_size(name, width))


def _stored_files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        yield f"{folder}/{file}"
    for name in folders:
        yield from _stored_files(storage, f"{folder}/{name}")


def _is_older(file: str, moment: datetime) -> bool:
    try:
        return _storage().get_modified_time(file) < moment
    except FileNotFoundError:  # removed since it was listed
        return False
