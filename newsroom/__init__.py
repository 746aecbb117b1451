"""The project: settings, Celery application, root URLs."""

from newsroom.celery import app as celery_app

__all__ = ["celery_app"]
