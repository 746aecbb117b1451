"""`manage.py learn_tags`."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import TagWeights
from articles.models.choices import WeightsState
from articles.tagging.learning import training

pytestmark = pytest.mark.django_db


def made(state: WeightsState = WeightsState.ACTIVE, reason: str = "") -> TagWeights:
    return TagWeights(
        state=state, reason=reason, decisions=90, articles=30, tags=2,
        precision_before=0.5, precision_after=0.6, f1_before=0.4, f1_after=0.45,
    )  # fmt: skip


def said(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    call_command("learn_tags", *options)
    return capsys.readouterr().out.splitlines()


def test_a_version_that_agrees_better_is_told_with_its_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    version = made()
    version.save()
    monkeypatch.setattr(training, "train", lambda **_: version)
    assert said(capsys) == [
        "90 decisions on 30 articles: 2 tags have a factor.",
        "On articles held back: precision 0.500 → 0.600, F1 0.400 → 0.450.",
        f"Version {version.pk} is in use.",
    ]


def test_a_refused_one_is_told_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        training, "train", lambda **_: made(WeightsState.REFUSED, "It is no better.")
    )
    assert said(capsys)[-1] == "Refused: It is no better."


def test_a_dry_run_only_says_what_would_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(training, "train", lambda *, dry_run, **_: made() if dry_run else None)
    assert said(capsys, "--dry-run")[-1] == "It would be taken into use."


def test_without_decisions_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == [
        f"Editors have judged the tags of 0 articles; {training.FEWEST} are needed."
    ]


def test_a_version_is_taken_back_and_put_into_use_again(capsys: pytest.CaptureFixture[str]) -> None:
    version = made()
    version.save()
    assert said(capsys, "--roll-back") == ["Nothing learned is in use any more."]
    assert said(capsys, "--use", str(version.pk)) == [f"Version {version.pk} is in use."]
    with pytest.raises(CommandError, match="There is no version 99999"):
        call_command("learn_tags", "--use", "99999")
