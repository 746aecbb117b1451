"""Whatever is sent to the desk, it answers with a page and never with a fault of the server."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.models import Article, Author, Byline, Conflict, ImportRun, Upload
from articles.models.choices import ImportOutcome
from tests.admin.browser import _FormReader
from tests.admin.conftest import client_of
from tests.admin.sending import sent
from tests.admin.test_urls import MAKERS, names, prefix
from tests.factories import make_article
from tests.nasty_values import LONG, NASTY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("woken", "_plain_parser"),
]

MODELS = list(MAKERS)
PLACE = "987654321"
UUID_PLACE = "98765432-1987-6543-2198-765432198765"
# Parameters that any list reads, beside those of its filters.
LIST_PARAMETERS = ("q", "p", "o", "_to_field", "_changelist_filters")
OTHER_PARAMETERS = {
    "articles_article_queue": ("issue",),
    "autocomplete": ("app_label", "model_name", "field_name", "term", "page"),
    "articles_author_suggest": ("app_label", "model_name", "field_name", "term", "page"),
    "search": ("s", "page", "extended"),
    "jsi18n": ("language", "packages"),
    "index": ("page",),
    "articles_importrun_import": ("issue",),
    "articles_importrun_upload": ("issue",),
}
CHOICES = {"app_label": "articles", "model_name": "byline", "field_name": "author", "term": "a"}


@pytest.fixture
def client(chief: User) -> Client:
    client = client_of(chief)
    client.raise_request_exception = False
    return client


def check(response: Any, what: str) -> None:
    assert response.status_code < 500, f"{what[:200]} answers {response.status_code}"
    if response.status_code == 400 and "html" in response.headers["Content-Type"]:
        assert 'role="alert"' in response.content.decode(), f"{what[:200]} says nothing"


# --- in addresses ---


def list_parameters(model: type[Model]) -> list[str]:
    parameters = list(LIST_PARAMETERS)
    filters: Any = admin.site._registry[model].list_filter
    for entry in filters:
        name = entry[0] if isinstance(entry, tuple) else entry
        if not isinstance(name, str):
            parameters.append(name.parameter_name)
            continue
        endings = ("__exact", "__id__exact", "__in", "__isnull", "_from", "_from_0")
        parameters += [name + ending for ending in endings]
    return parameters


@pytest.mark.parametrize("model", MODELS)
def test_lists_take_any_parameter(model: type[Model], client: Client) -> None:
    MAKERS[model]()
    address = reverse(f"admin:{prefix(model)}_changelist")
    for parameter in list_parameters(model):
        for value in NASTY.values():
            what = f"{address}?{parameter}={value}"
            check(client.get(what), what)


@pytest.mark.parametrize("model", MODELS)
def test_forms_and_histories_take_any_parameter(model: type[Model], client: Client) -> None:
    row = MAKERS[model]()
    parameters = ("queue", "version", "p", "_to_field", "page")
    for page in ("add", "change", "history", "delete"):
        arguments = [] if page == "add" else [row.pk]
        address = reverse(f"admin:{prefix(model)}_{page}", args=arguments)
        for value in NASTY.values():
            for parameter in parameters:
                what = f"{address}?{parameter}={value}"
                check(client.get(what), what)


@pytest.mark.parametrize("name", OTHER_PARAMETERS)
def test_other_pages_take_any_parameter(name: str, client: Client) -> None:
    make_article()
    arguments = [sent(client).pk] if name.endswith("_upload") else []
    address = reverse(f"admin:{name}", args=arguments)
    parameters = OTHER_PARAMETERS[name]
    base = CHOICES if "field_name" in parameters else {"s": "a"}
    for parameter in parameters:
        for value in NASTY.values():
            others = "".join(f"{key}={base[key]}&" for key in base if key != parameter)
            what = f"{address}?{others}{parameter}={value}"
            check(client.get(what), what)


def places() -> Iterator[str]:
    """Every address with a place for a key, in which PLACE stands."""
    for name in sorted(set(names(admin.site.urls[0]))):
        for arguments in ([PLACE], [UUID_PLACE], [PLACE, PLACE], ["articles"]):
            try:
                yield reverse(f"admin:{name}", args=arguments)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("method", ["get", "post"])
def test_addresses_take_any_key(method: str, client: Client) -> None:
    make_article()
    for address in places():
        for value in NASTY.values():
            for place in (PLACE, UUID_PLACE, "articles/"):
                what = address.replace(place, value)
                if "logout" in what or what == address:
                    continue
                check(getattr(client, method)(what), f"{method} {what}")


def test_long_addresses_are_refused_in_a_sentence_or_answered(client: Client) -> None:
    make_article()
    for address in (
        "/admin/articles/article/?q=",
        "/admin/articles/tag/?q=",
        "/admin/articles/article/queue/?issue=",
        "/admin/search/?s=",
    ):
        check(client.get(address + LONG), address)


# --- in forms ---


def decoded(value: str) -> str:
    """As a form is read: half a character becomes a question mark of its own."""
    return unquote_to_bytes(value).decode(errors="replace")


VALUES = [decoded(value) for value in NASTY.values()]


def filled(response: Any, form_id: str) -> dict[str, Any]:
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    return {name: field for name, field in reader.fields.items() if "__prefix__" not in name}


@pytest.mark.parametrize("page", ["add", "change"])
@pytest.mark.parametrize("model", MODELS)
def test_forms_take_anything(model: type[Model], page: str, client: Client) -> None:
    row = MAKERS[model]()
    if isinstance(row, Article):
        furnish(row)
    address = reverse(f"admin:{prefix(model)}_{page}", args=[] if page == "add" else [row.pk])
    form = filled(client.get(address), f"{model._meta.model_name}_form")
    # A script could ask for two thousand empty rows; the formset's own limit holds, slowly.
    for name in [name for name in form if not name.endswith(("TOTAL_FORMS", "MAX_NUM_FORMS"))]:
        for value in VALUES[1:6]:
            what = f"{address} {name}={value!r}"
            check(client.post(address, form | {name: value}), what)


def furnish(article: Article) -> None:
    author = Author.objects.get_or_create(name="江一苇")[0]
    Byline.objects.create(article=article, author=author)
    article.illustrations.create(caption="路灯")
    article.tags.add("路灯")


@pytest.mark.parametrize("model", MODELS)
def test_actions_take_any_selection(model: type[Model], client: Client) -> None:
    MAKERS[model]()
    address = reverse(f"admin:{prefix(model)}_changelist")
    actions = [action if isinstance(action, str) else action.__name__
               for action in admin.site._registry[model].actions or ()]  # fmt: skip
    for action in ("delete_selected", *actions):
        for value in (*VALUES, "x"):
            for extra in ({"_selected_action": value}, {"select_across": value}, {"target": value}):
                data = {"action": action, "index": "0", "_selected_action": "1", **extra}
                check(client.post(address, data), f"{address} {data}")
    for value in VALUES:
        check(client.post(address, {"action": value, "_selected_action": "1", "index": "0"}), value)
        check(client.post(address, {"action": "x", "_selected_action": "1", "index": value}), value)


def test_pages_behind_the_form_take_anything(client: Client) -> None:
    article = make_article()
    run = ImportRun.objects.create(started_at=timezone.now(), outcome=ImportOutcome.CREATED)
    conflict = Conflict.objects.create(
        article=article, run=run, field="title", base="一", ours="二", theirs="三"
    )
    start = f"/admin/articles/article/{article.pk}"
    for value in VALUES:
        for choice in ("edited", value):
            data = {
                f"choice-{conflict.pk}": choice,
                f"text-{conflict.pk}": value,
                "correction": value,
                "seen_version": value,
            }
            check(client.post(f"{start}/conflicts/", data), f"conflicts {data}")
        check(client.post(f"{start}/presence/", {"leave": value}), value)
        for version in Article.versions.model.objects.values_list("pk", flat=True):
            data = {"correction": value, "newest": value}
            check(client.post(f"{start}/history/{version}/restore/", data), value)
        check(client.post(f"{start}/change/?queue={1}", {"following": value, "_accept": ""}), value)


DEEP = "[" * 100_000
BODIES = [
    *VALUES,
    DEEP,
    DEEP + "]" * 100_000,
    '{"seen":' * 50_000,
    "null",
    "[]",
    "{}",
    '{"seen": "\\ud800"}',
    json.dumps({"seen": 10**30, "articles": [{"key": "1" * 30, "blocks": [[10**30]]}]}),
    json.dumps({"seen": "x", "articles": [{"key": "\0", "blocks": [{"spans": [[1, -1, 2**70]]}]}]}),
    json.dumps({"seen": "x" * 3_000_000}),
]


@pytest.mark.parametrize("verb", ["plan", "save"])
def test_the_workbench_takes_any_message(verb: str, client: Client) -> None:
    page = make_article().page
    address = f"/admin/articles/page/{page.pk}/workbench/{verb}/"
    for body in BODIES:
        response = client.post(address, body, content_type="application/json")
        check(response, f"{verb} {body[:60]}")
        assert response.json()["refusals"], body[:60]


def test_an_upload_takes_anything(client: Client) -> None:
    upload = sent(client)
    address = reverse("admin:articles_importrun_upload", args=[upload.pk])
    form = filled(client.get(address), "upload_form")
    buttons = ("_look", "_import", "_take_back", "_again")
    for name in (*form, "looks", "take_back", "publish"):
        for value in VALUES:
            for button in buttons:
                Upload.objects.filter(pk=upload.pk).update(state="ready")
                data = form | {name: value, button: ""}
                response = client.post(address, data)
                assert response.status_code < 500, f"{button} {name}={value!r}"


@pytest.mark.parametrize("paths", [DEEP, '["\\ud800/A01.txt"]', '["\\u0000"]', "{}", '[["x"]]'])
def test_the_import_takes_any_paths(paths: str, client: Client) -> None:
    file = SimpleUploadedFile("A01.txt", b"x")
    check(client.post("/admin/articles/importrun/import/", {"files": file, "paths": paths}), paths)
