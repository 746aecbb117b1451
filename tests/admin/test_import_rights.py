"""Who may import at the desk, and whose uploads they see; what comes in may not be what it says it is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Issue, Upload
from articles.models.choices import UploadState
from tests.admin.conftest import client_of
from tests.admin.sending import IMPORT, address, look, press, send, sent
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
LINK = f'href="{IMPORT}"'


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def importer(name: str, *rights: str) -> Client:
    user = make_user(name, is_staff=True)
    for right in ("add_importrun", "view_importrun", "view_issue", *rights):
        user.user_permissions.add(Permission.objects.get(codename=right))
    return client_of(user)


def test_overview_ledger_and_issues_lead_to_it(chief: User) -> None:
    client = importer("first")
    for page in ("/admin/", "/admin/articles/importrun/", "/admin/articles/issue/"):
        assert LINK in client.get(page).content.decode(), page
    for page in ("importrun", "issue"):
        assert (
            f'href="/admin/articles/{page}/to-import/"'
            in client.get(f"/admin/articles/{page}/").content.decode()
        )
        assert client.get(f"/admin/articles/{page}/to-import/").headers["Location"] == IMPORT


def test_the_sidebar_marks_one_place(chief: User) -> None:
    client = client_of(chief)
    for page in (IMPORT, "/admin/articles/importrun/"):
        items = [
            item
            for group in client.get(page).context["sidebar_navigation"]
            for item in group["items"]
        ]
        assert [item["link"] for item in items if item["active"]] == [page]


def test_others_neither_see_nor_reach_it(staff_client: Callable[..., Client]) -> None:
    upload = sent(importer("first"))
    client = staff_client("view_importrun", "view_issue", "view_article")
    for page in ("/admin/", "/admin/articles/importrun/", "/admin/articles/issue/"):
        assert LINK not in client.get(page).content.decode()
    for page in (IMPORT, address(upload), address(upload, "progress")):
        assert client.get(page).status_code == 403
    assert send(client).status_code == 403
    assert client.post(address(upload), {"_import": "", "looks": "1"}).status_code == 403


def test_the_uploads_of_others_are_not_seen(tmp_path: Path) -> None:
    upload = sent(importer("first"))
    other = importer("second")
    assert str(upload.pk) not in other.get(IMPORT).content.decode()
    for page in ("upload", "progress"):
        assert other.get(address(upload, page)).status_code == 404
    assert other.post(address(upload), {"_discard": ""}).status_code == 404


def test_who_may_see_them_changes_nothing() -> None:
    upload = sent(importer("first"))
    other = importer("second", "view_upload")
    assert str(upload.pk) in other.get(IMPORT).content.decode()
    assert "_import" not in look(other, upload)
    assert other.post(address(upload), {"_discard": ""}).status_code == 403


def test_who_may_change_them_imports_them_under_their_own_name() -> None:
    upload = sent(importer("first"))
    press(importer("second", "change_upload"), upload, "_import")
    assert Issue.objects.get().import_runs.get().user == User.objects.get(username="second")


@pytest.mark.parametrize(
    "paths", ["", "{}", "[", "[1, 2]", '["../A01.txt"]', json.dumps(["A01.txt"] * 3), "[" * 100_000]
)
def test_paths_that_are_no_paths_are_left_aside(paths: str, desk: Client) -> None:
    answer = send(desk, paths=paths)
    assert answer.status_code == 302
    assert {one["name"] for one in Upload.objects.get().files} == {"A01.txt", "A02.txt"}


def test_more_files_than_the_server_takes_are_one_sentence(desk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    answer = send(desk, {f"A{number}.txt": b"1" for number in range(1, 6)})
    assert answer.status_code == 400
    assert "This is too much at once: at most 2000 files and 200 MB." in answer.content.decode()


def test_a_form_from_elsewhere_is_refused(chief: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client).status_code == 403
    assert not Upload.objects.exists()


def test_nothing_is_sent_to_be_imported(desk: Client) -> None:
    answer = desk.post(IMPORT, {})
    assert answer.status_code == 400
    assert "There is no page among these files." in answer.content.decode()


def test_buttons_of_a_page_that_is_old_do_nothing(desk: Client) -> None:
    upload = sent(desk)
    Upload.objects.update(state=UploadState.DONE)
    for button in ("_import", "_look", "_discard", "_again", "_take_back", "_nothing"):
        assert desk.post(address(upload), {button: "", "looks": "1"}).status_code == 302
    assert Upload.objects.get().state == UploadState.DONE
    assert not Issue.objects.exists()


def test_a_preview_form_with_fields_taken_out_is_refused_not_an_accident(desk: Client) -> None:
    upload = sent(desk)
    for data in (
        {},
        {"page-TOTAL_FORMS": "x"},
        {"page-TOTAL_FORMS": "99999", "page-INITIAL_FORMS": "5"},
    ):
        assert desk.post(address(upload), data | {"_import": "", "looks": "1"}).status_code == 400
    assert not Issue.objects.exists()
