"""`manage.py check` finds admin options that are misspelt; Django takes them in silence."""

from typing import Any

import pytest
from django.core.management import call_command
from unfold.admin import ModelAdmin

from articles.admin.article.article_inlines import BylineInline
from articles.admin.site import option_checks
from articles.admin.tags.tag_admin import TagAdmin


def admin_class(**options: Any) -> type:
    return type(
        "ArticleAdmin",
        (ModelAdmin,),
        {"__module__": "articles.admin.article.article_admin", **options},
    )


@pytest.mark.parametrize(
    "option",
    [
        "list_disply",
        "search_field",
        "list_select_realted",
        "autocomplete_field",
        "get_querysets",
        "has_permision",
    ],
)
def test_misspelt_option_is_an_error(option: str) -> None:
    (error,) = option_checks.misspelt_options(admin_class(**{option: ("title",)}))
    assert f"ArticleAdmin.{option} is neither an option nor a method" in error.msg
    assert error.id == "articles.E001"


def test_right_options_own_columns_actions_and_permissions_are_no_error() -> None:
    names = ("headline_shown", "publish_selected", "found", "has_publish_permission", "_helper")
    methods = {name: lambda *_: None for name in names}
    options = {
        "list_display": ("title", "headline_shown"),
        "actions": ("publish_selected",),
        "fieldsets": ((None, {"fields": ("title", ("kicker", "found"))}),),
        "get_queryset": lambda *_: None,
    }
    assert option_checks.misspelt_options(admin_class(**methods, **options)) == []


def test_misspelt_option_of_an_inline_or_a_base_class_is_an_error() -> None:
    base = admin_class(list_per_pages=50)
    assert (
        len(
            option_checks.misspelt_options(
                type("Child", (base,), {"__module__": "articles.admin.paper.page_admin"})
            )
        )
        == 1
    )


def test_all_registered_rows_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TagAdmin, "list_disply", (), raising=False)
    monkeypatch.setattr(BylineInline, "extras", 0, raising=False)
    found = {error.msg.split()[0] for error in option_checks.check_options()}
    assert found == {"TagAdmin.list_disply", "BylineInline.extras"}


@pytest.mark.django_db
def test_the_desk_itself_passes() -> None:
    call_command("check", tags=["admin"], fail_level="WARNING")
