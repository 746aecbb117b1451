"""Illustrations go with their captions: a picture that was uploaded is never lost by arranging a page anew."""

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
        return (
            self.printed is None
            or bool(self.row.picture)
            or Picture(self.row.caption, self.row.credit) != self.printed
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of each article, in order, some of them new; those that go; and where work would be lost."""

    rows: Mapping[str, Sequence[Illustration]]
    go: Sequence[Illustration]
    homeless: Sequence[str]


def stored_pictures(key: str, article: Article, printed: Sequence[Picture]) -> list[StoredPicture]:
    """The illustrations of an article, each with its printed caption where that can be told."""
    rows = list(article.illustrations.all())
    if len(rows) == len(printed):
        return [
            StoredPicture(key, row, picture) for row, picture in zip(rows, printed, strict=True)
        ]
    left = list(printed)
    found = []
    for row in rows:
        same = next((one for one in left if one == (row.caption, row.credit)), None)
        if same is not None:
            left.remove(same)
        found.append(StoredPicture(key, row, same))
    return found


def place_pictures(
    stored: Sequence[StoredPicture],
    wanted: Mapping[str, Sequence[Picture]],
    gone: Mapping[str, str | None],
) -> Placement:
    """`wanted` are the printed pictures of the articles whose captions the arrangement changes."""
    rows: dict[str, list[Illustration]] = {}
    for key, pictures in wanted.items():
        rows[key] = [_row_of(key, picture, stored) for picture in pictures]
    go, homeless = [], []
    for shown in stored:
        home = gone.get(shown.key, shown.key)
        if shown.is_placed or (shown.key not in wanted and shown.key not in gone):
            continue
        if not shown.is_worked_on:
            go.append(shown.row)
        elif home is None:
            homeless.append(shown.key)
        else:
            rows.setdefault(home, []).append(shown.row)
    return Placement(rows, go, homeless)


def _row_of(key: str, picture: Picture, stored: Sequence[StoredPicture]) -> Illustration:
    """The stored row of this caption, the article's own before another's; a new one where there is none."""
    for shown in _candidates(key, picture, stored):
        shown.is_placed = True
        if shown.printed and shown.row.credit == shown.printed.credit:
            shown.row.credit = picture.credit
        if shown.printed and shown.row.caption == shown.printed.caption:
            shown.row.caption = picture.caption
        return shown.row
    return Illustration(caption=picture.caption, credit=picture.credit)


def _candidates(
    key: str, picture: Picture, stored: Sequence[StoredPicture]
) -> Iterator[StoredPicture]:
    free = [shown for shown in stored if not shown.is_placed and shown.printed]
    free.sort(key=lambda shown: shown.key != key)
    yield from (shown for shown in free if shown.printed == picture)
    yield from (
        shown
        for shown in free
        if picture.caption and shown.printed and shown.printed.caption == picture.caption
    )
