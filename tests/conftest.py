"""Settings of a test run: SQLite unless DATABASE_URL says otherwise, no broker, no hashed files."""

import os
import tempfile

import django
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
