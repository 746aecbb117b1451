"""Illustrations go with their captions, so that arranging a page anew loses no uploaded picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article, Illustration
from articles.models.article_content import Picture


@dataclass(slots=True)
class StoredPicture:
    """A stored illustration with what was printed of it; None for one that an editor added."""

    key: str
    row: Illustration
    printed: Picture | None
    is_placed: bool = False

    @property
    def is_worked_on(self) -> bool:
        if self.printed is None or self.row.picture:
            return True
        present = Picture(self.row.caption, self.row.credit)
        return present != self.printed


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of each article in order, the rows to delete, and keys where work would be lost."""

    rows: Mapping[str, Sequence[Illustration]]
    go: Sequence[Illustration]
    homeless: Sequence[str]


def stored_pictures(key: str, article: Article, printed: Sequence[Picture]) -> list[StoredPicture]:
    """The illustrations of an article, each with its printed caption where that is known."""
    rows = list(article.illustrations.all())
    pictures = []
    if len(rows) == len(printed):
        for row, caption in zip(rows, printed, strict=True):
            picture = StoredPicture(key, row, caption)
            pictures.append(picture)
        return pictures
    unmatched = list(printed)
    for row in rows:
        same = Picture(row.caption, row.credit)
        if same in unmatched:
            unmatched.remove(same)
            picture = StoredPicture(key, row, same)
        else:
            picture = StoredPicture(key, row, None)
        pictures.append(picture)
    return pictures


def place_pictures(
    stored: Sequence[StoredPicture],
    wanted: Mapping[str, Sequence[Picture]],
    removed: Mapping[str, str | None],
) -> Placement:
    """`wanted` are the printed pictures of the articles whose captions the arrangement changes."""
    rows: dict[str, list[Illustration]] = {}
    for key, pictures in wanted.items():
        rows[key] = [_row_of(key, picture, stored) for picture in pictures]
    go = []
    homeless = []
    for candidate in stored:
        key = candidate.key
        is_unchanged = key not in wanted and key not in removed
        if candidate.is_placed or is_unchanged:
            continue
        home = removed.get(key, key)
        if not candidate.is_worked_on:
            go.append(candidate.row)
        elif home is None:
            homeless.append(key)
        else:
            home_rows = rows.setdefault(home, [])
            home_rows.append(candidate.row)
    return Placement(rows, go, homeless)


def _row_of(key: str, picture: Picture, stored: Sequence[StoredPicture]) -> Illustration:
    """The stored row of this caption, preferably the article's; a new row where there is none."""
    candidate = next(_candidates(key, picture, stored), None)
    if candidate is None:
        return Illustration(caption=picture.caption, credit=picture.credit)
    candidate.is_placed = True
    row = candidate.row
    printed = candidate.printed
    if printed and row.credit == printed.credit:
        row.credit = picture.credit
    if printed and row.caption == printed.caption:
        row.caption = picture.caption
    return row


def _candidates(
    key: str, picture: Picture, stored: Sequence[StoredPicture]
) -> Iterator[StoredPicture]:
    free = [candidate for candidate in stored if not candidate.is_placed and candidate.printed]
    free.sort(key=lambda candidate: candidate.key != key)
    for candidate in free:
        if candidate.printed == picture:
            yield candidate
    if not picture.caption:
        return
    for candidate in free:
        if candidate.printed and candidate.printed.caption == picture.caption:
            yield candidate
