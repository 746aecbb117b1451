"""Every address under /admin/ and who may open it. An address that is not in the table fails."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from articles.models import Article as ArticleModel
from articles.models import (
    Author,
    ImportRun,
    Issue,
    Page,
    Publication,
    RefusedGuess,
    Section,
    Tag,
    TagWeights,
)
from articles.models.choices import ImportOutcome, WeightsState
from tests.admin.conftest import client_of
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

MAKERS: dict[type[Model], Callable[[], Model]] = {
    ArticleModel: make_article,
    Author: lambda: Author.objects.create(name="江一苇", affiliation="云汀日报"),
    Group: lambda: Group.objects.create(name="夜班"),
    ImportRun: lambda: ImportRun.objects.create(
        started_at=timezone.now(), outcome=ImportOutcome.FAILED, message="A01.txt"
    ),
    Issue: lambda: make_issue(date=date(2026, 3, 13)),
    Page: lambda: make_page(number="B01"),
    Publication: lambda: make_publication(name="云汀晚报", prefix="晚报"),
    Section: make_section,
    Tag: lambda: Tag.objects.create(name="夜市"),
    RefusedGuess: lambda: RefusedGuess.objects.create(
        what=RefusedGuess.What.NAME, name="chief", address="198.51.100.5"
    ),
    TagWeights: lambda: TagWeights.objects.create(state=WeightsState.REFUSED),
    User: lambda: make_user("correspondent"),
}
PAGES = ("changelist", "add", "change", "history", "delete")
# What not even a superuser does here: pages and ledger rows are the importer's.
REFUSED = {
    (Page, "add"),
    (ImportRun, "add"),
    (ImportRun, "delete"),
    (RefusedGuess, "add"),
    (RefusedGuess, "delete"),
    (TagWeights, "add"),
    (TagWeights, "delete"),
}
# Names that belong to no row: what staff without any right and a superuser get.
OTHERS = {
    "index": (200, 200),
    "login": (302, 302),
    "logout": (405, 405),
    "password_change": (302, 302),  # of nobody without a password
    "password_change_done": (200, 200),
    "autocomplete": (403, 403),  # without saying of which field
    "jsi18n": (200, 200),
    "search": (200, 200),
    "view_on_site": (404, 404),
    "app_list": (404, 200),
    "auth_user_password_change": (403, 200),
    "articles_article_queue": (403, 200),
    "articles_article_retagging": (403, 200),
    "articles_article_preview": (302, 302),  # there is no such article
    "articles_author_suggest": (403, 403),  # without saying of which field
    "articles_article_conflicts": (403, 404),
    "articles_article_presence": (403, 403),  # is sent, not read
    "articles_importrun_undo": (403, 404),
    "articles_importrun_import": (403, 200),
    "articles_importrun_upload": (403, 404),
    "articles_importrun_progress": (403, 404),
    "articles_importrun_import_pages": (403, 302),
    "articles_issue_import_pages": (403, 302),
    "articles_article_restore": (403, 403),  # is sent, not read
    "articles_page_workbench": (403, 404),  # of no page
    "articles_page_plan": (405, 405),  # is sent, not read
    "articles_page_arrange": (405, 405),
}
ARGUMENTS = {
    "articles_article_preview": ["0"],
    "view_on_site": ["1", "1"],
    "app_list": ["articles"],
    "articles_article_restore": ["1", "1"],
    "articles_article_conflicts": ["0"],
    "articles_article_presence": ["0"],
    "articles_importrun_undo": ["0"],
    "articles_importrun_upload": ["00000000-0000-0000-0000-000000000000"],
    "articles_importrun_progress": ["00000000-0000-0000-0000-000000000000"],
    "articles_page_workbench": ["0"],
    "articles_page_plan": ["0"],
    "articles_page_arrange": ["0"],
}
CASES = [(model, page) for model in MAKERS for page in PAGES]


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def prefix(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def address(model: type[Model], page: str) -> str:
    row = MAKERS[model]()
    return reverse(
        f"admin:{prefix(model)}_{page}", args=[] if page in ("changelist", "add") else [row.pk]
    )


def other_address(name: str) -> str:
    arguments = (
        [make_user("correspondent").pk]
        if name == "auth_user_password_change"
        else ARGUMENTS.get(name, [])
    )
    return reverse(f"admin:{name}", args=arguments)


def test_every_address_is_in_the_table() -> None:
    table = {f"{prefix(model)}_{page}" for model, page in CASES} | set(OTHERS)
    assert set(names(admin.site.urls[0])) == table


@pytest.mark.parametrize(("model", "page"), CASES)
def test_superuser_opens_every_page_of_every_row(
    model: type[Model], page: str, desk: Client
) -> None:
    expected = 403 if (model, page) in REFUSED else 200
    assert desk.get(address(model, page)).status_code == expected


@pytest.mark.parametrize(("model", "page"), CASES)
def test_staff_without_rights_is_refused(
    model: type[Model], page: str, staff_client: Callable[..., Client]
) -> None:
    assert staff_client().get(address(model, page)).status_code == 403


@pytest.mark.parametrize(("model", "page"), CASES)
@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_strangers_are_sent_to_the_login(who: str, model: type[Model], page: str) -> None:
    client = Client() if who == "anonymous" else client_of(make_user("reader"))
    response = client.get(address(model, page))
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (
        302,
        reverse("admin:login"),
    )


@pytest.mark.parametrize("name", OTHERS)
def test_pages_of_no_row(name: str, desk: Client, staff_client: Callable[..., Client]) -> None:
    url = other_address(name)
    assert (staff_client().get(url).status_code, desk.get(url).status_code) == OTHERS[name]


@pytest.mark.parametrize("name", sorted(set(OTHERS) - {"login", "logout"}))
@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_pages_of_no_row_send_strangers_to_the_login(who: str, name: str) -> None:
    url = other_address(name)
    client = Client() if who == "anonymous" else client_of(make_user("reader"))
    response = client.get(url)
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (
        302,
        reverse("admin:login"),
    )


@pytest.mark.parametrize("model", MAKERS)
def test_those_who_may_only_look_open_the_form_but_cannot_send_it(
    model: type[Model], staff_client: Callable[..., Client]
) -> None:
    client = staff_client(f"{model._meta.app_label}.view_{model._meta.model_name}")
    url = address(model, "change")
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("model", MAKERS)
@pytest.mark.parametrize("key", ["0", "nothing", "99999999999999999999"])
def test_a_key_of_no_row_leads_back_to_the_index(
    key: str, model: type[Model], desk: Client
) -> None:
    response = desk.get(reverse(f"admin:{prefix(model)}_change", args=[key]))
    assert (response.status_code, response.headers.get("Location")) == (302, reverse("admin:index"))
