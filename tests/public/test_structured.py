"""What an article tells machines: NewsArticle, and what is shown where its link is passed on."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticleTag, Author, Byline, Illustration, Tag
from articles.models.choices import AuthorKind
from articles.public.structured import dateline
from tests.factories import make_page, make_published, make_section

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def _told(client: Client, article: Article) -> dict[str, Any]:
    text = client.get(article.get_absolute_url()).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    told: dict[str, Any] = json.loads(found)
    return told


def _properties(client: Client, address: str) -> list[tuple[str, str]]:
    return re.findall(
        r'<meta property="([^"]+)" content="([^"]*)">', client.get(address).content.decode()
    )


def test_an_article_says_where_and_when_it_was_printed_and_by_whom(client: Client) -> None:
    page = make_page(number="A03", title="民生")
    article = make_published(
        page=page, section=make_section(name="城区"), title="路灯亮了", subtitle="走夜路不慌"
    )
    for order, (name, kind, of) in enumerate(
        (("甲乙", "person", "云汀日报"), ("街道办", "office", ""))
    ):
        author = Author.objects.create(name=name, kind=AuthorKind(kind), affiliation=of)
        Byline.objects.create(article=article, author=author, order=order)
    told = _told(client, article)
    assert (told["@type"], told["headline"], told["alternativeHeadline"]) == (
        "NewsArticle",
        "路灯亮了",
        "走夜路不慌",
    )
    assert (told["printEdition"], told["printPage"], told["printSection"]) == (
        "2026-03-12",
        "A03",
        "民生",
    )
    assert (told["articleSection"], told["inLanguage"]) == ("城区", "zh-Hans")
    assert [(one["@type"], one["name"]) for one in told["author"]] == [
        ("Person", "甲乙"),
        ("Organization", "街道办"),
    ]
    assert told["author"][0]["affiliation"]["name"] == "云汀日报"
    assert (told["publisher"]["name"], told["publisher"]["url"]) == ("云汀日报", f"{SITE}/")
    assert told["isPartOf"] == {
        "@type": "PublicationIssue",
        "url": f"{SITE}/2026-03-12/",
        "datePublished": "2026-03-12",
        "isPartOf": {"@type": "Newspaper", "name": "云汀日报"},
    }
    assert told["url"] == SITE + article.get_absolute_url()
    assert article.publish_at
    assert told["datePublished"] == timezone.localtime(article.publish_at).isoformat()


def test_a_correction_is_told(client: Client) -> None:
    article = make_published()
    article.corrections.create(note="路灯是三盏,不是四盏。")
    assert [one["text"] for one in _told(client, article)["correction"]] == [
        "路灯是三盏,不是四盏。"
    ]


def test_no_text_ends_the_script_or_breaks_its_json(client: Client) -> None:
    evil = "</script><!--&\u2028\u2029\x0b\"'路灯"
    assert _told(client, make_published(title=evil))["headline"] == evil.replace("\x0b", "")


def test_what_is_not_known_is_not_told(client: Client) -> None:
    told = _told(client, make_published())
    assert (
        not {
            "author",
            "image",
            "dateline",
            "articleSection",
            "keywords",
            "alternativeHeadline",
            "correction",
        }
        & told.keys()
    )


def test_a_change_before_the_publication_is_none(client: Client) -> None:
    article = make_published()
    assert article.publish_at
    Article.objects.update(updated_at=article.publish_at - timedelta(days=1))
    assert _told(client, article)["dateModified"] == article.publish_at.isoformat()


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("新华社北京10月14日电 记者获悉", "新华社北京10月14日电"),
        ("(云汀日报讯员3月2日讯)小巷", "云汀日报讯员3月2日讯"),
        ("记者3月2日从街道获悉,装了灯。", ""),
        ("小巷装上了路灯。", ""),
    ],
)
def test_the_dateline_is_read_from_the_first_words(opening: str, found: str) -> None:
    assert dateline(Article(body=f"## 小标题\n\n{opening}")) == found


def test_a_link_that_is_passed_on_shows_title_text_picture_and_tags(client: Client) -> None:
    article = make_published(title="路灯亮了", body="三条小巷装上了路灯。")
    Illustration.objects.create(article=article, picture="pictures/lamp.jpg")
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name="路灯"))
    shown = _properties(client, article.get_absolute_url())
    assert ("og:type", "article") in shown
    assert ("og:title", "路灯亮了") in shown
    assert ("og:description", "三条小巷装上了路灯。") in shown
    assert ("og:image", f"{SITE}/media/pictures/lamp.jpg") in shown
    assert ("article:tag", "路灯") in shown
    assert _told(client, article)["image"] == [
        {"@type": "ImageObject", "url": f"{SITE}/media/pictures/lamp.jpg"}
    ]


def test_a_picture_is_told_with_its_size_what_it_shows_and_who_made_it(client: Client) -> None:
    article = make_published()
    Illustration.objects.create(
        article=article,
        picture="pictures/lamp.jpg",
        width=1200,
        height=800,
        caption="路灯亮了。",
        credit="丙丁 摄",
        alt="灯",
    )
    Illustration.objects.create(article=article, caption="没有图的说明。")
    shown = _properties(client, article.get_absolute_url())
    told = [(name, text) for name, text in shown if name.startswith("og:image:")]
    assert told == [("og:image:width", "1200"), ("og:image:height", "800"), ("og:image:alt", "灯")]
    (image,) = _told(client, article)["image"]
    assert (image["caption"], image["creditText"]) == ("路灯亮了。", "丙丁 摄")


def test_issue_page_and_lists_name_their_own_address(client: Client) -> None:
    article = make_published(section=make_section(name="城区"))
    assert article.section
    for thing in (article.page.issue, article.page, article.section):
        address = thing.get_absolute_url()
        assert ("og:url", SITE + address) in _properties(client, address + "?utm=1")
    assert ("og:url", f"{SITE}/2026-03-12/") in _properties(client, "/")
