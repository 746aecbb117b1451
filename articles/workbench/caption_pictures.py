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
    pictures = []
    for row in rows:
        same = next((caption for caption in left if caption == (row.caption, row.credit)), None)
        if same is not None:
            left.remove(same)
        pictures.append(StoredPicture(key, row, same))
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
    go, homeless = [], []
    for candidate in stored:
        home = removed.get(candidate.key, candidate.key)
        if candidate.is_placed or (candidate.key not in wanted and candidate.key not in removed):
            continue
        if not candidate.is_worked_on:
            go.append(candidate.row)
        elif home is None:
            homeless.append(candidate.key)
        else:
            rows.setdefault(home, []).append(candidate.row)
    return Placement(rows, go, homeless)


def _row_of(key: str, picture: Picture, stored: Sequence[StoredPicture]) -> Illustration:
    """The stored row of this caption, the article's own before another's; a new one where there is none."""
    for candidate in _candidates(key, picture, stored):
        candidate.is_placed = True
        if candidate.printed and candidate.row.credit == candidate.printed.credit:
            candidate.row.credit = picture.credit
        if candidate.printed and candidate.row.caption == candidate.printed.caption:
            candidate.row.caption = picture.caption
        return candidate.row
    return Illustration(caption=picture.caption, credit=picture.credit)


def _candidates(
    key: str, picture: Picture, stored: Sequence[StoredPicture]
) -> Iterator[StoredPicture]:
    free = [candidate for candidate in stored if not candidate.is_placed and candidate.printed]
    free.sort(key=lambda candidate: candidate.key != key)
    yield from (candidate for candidate in free if candidate.printed == picture)
    yield from (
        candidate
        for candidate in free
        if picture.caption and candidate.printed and candidate.printed.caption == picture.caption
    )
