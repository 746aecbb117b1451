"""`make audit`: whether anything in these lock files has a known weakness; exit code 1 where it has.

pip-audit asks the advisory service. Where the service cannot be reached, or knows none of the
libraries because a mirror without advisories answers, nothing is known: that is said, and it is no
failure, so that a machine without a network can build.
"""

import json
import re
import subprocess
import sys
from typing import Any, NamedTuple

PATIENCE = 300  # seconds for a lock file
AWAY = re.compile(
    r"connect|connection|timed? ?out|max retries|unreachable|resolve|HTTPError|5\d\d", re.I
)


class Audit(NamedTuple):
    checked: int
    unchecked: list[str]
    weaknesses: list[str]
    away: str  # why nobody could be asked; empty where somebody was
    fault: str  # what else went wrong


def read_report(output: str, errors: str) -> Audit:
    """What pip-audit wrote: a report in JSON, or why there is none."""
    start = output.find("{")
    if start < 0:
        reason = errors.strip().splitlines()[-1] if errors.strip() else "it wrote nothing"
        if AWAY.search(errors):
            return Audit(0, [], [], reason, "")
        return Audit(0, [], [], "", reason)
    libraries: list[dict[str, Any]] = json.loads(output[start:])["dependencies"]
    unchecked = [library["name"] for library in libraries if "skip_reason" in library]
    weaknesses: list[str] = []
    for library in libraries:
        for weakness in library.get("vulns", ()):
            mended = ", ".join(weakness["fix_versions"]) or "no release yet"
            name = f"{library['name']} {library['version']}"
            weaknesses.append(f"{name}: {weakness['id']}, mended in {mended}")
    checked = len(libraries) - len(unchecked)
    away = "" if checked or not libraries else "the service knows none of the libraries"
    return Audit(checked, unchecked, weaknesses, away, "")


def audit(lock: str) -> Audit:
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    try:
        answer = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return Audit(0, [], [], f"no answer within {PATIENCE} seconds", "")
    return read_report(answer.stdout, answer.stderr)


def describe(lock: str, result: Audit) -> list[str]:
    if result.fault:
        return [f"{lock}: pip-audit failed: {result.fault}"]
    if result.away:
        return [f"{lock}: not checked, the advisory service cannot be asked: {result.away}"]
    lines = [f"{lock}: {weakness}" for weakness in result.weaknesses]
    lines.append(f"{lock}: {result.checked} libraries checked, {len(result.weaknesses)} weaknesses")
    if result.unchecked:
        lines.append(f"{lock}: not checked: {', '.join(result.unchecked)}")
    return lines


def main(locks: list[str]) -> int:
    """The exit code: 0 where nothing is known against the libraries, 1 for a weakness, 2 for a fault."""
    code = 0
    for lock in locks:
        result = audit(lock)
        print("\n".join(describe(lock, result)))
        if result.fault:
            code = 2
        elif result.weaknesses:
            code = max(code, 1)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
