"""Pictures are served by the program where no proxy does it: in the demo."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings

from newsroom import urls


@pytest.fixture(autouse=True)
def addresses_as_they_were() -> Iterator[None]:
    yield
    _read_again()


def _read_again() -> None:
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
@pytest.mark.django_db
def test_only_a_demo_serves_pictures_itself(
    demo: bool, status: int, settings: Settings, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "lamp.png").write_bytes(b"a picture")
    settings.DEMO, settings.MEDIA_ROOT = demo, tmp_path
    _read_again()
    answer = client.get("/media/lamp.png")
    assert answer.status_code == status
    answer.close()
