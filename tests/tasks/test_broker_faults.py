"""How long a broker that does not answer keeps an import or a request waiting; with the project's own settings."""

import socket
from pathlib import Path

import pytest

from tests.tasks.installation import install

WAKE = """
import time
from articles import tasks
start = time.monotonic()
tasks.wake_tagging(range(1, 201))
print(time.monotonic() - start)
"""


@pytest.mark.processes
@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
def test_a_broker_that_is_not_there_costs_less_than_two_seconds(tmp_path: Path, url: str) -> None:
    assert float(install(tmp_path, CELERY_BROKER_URL=url).run(WAKE)) < 2


@pytest.mark.services
@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_accepts_and_never_answers_costs_less_than_six(
    tmp_path: Path, scheme: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"{scheme}://127.0.0.1:{server.getsockname()[1]}//"
        assert float(install(tmp_path, CELERY_BROKER_URL=url).run(WAKE)) < 6
