"""Words in a colour, and which colour means what."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html

from articles.models.choices import ImportOutcome, Status, TaggingState, WeightsState

PLAIN = "plain"
STATUS_COLOURS = {
    Status.IN_REVIEW: "info",
    Status.APPROVED: "approved",
    Status.SCHEDULED: "warning",
    Status.PUBLISHED: "success",
    Status.WITHDRAWN: "danger",
}
TAGGING_COLOURS = {
    TaggingState.PENDING: "warning",
    TaggingState.FAILED: "danger",
}
OUTCOME_COLOURS = {
    ImportOutcome.CREATED: "success",
    ImportOutcome.UPDATED: "info",
    ImportOutcome.FAILED: "danger",
}
WEIGHTS_COLOURS = {
    WeightsState.ACTIVE: "success",
    WeightsState.REFUSED: "danger",
}


def badge(text: object, colour: str = PLAIN) -> str:
    """A word in one of the colours of the style sheet: plain, info, success, warning, danger."""
    return _render_badge(str(text), colour)


@lru_cache(maxsize=500)
def _render_badge(text: str, colour: str) -> str:
    """Kept, because the same few words stand in every row."""
    return format_html('<span class="desk-badge is-{}">{}</span>', colour, text)


def status_colour(status: str) -> str:
    return STATUS_COLOURS.get(Status(status), PLAIN)


def outcome_badge(outcome: str) -> dict[str, object]:
    """The word and the colour of an import's outcome, as its templates read them."""
    choice = ImportOutcome(outcome)
    return {
        "result": choice.label,
        "colour": OUTCOME_COLOURS.get(choice, PLAIN),
    }
