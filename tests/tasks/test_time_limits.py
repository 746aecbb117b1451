"""No task is handed to a second worker while the first is still at it."""

from django.conf import settings

from articles import tasks
from newsroom.celery import app

OURS = [task for name, task in app.tasks.items() if name.startswith("articles.tasks.")]


def test_what_is_acknowledged_at_its_end_ends_before_its_message_is_handed_out_again() -> None:
    limits = {
        task.name: task.time_limit or app.conf.task_time_limit for task in OURS if task.acks_late
    }
    assert tasks.run_upload.name in limits
    assert {
        name for name, limit in limits.items() if limit >= settings.REDIS_HANDS_OUT_AGAIN_AFTER
    } == set()


def test_what_takes_longer_is_acknowledged_when_it_is_taken() -> None:
    assert {task.name for task in OURS if not task.acks_late} == {
        tasks.learn_tags.name,
        tasks.learn_vocabulary.name,
        tasks.sweep_pictures.name,
    }
