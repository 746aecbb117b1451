"""What looks like markup in an article is read in every feed as the characters that stand in it.

A reader takes the title for plain text, and the description and the content for HTML; both rules
are RSS 2.0's and Atom's (Atom says `type`).
"""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Article, ArticleTag, Author, Byline, Publication, Tag
from tests.factories import make_published, make_section

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
PAYLOADS = [
    "加粗<b>三条</b>小巷",
    "甲&乙有限公司",
    "写作&amp;的符号",
    "写作&lt;b&gt;的标签",
    "a < b > c",
    "结尾]]>之后",
    "<![CDATA[不是]]>",
    "<!-- 注 -->",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "引号\"与'单引号",
    "&#x3c;b&#x3e;",
    "</p></description></item>",
    "<?xml-stylesheet href='x'?>",
    "半个\x0b字符\x00",
]
FEEDS = ("/", "/section/城区/", "/column/议事厅/", "/tag/路灯/", "/author/7-甲乙/")


class PlainText(HTMLParser):
    """What a reader sees of HTML, and the elements that a browser makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: set[str] = set()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert attrs == []

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def visible(payload: str) -> str:
    """The payload without the characters that no XML can hold; the site takes them out."""
    return payload.replace("\x0b", "").replace("\x00", "")


def fill(payload: str) -> Article:
    stored = payload.replace("\x00", "")  # PostgreSQL stores none
    article = make_published(
        title=f"题{stored}",
        subtitle=f"副{stored}",
        body=f"正文{stored}。\n\n第二段{stored}。",
        column="议事厅",
        section=make_section(name="城区"),
    )
    author = Author.objects.create(pk=7, name="甲乙")
    Byline.objects.create(article=article, author=author)
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name="路灯"))
    tag = Tag.objects.create(name=f"标{stored}"[:50], slug="payload")
    ArticleTag.objects.create(content_object=article, tag=tag)
    Publication.objects.update(description=f"报{stored}")
    return article


def read(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.iterfind(path)]


def check_html(html: str, expected: list[str]) -> None:
    """The HTML has paragraphs alone, and its reader sees these texts."""
    read_html = PlainText(html)
    assert read_html.elements == {"p"}
    for text in expected:
        assert text in read_html.text


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("in_full", [True, False])
def test_markup_in_an_article_is_text_in_every_feed(
    payload: str, in_full: bool, client: Client, settings: Settings
) -> None:
    settings.FEEDS_IN_FULL = in_full
    fill(payload)
    shown = visible(payload)
    for home in FEEDS:
        rss = read(client, f"{home}feed/rss/")
        atom = read(client, f"{home}feed/")
        entry = f"{ATOM}entry/{ATOM}"
        assert texts(rss, "channel/item/title") == [f"题{shown}"]
        assert texts(atom, f"{entry}title") == [f"题{shown}"]
        summaries = [*texts(rss, "channel/item/description"), *texts(atom, f"{entry}summary")]
        assert len(summaries) == 2
        for html in summaries:
            check_html(html, [f"副{shown}", f"正文{shown}"])
        contents = [*texts(rss, f"channel/item/{ENCODED}"), *texts(atom, f"{entry}content")]
        assert len(contents) == (2 if in_full else 0)
        for html in contents:
            check_html(html, [f"副{shown}", f"正文{shown}", f"第二段{shown}"])
        assert f"标{shown}"[:50] in texts(rss, "channel/item/category")


def test_atom_says_which_of_its_texts_are_html(client: Client, settings: Settings) -> None:
    settings.FEEDS_IN_FULL = True
    fill("<b>")
    entry = read(client, "/feed/").find(f"{ATOM}entry")
    assert entry is not None
    types = {element.tag.removeprefix(ATOM): element.get("type", "text") for element in entry}
    assert (types["title"], types["summary"], types["content"]) == ("text", "html", "html")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_the_description_of_a_paper_is_text(payload: str, client: Client) -> None:
    """Of a channel RSS takes it for plain text, unlike that of an item."""
    fill(payload)
    expected = [f"报{visible(payload)}"]
    assert texts(read(client, "/feed/rss/"), "channel/description") == expected
    assert texts(read(client, "/feed/"), f"{ATOM}subtitle") == expected
