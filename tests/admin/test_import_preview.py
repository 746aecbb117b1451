"""Pages that were sent to the desk are looked at and put right; until then nothing of them is stored."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import (
    Article,
    Conflict,
    ImportRun,
    Issue,
    Page,
    Publication,
    SearchEntry,
    Upload,
)
from articles.models.choices import UploadState
from tests.admin.sending import ISSUE, address, look, press, send, sent
from tests.factories import make_issue
from tests.importing.papers import BRIDGE, DAY, LIGHTS, PAPER, read_marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


@pytest.fixture(autouse=True)
def _kept_apart(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("articles.importing.read.parse_page", read_marks)


def test_nothing_is_stored_before_it_is_confirmed(desk: Client) -> None:
    upload = sent(desk)
    assert upload.state == UploadState.READY
    for model in (Publication, Issue, Page, Article, SearchEntry, ImportRun):
        assert not model._default_manager.exists(), model


def test_the_preview_shows_paper_day_pages_and_articles(desk: Client) -> None:
    html = look(desk, sent(desk))
    for text in (
        "A new issue",
        PAPER,
        DAY,
        'value="A01"',
        "小巷装上新路灯",
        "桂巷街道给三条小巷装上了路灯。",
        "90 %",
    ):
        assert text in html


def test_it_takes_few_queries_however_many_pages_there_are(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    upload = sent(desk, {f"{PAPER}/{DAY}/A{number:02d}.txt": LIGHTS for number in range(1, 31)})
    with django_assert_max_num_queries(6):
        look(desk, upload)


def test_files_without_a_folder_ask_for_paper_and_day(desk: Client) -> None:
    upload = sent(desk, {"A01.txt": LIGHTS})
    assert "nothing says the date of the issue" in look(desk, upload)
    assert press(desk, upload, "_import").status_code == 400
    press(desk, upload, "_look", {"publication": PAPER, "date": DAY})
    assert "A new issue" in look(desk, upload)


def test_numbers_of_pages_are_put_right(desk: Client) -> None:
    upload = sent(desk, {f"{PAPER}/{DAY}/头版.txt": LIGHTS, f"{PAPER}/{DAY}/B2.txt": BRIDGE})
    press(desk, upload, "_look", {"page-1-number": "a1", "page-0-number": "3"})
    upload.refresh_from_db()
    assert sorted(page["number"] for page in upload.preview["issues"][0]["pages"]) == ["03", "A01"]


def test_what_is_no_page_number_is_refused_at_its_place(desk: Client) -> None:
    upload = sent(desk)
    answer = press(desk, upload, "_look", {"page-0-number": "x/y"})
    assert answer.status_code == 400
    assert "Write a page number like A03 or 3." in answer.content.decode()


def test_two_pages_of_one_number_are_named(desk: Client) -> None:
    upload = sent(desk)
    press(desk, upload, "_look", {"page-0-number": "A02"})
    assert "are all page A02" in look(desk, upload)


def test_a_page_in_big5_is_read_when_its_encoding_is_said(desk: Client) -> None:
    upload = sent(desk, {f"{PAPER}/{DAY}/A01.txt": "# 路燈\n小巷裝上了路燈。\n".encode("big5")})
    press(desk, upload, "_look", {"page-0-encoding": "big5"})
    html = look(desk, upload)
    assert "小巷裝上了路燈。" in html
    assert "path" not in upload.preview


def test_a_page_that_cannot_be_read_is_left_out_and_taken_in_again(desk: Client) -> None:
    upload = sent(desk, ISSUE | {f"{PAPER}/{DAY}/A03.txt": b"\xff\xff\x81"})
    assert "is neither UTF-8" in look(desk, upload)
    assert press(desk, upload, "_import").status_code == 302
    assert not Issue.objects.exists()
    press(desk, upload, "_look", {"page-2-left_out": "on"})
    html = look(desk, upload)
    assert "is neither UTF-8" not in html
    desk.post(address(upload), {"_take_back": "", "take_back": [f"{PAPER}/{DAY}/A03.txt"]})
    assert "is neither UTF-8" in look(desk, upload)


def test_changes_are_looked_at_before_they_are_imported(desk: Client) -> None:
    upload = sent(desk)
    press(desk, upload, "_import", {"edition": "特刊"})
    assert not Issue.objects.exists()
    assert "look at what was found now" in look(desk, upload)
    press(desk, upload, "_import")
    assert Issue.objects.get().edition == "特刊"


def test_an_issue_in_two_folders_is_one_when_a_person_says_so(desk: Client) -> None:
    upload = sent(desk, {f"{PAPER}/{DAY}/A01.txt": LIGHTS, f"{PAPER}/2026-03-13/A02.txt": BRIDGE})
    assert len(upload.preview["issues"]) == 2
    press(desk, upload, "_look", {"date": DAY}, issue=1)
    upload.refresh_from_db()
    assert [len(issue["pages"]) for issue in upload.preview["issues"]] == [2]


def test_what_is_stored_already_is_compared(desk: Client) -> None:
    press(desk, sent(desk), "_import")
    Article.objects.filter(title="柳湾大桥下月合龙").update(title="大桥下月合龙")
    upload = sent(
        desk,
        ISSUE | {f"{PAPER}/{DAY}/A02.txt": BRIDGE.replace("柳湾大桥下月合龙", "柳湾大桥提前合龙")},
    )
    first, second = upload.preview["issues"][0]["pages"]
    assert [one["outcome"] for one in first["articles"]] == ["unchanged"]
    bridge, fish = second["articles"]
    assert (bridge["conflict"], bridge["id"]) == (
        True,
        Article.objects.get(title="大桥下月合龙").pk,
    )
    assert fish["title"] == "六万尾鱼苗入江"
    assert "no longer in the file" in fish["note"]
    html = look(desk, upload)
    assert "Is there already and changes" in html
    assert "Conflict" in html
    # The row of figures counts each article once, as its badge says.
    kinds = ("New", "Change", "Stay as they are", "Conflicts")
    figures = [re.search(f"<span>{kind}</span> <strong>(\\d)", html) for kind in kinds]
    assert [found[1] for found in figures if found] == ["0", "1", "1", "1"]
    assert not Conflict.objects.exists()


def test_a_damaged_zip_is_told_of_and_the_rest_goes_on(desk: Client) -> None:
    upload = sent(desk, ISSUE | {"旧报.zip": b"PK nothing"})
    assert "旧报.zip is damaged or no zip file" in look(desk, upload)
    press(desk, upload, "_import")
    assert Issue.objects.get().pages.count() == 2
    assert Upload.objects.get().state == UploadState.DONE


def test_the_address_of_no_issue_shows_one_that_is_there(desk: Client) -> None:
    upload = sent(desk)
    assert desk.get(f"{address(upload)}?issue=99999999999999999999").status_code == 200
    assert desk.get(f"{address(upload)}?issue=x").status_code == 200


def test_known_papers_are_offered(desk: Client) -> None:
    make_issue()
    assert f'<option value="{PAPER}">' in look(desk, sent(desk, {"A01.txt": LIGHTS}))


def test_what_is_no_page_is_said_to_be_none(desk: Client) -> None:
    answer = send(desk, {"照片.jpg": b"\xff\xd8"})
    assert answer.status_code == 400
    assert "There is no page among these files." in answer.content.decode()
