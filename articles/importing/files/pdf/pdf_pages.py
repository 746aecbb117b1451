"""The pages of a PDF as text with its places, and the sentences for files that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.pdf import pdf_process
from articles.parsing.positions import (
    Box,
    PositionedPage,
    PrintedCharacter,
    TextPositions,
    printed_lines_of,
    write_text,
)

MAX_PDF_FILE: Final = 100 * 2**20
MAX_PAGES: Final = 1_000
_BOLD: Final = 600  # the weight from which on a font is bold
_BOLD_NAMES: Final = ("bold", "heavy", "black", "hei", "黑", "粗")
_FEWEST_JUDGED: Final = 60  # characters from which on their shares say something
_MOST_UNMAPPED: Final = 0.1
_LEAST_CHINESE: Final = 0.3  # of the letters of a page
_LEAST_FREQUENT: Final = 0.015  # of its Chinese characters; print has .10 to .25
_FREQUENT: Final = frozenset(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以会到年月日這為們個時國"
)


def count_pages(data: bytes, display_path: str) -> int:
    """How many pages a file has, at least one; SourceError where it cannot be used."""
    if len(data) > MAX_PDF_FILE:
        raise SourceError(
            _("%(place)s is larger than %(limit)d MB. Export its pages one by one.")
            % {"place": display_path, "limit": MAX_PDF_FILE // 2**20}
        )
    count = _ask(data, 0, display_path).get("pages")
    if not isinstance(count, int) or count < 1:
        raise _damaged(display_path)
    if count > MAX_PAGES:
        raise SourceError(
            _("%(place)s has %(count)d pages; an issue has at most %(limit)d. Split the file.")
            % {"place": display_path, "count": count, "limit": MAX_PAGES}
        )
    return count


def read_pdf_page(data: bytes, number: int, display_path: str) -> tuple[str, TextPositions]:
    """The text of a page in reading order, and where each of its lines stands on paper.

    Pages count from 1. SourceError where the page cannot be read.
    """
    answer = _ask(data, number, display_path)
    try:
        characters = _characters(answer)
        _refuse_unreadable(answer, characters, display_path)
        page = _positioned_page(answer, characters)
    except (KeyError, IndexError, TypeError, ValueError):
        raise _damaged(display_path) from None
    return write_text(page)


def _ask(data: bytes, number: int, display_path: str) -> dict[str, Any]:
    """The answer of the process that reads PDF; SourceError for its faults and for none."""
    try:
        answer = pdf_process.ask(data, number)
    except pdf_process.PdfProcessError:
        raise SourceError(
            _(
                "%(place)s cannot be read within %(seconds)d seconds: it is damaged or far too "
                "complex. Export it again, or put the text of the page in a .txt file."
            )
            % {"place": display_path, "seconds": pdf_process.SECONDS}
        ) from None
    fault = answer.get("fault")
    if fault == "password":
        raise SourceError(
            _("%(place)s is locked with a password. Save it without one.") % {"place": display_path}
        )
    if fault == "too_many_characters":
        raise SourceError(
            _("%(place)s holds more characters than any printed page. Export its pages one by one.")
            % {"place": display_path}
        )
    if fault:
        raise _damaged(display_path)
    return answer


def _damaged(display_path: str) -> SourceError:
    return SourceError(
        _("%(place)s is damaged or no PDF. Export it again, or put its text in a .txt file.")
        % {"place": display_path}
    )


# --- records -----------------------------------------------------------------------------------


def _characters(answer: dict[str, Any]) -> list[PrintedCharacter]:
    after_blanks = frozenset(answer["blanks"])
    styles = [_Style(*style) for style in answer["styles"]]
    boxes = answer["boxes"]
    characters = []
    for index, text in enumerate(answer["text"]):
        stroke = answer["objects"][index]
        style = styles[stroke]
        characters.append(
            PrintedCharacter(
                text,
                Box(*boxes[4 * index : 4 * index + 4]),
                answer["baselines"][index],
                style.size,
                style.is_bold,
                style.font,
                stroke,
                style.angle,
                index in after_blanks,
            )
        )
    return characters


class _Style:
    """The type of a text object."""

    def __init__(self, size: float, weight: int, angle: int, font: str) -> None:
        self.size = max(0.1, float(size))
        self.angle = angle
        self.font = font
        lower_name = font.lower()
        self.is_bold = weight >= _BOLD or any(name in lower_name for name in _BOLD_NAMES)


def _positioned_page(
    answer: dict[str, Any], characters: Sequence[PrintedCharacter]
) -> PositionedPage:
    rules = _boxes(answer["rules"])
    lines = printed_lines_of(characters, rules)
    return PositionedPage(
        float(answer["width"]),
        float(answer["height"]),
        tuple(lines),
        rules,
        _boxes(answer["frames"]),
        _boxes(answer["pictures"]),
    )


def _boxes(sides: Sequence[Sequence[float]]) -> tuple[Box, ...]:
    return tuple([Box(*box) for box in sides])


# --- characters that say nothing ---------------------------------------------------------------


def _refuse_unreadable(
    answer: dict[str, Any], characters: Sequence[PrintedCharacter], display_path: str
) -> None:
    if not characters:
        raise SourceError(
            _(
                "%(place)s holds no characters, only pictures, as a scan does. Export the page "
                "with its text, or put its text in a .txt file."
            )
            % {"place": display_path}
        )
    text = answer["text"]
    if answer["unmapped"] > _MOST_UNMAPPED * len(text) or not _reads_as_chinese(text):
        raise SourceError(
            _(
                "%(place)s: its fonts do not say which characters they draw, so that its text "
                "is nonsense. Export it again with Unicode fonts, or put its text in a .txt file."
            )
            % {"place": display_path}
        )


def _reads_as_chinese(text: str) -> bool:
    """Whether a page has as many Chinese letters, and frequent ones, as print has."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < _FEWEST_JUDGED:
        return True
    chinese = [letter for letter in letters if "\u3400" <= letter <= "\u9fff"]
    if len(chinese) < _LEAST_CHINESE * len(letters):
        return False
    frequent = sum(letter in _FREQUENT for letter in chinese)
    return len(chinese) < 3 * _FEWEST_JUDGED or frequent >= _LEAST_FREQUENT * len(chinese)
