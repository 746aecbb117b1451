"""What the parser doubted of a text: the sentences for editors, and which doubts are still open.

A problem is a dict with a `code`, as the parser's record has it.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "untitled": _("No headline was found for this text."),
    "missing_beginning": _(
        "The text starts in the middle of a sentence; its beginning was not found."
    ),
    "missing_end": _("The text stops in the middle of a sentence; its end was not found."),
    "doubtful_owner": _("It is doubtful whether this text belongs to this article."),
    "no_byline": _("No byline was found."),
    "repeated_text": _("This text stands on the page more than once."),
    "unplaced": _("This text belongs to no article that was found."),
    "too_long": _(
        "A headline, a byline or another credit was too long for its field; "
        "all of it stands at the head of the body."
    ),
}

NAMES: dict[str, Promise] = {
    "untitled": _("No headline"),
    "missing_beginning": _("No beginning"),
    "missing_end": _("No end"),
    "doubtful_owner": _("Doubtful part"),
    "no_byline": _("No byline"),
    "repeated_text": _("Text twice"),
    "unplaced": _("Text left over"),
    "too_long": _("Line too long"),
}


def name(code: str) -> str:
    """A problem code in two or three words."""
    label = NAMES.get(code, code)
    return str(label)


def sentence(code: str) -> str:
    """What an editor reads for a problem code; a code of a newer parser stands for itself."""
    text = SENTENCES.get(code, code)
    return str(text)


def open_problems(
    problems: Iterable[dict[str, Any]], settled: Collection[str], *, title: str, is_signed: bool
) -> list[dict[str, Any]]:
    """The problems that neither an editor settled nor the article's title or byline answers."""
    closed = set(settled)
    if title:
        closed.add("untitled")
    if is_signed:
        closed.add("no_byline")
    return [problem for problem in problems if problem["code"] not in closed]
