"""Words of Django that the desk shows and that Django leaves in English."""

import json
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import translation

import articles
from articles.admin.site.permission_names import permission_label
from articles.admin.site.theme_words import DJANGO
from tests.admin.browser import change_url

pytestmark = pytest.mark.django_db

SCRIPTS = (
    Path(admin.__file__).parent / "static/admin/js/SelectFilter2.js",
    Path(articles.__file__).parent / "static/articles/admin/desk.js",
)
WORD = re.compile(r"""gettext\((["'])(.+?)\1\)""")


def right(codename: str) -> Permission:
    return Permission.objects.select_related("content_type").get(
        codename=codename, content_type__app_label="articles"
    )


def test_rights_are_said_in_the_language_of_the_reader() -> None:
    with translation.override("zh-hans"):
        assert permission_label(right("delete_article")) == "报纸 | 稿件 | 可以删除稿件"
        assert permission_label(right("withdraw_article")) == "报纸 | 稿件 | 可以撤稿"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_group_is_offered_the_rights_of_the_desk_permission_label(
    language: str, desk: Client
) -> None:
    group = Group.objects.create(name="夜班")
    with translation.override(language):
        page = desk.get(change_url(group)).content.decode()
        assert f">{permission_label(right('add_article'))}</option>" in page
        assert "session" not in re.findall(r"<select.*?</select>", page, re.DOTALL)[0]


def test_words_of_the_scripts_have_chinese(desk: Client) -> None:
    with translation.override("zh-hans"):
        catalogue = desk.get("/admin/jsi18n/").content.decode()
    words = {match[2] for script in SCRIPTS for match in WORD.finditer(script.read_text())}
    assert len(words) > 15
    assert {word for word in words if f"{json.dumps(word)}: " not in catalogue} == set()


def test_words_of_the_pages_have_chinese() -> None:
    with translation.override("zh-hans"):
        for word in DJANGO:
            assert re.search(
                r"[一-龥]",
                str(
                    word % {"limit": 8} if not isinstance(word, str) else translation.gettext(word)
                ),
            )
