"""Small makers of rows. Each makes what it stands on and can be told any field."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Issue, Page, Publication, Section
from articles.models.choices import Status

_numbers = count(1)


def make_publication(**fields: Any) -> Publication:
    fields.setdefault("name", "云汀日报")
    return Publication.objects.get_or_create(name=fields.pop("name"), defaults=fields)[0]


def make_issue(**fields: Any) -> Issue:
    publication = fields.pop("publication", None) or make_publication()
    day = fields.pop("date", date(2026, 3, 12))
    edition = fields.pop("edition", "")
    return Issue.objects.get_or_create(
        publication=publication, date=day, edition=edition, defaults=fields
    )[0]


def make_page(**fields: Any) -> Page:
    issue = fields.pop("issue", None) or make_issue()
    number = fields.pop("number", "A01")
    fields.setdefault("source_name", f"{number}.txt")
    fields.setdefault("source_text", "小巷装上新路灯\n\n桂巷街道给三条小巷装上了路灯。\n")
    fields.setdefault("source_sha256", "0" * 64)
    fields.setdefault("encoding", "utf-8")
    fields.setdefault("parser_version", "1")
    return Page.objects.get_or_create(issue=issue, number=number, defaults=fields)[0]


def make_section(**fields: Any) -> Section:
    publication = fields.pop("publication", None) or make_publication()
    name = fields.pop("name", "城区")
    fields.setdefault("slug", name)
    return Section.objects.get_or_create(publication=publication, name=name, defaults=fields)[0]


def make_article(**fields: Any) -> Article:
    number = next(_numbers)
    page = fields.pop("page", None) or make_page()
    fields.setdefault("title", f"小巷装上新路灯之{number}")
    fields.setdefault(
        "body", "桂巷街道给三条小巷装上了路灯。\n\n## 走夜路不再慌\n\n居民说,晚上出门亮堂多了。"
    )
    fields.setdefault("position", number)
    return Article.objects.create(page=page, **fields)


def make_published(**fields: Any) -> Article:
    fields.setdefault("publish_at", timezone.now())
    return make_article(status=Status.PUBLISHED, **fields)


def make_user(username: str = "editor", **fields: Any) -> User:
    user = User(username=username, **fields)
    user.set_unusable_password()
    user.save()
    return user
