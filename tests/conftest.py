"""Settings of a test run: SQLite unless DATABASE_URL says otherwise, no broker, no hashed files."""

import os
import tempfile
from importlib import import_module
from typing import Any

import django
from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from hypothesis import settings as hypothesis_settings

_DATA = tempfile.mkdtemp(prefix="newsroom-test-")
os.environ.update(
    SECRET_KEY="only-for-tests-only-for-tests-only-for-tests",
    DATA_DIR=_DATA,
    HASHED_STATIC="false",
    DEMO="false",
    DEBUG="false",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_DATA}/newsroom.sqlite3")
os.environ.setdefault("CELERY_BROKER_URL", "")
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
# Letters are kept in memory, so that the pages of a lost password exist.
os.environ["EMAIL_URL"] = "memory://"
# A test's transaction never commits, and what is not committed does not end a kept page.
os.environ["PAGE_CACHE_SECONDS"] = "0"
# Here and not in pyproject.toml: from there pytest-django would read the settings before this file.
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
# Before the conftests of the folders below, which import models.
django.setup()
# How long an example takes is the machine's business: a busy one needs more than Hypothesis's 200 ms.
hypothesis_settings.register_profile("newsroom", deadline=None)
hypothesis_settings.load_profile("newsroom")


def _restore_groups(sender: AppConfig, using: str, **arguments: Any) -> None:
    """Make the newsroom's groups again where a test's flush took them away with everything.

    A transactional test ends with a flush, and the file of another one may be run after it.
    """
    if sender.label != "articles" or "plan" in arguments:  # a migration makes them itself
        return
    import_module("articles.migrations.0003_groups").make_groups(apps, None)


post_migrate.connect(_restore_groups)
