"""The versions of what was learned: the version in use, and the way back to an earlier one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import TagWeights
from articles.models.choices import WeightsState


class NothingToLearn(Exception):  # noqa: N818  (it is no error)
    """Why there is no version, in a sentence."""


def learned_factors() -> dict[str, float]:
    """The factors of the version in use, by casefolded name; empty where none is in use."""
    in_use = TagWeights.objects.filter(state=WeightsState.ACTIVE)
    factors = in_use.values_list("weights", flat=True).first()
    return factors or {}


def version_in_use() -> TagWeights | None:
    return TagWeights.objects.filter(state=WeightsState.ACTIVE).first()


@transaction.atomic
def use(version: TagWeights | None) -> None:
    """Put this version into use, whatever its figures are; None stands for the shipped weights."""
    versions = TagWeights.objects.select_for_update()
    in_use = versions.filter(state=WeightsState.ACTIVE)
    in_use.update(state=WeightsState.RETIRED)
    if version:
        wanted = versions.filter(pk=version.pk)
        wanted.update(state=WeightsState.ACTIVE)


def roll_back() -> TagWeights | None:
    """Go back to the version used before the present one; None where it is the shipped weights.

    Raises NothingToLearn where no version is in use.
    """
    present = version_in_use()
    if present is None:
        raise NothingToLearn(_("No version is in use."))
    older = TagWeights.objects.filter(
        state=WeightsState.RETIRED,
        pk__lt=present.pk,
    )
    version = older.order_by("-pk").first()
    use(version)
    return version
