"""Which stored article is which article of a new parse, and what becomes of each. No queries.

Articles are matched by what they hold, not by where they stand: pages of a corrected file come with
pieces added, taken out and moved.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.editorial.content import content_in
from articles.importing.content_rows import content_of, record_in
from articles.importing.merge.three_way import Clash, merge, values_of
from articles.models import Article
from articles.models.article_content import Content
from articles.models.choices import Status
from articles.parsing import ArticleRecord

_SHINGLE = 3  # characters
_SAME = 0.3  # share of common shingles (Dice) from which two texts are one article
_HELD = 0.7  # share of a text's shingles from which another text holds it


class Resolution(StrEnum):
    CREATE = "create"
    UPDATE = "update"  # its content becomes the file's
    MERGE = "merge"  # what the file changed and no editor did
    REFRESH = "refresh"  # its content stays; the lines it stands on may have moved
    REFRESH_PARSE = "refresh_parse"  # the same, of one that an editor changed
    CLASH = "clash"  # its content stays; the file changed what an editor changed too, or what readers saw
    KEEP_EDITED = "keep_edited"  # the file has it, and somebody wrote it by hand
    KEEP_GONE = "keep_gone"  # no longer in the file, but edited or past the desk
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article of the new parse with the content it would be stored with."""

    record: ArticleRecord
    content: Content
    too_long: bool
    position: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one article. `row` is unsaved for a new one, `parsed` None for one that the file no longer holds.

    `content` is what becomes of it where that is not what was found, and `clashes` are what somebody has to decide.
    """

    resolution: Resolution
    row: Article
    parsed: ParsedArticle | None
    content: Content | None = None
    clashes: tuple[Clash, ...] = ()


def reconcile(
    stored: Sequence[Article], old_titles: Sequence[str], parsed: Sequence[ParsedArticle]
) -> list[Decision]:
    """Decide on every article of a page: those of the file in its order, then those it no longer holds.

    `stored` come with section, bylines, illustrations and redirects prefetched. `old_titles` are the titles the
    page may have had when they were stored, any of which an article may have for its section.
    """
    stored_texts = [_stored_text(article) for article in stored]
    parsed_texts = [_text(item.record) for item in parsed]
    pairs = _match(stored_texts, parsed_texts)
    decisions = []
    for place, item in enumerate(parsed):
        if place in pairs:
            article = stored[pairs[place]]
            decision = _decide(article, old_titles, item)
        else:
            decision = _decide_new(stored, item)
        decisions.append(decision)
    matched = set(pairs.values())
    for place, article in enumerate(stored):
        if place not in matched:
            decision = _decide_gone(article, old_titles)
            decisions.append(decision)
    return decisions


def _decide(article: Article, old_titles: Sequence[str], parsed: ParsedArticle) -> Decision:
    base = _base_content(article, old_titles)
    now = content_in(article)
    if now == parsed.content:
        return Decision(Resolution.REFRESH, article, parsed)
    if base is None:
        return Decision(Resolution.KEEP_EDITED, article, parsed)
    kept = _kept(article, now, parsed.content)
    content, clashes = merge(base, now, parsed.content, kept)
    is_as_parsed = content == parsed.content and now == base
    if content == now:
        resolution = Resolution.CLASH if clashes else Resolution.REFRESH_PARSE
    else:
        resolution = Resolution.UPDATE if is_as_parsed else Resolution.MERGE
    return Decision(
        resolution,
        article,
        parsed,
        content,
        clashes,
    )


def _decide_new(stored: Sequence[Article], parsed: ParsedArticle) -> Decision:
    """It is new, unless an editor joined it to another article, which holds its text."""
    shingles = _shingles(_text(parsed.record))
    for article in stored:
        if not article.redirects.all():
            continue
        text = _present_text(article)
        common = shingles & _shingles(text)
        if len(common) >= _HELD * len(shingles):
            return Decision(Resolution.KEEP_EDITED, article, parsed)
    return Decision(Resolution.CREATE, Article(), parsed)


def _kept(article: Article, now: Content, new: Content) -> Collection[str]:
    """Fields of which nothing is taken without a decision: those readers have seen, and captions of pictures
    that were uploaded, where it is not plain which picture goes with which."""
    if article.status == Status.PUBLISHED:
        return values_of(now).keys()
    if len(now.pictures) == len(new.pictures):
        return ()
    illustrations = article.illustrations.all()
    if any(illustration.picture for illustration in illustrations):
        return ("pictures",)
    return ()


def _decide_gone(article: Article, old_titles: Sequence[str]) -> Decision:
    resolution = Resolution.KEEP_GONE
    if article.status == Status.DRAFT:
        base = _base_content(article, old_titles)
        if content_in(article) == base:
            resolution = Resolution.DELETE
    return Decision(resolution, article, None)


def _base_content(article: Article, old_titles: Sequence[str]) -> Content | None:
    """What the import had written; None for an article that somebody made by hand."""
    if not article.base_parse:
        return None
    section = article.section.name if article.section else ""
    return content_of(
        record_in(article.base_parse), section if section in old_titles else old_titles[0]
    )[0]


def is_same_text(article: Article, record: ArticleRecord) -> bool:
    """Whether it is printed as it was, wherever on the page."""
    return bool(article.base_parse) and _stored_text(article) == _text(record)


def _text(record: ArticleRecord) -> str:
    return "".join("".join(block.text for block in record.blocks).split())


def _stored_text(article: Article) -> str:
    if article.base_parse:
        return _text(record_in(article.base_parse))
    return _present_text(article)


def _present_text(article: Article) -> str:
    return "".join(f"{article.kicker}{article.title}{article.subtitle}{article.body}".split())


def _match(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Pairs {place in new: place in old}, the closest texts first; each text at most once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    candidates = sorted(_likeness(old, new), key=lambda pair: (-pair[0], *pair[1:]))
    for score, place, old_place in candidates:
        if score < _SAME:
            break
        if place in pairs or old_place in taken:
            continue
        pairs[place] = old_place
        taken.add(old_place)
    return pairs


def _likeness(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """(Dice, place in new, place in old) of all texts that have a shingle in common."""
    where: Mapping[str, list[int]] = defaultdict(list)
    sizes = []
    for place, text in enumerate(old):
        shingles = _shingles(text)
        sizes.append(len(shingles))
        for shingle in shingles:
            where[shingle].append(place)
    for place, text in enumerate(new):
        shingles = _shingles(text)
        common: Counter[int] = Counter()
        for shingle in shingles & where.keys():
            common.update(where[shingle])
        for old_place, count in common.items():
            size = len(shingles) + sizes[old_place]
            score = 2 * count / size
            yield score, place, old_place


def _shingles(text: str) -> set[str]:
    return {text[start : start + _SHINGLE] for start in range(max(len(text) - _SHINGLE + 1, 1))}
