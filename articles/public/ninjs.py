"""Articles and issues as other newsrooms' systems take them: IPTC's ninjs 3.0 (News in JSON).

What is not known is left out. docs/reference/interchange.md says what stands where.
"""

from collections.abc import Iterable
from datetime import datetime, time
from mimetypes import guess_type
from typing import Any, Final

from django.utils import timezone
from django.utils.html import escape

from articles.models import Article, ArticleTag, Byline, Illustration, Issue
from articles.models.addresses import address
from articles.models.choices import AuthorKind, TagType
from articles.public.cache.delivery import full_address
from articles.public.output_text import LANGUAGE
from articles.public.permanent_ids import article_uri, issue_uri, picture_uri
from articles.public.structured import last_change

Item = dict[str, Any]

# Every later 3.x takes these items, too; who knows only 3.0 would not take one that says it is more.
STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
# Where each type of tag stands; all others are subjects.
_ABOUT: Final = {
    TagType.PERSON.value: "people",
    TagType.PLACE.value: "places",
    TagType.ORGANISATION.value: "organisations",
    TagType.EVENT.value: "events",
}


def article_item(article: Article) -> Item:
    """A published article in full. Expects `reading.whole` with its corrections."""
    issue = article.page.issue
    bylines = list(article.bylines.all())
    return _known(
        uri=article_uri(article),
        standard=STANDARD,
        type="text",
        representationType="full",
        profile="article",
        firstCreated=_time(article.created_at),
        versionCreated=last_change(article),
        contentCreated=_printed(issue),
        pubStatus="usable",
        language=LANGUAGE,
        title=article.headline,
        slugline=article.slug,
        headlines=_roles(kicker=article.kicker, main=article.headline, subtitle=article.subtitle),
        by="、".join(f"{one.role} {one.author.name}".strip() for one in bylines),
        bodies=_bodies(article),
        descriptions=[
            {"role": "correction", "value": one.note} for one in article.corrections.all()
        ],
        infoSources=[{"name": article.source}] if article.source else [],
        altIds=[
            {"role": "print", "value": f"{issue.label}/{article.page.number}/{article.position}"}
        ],
        renditions=[_web(article.get_absolute_url())],
        associations=[
            _picture(article, one, place)
            for place, one in enumerate(article.illustrations.all(), 1)
        ],
        **_concepts(article, bylines),
    )


def issue_item(issue: Issue, articles: Iterable[Article]) -> Item:
    """A package: an issue with its published articles, in printed order, each in full."""
    found = list(articles)
    name = f"{issue.publication.name} {issue.label}"
    return _known(
        uri=issue_uri(issue),
        standard=STANDARD,
        type="composite",
        representationType="full",
        profile="issue",
        firstCreated=_time(issue.created_at),
        versionCreated=max(
            (last_change(article) for article in found), default=_time(issue.updated_at)
        ),
        contentCreated=_printed(issue),
        pubStatus="usable",
        language=LANGUAGE,
        title=name,
        headlines=_roles(main=name),
        renditions=[_web(issue.get_absolute_url())],
        associations=[
            {"name": f"{one.page.number} {one.headline}", **article_item(one)} for one in found
        ],
    )


def withdrawn_item(article: Article) -> Item:
    """What is left of an article that was taken back: that it is to be taken back elsewhere, too."""
    return _known(
        uri=article_uri(article),
        standard=STANDARD,
        type="text",
        representationType="partial",
        pubStatus="canceled",
    )


def _known(**properties: Any) -> Item:
    return {name: value for name, value in properties.items() if value}


def _roles(**texts: str) -> list[Item]:
    return [{"role": role, "value": text} for role, text in texts.items() if text]


def _bodies(article: Article) -> list[Item]:
    """The text twice, with its marks and without; a piece that is all picture has neither."""
    parts = article.parts()
    if not parts:
        return []
    marked = (
        f"<h2>{escape(part.text)}</h2>" if part.is_subheading else f"<p>{escape(part.text)}</p>"
        for part in parts
    )
    count = sum(len(part.text) for part in parts)
    return [
        {
            "role": "main",
            "contentType": "text/html",
            "charCount": count,
            "value": "\n".join(marked),
        },
        {
            "role": "main",
            "contentType": "text/plain",
            "charCount": count,
            "value": "\n\n".join(part.text for part in parts),
        },
    ]


def _concepts(article: Article, bylines: list[Byline]) -> dict[str, list[Item]]:
    """Who wrote it, what it is about, where it stood."""
    found: dict[str, list[Item]] = {
        name: [] for name in ("people", "organisations", "places", "events", "subjects")
    }
    for author in dict.fromkeys(byline.author for byline in bylines):
        kind = "organisations" if author.kind == AuthorKind.OFFICE else "people"
        found[kind].append(_concept("author", author.name, author.get_absolute_url()))
    for mark in article.article_tags.all():
        found[_ABOUT.get(mark.tag.type, "subjects")].append(_about(mark))
    if article.section:
        found["subjects"].append(
            _concept("section", article.section.name, article.section.get_absolute_url())
        )
    if article.column_name:
        column = address("column", article.page.issue.publication.prefix, article.column_name)
        found["subjects"].append(_concept("column", article.column_name, column))
    return found


def _about(mark: ArticleTag) -> Item:
    concept = _concept("about", mark.tag.name, mark.tag.get_absolute_url())
    if mark.tag.type in _ABOUT:
        return concept  # the standard weighs subjects alone
    return concept | {"creator": mark.origin, "relevance": round(100 * min(max(mark.score, 0), 1))}


def _concept(relation: str, name: str, path: str) -> Item:
    return {"name": name, "rel": relation, "uri": full_address(path)}


def _picture(article: Article, picture: Illustration, place: int) -> Item:
    """A printed picture; without its file the caption alone."""
    return _known(
        name=f"picture-{place}",
        uri=picture_uri(article, picture),
        type="picture",
        representationType="full" if picture.picture else "partial",
        by=picture.credit,
        descriptions=_roles(caption=picture.caption, alt=picture.alt),
        renditions=[_stored(picture)] if picture.picture else [],
    )


def _stored(picture: Illustration) -> Item:
    return _known(
        name="original",
        href=full_address(picture.picture.url),
        contentType=guess_type(str(picture.picture.name))[0],
        width=picture.width,
        height=picture.height,
    )


def _web(path: str) -> Item:
    return {"name": "web", "href": full_address(path), "contentType": "text/html"}


def _time(moment: datetime) -> str:
    return moment.isoformat()


def _printed(issue: Issue) -> str:
    """The day of the paper, where it is printed."""
    return timezone.make_aware(datetime.combine(issue.date, time())).isoformat()
