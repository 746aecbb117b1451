"""What search engines read of an article: schema.org's `NewsArticle` as JSON-LD."""

import json
import re
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Author, Issue
from articles.models.addresses import address
from articles.models.choices import AuthorKind
from articles.public.cache.delivery import full_address
from articles.public.output_text import LANGUAGE, plain

# Inside <script> only these could end the element or, in old engines, a line; JSON may write them so.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

# “新华社北京10月14日电”: where and when an agency sent the piece.
_DATELINE = re.compile(r"[（(]?([^\s，,。（()）]{2,20}[0-9]{1,2}月[0-9]{1,2}日(?:专?电|讯))")


def as_json_ld(data: dict[str, Any]) -> SafeString:
    """JSON that can stand in a <script> element, whatever an editor wrote."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return mark_safe(text)  # noqa: S308 - every character that is markup is escaped


def news_article(article: Article, summary: str) -> dict[str, Any]:
    """The article as `NewsArticle`; what is not known is left out. Expects `reading.whole`."""
    issue = article.page.issue
    address = full_address(article.get_absolute_url())
    marks = [mark.tag.name for mark in article.article_tags.all()]
    known = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "alternativeHeadline": article.subtitle,
        "description": summary,
        "inLanguage": LANGUAGE,
        "datePublished": article.publish_at and timezone.localtime(article.publish_at).isoformat(),
        "dateModified": last_change(article),
        "dateline": dateline(article),
        "printEdition": issue.label,
        "printPage": article.page.number,
        "printSection": article.page.title,
        "articleSection": article.section.name if article.section else "",
        "keywords": marks,
        "author": _authors(article),
        "image": [_image(picture) for picture in pictures(article)],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": plain(one.note),
                "datePublished": one.at.isoformat(),
            }
            for one in article.corrections.all()
        ],
        "isPartOf": _issue(issue),
        "publisher": _publisher(article),
    }
    return _known(known)


def last_change(article: Article) -> str:
    """Never before its publication: what happened to it until then no reader saw."""
    return max(filter(None, (article.updated_at, article.publish_at))).isoformat()


def dateline(article: Article) -> str:
    """Place and day the piece was sent from, where its first paragraph says so; else empty."""
    first = next((part.text for part in article.parts() if not part.is_subheading), "")
    found = _DATELINE.match(first)
    return found[1] if found else ""


class Picture(NamedTuple):
    """A picture as others show it. Of an old one the size may not be known."""

    address: str
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str


def pictures(article: Article) -> list[Picture]:
    """Its pictures in printed order; captions alone are none."""
    return [
        Picture(
            full_address(one.picture.url),
            one.width,
            one.height,
            plain(one.alt_text),
            plain(one.caption),
            plain(one.credit),
        )
        for one in article.illustrations.all()
        if one.picture
    ]


def _image(picture: Picture) -> dict[str, Any]:
    return _known(
        {
            "@type": "ImageObject",
            "url": picture.address,
            "caption": picture.caption,
            "creditText": picture.credit,
        }
    )


def _issue(issue: Issue) -> dict[str, Any]:
    return _known(
        {
            "@type": "PublicationIssue",
            "url": full_address(issue.get_absolute_url()),
            "datePublished": str(issue.date),
            "issueNumber": issue.number,
            "isPartOf": {"@type": "Newspaper", "name": plain(issue.publication.name)},
        }
    )


def _authors(article: Article) -> list[dict[str, Any]]:
    return [
        _author(author)
        for author in dict.fromkeys(byline.author for byline in article.bylines.all())
    ]


def _author(author: Author) -> dict[str, Any]:
    kind = "Organization" if author.kind == AuthorKind.OFFICE else "Person"
    told = {
        "@type": kind,
        "name": plain(author.name),
        "url": full_address(author.get_absolute_url()),
    }
    if kind == "Person" and author.affiliation:
        told["affiliation"] = {"@type": "Organization", "name": plain(author.affiliation)}  # type: ignore[assignment]
    return told


def _publisher(article: Article) -> dict[str, Any]:
    paper = article.page.issue.publication
    front = full_address(address("front", paper.prefix))
    return {"@type": "NewsMediaOrganization", "name": plain(paper.name), "url": front}


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        name: plain(value) if isinstance(value, str) else value
        for name, value in properties.items()
        if value
    }
