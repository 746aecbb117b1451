"""A test that needs a server says why it is skipped, and fails where servers are required."""

from collections.abc import Callable

import pytest

from tests import services


@pytest.fixture(autouse=True)
def _nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "REDIS", "redis://127.0.0.1:1")
    monkeypatch.setattr(services, "POSTGRES", "postgres://postgres@127.0.0.1:1")
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)


@pytest.mark.parametrize(
    ("server", "ask"), [("Redis", services.redis_url), ("PostgreSQL", services.postgres_url)]
)
def test_a_missing_server_skips_the_test_and_names_it(server: str, ask: Callable[[], str]) -> None:
    with pytest.raises(pytest.skip.Exception, match=f"no {server} on 127.0.0.1:1 "):
        ask()


@pytest.mark.parametrize("ask", [services.redis_url, services.postgres_url])
def test_a_missing_server_is_a_failure_where_servers_are_required(
    ask: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    with pytest.raises(pytest.fail.Exception, match="start one"):
        ask()
