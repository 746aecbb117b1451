"""Articles and issues in the format of other newsrooms' systems: IPTC's ninjs 3.0 (News in JSON).

Properties that are not known are left out. docs/reference/interchange.md says what stands where.
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

# Systems for a later 3.x accept these items too; a system for 3.0 would refuse an item of a later
# version.
STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
# The property for each type of tag; all other types are subjects.
_PROPERTY_OF_TYPE: Final = {
    TagType.PERSON.value: "people",
    TagType.PLACE.value: "places",
    TagType.ORGANISATION.value: "organisations",
    TagType.EVENT.value: "events",
}


def article_item(article: Article) -> Item:
    """A published article in full. Expects what `with_content` loads, and its corrections."""
    page = article.page
    issue = page.issue
    bylines = list(article.bylines.all())
    signatures = [f"{byline.role} {byline.author.name}".strip() for byline in bylines]
    print_position = f"{issue.label}/{page.number}/{article.position}"
    headlines = _texts_by_role(
        kicker=article.kicker, main=article.headline, subtitle=article.subtitle
    )
    return _without_empty(
        uri=article_uri(article),
        standard=STANDARD,
        type="text",
        representationType="full",
        profile="article",
        firstCreated=article.created_at.isoformat(),
        versionCreated=last_change(article),
        contentCreated=_print_time(issue),
        pubStatus="usable",
        language=LANGUAGE,
        title=article.headline,
        slugline=article.slug,
        headlines=headlines,
        by="、".join(signatures),
        bodies=_bodies(article),
        descriptions=_corrections(article),
        infoSources=[{"name": article.source}] if article.source else [],
        altIds=[{"role": "print", "value": print_position}],
        renditions=[_web_rendition(article.get_absolute_url())],
        associations=_pictures(article),
        **_concepts(article, bylines),
    )


def issue_item(issue: Issue, articles: Iterable[Article]) -> Item:
    """A package: an issue with its published articles, in printed order, each in full."""
    name = f"{issue.publication.name} {issue.label}"
    changes = []
    associations = []
    for article in articles:
        changes.append(last_change(article))
        article_name = f"{article.page.number} {article.headline}"
        associations.append({"name": article_name, **article_item(article)})
    return _without_empty(
        uri=issue_uri(issue),
        standard=STANDARD,
        type="composite",
        representationType="full",
        profile="issue",
        firstCreated=issue.created_at.isoformat(),
        versionCreated=max(changes, default=issue.updated_at.isoformat()),
        contentCreated=_print_time(issue),
        pubStatus="usable",
        language=LANGUAGE,
        title=name,
        headlines=_texts_by_role(main=name),
        renditions=[_web_rendition(issue.get_absolute_url())],
        associations=associations,
    )


def withdrawn_item(article: Article) -> Item:
    """The item that tells other systems to withdraw the article as well."""
    return _without_empty(
        uri=article_uri(article),
        standard=STANDARD,
        type="text",
        representationType="partial",
        pubStatus="canceled",
    )


def _without_empty(**properties: Any) -> Item:
    return {name: value for name, value in properties.items() if value}


def _texts_by_role(**texts: str) -> list[Item]:
    items = []
    for role, text in texts.items():
        if text:
            items.append(_text(role, text))
    return items


def _text(role: str, value: str) -> Item:
    return {"role": role, "value": value}


def _corrections(article: Article) -> list[Item]:
    corrections = article.corrections.all()
    return [_text("correction", correction.note) for correction in corrections]


def _bodies(article: Article) -> list[Item]:
    """The text as HTML and as plain text; empty for an article that consists of pictures."""
    parts = article.parts()
    if not parts:
        return []
    elements = []
    for part in parts:
        element = "h2" if part.is_subheading else "p"
        elements.append(f"<{element}>{escape(part.text)}</{element}>")
    texts = [part.text for part in parts]
    character_count = sum(len(text) for text in texts)
    html = _body(
        "text/html",
        character_count,
        "\n".join(elements),
    )
    plain_text = _body(
        "text/plain",
        character_count,
        "\n\n".join(texts),
    )
    return [html, plain_text]


def _body(content_type: str, character_count: int, value: str) -> Item:
    return {
        "role": "main",
        "contentType": content_type,
        "charCount": character_count,
        "value": value,
    }


def _concepts(article: Article, bylines: list[Byline]) -> dict[str, list[Item]]:
    """Who wrote it, what it is about, and in which section and column it stood."""
    concepts: dict[str, list[Item]] = {
        "people": [],
        "organisations": [],
        "places": [],
        "events": [],
        "subjects": [],
    }
    for author in dict.fromkeys(byline.author for byline in bylines):
        kind = "organisations" if author.kind == AuthorKind.OFFICE else "people"
        concepts[kind].append(
            _concept(
                "author",
                author.name,
                author.get_absolute_url(),
            )
        )
    for article_tag in article.article_tags.all():
        kind = _PROPERTY_OF_TYPE.get(article_tag.tag.type, "subjects")
        concepts[kind].append(_tag_concept(article_tag))
    section = article.section
    if section:
        path = section.get_absolute_url()
        concepts["subjects"].append(_concept("section", section.name, path))
    column = article.column_name
    if column:
        path = address(
            "column",
            article.page.issue.publication.prefix,
            column,
        )
        concepts["subjects"].append(_concept("column", column, path))
    return concepts


def _tag_concept(article_tag: ArticleTag) -> Item:
    tag = article_tag.tag
    concept = _concept(
        "about",
        tag.name,
        tag.get_absolute_url(),
    )
    if tag.type in _PROPERTY_OF_TYPE:
        return concept  # the standard has a relevance for subjects alone
    score = min(max(article_tag.score, 0), 1)
    return concept | {"creator": article_tag.origin, "relevance": round(100 * score)}


def _concept(relation: str, name: str, path: str) -> Item:
    return {
        "name": name,
        "rel": relation,
        "uri": full_address(path),
    }


def _pictures(article: Article) -> list[Item]:
    pictures = []
    for number, illustration in enumerate(article.illustrations.all(), 1):
        pictures.append(_picture(article, illustration, number))
    return pictures


def _picture(article: Article, illustration: Illustration, number: int) -> Item:
    """A printed picture; without its file the caption alone."""
    has_file = bool(illustration.picture)
    return _without_empty(
        name=f"picture-{number}",
        uri=picture_uri(article, illustration),
        type="picture",
        representationType="full" if has_file else "partial",
        by=illustration.credit,
        descriptions=_texts_by_role(caption=illustration.caption, alt=illustration.alt),
        renditions=[_file_rendition(illustration)] if has_file else [],
    )


def _file_rendition(illustration: Illustration) -> Item:
    content_type, _encoding = guess_type(str(illustration.picture.name))
    return _without_empty(
        name="original",
        href=full_address(illustration.picture.url),
        contentType=content_type,
        width=illustration.width,
        height=illustration.height,
    )


def _web_rendition(path: str) -> Item:
    return {"name": "web", "href": full_address(path), "contentType": "text/html"}


def _print_time(issue: Issue) -> str:
    """The beginning of the day of the issue, in the time zone of the paper."""
    midnight = datetime.combine(issue.date, time())
    return timezone.make_aware(midnight).isoformat()
