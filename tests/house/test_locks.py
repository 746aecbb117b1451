"""The lock files hold what the lists ask for, each release by its hashes, for every Python we name."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.compose import ROOT

LISTS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-docs.txt",
    "requirements-fit.txt",
    "requirements-audit.txt",
    "requirements-build.txt",
]
REMEDY = "run `make lock` and commit the lock files"
HASH = re.compile(r"^ +--hash=sha256:[0-9a-f]{64}( \\)?$")


def listed(path: Path) -> dict[str, Requirement]:
    """What a list written by hand asks for, by name; a list it includes is read too."""
    requirements: dict[str, Requirement] = {}
    for line in path.read_text().splitlines():
        text = re.sub(r"(^|\s)#.*", "", line).strip()
        if text.startswith("-r "):
            requirements |= listed(path.parent / text.removeprefix("-r "))
        elif text:
            requirement = Requirement(text)
            requirements[requirement.name.lower()] = requirement
    return requirements


def locked(path: Path) -> list[Requirement]:
    """The releases of a lock file; one library may stand twice, for two versions of Python."""
    lines = path.read_text().splitlines()
    releases = [line for line in lines if line and not line.startswith((" ", "#"))]
    return [Requirement(line.removesuffix("\\").strip()) for line in releases]


def lock_of(name: str) -> Path:
    return (ROOT / name).with_suffix(".lock")


@pytest.mark.parametrize("name", LISTS)
def test_the_lock_holds_the_releases_of_the_list(name: str) -> None:
    releases = {requirement.name.lower(): requirement for requirement in locked(lock_of(name))}
    for library, requirement in listed(ROOT / name).items():
        assert library in releases, f"{library} is not in {lock_of(name).name}: {REMEDY}"
        release = releases[library]
        assert release.specifier == requirement.specifier, f"{library}: {REMEDY}"
        assert release.marker == requirement.marker, f"{library}: {REMEDY}"


@pytest.mark.parametrize("name", LISTS)
def test_every_locked_release_has_one_version_and_its_hashes(name: str) -> None:
    text = lock_of(name).read_text()
    assert all(
        re.fullmatch(r"==[\w.]+", str(release.specifier)) for release in locked(lock_of(name))
    )
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    without_hash = [entry for entry in entries if not HASH.match(entry.splitlines()[1])]
    assert without_hash == []
    assert "://" not in text, "a lock file names no host, so that every mirror serves it"


def test_the_tests_run_on_the_releases_of_production() -> None:
    production = {str(release) for release in locked(lock_of("requirements.txt"))}
    development = {str(release) for release in locked(lock_of("requirements-dev.txt"))}
    assert production - development == set(), REMEDY


def test_a_library_for_some_machines_only_keeps_its_condition() -> None:
    releases = {release.name: release for release in locked(lock_of("requirements.txt"))}
    assert "platform_machine" in str(releases["rjieba"].marker)


@pytest.mark.parametrize("path", ["Makefile", "Dockerfile"])
def test_what_installs_takes_the_lock_with_its_hashes(path: str) -> None:
    installs = re.findall(r"^.*-r requirements\S*.*$", (ROOT / path).read_text(), re.MULTILINE)
    assert installs
    assert all("--require-hashes" in line and ".lock" in line for line in installs)
