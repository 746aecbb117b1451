"""All sections, columns, authors and tags that there is something to read of."""

import re
from datetime import date

import pytest
from django.test import Client

from articles.models import Article, ArticleTag, Author, Byline, Tag
from articles.models.choices import TagType
from articles.public.queries import name_register
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _headings(client: Client, address: str) -> list[str]:
    return re.findall(r'<h2 class="title"><a [^>]+>([^<]+)</a>', _text(client, address))


def _names(client: Client, address: str) -> list[str]:
    return re.findall(
        r'<li><a href="/(?:author/\d|tag/[^t])[^"]+">([^<]+)</a>', _text(client, address)
    )


def _sign(name: str, *roles: str, article: Article | None = None, affiliation: str = "") -> Author:
    author = Author.objects.get_or_create(name=name, affiliation=affiliation)[0]
    article = article or make_published()
    for role in roles or ("",):
        Byline.objects.create(article=article, author=author, role=role)
    return author


def _mark(name: str, kind: str = TagType.TOPIC, article: Article | None = None) -> Tag:
    tag: Tag = Tag.objects.get_or_create(name=name, defaults={"type": kind})[0]
    ArticleTag.objects.create(content_object=article or make_published(), tag=tag)
    return tag


# --- sections and columns ---


def test_sections_stand_as_in_the_last_issue_each_with_its_newest_piece(client: Client) -> None:
    old = make_issue(date=date(2026, 3, 11))
    make_published(page=make_page(issue=old), section=make_section(name="旧栏目"))
    make_published(page=make_page(number="A10"), section=make_section(name="副刊"))
    make_published(page=make_page(number="A02"), section=make_section(name="文化"))
    front = make_section(name="要闻")
    make_published(page=make_page(issue=old, number="A09"), section=front, title="旧的")
    make_published(section=front, title="新的")
    make_article(section=front, title="草稿")
    make_section(name="空栏目")
    assert _headings(client, "/section/") == ["要闻", "文化", "副刊", "旧栏目"]
    text = _text(client, "/section/")
    assert [title in text for title in ("新的", "旧的", "草稿")] == [True, False, False]


def test_the_column_with_the_newest_piece_stands_first(client: Client) -> None:
    make_published(column="老行当①", title="老行当的")
    make_published(column="议事厅①", title="议事厅旧的")
    make_published(column="议事厅②", title="议事厅新的")
    make_article(column="没出的")
    assert _headings(client, "/column/") == ["议事厅", "老行当"]
    text = _text(client, "/column/")
    assert "议事厅新的" in text
    assert "议事厅旧的" not in text


def test_each_paper_has_its_own(client: Client) -> None:
    make_published(section=make_section(name="要闻"), column="议事厅")
    evening = make_publication(name="云汀晚报", prefix="晚报")
    page = make_page(issue=make_issue(publication=evening))
    make_published(page=page, section=make_section(publication=evening, name="夜读"), column="夜话")
    assert (_headings(client, "/section/"), _headings(client, "/column/")) == (["要闻"], ["议事厅"])
    assert (_headings(client, "/晚报/section/"), _headings(client, "/晚报/column/")) == (
        ["夜读"],
        ["夜话"],
    )
    assert client.get("/别的/section/").status_code == 404
    assert client.get("/别的/column/").status_code == 404


@pytest.mark.parametrize("address", ["/section/", "/column/", "/author/", "/tag/"])
def test_an_empty_site_has_an_index_that_says_so(client: Client, address: str) -> None:
    assert 'class="empty"' in _text(client, address)


# --- authors ---


def test_authors_stand_under_their_initials_with_roles_unit_and_number_of_pieces(
    client: Client,
) -> None:
    both = make_published()
    _sign("张某", "记者", "摄影", article=both)
    _sign("张某", "记者")
    _sign("安某", affiliation="云汀大学")
    assert _names(client, "/author/") == ["安某", "张某"]
    text = _text(client, "/author/")
    assert re.findall(r"<h2>(.)</h2>", text) == ["A", "Z"]
    assert re.search(r"张某</a> <b>2篇</b> <small>记者、摄影</small>", text)
    assert re.search(r"安某</a> <b>1篇</b> <small>云汀大学</small>", text)


def test_two_of_one_name_are_two(client: Client) -> None:
    _sign("甲乙", affiliation="云汀大学")
    _sign("甲乙", affiliation="云汀一中")
    assert _names(client, "/author/") == ["甲乙", "甲乙"]


