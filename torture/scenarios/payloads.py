"""Scripts in every field, looked at in a real browser: none of them runs, on no page of the site or of the desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, Final

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ARGUMENTS
from torture.harness.newsrooms import SQLITE, newsroom
from torture.harness.programs import Program, program
from torture.harness.web_servers import web_server
from torture.outcome import Outcome
from torture.plan import Plan

PAGES = 900  # in the long run
# Each calls alert(7) where a page takes it for more than text.
PAYLOADS: Final = (
    "<script>alert(7)</script>",
    "<img src=x onerror=alert(7)>",
    "\"'><svg onload=alert(7)>",
    "</title></textarea></script><script>alert(7)</script>",
    '" autofocus onfocus=alert(7) x="',
    "' onmouseover='alert(7)",
    "javascript:alert(7)",
    "</script><script>alert(7)//",
    "{{constructor.constructor('alert(7)')()}}",
    "${alert(7)}`;alert(7)//",
    "\\u003cscript\\u003ealert(7)\\u003c/script\\u003e",
    "<iframe srcdoc='<script>parent.alert(7)</script>'>",
    "<a href=javascript:alert(7)>夜市</a>",
    '<math><mi xlink:href="data:x,<script>alert(7)</script>">',
    "<details open ontoggle=alert(7)>",
    "]]><script>alert(7)</script><![CDATA[",
    "<style onload=alert(7)></style>",
    "--><script>alert(7)</script><!--",
)
_WATCH = "window.alert = () => { window.ran = true; };"
# Moves the pointer over everything and the focus through it, then looks for what should not be there.
_PROVOKE = """() => {
    for (const element of document.querySelectorAll('*')) {
        element.dispatchEvent(new MouseEvent('mouseover', {bubbles: false}));
        element.dispatchEvent(new FocusEvent('focus'));
    }
    const faults = [];
    for (const element of document.querySelectorAll('*')) {
        for (const attribute of element.attributes) {
            const isHandler = attribute.name.startsWith('on') && attribute.value.includes('alert(7)');
            const isLink = ['href', 'src', 'action', 'formaction'].includes(attribute.name)
                && attribute.value.trim().toLowerCase().startsWith('javascript:');
            if (isHandler || isLink) faults.push(`${element.tagName} ${attribute.name}`);
        }
    }
    return {ran: Boolean(window.ran), faults};
}"""


def show_payloads(plan: Plan) -> Outcome:
    """Fill a newsroom with scripts and look at its pages in Chromium."""
    dice = plan.dice("payloads")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium; apt-get install chromium fonts-noto-cjk")
    payloads = dice.sample(PAYLOADS, min(plan.times(5 * len(PAYLOADS), at_least=2), len(PAYLOADS)))
    with newsroom(SQLITE, PAGE_CACHE_SECONDS="0") as installation:
        with program(installation, "payload_filler") as filler:
            addresses = _fill(filler, payloads, dice, plan)
            cookie = filler.ask("sign_in")
        with web_server(installation) as port, _browser(chromium, port, cookie) as page:
            reports = {address: _look(page, port, address) for address in addresses}
    faults: list[str] = []
    for address, report in reports.items():
        faults += [f"{address}: {fault}" for fault in report["faults"]]
        if report["ran"]:
            faults.append(f"{address}: a script ran")
    return Outcome(
        "scripts in every field, Chromium",
        f"pages with {len(payloads)} kinds of scripts are looked at",
        len(reports),
        server_errors=sum(report["status"] >= 500 for report in reports.values()),
        faults=tuple(faults),
    )


def _fill(filler: Program, payloads: list[str], dice: Random, plan: Plan) -> list[str]:
    """Write the payloads; returns the addresses to look at, those of the desk and the public ones."""
    previews = []
    for number, payload in enumerate(payloads):
        filler.ask("fill", payload=payload, number=number)
        previews.append(filler.ask("preview", payload=payload))
    pages = [address for address in filler.ask("public_pages") if _is_page(address)]
    pages += filler.ask("desk_pages", most_rows=3)
    pages += [f"/search/?q={payload}" for payload in payloads]
    pages += [f"/admin/articles/article/?q={payload}" for payload in payloads]
    wanted = min(plan.times(PAGES, at_least=25), len(pages))
    return [*previews, *dice.sample(pages, wanted)]


def _is_page(address: str) -> bool:
    """Feeds and sitemaps are looked at as well, but what a browser would save is not."""
    return address != "/opensearch.xml" and not address.endswith(".json")


@contextmanager
def _browser(chromium: str, port: int, cookie: dict[str, str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            context = browser.new_context()
            context.add_init_script(_WATCH)
            host = f"http://127.0.0.1:{port}"
            context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": host}])
            page = context.new_page()
            page.on("dialog", lambda dialog: dialog.dismiss())
            yield page
        finally:
            browser.close()


def _look(page: Page, port: int, address: str) -> dict[str, Any]:
    """What happens on a page: its status, whether a script ran, and attributes that would run one."""
    try:
        response = page.goto(f"http://127.0.0.1:{port}{address}", wait_until="load")
        report: dict[str, Any] = page.evaluate(_PROVOKE)
    except BrowserError as fault:
        return {"status": 0, "ran": False, "faults": [str(fault).split("\n")[0]]}
    status = 0 if response is None else response.status
    if status >= 500:
        report["faults"].append(f"status {status}")
    return {**report, "status": status}
