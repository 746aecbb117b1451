"""What leads a page, what stands beside it, how much is shown of each."""

import pytest

from articles.models import Article, Illustration
from articles.public.page_layout import (
    ROW,
    Spread,
    lay_out_issue,
    lay_out_page,
    natural_sort_key,
    opening,
    place_pictures,
)
from tests.factories import make_page, make_published

pytestmark = pytest.mark.django_db

LONG = "桂巷街道给三条小巷装上了路灯,居民晚上出门亮堂多了。" * 40
MIDDLE = "桂巷街道给三条小巷装上了路灯,居民晚上出门亮堂多了。" * 10
BRIEF = "桂巷街道给三条小巷装上了路灯。"


def _lay_out(*bodies: str) -> Spread:
    articles = [make_published(body=body, position=place) for place, body in enumerate(bodies)]
    return lay_out_page(make_page(), articles)


def _articles(spread: Spread) -> list[Article]:
    cards = (*spread.heads, *spread.side, *spread.rows, *spread.briefs)
    return [card.article for card in cards]


@pytest.mark.parametrize("count", range(14))
def test_every_article_of_a_page_has_one_place(count: int) -> None:
    spread = _lay_out(LONG, *[MIDDLE, BRIEF, LONG, MIDDLE] * count)
    articles = _articles(spread)
    assert len(articles) == len(set(articles)) == 1 + 4 * count


def test_the_weightiest_leads_wherever_it_stands() -> None:
    spread = _lay_out(BRIEF, MIDDLE, LONG)
    assert [card.article.body for card in spread.heads] == [LONG]
    assert [card.article.body for card in spread.briefs] == [BRIEF]


def test_two_of_nearly_one_weight_lead_together() -> None:
    assert len(_lay_out(LONG * 3, LONG * 3, BRIEF).heads) == 2
    assert len(_lay_out(LONG * 3, MIDDLE, BRIEF).heads) == 1


def test_a_picture_lifts_an_article() -> None:
    plain, pictured = (make_published(body=MIDDLE, position=place) for place in (3, 4))
    Illustration.objects.create(article=pictured, picture="pictures/lamp.jpg")
    assert lay_out_page(make_page(), [plain, pictured]).heads[0].article == pictured


@pytest.mark.parametrize("count", range(3, 12))
def test_rows_below_a_long_leading_piece_come_out_full(count: int) -> None:
    spread = _lay_out(LONG, *[MIDDLE] * count)
    assert spread.side
    assert len(spread.rows) % ROW == 0


def test_the_leading_piece_shows_more_the_longer_the_column_beside_it() -> None:
    def shown(spread: Spread) -> int:
        return sum(map(len, spread.heads[0].opening))

    assert shown(_lay_out(LONG, MIDDLE)) < shown(_lay_out(LONG, MIDDLE, MIDDLE, MIDDLE))


def test_a_short_leading_piece_has_a_short_column_beside_it() -> None:
    assert len(_lay_out(MIDDLE, *[MIDDLE[:200]] * 6).side) <= 2


def test_an_issue_is_laid_out_page_by_page_in_printed_order() -> None:
    articles = [make_published(page=make_page(number=number)) for number in ("10", "2", "1")]
    assert [spread.page.number for spread in lay_out_issue(articles)] == ["1", "2", "10"]


def test_page_numbers_with_letters_sort_by_letter_then_number() -> None:
    assert sorted(["B1", "A10", "A2", "特1", "3"], key=natural_sort_key) == [
        "3",
        "A2",
        "A10",
        "B1",
        "特1",
    ]


def test_an_opening_leaves_out_subheadings_and_keeps_to_its_room() -> None:
    article = make_published(body=f"第一段。\n\n## 小标题\n\n{LONG}\n\n第三段。")
    first, second = opening(article, 100)
    assert first == "第一段。"
    assert second.startswith("桂巷街道")
    assert len(second) <= 100


def test_an_opening_without_a_title_goes_on_where_the_headline_stops() -> None:
    article = make_published(
        title="", body="家里有人半夜牙疼,除了忍,还能去哪里?从本周一起有了夜间急诊。"
    )
    (text,) = opening(article, 100)
    assert article.headline.removesuffix("…") + text.removeprefix("…") == article.body


def test_a_picture_without_text_is_announced_by_its_caption() -> None:
    article = make_published(body="")
    Illustration.objects.create(article=article, caption="江滩上的落羽杉。")
    assert opening(article, 100) == ["江滩上的落羽杉。"]


def test_a_piece_with_a_picture_is_no_brief() -> None:
    pictured = make_published(body="", position=2)
    Illustration.objects.create(article=pictured, picture="pictures/lamp.jpg", caption="灯。")
    spread = lay_out_page(make_page(), [make_published(body=LONG * 3, position=1), pictured])
    assert spread.briefs == []
    assert pictured in [card.article for card in (*spread.heads, *spread.side)]


def test_the_column_beside_a_picture_shows_more_of_each_piece() -> None:
    def shown(width: int, height: int) -> int:
        lead = make_published(body=LONG * 3, position=0)
        Illustration.objects.create(
            article=lead, picture="pictures/lamp.jpg", width=width, height=height
        )
        spread = lay_out_page(
            make_page(), [lead, *(make_published(body=MIDDLE, position=place) for place in (1, 2))]
        )
        return sum(map(len, spread.side[0].opening))

    assert shown(1600, 300) < shown(1600, 1100)


@pytest.mark.parametrize(
    ("width", "height", "beside"),
    [(1600, 900, False), (900, 1600, True), (300, 200, True), (None, None, False)],
)
def test_upright_and_small_pictures_stand_beside_the_text(
    width: int, height: int, beside: bool
) -> None:
    article = make_published(body=LONG)
    Illustration.objects.create(
        article=article, picture="pictures/lamp.jpg", width=width, height=height
    )
    assert lay_out_page(make_page(), [article]).heads[0].picture_beside is beside


def test_beside_a_piece_with_a_picture_one_without_shows_more() -> None:
    pictured, plain = (make_published(body=LONG * 3, position=place) for place in (2, 1))
    Illustration.objects.create(article=pictured, picture="pictures/lamp.jpg")
    heads = {
        card.article: sum(map(len, card.opening))
        for card in lay_out_page(make_page(), [plain, pictured]).heads
    }
    assert heads[plain] > 2 * heads[pictured]


@pytest.mark.parametrize("count", range(5))
def test_pictures_stand_apart_in_the_text_and_none_is_lost(count: int) -> None:
    article = make_published(
        body="\n\n".join(["一段话。", "## 小标题", "又一段。", "三段。", "四段。", "五段。"])
    )
    pictures = [
        Illustration.objects.create(article=article, picture=f"pictures/{order}.jpg", order=order)
        for order in range(count)
    ]
    Illustration.objects.create(article=article, caption="只有说明。", order=9)
    text = place_pictures(article)
    inside = [part for part in text.parts if isinstance(part, Illustration)]
    assert ([text.lead] if text.lead else []) + inside == pictures
    assert [part for part in text.parts if not isinstance(part, Illustration)] == article.parts()
    for above, below in zip(text.parts, text.parts[1:], strict=False):
        if isinstance(below, Illustration) and below != text.parts[-1]:
            assert not isinstance(above, Illustration)
            assert not above.is_subheading
