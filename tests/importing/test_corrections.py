"""A corrected file updates what nobody has edited, by what articles hold, and leaves an editor's work alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.editorial import workflow
from articles.editorial.content import content_in
from articles.importing.issues import Identity
from articles.importing.merge.three_way import values_of
from articles.importing.results import ArticleResult, IssueResult
from articles.importing.run import import_issues
from articles.models import Article, Author, Page, Tag
from articles.models.choices import ImportOutcome, Status, TaggingState, TagOrigin
from articles.search import full_text
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]
SHUT = LIGHTS.replace("亮堂多了", "亮堂得很")


def bring_in(root: Path, text: str, **options: bool) -> IssueResult:
    (result,) = import_issues([lay_out(root, A01=text)], Identity(), **options)  # type: ignore[arg-type]
    assert result.faults == ()
    return result


def articles_of(result: IssueResult) -> dict[str, ArticleResult]:
    return {article.headline: article for page in result.pages for article in page.articles}


def lights() -> Article:
    return Article.objects.get(title="小巷装上新路灯")


def test_a_corrected_article_is_updated_in_place(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    Article.objects.update(tagging_state=TaggingState.DONE, tagging_attempts=2)
    before = lights()
    result = bring_in(tmp_path, SHUT + BRIDGE)
    after = lights()
    assert (after.pk, after.status) == (before.pk, Status.DRAFT)
    assert "亮堂得很" in after.body
    assert after.version > before.version
    assert (after.tagging_state, after.tagging_attempts) == (TaggingState.PENDING, 0)
    assert [row.pk for row in full_text.find("亮堂得很", Article.objects.all())] == [after.pk]
    assert result.outcome is ImportOutcome.UPDATED
    assert result.retag == (after.pk,)
    assert {name: found.outcome for name, found in articles_of(result).items()} == {
        "小巷装上新路灯": ImportOutcome.UPDATED,
        "柳湾大桥下月合龙": ImportOutcome.UNCHANGED,
    }


def test_articles_are_known_by_what_they_hold_not_by_where_they_stand(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    before = dict(Article.objects.values_list("title", "pk"))
    bring_in(
        tmp_path,
        FISH
        + BRIDGE.replace("三班倒", "两班倒")
        + LIGHTS.replace("# 小巷装上新路灯", "# 路灯装进小巷"),
    )
    after = dict(Article.objects.values_list("title", "pk"))
    assert after["柳湾大桥下月合龙"] == before["柳湾大桥下月合龙"]
    assert after["路灯装进小巷"] == before["小巷装上新路灯"]
    assert list(Article.objects.order_by("position").values_list("title", flat=True)) == [
        "六万尾鱼苗入江",
        "柳湾大桥下月合龙",
        "路灯装进小巷",
    ]


def test_lines_that_moved_are_followed_without_an_update(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    version = lights().version
    result = bring_in(tmp_path, f"\n\n{LIGHTS}")
    assert (lights().base_parse or {})["blocks"][0]["spans"][0][0] == 3
    assert lights().version == version
    assert articles_of(result)["小巷装上新路灯"].outcome is ImportOutcome.UNCHANGED
    assert result.retag == ()


def change_body() -> None:
    Article.objects.filter(title="小巷装上新路灯").update(body="编辑改过的正文。")


def change_byline() -> None:
    lights().bylines.update(author=Author.objects.create(name="编辑部"))


def change_section() -> None:
    publication = lights().page.issue.publication
    Article.objects.filter(title="小巷装上新路灯").update(
        section=publication.sections.create(name="民生", slug="m")
    )


def change_caption() -> None:
    lights().illustrations.update(caption="编辑改过的图说")


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (change_body, "body"),
        (change_byline, "bylines"),
        (change_section, "section"),
        (change_caption, "pictures"),
    ],
)
def test_what_an_editor_changed_is_kept(
    tmp_path: Path, edit: Callable[[], None], field: str
) -> None:
    picture = "! 图为新路灯。\n"
    bring_in(tmp_path, "= 城区\n" + LIGHTS + picture + BRIDGE)
    edit()
    before = values_of(content_in(lights()))[field]
    corrected = SHUT.replace("陈望", "陈望舒") + picture.replace("新", "旧")
    bring_in(tmp_path, "= 街巷\n" + corrected + BRIDGE.replace("三班倒", "两班倒"))
    assert values_of(content_in(lights()))[field] == before
    assert "两班倒" in Article.objects.get(title="柳湾大桥下月合龙").body


def test_an_edit_that_the_file_does_not_touch_is_no_conflict(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    change_body()
    result = bring_in(tmp_path, LIGHTS + BRIDGE)
    assert articles_of(result)["小巷装上新路灯"].note == ""
    assert lights().body == "编辑改过的正文。"


def test_a_form_that_sent_line_ends_back_is_no_edit(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(body=lights().body.replace("\n", "\r\n"))
    bring_in(tmp_path, SHUT)
    assert "亮堂得很" in lights().body


def test_what_vanished_untouched_is_deleted(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    result = bring_in(tmp_path, BRIDGE)
    assert [row.title for row in Article.objects.all()] == ["柳湾大桥下月合龙"]
    assert articles_of(result)["小巷装上新路灯"].note == "deleted: no longer in the file"


def submit() -> None:
    workflow.submit([lights()], None)


def publish() -> None:
    workflow.publish([lights()], None)


def tag() -> None:
    lights().article_tags.create(
        tag=Tag.objects.create(name="路灯", slug="路灯"), origin=TagOrigin.EDITOR
    )


@pytest.mark.parametrize("work", [change_body, submit, publish, tag])
def test_what_vanished_but_was_worked_on_is_kept(tmp_path: Path, work: Callable[[], None]) -> None:
    bring_in(tmp_path, LIGHTS + BRIDGE)
    work()
    result = bring_in(tmp_path, BRIDGE)
    assert articles_of(result)[lights().title].note == "kept: no longer in the file"


def test_an_article_made_by_hand_is_never_touched(tmp_path: Path) -> None:
    bring_in(tmp_path, BRIDGE)
    made = Article.objects.create(
        page=Page.objects.get(), title="手写的短讯", body="编辑自己写的。"
    )
    bring_in(tmp_path, BRIDGE + FISH)
    assert Article.objects.get(pk=made.pk).body == "编辑自己写的。"


def test_a_newer_parser_reads_the_same_file_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(tmp_path, LIGHTS)
    monkeypatch.setattr("articles.importing.store.PARSER_VERSION", "next")
    assert bring_in(tmp_path, LIGHTS).outcome is ImportOutcome.UPDATED
    assert Page.objects.get().parser_version == "next"


def test_the_right_encoding_corrects_a_wrong_one(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01="")
    (folder / "A01.txt").write_bytes("# 雲汀日報創刊\n雲江兩岸燈火通明。".encode("big5"))
    next(import_issues([folder], Identity()))
    next(import_issues([folder], Identity(), encoding="big5"))
    assert [row.title for row in Article.objects.all()] == ["雲汀日報創刊"]


def test_a_page_title_that_an_editor_wrote_is_kept(tmp_path: Path) -> None:
    bring_in(tmp_path, f"= 综合\n{LIGHTS}")
    bring_in(tmp_path, f"= 城区\n{LIGHTS}")
    assert Page.objects.get().title == "城区"
    Page.objects.update(title="城区新闻")
    bring_in(tmp_path, f"= 街巷\n{LIGHTS}")
    assert Page.objects.get().title == "城区新闻"


def test_another_page_title_is_no_edit_of_the_articles(tmp_path: Path) -> None:
    bring_in(tmp_path, f"= 城区\n{LIGHTS}")
    Page.objects.update(title="城区新闻")
    bring_in(tmp_path, f"= 城区\n{SHUT}")
    assert "亮堂得很" in lights().body
