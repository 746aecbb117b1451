"""The groups that come with the tables: every cell of docs/reference/roles.md, and what is a reporter's own."""

import importlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from tests.admin.browser import change_url, fill, url_of
from tests.admin.conftest import client_of
from tests.admin.test_urls import MAKERS
from tests.editorial.test_moves import ORIGIN, VERBS, make_in
from tests.factories import make_article, make_page, make_published, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

Cells = list[tuple[str, str, str]]


def cells(heading: str) -> Cells:
    """(row, role, cell) of the table under a heading of the document."""
    text = (settings.BASE_DIR / "docs/reference/roles.md").read_text()
    table = re.findall(
        r"^\|(.+)\|$", text.split(f"\n## {heading}\n")[1].split("\n## ")[0], re.MULTILINE
    )
    head, _rule, *rows = ([cell.strip() for cell in line.split("|")] for line in table)
    return [
        (row[0], role, cell) for row in rows for role, cell in zip(head[1:], row[1:], strict=True)
    ]


MODELS = {model._meta.model_name: model for model in MAKERS}
PAGES = cells("Pages of the desk")


@pytest.fixture(autouse=True)
def _groups() -> None:
    """They are in a new database; a test that empties the tables takes them away."""
    importlib.import_module("articles.migrations.0003_groups").make_groups(apps, None)


def member(role: str, name: str = "member") -> User:
    user = make_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def correct(articles: list[Article], user: User) -> int:
    return workflow.correct(articles[0], "有误。", user)


VERB: dict[str, tuple[Callable[..., int], Callable[[], Article]]] = {
    name.replace("_", " "): (verb, partial(make_in, ORIGIN[name]))
    for name, (verb, _target) in VERBS.items()
}
VERB["correct"] = (correct, make_published)


def test_the_documents_name_every_verb_and_every_kind_of_row() -> None:
    assert {row for row, _role, _cell in cells("Verbs")} == set(VERB)
    assert {row for row, _role, _cell in PAGES} == set(MODELS)


@pytest.mark.parametrize(("name", "role", "cell"), cells("Verbs"))
def test_verb(name: str, role: str, cell: str) -> None:
    verb, make = VERB[name]
    user, article = member(role), make()
    if cell == "–":
        with pytest.raises(workflow.NotAllowed):
            verb([article], user)
        return
    assert verb([article], user) == int(cell == "yes")
    if cell == "own":
        Article.objects.update(created_by=user)
        assert verb([article], user) == 1


@pytest.mark.parametrize(("name", "role", "cell"), PAGES)
def test_pages_of_the_desk(name: str, role: str, cell: str) -> None:
    user, model, rights = member(role), MODELS[name], set(cell.split(", "))
    client, row = client_of(user), MAKERS[model]()
    if "own" in rights:
        Article.objects.update(created_by=user)
        rights |= {"read", "change"}
    answers = {page: client.get(address(row, page)).status_code == 200 for page in ADDRESSES}
    reads = "read" in rights
    assert answers == {
        "changelist": reads, "change": reads, "history": reads, "add": "add" in rights, "delete": "delete" in rights,
    }  # fmt: skip
    assert (client.post(url_of(row, "change"), {}).status_code != 403) == ("change" in rights)


ADDRESSES = ("changelist", "change", "history", "add", "delete")


def address(row: Model, page: str) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[] if page in ("changelist", "add") else [row.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [("记者", 200), ("编辑", 200), ("主编", 200), ("入库员", 403), ("审计员", 403)],
)
def test_the_queue_is_for_those_who_change_articles(role: str, status: int) -> None:
    assert client_of(member(role)).get("/admin/articles/article/queue/").status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [("记者", 403), ("编辑", 403), ("主编", 403), ("入库员", 200), ("审计员", 403)],
)
def test_the_import_is_for_importers(role: str, status: int) -> None:
    assert client_of(member(role)).get("/admin/articles/importrun/import/").status_code == status


# --- what is a reporter's own ---


@pytest.fixture
def reporter() -> User:
    return member("记者")


def titles(client: Client) -> list[str]:
    return [
        article.title
        for article in client.get("/admin/articles/article/").context["cl"].result_list
    ]


def test_reporter_writes_and_submits(reporter: User) -> None:
    client, page = client_of(reporter), make_page()
    form = client.get("/admin/articles/article/add/")
    client.post(
        "/admin/articles/article/add/",
        fill(form, "article_form", page=page.pk, title="夜市", body="河边。"),
    )
    article = Article.objects.get()
    assert (article.created_by, article.status) == (reporter, Status.DRAFT)
    client.post(
        change_url(article),
        fill(client.get(change_url(article)), "article_form", title="夜市搬到河边")
        | {"articles_article_save_and_submit": ""},
    )
    article.refresh_from_db()
    assert (article.title, article.status) == ("夜市搬到河边", Status.IN_REVIEW)


def test_reporter_neither_sees_nor_reaches_what_others_wrote(reporter: User) -> None:
    own, other = make_article(created_by=reporter), make_article(created_by=make_user("second"))
    client = client_of(reporter)
    assert titles(client) == [own.title]
    for page in ("change", "history", "delete"):
        assert client.get(url_of(other, page)).status_code in (302, 403)
    assert other.title not in client.get("/admin/").content.decode()
    run: dict[str, Any] = {"action": "submit_selected", "_selected_action": [own.pk, other.pk]}
    client.post("/admin/articles/article/", run)
    assert list(Article.objects.filter(status=Status.IN_REVIEW)) == [own]


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_reporter_reads_on_but_changes_nothing_once_it_is_submitted(
    status: Status, reporter: User
) -> None:
    article = make_in(status)
    Article.objects.update(created_by=reporter)
    client = client_of(reporter)
    assert client.get(change_url(article)).status_code == 200
    assert client.post(change_url(article), {"title": "x"}).status_code == 403


def test_reporter_is_led_to_what_is_theirs(reporter: User) -> None:
    html = client_of(reporter).get("/admin/").content.decode()
    assert "Your articles" in html
    assert "no rights here yet" not in html
