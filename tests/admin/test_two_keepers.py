"""Two people with one form of a register open: the second save is refused, and nothing is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client

from articles.models import Author, Issue, Page, Publication, Section, Tag
from articles.tagging import vocabulary
from tests.admin.browser import change_url, fill, url_of
from tests.admin.conftest import client_of
from tests.admin.test_urls import MAKERS
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

REFUSED = "This was changed since you opened it"
# Of each form a field, what the first and what the second writes, and another field.
FORMS: list[tuple[type[Model], str, str, str, str]] = [
    (Author, "name", "江一苇甲", "江一苇乙", "affiliation"),
    (Issue, "number", "7", "8", "edition"),
    (Page, "title", "要闻", "综合", "number"),
    (Publication, "name", "云汀早报", "云汀周报", "description"),
    (Section, "name", "城东", "城南", "slug"),
    (Tag, "name", "夜市甲", "夜市乙", "description"),
    (User, "last_name", "江", "乔", "first_name"),
    (Group, "name", "早班", "中班", "permissions"),
]
BY_MODEL = pytest.mark.parametrize(
    ("model", "field", "theirs", "mine", "other"), FORMS, ids=[form[0].__name__ for form in FORMS]
)


@pytest.fixture
def second(db: None) -> Client:
    name = {"first_name": "云", "last_name": "乔"}
    return client_of(make_user("second", is_staff=True, is_superuser=True, **name))


def form_id(row: Model) -> str:
    return f"{row._meta.model_name}_form"


def refuse(row: Model, desk: Client, second: Client, field: str, theirs: str, mine: str) -> Any:
    url = change_url(row)
    opened = desk.get(url)
    second.post(url, fill(opened, form_id(row), **{field: theirs}))
    assert str(getattr(type(row)._default_manager.get(pk=row.pk), field)) == theirs
    return desk.post(url, fill(opened, form_id(row), **{field: mine}))


@BY_MODEL
def test_second_save_is_refused_shows_both_and_keeps_what_was_typed(
    model: type[Model], field: str, theirs: str, mine: str, other: str, desk: Client, second: Client
) -> None:
    row = MAKERS[model]()
    refused = refuse(row, desk, second, field, theirs, mine)
    html = refused.content.decode()
    assert REFUSED in html
    assert "last by 云 乔" in html
    assert f'data-takes="{field}" data-stored="{theirs}"' in html
    assert fill(refused, form_id(row))[field] == [mine]
    row.refresh_from_db()
    assert str(getattr(row, field)) == theirs


@BY_MODEL
def test_it_is_refused_again_until_the_user_says_to_have_looked(
    model: type[Model], field: str, theirs: str, mine: str, other: str, desk: Client, second: Client
) -> None:
    row = MAKERS[model]()
    refused = refuse(row, desk, second, field, theirs, mine)
    again = desk.post(change_url(row), fill(refused, form_id(row)))
    assert REFUSED in again.content.decode()
    version = again.context["adminform"].form.newer_version
    desk.post(change_url(row), fill(again, form_id(row), looked_at=version))
    row.refresh_from_db()
    assert str(getattr(row, field)) == mine


@BY_MODEL
def test_form_that_does_not_say_what_it_saw_is_refused(
    model: type[Model], field: str, theirs: str, mine: str, other: str, desk: Client
) -> None:
    row = MAKERS[model]()
    form = fill(desk.get(change_url(row)), form_id(row), **{field: mine})
    for seen in ("", "x", None):
        sent = {**form, "seen_version": seen}
        if seen is None:
            del sent["seen_version"]
        assert REFUSED in desk.post(change_url(row), sent).content.decode()


@BY_MODEL
def test_a_save_alone_is_stored_and_its_history_says_from_what_to_what(
    model: type[Model], field: str, theirs: str, mine: str, other: str, desk: Client
) -> None:
    row = MAKERS[model]()
    before = str(getattr(row, field) or "")
    answer = desk.post(
        change_url(row), fill(desk.get(change_url(row)), form_id(row), **{field: mine})
    )
    assert answer.status_code == 302
    html = desk.get(url_of(row, "history")).content.decode()
    assert f"<del>{before or '–'}</del> → <ins>{mine}</ins>" in html
    assert "chief" in html


def test_a_save_that_changes_nothing_leaves_no_trace_and_is_in_nobodys_way(
    desk: Client, second: Client
) -> None:
    row = MAKERS[Section]()
    opened = desk.get(change_url(row))
    second.post(change_url(row), fill(opened, "section_form"))
    assert "Nothing has been changed" in desk.get(url_of(row, "history")).content.decode()
    answer = desk.post(change_url(row), fill(opened, "section_form", name="城南"))
    assert answer.status_code == 302


def test_what_an_import_or_a_merge_writes_meanwhile_counts(desk: Client) -> None:
    tag = Tag.objects.create(name="夜市")
    opened = desk.get(change_url(tag))
    vocabulary.merge([Tag.objects.create(name="夜间市场")], tag)
    sent = fill(opened, "tag_form")
    html = desk.post(change_url(tag), sent).content.decode()
    assert "This was changed since you opened it." in html
    assert "what is listed below them was changed" in html


def test_what_the_form_does_not_change_is_not_written_back(desk: Client) -> None:
    page = MAKERS[Page]()
    url = change_url(page)
    opened = desk.get(url)
    Page.objects.filter(pk=page.pk).update(source_text="新的文字", parser_version="9")
    assert desk.post(url, fill(opened, "page_form", title="综合")).status_code == 302
    stored = Page.objects.get(pk=page.pk)
    assert (stored.title, stored.source_text, stored.parser_version) == ("综合", "新的文字", "9")


def test_a_row_that_was_deleted_meanwhile_is_not_made_again(desk: Client) -> None:
    author = Author.objects.create(name="江一苇")
    url = change_url(author)
    form = fill(desk.get(url), "author_form", name="江二苇")
    author.delete()
    assert desk.post(url, form).status_code == 302
    assert not Author.objects.exists()


def test_the_names_of_an_author_sort_by_the_new_name(desk: Client) -> None:
    author = Author.objects.create(name="江一苇")
    key = author.sort_key
    desk.post(change_url(author), fill(desk.get(change_url(author)), "author_form", name="安一苇"))
    author.refresh_from_db()
    assert author.sort_key < key


def test_other_names_of_a_tag_stand_in_its_history(desk: Client) -> None:
    tag = Tag.objects.create(name="夜市")
    alias = tag.aliases.create(name="夜间市场")
    form = fill(desk.get(change_url(tag)), "tag_form")
    desk.post(change_url(tag), form | {"aliases-0-name": "夜间集市"})
    alias.refresh_from_db()
    assert alias.name == "夜间集市"
    html = desk.get(url_of(tag, "history")).content.decode()
    assert "<del>夜间市场</del> → <ins>夜间集市</ins>" in html


def test_a_login_meanwhile_is_not_taken_back(desk: Client) -> None:
    user = make_user("correspondent")
    opened = desk.get(change_url(user))
    client_of(user)
    logged_in = User.objects.get(pk=user.pk).last_login
    desk.post(change_url(user), fill(opened, "user_form", last_name="江"))
    stored = User.objects.get(pk=user.pk)
    assert (stored.last_name, stored.last_login) == ("江", logged_in)
