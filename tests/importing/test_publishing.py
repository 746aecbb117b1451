"""What an import publishes at once, and what waits at the desk."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing, held_back, is_published
from articles.importing.results import IssueResult
from articles.importing.run import import_issues
from articles.management.commands.import_issue import with_word_of_publish
from articles.models import Article
from articles.models.choices import Status
from articles.text.problems import HARD
from tests.importing.papers import lay_out

pytestmark = pytest.mark.django_db

# The second text stops in the middle of a sentence.
PAGE = (
    "小巷装上新路灯\n\n本报记者 陈望\n\n云汀市河西区的三十条小巷昨晚都亮了。居民们说,走夜路再也不怕。\n\n"
    "柳湾大桥下月合龙\n\n本报记者 李芸\n\n大桥的最后一段钢梁已经运到工地,工人们正在做准备。"
    "施工负责人告诉记者,如果天气好,\n"
)


def statuses() -> dict[str, str]:
    return dict(Article.objects.values_list("title", "status"))


def bring_in(root: Path, publishing: Publishing) -> IssueResult:
    (result,) = import_issues([lay_out(root, A01=PAGE)], Identity(), publish=publishing)
    assert not result.faults
    return result


def test_nothing_is_published_unasked(tmp_path: Path) -> None:
    bring_in(tmp_path, Publishing.NOTHING)
    assert set(statuses().values()) == {Status.DRAFT}


def test_what_lacks_its_end_waits_and_is_named(tmp_path: Path) -> None:
    with translation.override("en"):
        result = bring_in(tmp_path, Publishing.SOUND)
    assert statuses() == {"小巷装上新路灯": Status.PUBLISHED, "柳湾大桥下月合龙": Status.DRAFT}
    (note,) = result.pages[0].notes
    assert note == (
        "One article is not published, because a part of it is missing, damaged or doubtful; "
        "it waits at the desk: 柳湾大桥下月合龙"
    )


def test_everything_is_published_where_that_is_asked(tmp_path: Path) -> None:
    result = bring_in(tmp_path, Publishing.ALL)
    assert set(statuses().values()) == {Status.PUBLISHED}
    assert result.pages[0].notes == ()


@pytest.mark.parametrize("code", sorted(HARD))
def test_every_hard_problem_holds_an_article_back(code: str) -> None:
    article = Article(title="小巷装上新路灯", problems=[{"code": code}])
    assert not is_published(article, Publishing.SOUND)
    assert "小巷装上新路灯" in held_back([article], Publishing.SOUND)


@pytest.mark.parametrize(
    ("options", "published"),
    [(["--publish"], 1), (["--publish", "all"], 2), (["--publish=sound"], 1), ([], 0)],
)
@pytest.mark.parametrize("path_first", [False, True])
def test_the_command_takes_the_word_before_or_behind_the_path(
    tmp_path: Path, options: list[str], published: int, path_first: bool
) -> None:
    folder = str(lay_out(tmp_path, A01=PAGE))
    arguments = [folder, *options] if path_first else [*options, folder]
    call_command("import_issue", *with_word_of_publish(arguments))
    assert list(statuses().values()).count(Status.PUBLISHED) == published
