"""A corrected file meets an editor's work: what both changed waits for a decision, by the rules of any edit."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from articles.editorial import editing, history, workflow
from articles.importing.issues import Identity
from articles.importing.merge import conflicts
from articles.importing.results import ArticleResult, IssueResult
from articles.importing.run import import_issues
from articles.models import Article, Conflict, Correction, Illustration
from articles.models.choices import Act, ConflictState, ImportOutcome, Status
from tests.factories import make_user
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]
OURS, THEIRS = "小巷亮起新路灯", "三条小巷装上新路灯"


def bring_in(root: Path, text: str) -> IssueResult:
    (result,) = import_issues([lay_out(root, A01=text)], Identity())
    assert result.faults == ()
    return result


def lights() -> Article:
    return Article.objects.get(body__contains="桂巷街道")


def told(result: IssueResult) -> ArticleResult:
    return result.pages[0].articles[0]


def theirs(title: str = THEIRS) -> str:
    return LIGHTS.replace("小巷装上新路灯", title, 1)


@pytest.fixture
def user(db: None) -> User:
    return make_user(is_superuser=True)


@pytest.fixture
def conflict(tmp_path: Path) -> Conflict:
    """The headline, which an editor changed and a corrected file too."""
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(title=OURS)
    bring_in(tmp_path, theirs())
    return Conflict.objects.get()


def test_what_both_changed_is_stored_with_all_three_and_ours_stays(conflict: Conflict) -> None:
    assert (conflict.field, conflict.base, conflict.ours, conflict.theirs) == (
        "title",
        "小巷装上新路灯",
        OURS,
        THEIRS,
    )
    assert conflict.state == ConflictState.OPEN
    assert conflict.run == lights().page.issue.import_runs.first()
    assert lights().title == OURS


def test_the_result_names_the_field(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(title=OURS)
    result = told(bring_in(tmp_path, theirs().replace("亮堂多了", "亮堂得很")))
    assert (result.outcome, result.note) == (
        ImportOutcome.UPDATED,
        "to be decided at the desk: title",
    )


def test_a_field_no_editor_touched_is_updated_beside_one_that_was(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(title=OURS)
    result = told(bring_in(tmp_path, LIGHTS.replace("亮堂多了", "亮堂得很")))
    assert (lights().title, "亮堂得很" in lights().body) == (OURS, True)
    assert (result.outcome, result.note) == (ImportOutcome.UPDATED, "what editors changed was kept")
    assert not Conflict.objects.exists()
    newest = history.versions_of(lights()).first()
    assert newest
    assert (newest.act, newest.run) == (Act.REIMPORT, lights().page.issue.import_runs.first())


def test_paragraphs_changed_by_different_sides_are_merged(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(body=lights().body.replace("三条小巷", "五条小巷"))
    bring_in(tmp_path, LIGHTS.replace("亮堂多了", "亮堂得很"))
    assert "五条小巷" in lights().body
    assert "亮堂得很" in lights().body


def test_a_published_text_changes_only_by_a_decision(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    workflow.publish([lights()], None)
    before = lights()
    bring_in(tmp_path, theirs())
    assert (lights().title, lights().version) == (before.title, before.version)
    assert Conflict.objects.get().field == "title"


def test_an_approved_text_that_the_file_changed_is_reviewed_again(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(status=Status.APPROVED)
    bring_in(tmp_path, theirs())
    assert (lights().title, lights().status) == (THEIRS, Status.IN_REVIEW)


def test_an_uploaded_picture_stays_when_its_caption_is_corrected(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + "! 图为路灯。\n")
    Illustration.objects.update(picture="pictures/a.jpg")
    bring_in(tmp_path, LIGHTS + "! 图为新路灯。\n")
    shown = Illustration.objects.get()
    assert (shown.caption, shown.picture.name) == ("图为新路灯。", "pictures/a.jpg")


def test_an_uploaded_picture_is_not_lost_with_its_caption(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS + "! 图为路灯。\n")
    Illustration.objects.update(picture="pictures/a.jpg")
    bring_in(tmp_path, LIGHTS)
    assert Illustration.objects.get().picture.name == "pictures/a.jpg"
    assert Conflict.objects.get().field == "pictures"


def test_the_same_file_again_makes_no_second_conflict(conflict: Conflict, tmp_path: Path) -> None:
    bring_in(tmp_path, theirs())
    bring_in(tmp_path, theirs() + BRIDGE)
    assert Conflict.objects.get().pk == conflict.pk


def test_a_third_file_is_told_to_the_open_conflict(conflict: Conflict, tmp_path: Path) -> None:
    bring_in(tmp_path, theirs("四条小巷装上新路灯"))
    conflict.refresh_from_db()
    assert (conflict.base, conflict.theirs) == ("小巷装上新路灯", "四条小巷装上新路灯")


@pytest.mark.parametrize("title", [OURS, "小巷装上新路灯"])
def test_a_file_that_comes_round_ends_the_conflict(
    title: str, conflict: Conflict, tmp_path: Path
) -> None:
    bring_in(tmp_path, theirs(title))
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.MOOT
    assert lights().title == OURS


def test_an_article_written_by_hand_makes_no_conflict(tmp_path: Path) -> None:
    bring_in(tmp_path, LIGHTS)
    Article.objects.update(base_parse=None, title=OURS)
    assert told(bring_in(tmp_path, theirs())).note == "kept: edited"
    assert not Conflict.objects.exists()


# --- the decision ---


@pytest.mark.parametrize(
    ("choice", "text", "title"),
    [
        (ConflictState.OURS, "", OURS),
        (ConflictState.THEIRS, "", THEIRS),
        (ConflictState.EDITED, "三条小巷亮起新路灯", "三条小巷亮起新路灯"),
    ],
)
def test_the_choice_is_carried_out(
    choice: ConflictState, text: str, title: str, conflict: Conflict, user: User
) -> None:
    conflicts.decide(conflict, choice, user, text=text)
    conflict.refresh_from_db()
    assert (lights().title, conflict.state, conflict.by) == (title, choice, user)
    assert list(conflicts.open_conflicts(lights())) == []


def test_a_decision_stands_in_the_history(conflict: Conflict, user: User) -> None:
    conflicts.decide(conflict, ConflictState.THEIRS, user)
    newest = history.versions_of(lights()).first()
    assert newest
    assert (newest.act, newest.history_change_reason) == (Act.DECIDE, "title: as in the file")


def test_what_was_decided_is_not_decided_again(conflict: Conflict, user: User) -> None:
    conflicts.decide(conflict, ConflictState.OURS, user)
    with pytest.raises(conflicts.NotOpen):
        conflicts.decide(conflict, ConflictState.THEIRS, user)
    assert lights().title == OURS


def test_a_decision_for_theirs_is_not_asked_again_by_the_same_file(
    conflict: Conflict, user: User, tmp_path: Path
) -> None:
    conflicts.decide(conflict, ConflictState.THEIRS, user)
    bring_in(tmp_path, theirs() + BRIDGE)
    assert list(conflicts.open_conflicts(lights())) == []


def test_readers_are_told_of_a_decision_on_what_they_saw(conflict: Conflict, user: User) -> None:
    Article.objects.filter(pk=lights().pk).update(status=Status.APPROVED)
    workflow.publish([lights()], None)
    with pytest.raises(editing.CorrectionRequired):
        conflicts.decide(conflict, ConflictState.THEIRS, user)
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.OPEN
    conflicts.decide(conflict, ConflictState.THEIRS, user, correction="街巷数有误。")
    assert (lights().title, Correction.objects.get().note) == (THEIRS, "街巷数有误。")


def test_who_may_not_correct_decides_nothing_of_what_readers_saw(conflict: Conflict) -> None:
    workflow.publish([lights()], None)
    with pytest.raises(PermissionDenied):
        conflicts.decide(conflict, ConflictState.THEIRS, make_user("other"), correction="有误。")


@pytest.mark.parametrize(
    ("ours", "corrected", "check"),
    [
        ("bylines", LIGHTS.replace("陈望", "陈望舒"), "陈望舒"),
        ("pictures", LIGHTS + "! 图为新路灯。\n", "图为新路灯。"),
        ("section", LIGHTS, "街巷"),
    ],
)
def test_parts_are_taken_from_the_file_too(
    ours: str, corrected: str, check: str, tmp_path: Path, user: User
) -> None:
    bring_in(tmp_path, "= 城区\n" + LIGHTS)
    workflow.publish([lights()], None)
    bring_in(tmp_path, ("= 街巷\n" if ours == "section" else "= 城区\n") + corrected)
    (conflict,) = conflicts.open_conflicts(lights())
    assert conflict.field == ours
    conflicts.decide(conflict, ConflictState.THEIRS, user, correction="有误。")
    parts = history.present_version(lights()).parts
    assert check in str(parts[ours])
