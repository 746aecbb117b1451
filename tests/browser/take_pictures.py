"""Take the pictures of the README anew, of a fresh demo: `make pictures`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "of-no-other-use"
MANAGE = (sys.executable, "manage.py")
SET_PASSWORD = f"""
from django.contrib.auth.models import User
user = User.objects.get(username="editor")
user.set_password("{PASSWORD}")
user.save(update_fields=["password"])
"""


def wait_for_answer(seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", PORT)):
            return
        time.sleep(0.2)
    sys.exit(f"the demo does not answer on port {PORT}")


@contextmanager
def demo() -> Iterator[None]:
    """The demo with data of its own, on a port of its own, with a password that is known here."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DEMO": "1",
            "DATA_DIR": folder,
            "SITE_URL": SITE,
            "CELERY_BROKER_URL": "",
        }
        environment["DATABASE_URL"] = f"sqlite:///{folder}/newsroom.sqlite3"
        subprocess.run([*MANAGE, "demo", "--no-serve"], cwd=ROOT, env=environment, check=True)
        subprocess.run(
            [*MANAGE, "shell", "--command", SET_PASSWORD], cwd=ROOT, env=environment, check=True
        )
        serve = [*MANAGE, "runserver", "--noreload", str(PORT)]
        with subprocess.Popen(
            serve, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        ) as server:
            try:
                wait_for_answer()
                yield
            finally:
                server.terminate()


def keep(page: Page, name: str) -> None:
    """With few colours: a picture of a page needs no more, and is a third as large."""
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(128).save(PICTURES / name, optimize=True)


def take(page: Page) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.goto(SITE)
    keep(page, "front.png")
    page.goto(f"{SITE}/admin/articles/article/")
    page.locator("input[name=login]").fill("editor")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/articles/article/")
    page.locator('#result_list a[href*="/change/"]').first.click()
    page.wait_for_url("**/change/**")
    page.wait_for_load_state("networkidle")
    keep(page, "desk.png")


if __name__ == "__main__":
    with demo(), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        take(chromium.new_page(viewport={"width": 1280, "height": 900}))
        chromium.close()
