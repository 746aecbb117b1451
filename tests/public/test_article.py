"""An article on its own page."""

import pytest
from django.test import Client
from django.utils import translation

from articles.models import Article, ArticleTag, Author, Byline, Illustration, Tag
from articles.models.choices import TagType
from tests.factories import make_page, make_published, make_section

pytestmark = pytest.mark.django_db


def _text(client: Client, article: Article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_everything_that_was_printed_with_it_is_there(client: Client) -> None:
    article = make_published(
        page=make_page(title="民生"),
        section=make_section(name="城区"),
        kicker="桂巷街道",
        title="小巷 装上新路灯",
        subtitle="——走夜路不再慌",
        column="小巷议事厅③",
        source="云汀日报",
        affiliation="云汀大学",
        body="三条小巷装上了路灯。\n\n## 走夜路不再慌\n\n居民说,亮堂多了。",
    )
    author = Author.objects.create(name="甲乙")
    Byline.objects.create(article=article, author=author, role="全媒体记者")
    Illustration.objects.create(article=article, caption="新路灯亮了。", credit="丙丁 摄")
    tag = Tag.objects.create(name="路灯")
    ArticleTag.objects.create(content_object=article, tag=tag)
    text = _text(client, article)
    for words in (
        "桂巷街道",
        "——走夜路不再慌",
        "小巷议事厅③",
        "云汀日报",
        "云汀大学",
        "全媒体记者",
        "新路灯亮了。",
        "丙丁 摄",
    ):
        assert words in text
    assert "<span>小巷</span> <span>装上新路灯</span>" in text
    assert "<p>三条小巷装上了路灯。</p>" in text
    assert "<h2>走夜路不再慌</h2>" in text
    for link in (author, tag, make_section(name="城区"), article.page, article.page.issue):
        assert f'href="{link.get_absolute_url()}"' in text


def test_it_leads_to_the_articles_before_and_after_it_on_its_page(client: Client) -> None:
    first, second, third = (make_published(position=place) for place in (1, 2, 3))
    make_published(page=make_page(number="A02"), title="别的版")
    text = _text(client, second)
    assert f'rel="prev" class="beside__before" href="{first.get_absolute_url()}"' in text
    assert f'rel="next" class="beside__after" href="{third.get_absolute_url()}"' in text
    assert "别的版" not in text


def test_the_headlines_beside_it_break_between_their_clauses(client: Client) -> None:
    article, _after = (
        make_published(position=1),
        make_published(position=2, title="六盏灯 照亮小巷"),
    )
    assert "</small> <span>六盏灯</span> <span>照亮小巷</span>" in _text(client, article)


def test_at_the_ends_of_its_page_it_leads_to_the_pages_beside_it(client: Client) -> None:
    first, only, last = (
        make_published(page=make_page(number=number)) for number in ("A01", "A02", "A03")
    )
    text = _text(client, only)
    assert f'rel="prev" class="beside__before" href="{first.page.get_absolute_url()}"' in text
    assert f'rel="next" class="beside__after" href="{last.page.get_absolute_url()}"' in text
    assert 'rel="prev"' not in _text(client, first)
    assert 'rel="next"' not in _text(client, last)


def test_an_article_without_a_title_has_a_heading_for_those_who_listen(client: Client) -> None:
    article = make_published(
        title="", body="家里有人半夜牙疼,除了忍,还能去哪里?从本周一起有了夜间急诊。"
    )
    text = _text(client, article)
    assert text.count("<h1") == 1
    assert '<h1 class="title hidden" lang="zh-Hans">' in text


def test_text_is_never_taken_for_markup(client: Client) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    article = make_published(title=evil, kicker=evil, body=evil, column=evil)
    Illustration.objects.create(article=article, caption=evil, credit=evil)
    text = _text(client, article)
    assert (
        text.count("<script") == text.count("</script>") == 3
    )  # two files of ours, one for machines
    assert "<img" not in text
    assert "&lt;script&gt;" in text


def test_search_engines_are_given_a_summary_and_the_address(client: Client) -> None:
    article = make_published(body="三条小巷装上了路灯。\n\n居民说,亮堂多了。")
    text = _text(client, article)
    assert '<meta name="description" content="三条小巷装上了路灯。居民说,亮堂多了。">' in text
    assert (
        f'<link rel="canonical" href="http://127.0.0.1:8000{article.get_absolute_url()}">' in text
    )


def test_a_picture_is_shown_with_its_caption(client: Client) -> None:
    article = make_published()
    Illustration.objects.create(
        article=article, caption="新路灯亮了。", picture="pictures/lamp.jpg"
    )
    assert '<img src="/media/pictures/lamp.jpg"' in _text(client, article)
    assert (
        '<img class="card__picture" src="/media/pictures/lamp.jpg"'
        in client.get("/").content.decode()
    )


def test_tags_stand_under_what_they_name(client: Client) -> None:
    article = make_published()
    for name, kind in (("路灯", TagType.TOPIC), ("云汀市", TagType.PLACE), ("节能", TagType.TOPIC)):
        tag = Tag.objects.create(name=name, type=kind)
        ArticleTag.objects.create(
            content_object=article, tag=tag, score=0.5 if name == "路灯" else 0.9
        )
    with translation.override("en"):
        text = client.get(article.get_absolute_url()).content.decode()
    foot = text[text.index("piece__foot") :]
    places = [foot.index(word) for word in ("Topic</li>", "节能", "路灯", "Place</li>", "云汀市")]
    assert places == sorted(places)


def test_tags_of_one_kind_need_no_word_for_it(client: Client) -> None:
    article = make_published()
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name="路灯"))
    text = client.get(article.get_absolute_url()).content.decode()
    assert "路灯</a>" in text
    assert "tags__kind" not in text


def test_of_very_many_tags_only_the_weightiest_are_open(client: Client) -> None:
    article = make_published()
    for number in range(40):
        tag = Tag.objects.create(name=f"标签{number}号")
        ArticleTag.objects.create(content_object=article, tag=tag, score=number)
    text = _text(client, article)
    opened, _, further = text.partition("<details")
    assert opened.count('rel="tag"') == 12
    assert "标签39号</a>" in opened
    assert "28" in further
    assert "标签0号</a>" in further
