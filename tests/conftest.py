"""Settings of a test run: SQLite unless DATABASE_URL says otherwise, no broker, no hashed files."""

import os
import tempfile

_DATA = tempfile.mkdtemp(prefix="newsroom-test-")
os.environ.update(SECRET_KEY="only-for-tests", DATA_DIR=_DATA, HASHED_STATIC="false", DEMO="false", DEBUG="false")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_DATA}/newsroom.sqlite3")
os.environ.setdefault("CELERY_BROKER_URL", "")
