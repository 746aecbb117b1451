"""The front page, an issue, a page of it."""

from datetime import date

import pytest
from django.test import Client

from articles.models import Author, Byline
from articles.public.page_layout import PAGES
from articles.public.views import issue_view
from tests.factories import make_article, make_issue, make_page, make_publication, make_published

pytestmark = pytest.mark.django_db


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_front_page_is_the_latest_issue_with_something_to_read(client: Client) -> None:
    make_published(page=make_page(issue=make_issue(date=date(2026, 3, 12))), title="昨天的事")
    make_published(page=make_page(issue=make_issue(date=date(2026, 3, 13))), title="今天的事")
    make_page(issue=make_issue(date=date(2026, 3, 14)))
    text = _text(client, "/")
    assert "今天的事" in text
    assert "昨天的事" not in text


def test_the_front_page_stands_for_itself_and_is_passed_on_as_its_issue(client: Client) -> None:
    make_published(page=make_page(issue=make_issue(date=date(2026, 3, 13))))
    for address in ("/", "/2026-03-13/"):
        text = _text(client, address)
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in text
        assert '<meta property="og:url" content="http://127.0.0.1:8000/2026-03-13/">' in text
        assert 'href="http://127.0.0.1:8000/2026-03-13.json"' in text


def test_an_issue_says_its_date_weekday_and_number_and_lists_its_pages(client: Client) -> None:
    issue = make_issue(date=date(2026, 3, 12), number=15217, page_count=8)
    make_published(page=make_page(issue=issue, number="A01", title="要闻"), title="头版的事")
    make_published(page=make_page(issue=issue, number="A03", title="综合·城区"), title="城里的事")
    text = _text(client, "/2026-03-12/")
    for word in (
        "2026年3月12日",
        "星期四",
        "15217",
        "8",
        "A01",
        "要闻",
        "A03",
        "综合·城区",
        "头版的事",
        "城里的事",
    ):
        assert word in text


def test_pages_stand_in_printed_order_also_past_nine(client: Client) -> None:
    for number in ("10", "9", "1"):
        make_published(page=make_page(number=number))
    text = _text(client, "/2026-03-12/")
    places = [text.index(f'href="/2026-03-12/{number}/"') for number in ("1", "9", "10")]
    assert places == sorted(places)


def test_an_issue_leads_to_the_issues_before_and_after_it(client: Client) -> None:
    for day, edition in ((10, ""), (11, ""), (11, "特刊"), (12, "")):
        make_published(page=make_page(issue=make_issue(date=date(2026, 3, day), edition=edition)))
    evening = make_publication(name="晚报", prefix="晚报")
    make_published(
        page=make_page(issue=make_issue(publication=evening, date=date(2026, 3, 11), edition="a"))
    )
    make_page(issue=make_issue(date=date(2026, 3, 11), edition="未出"))
    text = _text(client, "/2026-03-11/")
    assert 'rel="prev" class="beside__before" href="/2026-03-10/"' in text
    assert 'rel="next" class="beside__after" href="/2026-03-11-%E7%89%B9%E5%88%8A/"' in text
    text = _text(client, "/2026-03-11-特刊/")
    assert 'rel="prev" class="beside__before" href="/2026-03-11/"' in text
    assert 'rel="next" class="beside__after" href="/2026-03-12/"' in text


def test_the_issues_beside_it_are_at_hand_at_its_head(client: Client) -> None:
    for day in (10, 11, 12):
        make_published(page=make_page(issue=make_issue(date=date(2026, 3, day))))
    text = _text(client, "/2026-03-11/")
    head = text[: text.index('class="spread')]
    assert 'href="/2026-03-10/"' in head
    assert 'href="/2026-03-12/"' in head


def test_the_pages_far_back_in_a_thick_issue_are_cards(client: Client) -> None:
    for number in range(1, 13):
        page = make_page(number=f"A{number:02}", title=f"版{number}")
        for place in range(9):
            make_published(
                page=page,
                title=f"{number}版{place}条",
                position=place,
                body="居民说,亮堂多了。" * 40,
            )
    full, _, cards = _text(client, "/2026-03-12/").partition('class="leaves"')
    assert full.count('class="spread ') == PAGES
    assert "8版8条" in full
    assert cards.count('class="leaf"') == 12 - PAGES
    assert "9版0条" in cards
    assert "9版6条" in cards
    assert "9版7条" not in cards  # it is on the page, which the card leads to
    assert cards.count('href="/2026-03-12/A09/"') == 2


def test_a_page_shows_all_its_articles_its_staff_and_the_pages_beside_it(client: Client) -> None:
    for number in ("A01", "A02", "A03"):
        make_published(page=make_page(number=number), title=f"{number}的事")
    page = make_page(number="A02")
    page.title, page.staff = "民生", [{"name": "陶静", "role": "责任编辑"}]
    page.save(update_fields=["title", "staff"])
    titles = [make_published(page=page, title=f"第{count}件事").title for count in range(12)]
    text = _text(client, "/2026-03-12/A02/")
    for word in (*titles, "民生", "陶静", "责任编辑", "A02的事"):
        assert word in text
    assert "A01的事" not in text
    assert 'rel="prev" class="beside__before" href="/2026-03-12/A01/"' in text
    assert 'rel="next" class="beside__after" href="/2026-03-12/A03/"' in text


def test_a_day_without_a_paper_leads_to_the_issues_before_and_after_it(client: Client) -> None:
    for day in (10, 12):
        make_published(page=make_page(issue=make_issue(date=date(2026, 3, day))))
    response = client.get("/2026-03-11/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "没有2026年3月11日的报纸" in text
    assert 'rel="prev" class="beside__before" href="/2026-03-10/"' in text
    assert 'rel="next" class="beside__after" href="/2026-03-12/"' in text


def test_an_address_that_is_no_day_is_not_called_one(client: Client) -> None:
    make_published()
    for address in (
        "/2026-03-12-special/",
        "/没有这份报/2026-03-12/",
        "/2026-02-30/",
        "/2026-03-12/A09/",
    ):
        assert "这个地址没有内容" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/2026-03-12/", "/2026-03-12/A01/"])
def test_an_issue_withdrawn_while_it_is_looked_up_is_not_found(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    make_published()
    monkeypatch.setattr(issue_view, "attach_prefetched", lambda _articles: [])
    assert client.get(address).status_code == 404


def test_names_stand_under_the_role_they_share(client: Client) -> None:
    article = make_published()
    for order, (name, role) in enumerate((("甲乙", "记者"), ("丙丁", "记者"), ("戊己", "通讯员"))):
        Byline.objects.create(
            article=article, author=Author.objects.create(name=name), role=role, order=order
        )
    text = _text(client, "/")
    assert text.count("记者") == 1
    assert (
        text.index("记者")
        < text.index("甲乙")
        < text.index("丙丁")
        < text.index("通讯员")
        < text.index("戊己")
    )


def test_a_site_without_an_issue_says_what_to_do(client: Client) -> None:
    text = _text(client, "/")
    assert "import_issue" in text
    assert 'href="/archive/"' in text


def test_a_paper_without_an_issue_leads_to_the_papers_that_have_one(client: Client) -> None:
    make_publication()
    evening = make_publication(name="云汀晚报", prefix="晚报")
    make_published(page=make_page(issue=make_issue(publication=evening)))
    empty = make_publication(name="空白周报", prefix="空白")
    make_article(page=make_page(issue=make_issue(publication=empty)))
    text = _text(client, "/")
    assert "云汀晚报" in text
    assert "空白周报" not in text
