"""Writes scripts into every text that the tables hold, by imports, by edits and straight into the rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.apps import apps  # noqa: E402  (needs Django set up, like all below)
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import models  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import tasks  # noqa: E402
from articles.editorial import history  # noqa: E402
from articles.importing.issues import Identity  # noqa: E402
from articles.importing.publishing import Publishing  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    Conflict,
    Correction,
    ImportRun,
    Issue,
    Page,
    Section,
    Tag,
    Upload,
)
from articles.models.choices import Act  # noqa: E402
from articles.search import full_text  # noqa: E402
from tests.filled_article import fill_content  # noqa: E402
from tests.importing.papers import lay_out  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.public_addresses import public_addresses  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
IMPORT = "/admin/articles/importrun/import/"
# What is no text for people: keys, states, addresses, digests, codes.
_NO_TEXTS = frozenset(
    {
        "checksum",
        "edition",
        "encoding",
        "parser_version",
        "password",
        "prefix",
        "slug",
        "sort_key",
        "source_sha256",
        "username",
    }
)
_SHORTEST = 40  # characters; a shorter column would cut the script
_PAGE = """{payload}

本报讯(记者 {payload})桂巷街道给三条小巷装上了路灯。{payload}居民说,晚上出门亮堂多了。

{payload}图为新路灯。{payload} 摄
"""


def fill(payload: str, number: int) -> None:
    """An issue of this payload: imported, published, edited, imported corrected; then its rows."""
    day = f"2026-01-{number + 1:02d}"
    for text in (_PAGE, _PAGE + "\n又讯:{payload}河边的路灯昨晚全部亮起。\n"):
        with TemporaryDirectory() as name:
            page = text.format(payload=payload)
            folder = lay_out(Path(name), day=day, A01=page, A02=f"夜市开张\n\n{page}")
            (_result,) = import_issues([folder], Identity(), publish=Publishing.ALL)
    issue = Issue.objects.get(date=day)
    articles = list(Article.objects.filter(page__issue=issue))
    history.keep(articles)
    for article in articles:
        fill_content(article, payload[:40])
        Correction.objects.create(article=article, note=payload)
        Conflict.objects.get_or_create(
            article=article,
            field="title",
            defaults={"base": payload, "ours": payload, "theirs": f"{payload}更正"},
        )
    _give_slugs()
    user = _user()
    history.record(articles, user, Act.EDIT, payload[:100])
    _fill_rows(payload, number)
    full_text.index(articles)
    tasks.wake_tagging([article.pk for article in articles])


def _give_slugs() -> None:
    """An address is never free text: forms and imports make it of letters and digits."""
    models_with_slugs: tuple[type[models.Model], ...] = (Tag, Section)
    for model in models_with_slugs:
        for pk in model._default_manager.values_list("pk", flat=True):
            model._default_manager.filter(pk=pk).update(slug=f"row-{pk}")


def _fill_rows(payload: str, number: int) -> None:
    """Write the payload into every text column of the rows that no earlier payload has taken."""
    for model in apps.get_app_config("articles").get_models():
        columns = list(_text_columns(model))
        if not columns:
            continue
        newest = model._default_manager.order_by("-pk")[:3]
        for place, row in enumerate(newest):
            values = {
                column.name: f"{payload}{number}{place}"[: column.max_length] for column in columns
            }
            model._default_manager.filter(pk=row.pk).update(**values)


def _text_columns(model: type[models.Model]) -> Iterator[models.Field[str, str]]:
    for column in model._meta.concrete_fields:
        is_text = isinstance(column, models.CharField | models.TextField)
        is_free = (
            column.editable
            and not column.choices
            and not column.primary_key
            and not column.is_relation
        )
        is_long = (column.max_length or _SHORTEST) >= _SHORTEST
        if (
            is_text
            and is_free
            and is_long
            and column.name not in _NO_TEXTS
            and not _is_address(column)
        ):
            yield column


def _is_address(column: models.Field[str, str]) -> bool:
    return isinstance(column, models.SlugField | models.FileField) or "order" in column.name


def preview(payload: str) -> str:
    """The address of an import preview of pages with this payload, in text and in file names."""
    name = payload.replace("/", "／")[:60]
    text = _PAGE.format(payload=payload)
    paths = [f"云汀日报/2026-04-01/A{number:02d}{name}.txt" for number in (1, 2)]
    files = [
        SimpleUploadedFile(f"{number}.txt", text.encode()) for number, _path in enumerate(paths)
    ]
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(_user(), backend=BACKEND)
    client.post(IMPORT, {"files": files, "paths": json.dumps(paths)})
    upload = Upload.objects.latest("created_at")
    return reverse("admin:articles_importrun_upload", args=[upload.pk])


def public_pages() -> list[str]:
    return list(public_addresses(most_names=6))


def desk_pages(most_rows: int) -> list[str]:
    """The lists and the newest rows of everything at the desk."""
    addresses = [reverse("admin:index"), reverse("admin:articles_article_queue")]
    rows_of: list[type[models.Model]] = [*apps.get_app_config("articles").get_models(), User]
    for model in rows_of:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if f"{model._meta.model_name}" not in _registered():
            continue
        addresses.append(reverse(f"{name}_changelist"))
        rows = model._default_manager.order_by("-pk")[:most_rows]
        for page in ("change", "history", "delete"):
            addresses += _addresses_of(f"{name}_{page}", rows)
    in_conflict = Article.objects.filter(conflicts__isnull=False).distinct()
    addresses += _addresses_of("admin:articles_article_conflicts", in_conflict[:most_rows])
    pages = Page.objects.order_by("-pk")
    addresses += _addresses_of("admin:articles_page_workbench", pages[:most_rows])
    runs = ImportRun.objects.order_by("-pk")
    return addresses + _addresses_of("admin:articles_importrun_undo", runs[:most_rows])


def _addresses_of(name: str, rows: Iterable[models.Model]) -> list[str]:
    return [reverse(name, args=[row.pk]) for row in rows]


def _registered() -> set[str]:
    from django.contrib import admin  # noqa: PLC0415  (after the apps are ready)

    return {str(model._meta.model_name) for model in admin.site._registry}


def sign_in() -> dict[str, str]:
    """Name and value of the cookie of somebody who may do everything, and whose name is a script."""
    client = Client()
    client.force_login(_user(), backend=BACKEND)
    value: str = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value}


def _user() -> User:
    user, _is_new = User.objects.get_or_create(
        username="chief",
        defaults={
            "is_staff": True,
            "is_superuser": True,
            "first_name": "<img src=x onerror=alert(7)>",
            "last_name": "<script>alert(7)</script>",
        },
    )
    return user


if __name__ == "__main__":
    answer_questions(
        {
            "fill": fill,
            "preview": preview,
            "public_pages": public_pages,
            "desk_pages": desk_pages,
            "sign_in": sign_in,
        }
    )
