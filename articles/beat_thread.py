"""The jobs of every minute, where no broker is there for a beat: a thread of the web process.

What an earlier process left when it was stopped in the middle, tagging above all, is taken up when
the next one starts, and what another process leaves a minute later at most. No request waits for
it. Several web processes may do so at once: the rows say by their leases who is at work on them.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)

_MINUTE = timedelta(minutes=1)


def start() -> Thread | None:
    """Start the thread; None where a broker is there, and so a beat."""
    if not settings.CELERY_TASK_ALWAYS_EAGER:
        return None
    # It may end with the process at any moment: whatever it does is made up later.
    thread = Thread(target=_run, name="beat", daemon=True)
    thread.start()
    return thread


def run_jobs() -> None:
    """Run each job of every minute once; the jobs note themselves how they ended."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if entry["schedule"] != _MINUTE:
            continue
        job = current_app.tasks[str(entry["task"])]
        try:
            job.apply()
        except DatabaseError as fault:
            # Not even how it ended could be noted.
            logger.warning("%s is tried again in a minute: %s", job.name, fault)


def _run() -> None:
    pause = Event()
    while True:
        run_jobs()
        # SQLite's file and PostgreSQL's session are free until the next minute.
        connections.close_all()
        pause.wait(_MINUTE.total_seconds())