def test_only_letters_with_a_name_lead_anywhere_and_only_to_their_own(client: Client) -> None:
    _sign("安某")
    _sign("张某")
    _sign("12345热线")
    _sign("李某", article=make_article())
    text = _text(client, "/author/")
    assert re.findall(r'href="/author/([a-z]+)/"', text) == ["a", "z", "other"]
    assert _names(client, "/author/z/") == ["张某"]
    assert _names(client, "/author/other/") == ["12345热线"]
    assert client.get("/author/l/").status_code == 404
    assert client.get("/author/Z/").status_code == 404


def test_a_register_is_gone_through_name_by_name_there_and_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_register, "NAMES_PER_PAGE", 2)
    for name in ("安某", "安某某", "白某", "张某", "赵某"):
        _sign(name)
    met, address = [], "/author/"
    while True:
        met.append(_names(client, address))
        after = re.search(r'rel="next" class="\w+" href="([^"]+)"', _text(client, address))
        if not after:
            break
        address = "/author/" + after[1]
    assert met == [["安某", "安某某"], ["白某", "张某"], ["赵某"]]
    before = re.search(r'rel="prev" class="\w+" href="([^"]+)"', _text(client, address))
    assert before
    assert _names(client, "/author/" + before[1]) == ["白某", "张某"]
    # Up to the first name: there is nothing in front of it.
    first = re.search(
        r'rel="prev" class="\w+" href="([^"]+)"', _text(client, "/author/" + before[1])
    )
    assert first
    assert _names(client, "/author/" + first[1]) == ["安某", "安某某"]
    assert 'rel="prev"' not in _text(client, "/author/" + first[1])


@pytest.mark.parametrize(
    "place", ["after=x", "before=", "after=999999", "after=" + "9" * 30, "before=-1"]
)
def test_what_is_no_place_in_a_register_is_not_found(client: Client, place: str) -> None:
    _sign("安某")
    assert client.get(f"/author/?{place}").status_code == 404


def test_an_author_is_told_with_what_he_did_and_a_way_back_to_all(client: Client) -> None:
    author = _sign("张某", "记者", affiliation="云汀大学")
    text = _text(client, author.get_absolute_url())
    assert "<span>记者</span> <span>云汀大学</span>" in text
    assert 'href="/author/"' in text


# --- tags ---


def test_tags_stand_under_their_type_the_most_frequent_first(client: Client) -> None:
    article = make_published()
    _mark("夜市", article=article)
    _mark("路灯", article=article)
    _mark("路灯")
    _mark("桂巷", TagType.PLACE)
    _mark("草稿的", TagType.PERSON, make_article())
    text = _text(client, "/tag/")
    assert re.findall(r"<h2 [^>]+>([^<]+)</h2>", text) == ["话题", "地点"]
    assert re.findall(r'">([^<]+) <small>(\d)</small>', text) == [
        ("路灯", "2"),
        ("夜市", "1"),
        ("桂巷", "1"),
    ]
    assert "草稿的" not in text


def test_all_tags_of_a_type_stand_by_their_sound(client: Client) -> None:
    for name in ("桂巷", "雁洲", "白鹤垄"):
        _mark(name, TagType.PLACE)
    _mark("路灯")
    assert _names(client, "/tag/type/place/") == ["白鹤垄", "桂巷", "雁洲"]
    assert _names(client, "/tag/type/place/y/") == ["雁洲"]
    assert re.findall(r'href="/tag/type/place/([a-z])/"', _text(client, "/tag/type/place/")) == [
        "b",
        "g",
        "y",
    ]
    for nothing in (
        "/tag/type/person/",
        "/tag/type/place/z/",
        "/tag/type/topic/y/",
        "/tag/type/nothing/",
    ):
        assert client.get(nothing).status_code == 404


def test_a_type_whose_tags_are_all_old_is_still_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.public.views.directories.RECENT", 1)
    _mark(
        "桂巷",
        TagType.PLACE,
        make_published(page=make_page(issue=make_issue(date=date(2020, 1, 2)))),
    )
    _mark("路灯")
    assert 'href="/tag/type/place/"' in _text(client, "/tag/")
    assert "桂巷" not in _text(client, "/tag/")


def test_a_tag_named_like_a_part_of_these_addresses_keeps_its_own(client: Client) -> None:
    tag = _mark("type")
    assert "type" in _text(client, tag.get_absolute_url())


# --- the way there ---


def test_every_page_leads_to_them_all(client: Client) -> None:
    article = make_published()
    for address in ("/", article.get_absolute_url(), "/archive/", "/no/"):
        text = client.get(address).content.decode()
        for index in ("/section/", "/column/", "/author/", "/tag/"):
            assert f'href="{index}"' in text
