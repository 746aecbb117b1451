"""`make audit` fails on a known weakness, and only says so where nobody can be asked."""

import json
import subprocess
from typing import Any

import pytest

from tools import advisories

LOCK = "requirements.lock"


def report(*libraries: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(libraries), "fixes": []})


GOOD = {"name": "rich", "version": "15.0.0", "vulns": []}
WEAK = {
    "name": "django",
    "version": "5.2.0",
    "vulns": [
        {"id": "CVE-2026-0001", "fix_versions": ["5.2.1"]},
        {"id": "X-2", "fix_versions": []},
    ],
}
UNKNOWN = {"name": "rich", "skip_reason": "Dependency not found: rich (15.0.0)"}


def answer(monkeypatch: pytest.MonkeyPatch, output: str, errors: str = "") -> None:
    def run(command: list[str], **_options: Any) -> subprocess.CompletedProcess[str]:
        assert LOCK in command
        return subprocess.CompletedProcess(command, 1, output, errors)

    monkeypatch.setattr(subprocess, "run", run)


@pytest.mark.parametrize(
    ("output", "errors", "code", "sentence"),
    [
        (report(GOOD), "No known vulnerabilities found", 0, "1 libraries checked, 0 weaknesses"),
        (report(GOOD, WEAK), "", 1, "django 5.2.0: CVE-2026-0001, mended in 5.2.1"),
        (report(WEAK), "", 1, "X-2, mended in no release yet"),
        (report(UNKNOWN), "", 0, "cannot be asked: the service knows none"),
        (report(GOOD, UNKNOWN), "", 0, "not checked: rich"),
        ("", "requests.exceptions.ProxyError: Max retries exceeded", 0, "cannot be asked: requests"),
        ("", "ReadTimeout: the read operation timed out", 0, "cannot be asked"),
        ("", "line 1: no such option", 2, "pip-audit failed: line 1"),
        ("", "", 2, "pip-audit failed: it wrote nothing"),
    ],
)  # fmt: skip
def test_the_exit_code_and_the_sentence_say_what_is_known(
    output: str,
    errors: str,
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, output, errors)
    assert advisories.main([LOCK]) == code
    assert sentence in capsys.readouterr().out


def test_a_service_that_never_answers_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], **_options: Any) -> None:
        raise subprocess.TimeoutExpired(command, advisories.PATIENCE)

    monkeypatch.setattr(subprocess, "run", run)
    assert advisories.main([LOCK]) == 0
    assert "no answer within" in capsys.readouterr().out
