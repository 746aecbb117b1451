"""Pages are dragged onto the desk, put right and imported, in a browser."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Upload
from tests.browser.conftest import OpenPage
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IMPORT = "/admin/articles/importrun/import/"
LIGHTS = "小巷装上新路灯\n\n本报讯（记者 陈望）桂巷街道给三条小巷装上了路灯。居民说，晚上出门亮堂多了。\n"
# What a browser does with files that are dragged from a folder of the desktop.
DROP = """
files => {
  const form = document.querySelector("#import_form"), held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name));
  for (const what of ["dragover", "drop"])
    form.dispatchEvent(new DragEvent(what, {dataTransfer: held, bubbles: true, cancelable: true}));
}
"""


@pytest.fixture
def importer(live_server: LiveServer, tmp_path: Path, settings: Any, open_page: OpenPage) -> Page:
    """The browser of somebody who may import."""
    settings.DATA_DIR = tmp_path
    client = Client()
    user = make_user("importer", is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page = open_page(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def test_a_chosen_file_is_sent_without_an_error(importer: Page, tmp_path: Path) -> None:
    errors: list[str] = []
    importer.on("pageerror", lambda error: errors.append(str(error)))
    file = tmp_path / "A01.txt"
    file.write_text(LIGHTS, encoding="utf-8")
    importer.goto(IMPORT)
    importer.locator("[name=files]").set_input_files(file)
    importer.wait_for_url("**/import/*-*/")
    expect(importer.get_by_text("小巷装上新路灯", exact=True)).to_be_visible()
    assert errors == []


def test_files_are_dropped_put_right_and_imported(importer: Page) -> None:
    importer.goto(IMPORT)
    importer.evaluate(DROP, [["头版.txt", LIGHTS], ["照片.jpg", "x"]])
    importer.wait_for_url("**/import/*-*/")
    expect(importer.get_by_text("小巷装上新路灯", exact=True)).to_be_visible()
    expect(importer.locator("[name=_import]")).to_be_disabled()
    importer.locator("[name=publication]").fill("云汀日报")
    importer.locator("[name=date]").fill("2026-03-12")
    importer.locator("[name=page-0-number]").fill("A1")
    importer.locator("[name=_look]").click()
    expect(importer.locator("[name=page-0-number]")).to_have_value("A01")
    importer.locator("[name=_import]").click()
    expect(importer.get_by_role("link", name="云汀日报 2026-03-12")).to_be_visible()


def test_what_holds_no_page_is_refused_on_the_spot(importer: Page) -> None:
    importer.goto(IMPORT)
    importer.evaluate(DROP, [["照片.jpg", "x"]])
    expect(importer.locator("#import_form .desk-fault")).to_contain_text(".txt")
    assert importer.url.endswith(IMPORT)


def test_a_folder_keeps_what_its_names_say(importer: Page, tmp_path: Path) -> None:
    folder = tmp_path / "云汀日报" / "2026-03-12"
    folder.mkdir(parents=True)
    (folder / "A01.txt").write_text(LIGHTS)
    importer.goto(IMPORT)
    importer.locator("[data-folder]").set_input_files(folder.parent)
    importer.wait_for_url("**/import/*-*/")
    expect(importer.locator("[name=publication]")).to_have_value("云汀日报")
    expect(importer.locator("[name=date]")).to_have_value("2026-03-12")
    expect(importer.locator("[name=_import]")).to_be_enabled()


@pytest.fixture(params=["storing", "reading"])
def at_work(request: pytest.FixtureRequest) -> Upload:
    lease = timezone.now() + timedelta(minutes=1)
    file = {"name": "A60.txt", "size": 1}
    user = make_user("sender")
    return Upload.objects.create(
        user=user, state=request.param, lease=lease, files=[file], language="en"
    )


def test_a_bar_that_stands_still_says_that_work_goes_on(at_work: Upload, importer: Page) -> None:
    told = {"state": at_work.state, "done": 60, "total": 120, "at_work": "A60.txt"}
    importer.route("**/progress/", lambda route: route.fulfill(json=told))
    importer.goto(f"/admin/articles/importrun/import/{at_work.pk}/")
    bar, words = importer.locator("progress"), importer.locator("[data-at-work]")
    expect(words).to_have_text("A60.txt")
    expect(words).to_contain_text("入库" if at_work.state == "storing" else "比对")
    expect(bar).not_to_have_attribute("value", "60")
    told |= {"done": 61, "at_work": "B01.txt"}
    expect(words).to_have_text("B01.txt")
    expect(bar).to_have_attribute("value", "61")
