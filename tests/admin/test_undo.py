"""An import taken back at the desk: a preview first, refused with its reason, for those who may import."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client, TestCase

from articles.editorial import workflow
from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article, ImportRun
from tests.admin.browser import change_url
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser", "woken")]


def bring_in(root: Path, text: str) -> ImportRun:
    next(import_issues([lay_out(root, A01=text)], Identity()))
    return ImportRun.objects.latest("pk")


def address(run: ImportRun) -> str:
    return f"/admin/articles/importrun/{run.pk}/undo/"


def test_the_ledger_leads_to_a_preview_that_changes_nothing(tmp_path: Path, desk: Client) -> None:
    run = bring_in(tmp_path, LIGHTS + BRIDGE)
    assert address(run) in desk.get(change_url(run)).content.decode()
    html = desk.get(address(run)).content.decode()
    for text in ("小巷装上新路灯", "柳湾大桥下月合龙", "A01", "The issue goes too"):
        assert text in html
    assert Article.objects.count() == 2


def test_it_is_undone_and_the_ledger_says_by_whom(
    tmp_path: Path, desk: Client, chief: User, woken: list[int]
) -> None:
    bring_in(tmp_path, LIGHTS)
    run = bring_in(tmp_path, LIGHTS.replace("亮堂多了", "亮堂得很"))
    answer = desk.post(address(run), follow=True)
    assert "亮堂多了" in Article.objects.get().body
    run.refresh_from_db()
    assert run.undone_by == chief
    assert "Undone" in answer.content.decode()
    assert address(run) not in answer.content.decode()  # there is nothing left to undo
    assert "Undone" in desk.get("/admin/articles/importrun/").content.decode()


def test_an_import_that_changed_nothing_has_nothing_to_undo(tmp_path: Path, desk: Client) -> None:
    bring_in(tmp_path, LIGHTS)
    run = bring_in(tmp_path, LIGHTS)
    assert address(run) not in desk.get(change_url(run)).content.decode()


def test_what_went_with_the_import_is_named_without_a_link(tmp_path: Path, desk: Client) -> None:
    run = bring_in(tmp_path, LIGHTS)
    link = change_url(Article.objects.get())
    assert link in desk.get(change_url(run)).content.decode()
    html = desk.post(address(run), follow=True).content.decode()
    assert "小巷装上新路灯" in html
    assert link not in html


def test_where_somebody_worked_the_reason_stands_in_the_place_of_the_button(
    tmp_path: Path, desk: Client
) -> None:
    run = bring_in(tmp_path, LIGHTS)
    workflow.publish(Article.objects.all(), None)
    html = desk.post(address(run), follow=True).content.decode()
    assert "Published or about to be: 小巷装上新路灯." in html
    assert 'method="post"' not in html.split('class="desk desk-undo"')[1]
    assert Article.objects.exists()


def test_an_undo_is_reported_and_leads_back_to_the_ledger(tmp_path: Path, desk: Client) -> None:
    run = bring_in(tmp_path, LIGHTS)
    response = desk.post(address(run))
    assert response.headers["Location"] == change_url(run)
    assert [(row.level, str(row)) for row in get_messages(response.wsgi_request)] == [
        (messages.SUCCESS, "The import was undone.")
    ]


def test_a_refused_undo_leads_back_to_its_reasons_without_a_report(
    tmp_path: Path, desk: Client
) -> None:
    run = bring_in(tmp_path, LIGHTS)
    workflow.publish(Article.objects.all(), None)
    response = desk.post(address(run))
    assert response.headers["Location"] == address(run)
    assert list(get_messages(response.wsgi_request)) == []


def test_what_was_put_back_is_tagged_anew_and_what_is_gone_is_not(
    tmp_path: Path, desk: Client, woken: list[int]
) -> None:
    created = bring_in(tmp_path, LIGHTS)
    updated = bring_in(tmp_path, LIGHTS.replace("亮堂多了", "亮堂得很"))
    article = Article.objects.get()
    woken.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        desk.post(address(updated))
    assert woken == [article.pk]
    woken.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        desk.post(address(created))
    assert woken == []


def test_the_page_names_its_import_and_what_it_would_do(tmp_path: Path, desk: Client) -> None:
    run = bring_in(tmp_path, LIGHTS)
    context = desk.get(address(run)).context
    assert (str(context["title"]), context["original"]) == ("Undo this import", run)
    assert desk.get("/admin/articles/importrun/99999/undo/").status_code == 404


@pytest.mark.parametrize(
    ("rights", "status"), [(["view_importrun"], 403), (["view_importrun", "add_importrun"], 200)]
)
def test_who_may_import_may_undo(
    rights: list[str], status: int, tmp_path: Path, staff_client: Callable[..., Client]
) -> None:
    run, client = bring_in(tmp_path, LIGHTS), staff_client(*rights)
    assert (address(run) in client.get(change_url(run)).content.decode()) == (status == 200)
    assert client.get(address(run)).status_code == status
    assert client.post(address(run), follow=True).status_code == status
    assert Article.objects.exists() == (status == 403)
