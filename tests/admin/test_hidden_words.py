"""Whoever may not read an article finds none of its words on any page of the desk."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.editorial import history
from articles.models import (
    Article,
    AuthorMerge,
    Conflict,
    DuplicateArticle,
    ImportRun,
    Page,
    Section,
    TagDecision,
    TagWeights,
    Upload,
)
from articles.models.choices import Act, DecisionKind, ImportOutcome, UploadState, WeightsState
from tests.admin.conftest import client_of
from tests.admin.test_roles import _groups, member
from tests.admin.test_urls import PAGES, names
from tests.factories import make_article, make_page, make_published, make_section, make_user
from tests.filled_article import fill_content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken", "_groups")]

__all__ = ["_groups"]

# Every field says both. The one is searched for, and a page may repeat the question.
SECRET = "机密"
ASKED = "暗语"
WORD = SECRET + ASKED
# Rights to read articles, and the files that others have sent.
READING = {"view_article", "change_article", "view_upload", "change_upload"}
# Sent, these end the session or ask for another one.
NOT_WALKED = {"logout", "login", "password_change", "auth_user_password_change"}
QUERIES = [
    {},
    {"q": ASKED},
    {"_popup": "1", "_to_field": "id"},
    {"all": "", "o": "-1"},
    {"version": "1", "against": "2"},
    {"issue": "all", "queue": "all"},
    {"queue": "1", "_changelist_filters": f"q={ASKED}"},
]


@pytest.fixture
def hidden() -> Article:
    """A draft of somebody else, with all that hangs on it, on a page with a published article."""
    owner = make_user("owner")
    page = make_page(title="要闻", source_text=f"{WORD}来源\n")
    article = make_article(page=page, created_by=owner, base_parse=_parse())
    fill_content(article, WORD)
    # The sections of a paper are no secret, as its issues and pages are none.
    Section.objects.all().delete()
    article.section = make_section()
    article.tagging_error = f"{WORD}错误"
    article.save()
    history.keep([article])
    history.record([article], owner, Act.EDIT, f"{WORD}理由")
    run = ImportRun.objects.create(
        issue=page.issue,
        user=owner,
        started_at=timezone.now(),
        outcome=ImportOutcome.CREATED,
        results=[_page_result(article)],
    )
    Conflict.objects.create(
        article=article,
        run=run,
        field="title",
        base=f"{WORD}一",
        ours=f"{WORD}二",
        theirs=f"{WORD}三",
    )
    TagDecision.objects.create(
        article=article, name=f"{WORD}标签", kind=DecisionKind.ADDED, by=owner
    )
    TagWeights.objects.create(state=WeightsState.ACTIVE, weights={f"{WORD}标签": 2.0})
    AuthorMerge.objects.create(sources=[], target=1, reason=f"{WORD}并入", total=2)
    Upload.objects.create(
        user=owner,
        state=UploadState.READY,
        files=[{"name": f"{WORD}.txt", "size": 1}],
        at_work=f"{WORD}.txt",
        preview={"issues": [], "left_out": [f"{WORD}.txt"]},
    )
    LogEntry.objects.create(
        user=owner,
        content_type=ContentType.objects.get_for_model(Article),
        object_id="0",
        object_repr=f"{WORD}已删",
        action_flag=DELETION,
    )
    make_published(page=page)
    return article


def _parse() -> dict[str, Any]:
    return {"blocks": [{"kind": "title", "spans": [[1, 0, 2]]}]}


def _page_result(article: Article) -> dict[str, Any]:
    row = {"id": article.pk, "headline": f"{WORD}标题", "outcome": "created", "note": ""}
    return {
        "number": "A01",
        "source": "A01.txt",
        "encoding": "utf-8",
        "outcome": "created",
        "notes": [],
        "articles": [row],
    }


def reporter() -> User:
    return member("记者", "reporter")


def keeper_of_all_but_articles() -> User:
    """Every permission there is but those to read articles."""
    user = make_user("keeper", is_staff=True)
    user.user_permissions.set(Permission.objects.exclude(codename__in=READING))
    return user


def staff_without_rights() -> User:
    return make_user("nobody", is_staff=True)


def add_own_copy(user: User, hidden: Article) -> Article:
    """What the user wrote on the same page, which the program found to be a copy of the other."""
    own = make_article(page=hidden.page, created_by=user, title="自己的稿件")
    DuplicateArticle.objects.create(article=own, other=hidden, share=0.9)
    return own


def addresses() -> Iterator[str]:
    """Every page of every row, and every other address of every row that takes a key."""
    for model in admin.site._registry:
        yield from _pages_of(model)
    own_names = {f"{_prefix(model)}_{page}" for model in admin.site._registry for page in PAGES}
    for name in sorted(set(names(admin.site.urls[0])) - own_names - NOT_WALKED):
        yield from _addresses_of(name)
    models: list[type[Model]] = [*admin.site._registry, Upload]
    for model in models:
        content_type = ContentType.objects.get_for_model(model)
        for row in model._default_manager.all():
            yield reverse("admin:view_on_site", args=[content_type.pk, row.pk])


def _prefix(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def _pages_of(model: type[Model]) -> Iterator[str]:
    for page in ("changelist", "add"):
        yield reverse(f"admin:{_prefix(model)}_{page}")
    rows = model._default_manager.all()
    for row, page in product(rows, ("change", "history", "delete")):
        yield reverse(f"admin:{_prefix(model)}_{page}", args=[row.pk])


def _addresses_of(name: str) -> Iterator[str]:
    keys: list[Any] = [*Article.objects.values_list("pk", flat=True)]
    keys += [*Page.objects.values_list("pk", flat=True)]
    keys += [*ImportRun.objects.values_list("pk", flat=True)]
    uploads = [*Upload.objects.values_list("pk", flat=True)]
    versions = [*Article.versions.model.objects.values_list("pk", flat=True)] or [1]
    for arguments in ([], *([key] for key in keys + uploads), *product(keys, versions)):
        try:
            yield reverse(f"admin:{name}", args=list(arguments))
        except NoReverseMatch:
            continue
    if name == "app_list":
        yield reverse("admin:app_list", args=["articles"])
    if name == "autocomplete":
        yield from _choices(reverse("admin:autocomplete"))
    if name == "articles_author_suggest":
        yield from _choices(reverse("admin:articles_author_suggest"))
    if name == "search":
        yield f"/admin/search/?s={ASKED}&extended=1"


def _choices(address: str) -> Iterator[str]:
    """The choices of every relation between two tables of ours."""
    for model in ContentType.objects.filter(app_label__in=("articles", "auth")):
        table = model.model_class()
        fields: Any = table._meta.get_fields() if table else ()
        for field in fields:
            if not field.is_relation or field.auto_created:
                continue
            for term in ("", ASKED):
                yield (
                    f"{address}?app_label={model.app_label}&model_name={model.model}"
                    f"&field_name={field.name}&term={term}"
                )


def words_of(response: Any) -> str:
    """The answer as a reader sees it, whatever way it is written; of a file that is sent, too."""
    content = response.getvalue() if response.streaming else response.content
    text: str = content.decode(errors="replace")
    if "json" in response.headers.get("Content-Type", ""):
        text += json.dumps(json.loads(text), ensure_ascii=False)
    headers = unquote(str(response.headers))
    return text + headers + unquote(text)


def check(client: Client, address: str, **sent: Any) -> None:
    response = client.post(address, sent) if sent else client.get(address)
    for _step in range(4):
        assert SECRET not in words_of(response), f"{address} {sent} tells what is hidden"
        assert response.status_code < 500, address
        if response.status_code not in (301, 302):
            return
        response = client.get(response.headers["Location"])


ROLES = [reporter, keeper_of_all_but_articles, staff_without_rights]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.__name__)
def test_no_page_says_a_word_of_what_somebody_may_not_read(role: Any, hidden: Article) -> None:
    user = role()
    add_own_copy(user, hidden)
    client = client_of(user)
    for address in addresses():
        check(client, address)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.__name__)
def test_nor_does_one_with_a_question(role: Any, hidden: Article) -> None:
    user = role()
    add_own_copy(user, hidden)
    client = client_of(user)
    for address in addresses():
        if "?" in address:
            continue
        for query in QUERIES[1:]:
            parameters = "&".join(f"{name}={value}" for name, value in query.items())
            check(client, f"{address}?{parameters}")


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.__name__)
def test_nor_does_an_answer_to_what_is_sent(role: Any, hidden: Article) -> None:
    user = role()
    add_own_copy(user, hidden)
    client = client_of(user)
    for address in list(addresses()):
        check(client, address, title="x", term=ASKED)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.__name__)
def test_nor_does_an_action_of_a_list(role: Any, hidden: Article) -> None:
    user = role()
    add_own_copy(user, hidden)
    client = client_of(user)
    for model, model_admin in admin.site._registry.items():
        address = reverse(f"admin:{_prefix(model)}_changelist")
        keys = [*model._default_manager.values_list("pk", flat=True)]
        actions = ["delete_selected", *(_name_of(action) for action in model_admin.actions or ())]
        for action in actions:
            check(client, address, action=action, _selected_action=keys, index="0")
            check(client, address, action=action, _selected_action=keys)


def _name_of(action: Any) -> str:
    return action if isinstance(action, str) else action.__name__


def test_the_walk_would_find_the_words(hidden: Article) -> None:
    """An auditor reads everything: what the walk looks for does stand on the pages it opens."""
    client = client_of(member("审计员"))
    telling = [address for address in addresses() if SECRET in words_of(client.get(address))]
    pages = {address.split("/")[3] for address in telling}
    assert pages >= {"article", "author", "tag", "page", "importrun", "tagweights"}


# --- what somebody without all articles does see ---


def test_a_reporter_sees_the_page_with_what_they_wrote_on_it(hidden: Article) -> None:
    user = reporter()
    own = add_own_copy(user, hidden)
    html = client_of(user).get(reverse("admin:articles_page_change", args=[own.page_id]))
    text = html.content.decode()
    assert "自己的稿件" in text
    assert "Your articles on this page" in text
    assert "Source text" not in text


def test_names_of_published_articles_and_of_the_register_are_open(hidden: Article) -> None:
    user = reporter()
    public = make_published(page=hidden.page, publish_at=timezone.now() - timedelta(days=1))
    fill_content(public, "公开")
    client = client_of(user)
    for list_name in ("author", "tag"):
        address = reverse(f"admin:articles_{list_name}_changelist")
        assert "公开" in client.get(address).content.decode()
