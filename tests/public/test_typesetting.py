"""Marks among Chinese characters are set as wide as these; all others stay as they were."""

import pytest
from django.test import Client

from articles.models import Article
from articles.public.output_text import excerpt
from articles.templatetags.typeset_filters import is_long
from articles.text.typesetting import typeset
from tests.factories import make_published


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("上午10:30,大家到了;谁来管?!", "上午10:30，大家到了；谁来管？！"),
        ("他说:“亮了!”,又说:“好。”", "他说：“亮了！”，又说：“好。”"),
        ("用了GPS,不是猜的", "用了GPS，不是猜的"),
        ("(一)总则(含栈桥126米)", "（一）总则（含栈桥126米）"),
        ("见图(a)。", "见图（a）。"),
        ("共12,000座,比分2:1", "共12,000座，比分2:1"),
        ("RiverGPT (beta): fast, small!", "RiverGPT (beta): fast, small!"),
        ("he said “yes”, and went", "he said “yes”, and went"),
        ("一线, 一锁", "一线, 一锁"),
        ("热线(0731)28812345", "热线（0731）28812345"),
        ("没有括完(的话", "没有括完(的话"),
    ],
)
def test_a_mark_is_set_by_what_stands_beside_it(printed: str, shown: str) -> None:
    assert typeset(printed) == shown
    assert len(shown) == len(printed)
    assert typeset(shown) == shown


@pytest.mark.django_db
def test_readers_see_it_set_and_the_row_and_machines_have_it_as_printed(client: Client) -> None:
    article = make_published(
        title="路灯亮了,人来了", kicker="桂巷:", body="居民说,亮堂多了(真的)。"
    )
    page = client.get(article.get_absolute_url()).content.decode()
    for shown in (
        "<span>路灯亮了，人来了</span>",
        "桂巷：</p>",
        "<p>居民说，亮堂多了（真的）。</p>",
    ):
        assert shown in page
    assert "路灯亮了，人来了" in client.get("/").content.decode()
    assert Article.objects.get().body == "居民说,亮堂多了(真的)。"
    assert "居民说,亮堂多了" in client.get("/feed/").content.decode()


def test_what_was_searched_for_is_marked_where_it_stands_also_with_its_marks() -> None:
    fragments = excerpt("小型(二)类水库,除险完工。", ["(二)"])
    assert ("（二）", True) in fragments
    assert "".join(fragment.text for fragment in fragments) == "小型（二）类水库，除险完工。"


def test_letters_and_digits_make_a_headline_half_as_long() -> None:
    assert is_long("字" * 37)
    assert not is_long("字" * 10 + "River-GPT 2026" * 3)
