"""Everything in the lock files is under a licence that the MIT licence goes along with."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.utils import canonicalize_name

from tests.house.compose import ROOT
from tests.house.test_locks import locked

ALLOWED = re.compile(
    r"\b(MIT|MIT-CMU|MIT-0|BSD|BSD-[0-9]-Clause|Apache|PSF|PSFL|MPL)\b"
    r"|Python Software Foundation|Mozilla Public License"
)
# A licence that asks the whole program to follow it, or none at all.
REFUSED = re.compile(r"GPL|General Public|Proprietary|SSPL|Commercial|BUSL", re.IGNORECASE)
# What is not seen from the metadata, or allowed with a reason.
BY_NAME = {
    "qrcode": "BSD by its licence file, and MIT for what it was made from",
    "psycopg2-binary": "LGPL with exceptions: imported as it comes, never changed or linked in",
    "fpdf2": "LGPL: sets pages for the tests, and is in no image",
    "axe-playwright-python": "MIT by its licence file; it carries axe-core, which is under the MPL",
}
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


def installed(lock: str) -> list[Distribution]:
    """The libraries of a lock that this environment has; those for other machines or uses it lacks."""
    distributions: list[Distribution] = []
    for release in locked(ROOT / lock):
        try:
            distributions.append(distribution(release.name))
        except PackageNotFoundError:
            continue
    return distributions


def licence_of(library: Distribution) -> str:
    """The licence as the metadata name it; a whole licence text counts by its first words."""
    metadata = library.metadata
    names: list[str] = []
    for field in ("License-Expression", "License"):
        names += [text[:200] for text in metadata.get_all(field) or []]
    classifiers = metadata.get_all("Classifier") or []
    names += [text for text in classifiers if text.startswith("License ::")]
    return "; ".join(names)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_under_a_licence_we_may_use(lock: str) -> None:
    refused: list[str] = []
    for library in installed(lock):
        if canonicalize_name(library.name) in BY_NAME:
            continue
        licence = licence_of(library)
        if not ALLOWED.search(licence) or REFUSED.search(licence):
            refused.append(f"{library.name}: {licence or 'no licence is named'}")
    assert refused == [], "take another library, or say in BY_NAME why this one may be used"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_nearly_all_libraries_are_looked_at(lock: str) -> None:
    # A few are for other systems or older Pythons.
    assert len(installed(lock)) >= 0.9 * len(locked(ROOT / lock))


def test_no_exception_outlives_its_library() -> None:
    names: set[str] = set()
    for lock in LOCKS:
        names |= {canonicalize_name(release.name) for release in locked(ROOT / lock)}
    assert set(BY_NAME) <= names
