"""Which stored article is which article of a new parse, and what is done with each. No queries.

Articles are matched by what they hold, not by where they stand, because the pages of a corrected
file have articles added, taken out and moved.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.editorial.content import content_in, section_name_in
from articles.importing.content_rows import content_of, record_in
from articles.importing.merge.three_way import Clash, merge, values_of
from articles.models import Article
from articles.models.article_content import Content
from articles.models.choices import Status
from articles.parsing import ArticleRecord

_SHINGLE = 3  # characters
_SAME = 0.3  # from this share of common shingles (Dice) two texts are the same article
_HELD = 0.7  # from this share of a text's shingles another text holds it


class Resolution(StrEnum):
    CREATE = "create"
    UPDATE = "update"  # its content becomes the file's
    MERGE = "merge"  # what the file changed and no editor did
    REFRESH = "refresh"  # its content stays; the lines it stands on may have moved
    REFRESH_PARSE = "refresh_parse"  # the same, of one that an editor changed
    CLASH = "clash"  # its content stays; the file changed what an editor changed or readers saw
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
    """What is done with one article.

    `row` is unsaved for a new article, `parsed` is None for one that the file no longer holds.
    `content` is the merged content, and `clashes` are the fields that somebody has to decide on.
    """

    resolution: Resolution
    row: Article
    parsed: ParsedArticle | None
    content: Content | None = None
    clashes: tuple[Clash, ...] = ()


def reconcile(
    stored: Sequence[Article], old_titles: Sequence[str], parsed: Sequence[ParsedArticle]
) -> list[Decision]:
    """Decide on every article of a page: those of the file in its order, then those it lacks.

    `stored` come with section, bylines, illustrations and redirects prefetched. `old_titles` are
    the titles the page may have had when they were stored; an article may have any of them as its
    section.
    """
    stored_texts = [_stored_text(article) for article in stored]
    parsed_texts = [_text(item.record) for item in parsed]
    pairs = _match(stored_texts, parsed_texts)
    decisions = []
    for index, item in enumerate(parsed):
        if index in pairs:
            article = stored[pairs[index]]
            decision = _decide(article, old_titles, item)
        else:
            decision = _decide_new(stored, item)
        decisions.append(decision)
    matched = set(pairs.values())
    for index, article in enumerate(stored):
        if index not in matched:
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
    if content == now:
        resolution = Resolution.CLASH if clashes else Resolution.REFRESH_PARSE
    elif content == parsed.content and now == base:
        resolution = Resolution.UPDATE
    else:
        resolution = Resolution.MERGE
    return Decision(resolution, article, parsed, content, clashes)


def _decide_new(stored: Sequence[Article], parsed: ParsedArticle) -> Decision:
    """Create it, unless an editor joined it to another article, which then holds its text."""
    text = _text(parsed.record)
    shingles = _shingles(text)
    enough = _HELD * len(shingles)
    for article in stored:
        if not article.redirects.all():
            continue
        article_shingles = _shingles(_present_text(article))
        if len(shingles & article_shingles) >= enough:
            return Decision(Resolution.KEEP_EDITED, article, parsed)
    return Decision(Resolution.CREATE, Article(), parsed)


def _kept(article: Article, now: Content, new: Content) -> Collection[str]:
    """Fields of which nothing is taken without a decision.

    These are all fields of an article that readers have seen. Captions of uploaded pictures are
    kept where the number of pictures changed, because it is then uncertain which caption is whose.
    """
    if article.status == Status.PUBLISHED:
        return values_of(now).keys()
    if len(now.pictures) == len(new.pictures):
        return ()
    for illustration in article.illustrations.all():
        if illustration.picture:
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
    """What the import had written; None for an article that somebody wrote by hand."""
    if not article.base_parse:
        return None
    title = section_name_in(article)
    if title not in old_titles:
        title = old_titles[0]
    record = record_in(article.base_parse)
    content, _too_long = content_of(record, title)
    return content


def is_same_text(article: Article, record: ArticleRecord) -> bool:
    """Whether it is printed as it was, wherever on the page."""
    if not article.base_parse:
        return False
    return _stored_text(article) == _text(record)


def _text(record: ArticleRecord) -> str:
    text = "".join(block.text for block in record.blocks)
    return "".join(text.split())


def _stored_text(article: Article) -> str:
    if not article.base_parse:
        return _present_text(article)
    record = record_in(article.base_parse)
    return _text(record)


def _present_text(article: Article) -> str:
    head = f"{article.kicker}{article.title}{article.subtitle}"
    text = head + article.body
    return "".join(text.split())


def _match(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Pairs {index in new: index in old}, the closest texts first; each text at most once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, index, old_index in sorted(_likeness(old, new), key=_closest_first):
        if score < _SAME:
            break
        if index not in pairs and old_index not in taken:
            pairs[index] = old_index
            taken.add(old_index)
    return pairs


def _closest_first(likeness: tuple[float, int, int]) -> tuple[float, int, int]:
    score, index, old_index = likeness
    return -score, index, old_index


def _likeness(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """(Dice, index in new, index in old) of all texts that have a shingle in common."""
    indexes: Mapping[str, list[int]] = defaultdict(list)  # of the old texts, by shingle
    sizes = []
    for index, text in enumerate(old):
        shingles = _shingles(text)
        sizes.append(len(shingles))
        for shingle in shingles:
            indexes[shingle].append(index)
    for index, text in enumerate(new):
        shingles = _shingles(text)
        common: Counter[int] = Counter()
        for shingle in shingles & indexes.keys():
            common.update(indexes[shingle])
        for old_index, count in common.items():
            size = len(shingles) + sizes[old_index]
            score = 2 * count / size
            yield score, index, old_index


def _shingles(text: str) -> set[str]:
    count = max(len(text) - _SHINGLE + 1, 1)
    return {text[start : start + _SHINGLE] for start in range(count)}
