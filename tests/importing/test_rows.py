"""A parsed article becomes fields, a body, bylines and pictures; nothing it holds is lost on the way."""

import pytest

from articles.editorial.content_names import author_kind
from articles.importing.content_rows import content_of, record_in
from articles.models.article_content import TEXT_COLUMNS, Picture, Signature
from articles.models.choices import AuthorKind
from articles.parsing import ArticleRecord, Block, Credit, Kind, Span
from articles.text.body import BodyBlock, read_body


def article(*blocks: tuple[Kind, str], **fields: object) -> ArticleRecord:
    made = tuple(
        Block(kind, text, (Span(line, 0, len(text)),))
        for line, (kind, text) in enumerate(blocks, start=1)
    )
    return ArticleRecord(made, **fields)  # type: ignore[arg-type]


def test_each_kind_goes_to_its_field() -> None:
    record = article(
        (Kind.COLUMN, "民生观察②"),
        (Kind.KICKER, "三条小巷"),
        (Kind.KICKER, "一个办法"),
        (Kind.TITLE, "小巷装上新路灯"),
        (Kind.SUBTITLE, "——桂巷街道见闻"),
        (Kind.BYLINE, "云汀日报(记者/陈 望)"),
        (Kind.PARAGRAPH, "桂巷街道给三条小巷装上了路灯。"),
        (Kind.SUBHEADING, "走夜路不再慌"),
        (Kind.PARAGRAPH, "居民说,亮堂多了。"),
        (Kind.AFFILIATION, "(作者单位:云汀大学)"),
        title="小巷装上新路灯",
        authors=(Credit("陈望", "记者"),),
        affiliation="云汀大学",
        source="云汀日报",
    )
    content, too_long = content_of(record, "城区")
    assert not too_long
    assert content.fields == dict.fromkeys(TEXT_COLUMNS, "") | {
        "kicker": "三条小巷 一个办法",
        "title": "小巷装上新路灯",
        "subtitle": "——桂巷街道见闻",
        "column": "民生观察②",
        "source": "云汀日报",
        "affiliation": "云汀大学",
        "body": "桂巷街道给三条小巷装上了路灯。\n\n## 走夜路不再慌\n\n居民说,亮堂多了。",
    }
    assert content.bylines == (Signature("陈望", "云汀大学", "记者"),)
    assert content.section == "城区"


def test_the_section_of_the_article_wins_over_the_page() -> None:
    assert content_of(article(section="论坛"), "城区")[0].section == "论坛"


@pytest.mark.parametrize(
    "field", ["kicker", "title", "subtitle", "column", "source", "affiliation"]
)
def test_what_is_too_long_for_its_field_leads_the_body(field: str) -> None:
    text = "长" * 501
    blocks = [(Kind(field), text)] if field in ("kicker", "subtitle", "column") else []
    told = {field: text} if field in ("title", "source", "affiliation") else {}
    content, too_long = content_of(article(*blocks, (Kind.PARAGRAPH, "正文。"), **told), "")
    assert too_long
    assert content.fields[field].endswith("…")
    assert read_body(content.fields["body"]) == [BodyBlock(text), BodyBlock("正文。")]


@pytest.mark.parametrize("credit", [Credit("长" * 101, "记者"), Credit("陈望", "长" * 51)])
def test_a_byline_that_is_too_long_leads_the_body(credit: Credit) -> None:
    content, too_long = content_of(article(authors=(credit,)), "")
    assert too_long
    assert content.bylines == ()
    assert content.fields["body"] == f"{credit.role} {credit.name}"


def test_the_same_signature_counts_once() -> None:
    record = article(
        authors=(
            Credit("陈望", "记者"),
            Credit("陈\u200b望", "记者"),
            Credit("陈望", "摄影"),
            Credit("\u200b"),
        )
    )
    assert [line.role for line in content_of(record, "")[0].bylines] == ["记者", "摄影"]


@pytest.mark.parametrize("kind", [Kind.TITLE, Kind.SOURCE, Kind.AFFILIATION, Kind.BYLINE])
def test_what_the_parser_could_not_read_stays_in_the_body(kind: Kind) -> None:
    content, _too_long = content_of(
        article((kind, "来历不明的一行"), title="标题", source="本报"), ""
    )
    assert [part.text for part in read_body(content.fields["body"])] == ["来历不明的一行"]


def test_captions_take_the_credits_beside_them() -> None:
    record = article(
        (Kind.CREDIT, "本报记者 陈望 摄"),
        (Kind.CAPTION, "图为新路灯。"),
        (Kind.CAPTION, "图为大桥。"),
        (Kind.CREDIT, "李芸 摄"),
        (Kind.CAPTION, "图为鱼苗。"),
        (Kind.CREDIT, "受访者供图"),
        (Kind.CREDIT, "长" * 201),
    )
    assert content_of(record, "")[0].pictures == (
        Picture("图为新路灯。", "本报记者 陈望 摄"),
        Picture("图为大桥。", "李芸 摄"),
        Picture("图为鱼苗。", "受访者供图"),
        Picture("长" * 201, ""),
    )


def test_invisible_and_control_characters_stay_out() -> None:
    record = article(
        (Kind.KICKER, "三条\u202e小巷\x0b"),
        (Kind.PARAGRAPH, "路\x0b灯\x00亮了。\n次行"),
        (Kind.PARAGRAPH, "\x07"),
        title="小巷\u200b装灯\n又装灯",
    )
    fields = content_of(record, "")[0].fields
    assert (fields["kicker"], fields["title"], fields["body"]) == (
        "三条小巷",
        "小巷装灯 又装灯",
        "路灯亮了。\n次行",
    )


def test_a_stored_parse_reads_back() -> None:
    record = article(
        (Kind.TITLE, "标题"),
        title="标题",
        authors=(Credit("陈望", "记者"),),
        source="本报",
        section="论坛",
    )
    assert record_in(record.to_json()) == record


@pytest.mark.parametrize(
    "name",
    [
        "雁洲区商务局",
        "市妇联",
        "县委办",
        "云汀大学",
        "大桥头社区党委会",
        "云江通讯社",
        "松岚县融媒体中心",
    ],
)
def test_an_office_reads_like_one(name: str) -> None:
    assert author_kind(name) is AuthorKind.OFFICE


@pytest.mark.parametrize(
    "name", ["陈望", "李建社", "欧阳建国", "区玉会", "阿依古丽·买买提", "司马相如"]
)
def test_a_person_does_not(name: str) -> None:
    assert author_kind(name) is AuthorKind.PERSON
