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
    # what the shape of the text says
    "other_line_ends": _("Lines of this page end in marks of a design program; they were parted."),
    "several_pages": _(
        "This file holds several pages, parted by form feeds. Give each page a file of its own."
    ),
    "markup_removed": _("Markdown or HTML marks came with the text and were taken off."),
    "glyphs_folded": _(
        "Characters that only look like the usual ones, as in text from a PDF, "
        "were replaced by these."
    ),
    "blanks_closed": _("Blanks stood between the characters of this page; they were closed up."),
    "latin_punctuation": _(
        "This page has Latin full stops in place of Chinese ones; they were read as such."
    ),
    "columns_unfolded": _(
        "The columns of this page stood side by side and were put one after the other. "
        "Look at their order."
    ),
    "font_codes": _(
        "This text holds codes such as (cid:123) in place of characters: the font of the PDF does "
        "not say which they are. Type them from the printed page."
    ),
    "replaced_characters": _(
        "This text holds characters that were lost on the way (�). Type them from the printed page."
    ),
    "private_characters": _(
        "This text holds characters that only the font of the page could draw. "
        "Type them from the printed page."
    ),
    "doubled_characters": _("Characters of this text stand twice, as in heavy type of a PDF."),
    "empty_boxes": _(
        "This text holds boxes (□□) in place of characters. Type them from the printed page."
    ),
    "mojibake": _(
        "This text is unreadable because its file was read in the wrong encoding. "
        "Import it again and name the encoding, for example big5."
    ),
    "interleaved_columns": _(
        "The lines of several columns are mixed here, and nothing proves their order. "
        "Take the text off the page again column by column, for example with pdftotext without "
        "-layout."
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
    "other_line_ends": _("Other line ends"),
    "several_pages": _("Several pages"),
    "markup_removed": _("Marks taken off"),
    "glyphs_folded": _("Look-alike characters"),
    "blanks_closed": _("Blanks closed up"),
    "latin_punctuation": _("Latin full stops"),
    "columns_unfolded": _("Columns unfolded"),
    "font_codes": _("Font codes"),
    "replaced_characters": _("Lost characters"),
    "private_characters": _("Unknown characters"),
    "doubled_characters": _("Characters twice"),
    "empty_boxes": _("Empty boxes"),
    "mojibake": _("Wrong encoding"),
    "interleaved_columns": _("Columns mixed"),
}

# An article with one of these needs a person before readers see it: a half of it is missing, its
# text is damaged, or it may be another article's.
HARD: frozenset[str] = frozenset(
    {
        "missing_beginning",
        "missing_end",
        "doubtful_owner",
        "font_codes",
        "replaced_characters",
        "private_characters",
        "doubled_characters",
        "empty_boxes",
        "mojibake",
        "interleaved_columns",
    }
)
# A page with one of these cannot be read at all, and is not imported.
REFUSED: frozenset[str] = frozenset({"interleaved_columns"})


def name(code: str) -> str:
    """A problem code in two or three words."""
    label = NAMES.get(code, code)
    return str(label)


def sentence(code: str) -> str:
    """What an editor reads for a problem code; a code of a newer parser stands for itself."""
    text = SENTENCES.get(code, code)
    return str(text)


def is_hard(code: str) -> bool:
    """Whether a text with this problem needs a person before readers see it."""
    return code in HARD


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
