"""Structured data for search engines: an article as schema.org's `NewsArticle` in JSON-LD."""

import json
import re
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Author, Illustration, Issue, Publication
from articles.models.addresses import address
from articles.models.choices import AuthorKind
from articles.public.cache.delivery import full_address
from articles.public.output_text import LANGUAGE, plain

# Inside <script> these characters could end the element or, in old engines, a line. JSON allows
# escapes.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

# “新华社北京10月14日电”: where and when an agency sent the article.
_DATELINE = re.compile(r"[（(]?([^\s，,。（()）]{2,20}[0-9]{1,2}月[0-9]{1,2}日(?:专?电|讯))")


def as_json_ld(data: dict[str, Any]) -> SafeString:
    """JSON that can stand in a <script> element, whatever an editor wrote."""
    text = json.dumps(
        data,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return mark_safe(text)  # noqa: S308 - every character of markup is escaped


def news_article(article: Article, summary: str) -> dict[str, Any]:
    """The article as `NewsArticle`, without unknown properties. Expects `with_content`."""
    page = article.page
    published = article.publish_at and timezone.localtime(article.publish_at).isoformat()
    address = full_address(article.get_absolute_url())
    properties = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "alternativeHeadline": article.subtitle,
        "description": summary,
        "inLanguage": LANGUAGE,
        "datePublished": published,
        "dateModified": last_change(article),
        "dateline": dateline(article),
        "printEdition": page.issue.label,
        "printPage": page.number,
        "printSection": page.title,
        "articleSection": article.section.name if article.section else "",
        "keywords": [article_tag.tag.name for article_tag in article.article_tags.all()],
        "author": _authors(article),
        "image": [_image(picture) for picture in shared_pictures(article)],
        "correction": _corrections(article),
        "isPartOf": _issue(page.issue),
        "publisher": _publisher(page.issue.publication),
    }
    return _without_empty(properties)


def last_change(article: Article) -> str:
    """ISO 8601. Never before the publication: no reader saw what changed until then."""
    times = [article.updated_at, article.publish_at]
    latest = max(time for time in times if time)
    return latest.isoformat()


def dateline(article: Article) -> str:
    """Place and day where the article was sent from, if its first paragraph says so; else empty."""
    for part in article.parts():
        if not part.is_subheading:
            match = _DATELINE.match(part.text)
            return match[1] if match else ""
    return ""


class SharedPicture(NamedTuple):
    """A picture for other sites. The size of an old picture may not be known."""

    address: str
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str


def shared_pictures(article: Article) -> list[SharedPicture]:
    """The pictures of an article in printed order, without captions that have no picture."""
    illustrations = article.illustrations.all()
    return [_share(illustration) for illustration in illustrations if illustration.picture]


def _share(illustration: Illustration) -> SharedPicture:
    return SharedPicture(
        full_address(illustration.picture.url),
        illustration.width,
        illustration.height,
        plain(illustration.alt_text),
        plain(illustration.caption),
        plain(illustration.credit),
    )


def _image(picture: SharedPicture) -> dict[str, Any]:
    properties = {
        "@type": "ImageObject",
        "url": picture.address,
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return _without_empty(properties)


def _issue(issue: Issue) -> dict[str, Any]:
    newspaper = {"@type": "Newspaper", "name": plain(issue.publication.name)}
    properties = {
        "@type": "PublicationIssue",
        "url": full_address(issue.get_absolute_url()),
        "datePublished": str(issue.date),
        "issueNumber": issue.number,
        "isPartOf": newspaper,
    }
    return _without_empty(properties)


def _corrections(article: Article) -> list[dict[str, Any]]:
    corrections = []
    for correction in article.corrections.all():
        properties = {
            "@type": "CorrectionComment",
            "text": plain(correction.note),
            "datePublished": correction.at.isoformat(),
        }
        corrections.append(properties)
    return corrections


def _authors(article: Article) -> list[dict[str, Any]]:
    authors = [byline.author for byline in article.bylines.all()]
    distinct_authors = dict.fromkeys(authors)
    return [_author(author) for author in distinct_authors]


def _author(author: Author) -> dict[str, Any]:
    is_office = author.kind == AuthorKind.OFFICE
    properties: dict[str, Any] = {
        "@type": "Organization" if is_office else "Person",
        "name": plain(author.name),
        "url": full_address(author.get_absolute_url()),
    }
    if author.affiliation and not is_office:
        affiliation = {"@type": "Organization", "name": plain(author.affiliation)}
        properties["affiliation"] = affiliation
    return properties


def _publisher(paper: Publication) -> dict[str, Any]:
    front = address("front", paper.prefix)
    return {
        "@type": "NewsMediaOrganization",
        "name": plain(paper.name),
        "url": full_address(front),
    }


def _without_empty(properties: dict[str, Any]) -> dict[str, Any]:
    cleaned = {}
    for name, value in properties.items():
        if value:
            cleaned[name] = plain(value) if isinstance(value, str) else value
    return cleaned
