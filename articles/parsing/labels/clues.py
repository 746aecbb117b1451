"""What speaks for or against each label of a piece: clues from its text and its neighbours.

A clue is a name and a strength, 1 where it is simply there. `weights` says what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import is_office
from articles.parsing.credits.pen_names import read_pen_name
from articles.parsing.labels.echoes import Echoes
from articles.parsing.labels.fragments import Fragments
from articles.parsing.labels.label import Label
from articles.parsing.labels.label_candidates import candidates
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.neighbours import Neighbours
from articles.parsing.labels.piece_forms import Clues, form_of
from articles.parsing.labels.position_clues import PositionClues
from articles.parsing.labels.prose import reads_like_prose
from articles.parsing.labels.surroundings import Surroundings
from articles.parsing.labels.weights import CLUES, NUMBER
from articles.parsing.lines.characters import quotes_left_open
from articles.parsing.lines.junction import odd_stop
from articles.parsing.time_limit import within_limit
from articles.parsing.word_lists import NOTICES

_TWO_PHRASES = re.compile(r"[^\s,。]{3,} +[^\s,。]{3,}")  # set apart, as only headlines are
_ABOVE_TEXT = 0.3
_MOST_PROSE = 4.0
_LONGEST_NOTICE = 12  # pieces
# What is no plain text, though it is no short line either.
_MARKS = ("opening", "source line", "closing bracket")


class Scorer:
    """Scores of the labels that the pieces inside the articles of a page may get.

    `labels` holds the label of every piece that stands outside, None for the others; `inside` the
    numbers of the others.
    """

    def __init__(
        self, lines: Sequence[LineFeatures], labels: Sequence[Label | None], inside: Sequence[int]
    ) -> None:
        self._neighbours = Neighbours(lines, labels, inside)
        self._echoes = Echoes(self._neighbours)
        self._fragments = Fragments(self._neighbours)
        line_clues = [self._clues(index) for index in within_limit(range(len(inside)))]
        self._forms = [form_of(clues) for clues in line_clues]
        around = Surroundings(self._neighbours.lines, self._forms, inside, lines)
        positions = PositionClues(self._neighbours.lines)
        self.clues = [
            _present(clues | around.clues(index, clues) | positions.clues(index))
            for index, clues in within_limit(enumerate(line_clues))
        ]

    def candidates(self) -> list[tuple[Label, ...]]:
        """The labels that each piece may get."""
        pieces = zip(self._forms, self._neighbours.lines, self.clues, strict=True)
        return [candidates(form, line, clues) for form, line, clues in pieces]

    def scores(self) -> list[dict[Label, float]]:
        """What each label is worth, piece by piece."""
        return [
            _score(clues, labels)
            for clues, labels in zip(self.clues, self.candidates(), strict=True)
        ]

    def _clues(self, index: int) -> Clues:
        line = self._neighbours.lines[index]
        signs_above = (
            line.tail is not None
            and line.tail.start == 0
            and index > 0
            and not self._neighbours.shorts[index - 1]
        )
        if line.opening and not signs_above:
            return {"opening": 1}
        if line.source or (line.tail and line.tail.start == 0):
            bracket = line.tail is not None and line.tail.start == 0 and line.tail.kind != "byline"
            clue = (
                "closing bracket" if bracket else "source line" if line.source else "closing names"
            )
            plain = {} if clue in _MARKS else {"plain text": 1}
            return {clue: 1, **plain, **self._name_clues(index, line)}
        if not self._neighbours.shorts[index]:
            return {"one sentence": line.one_sentence, "plain text": 1}
        return {
            "bias": 1,
            "one sentence": line.one_sentence,
            **_clues_of_line(line),
            **self._name_clues(index, line),
            **self._place_clues(index, line),
            **self._following_clues(index, line),
            **self._text_clues(index),
            **self._fragment_clues(index, line),
        }

    def _name_clues(self, index: int, line: LineFeatures) -> Clues:
        if line.byline is None:
            return {"pen name": self._stands_for_a_name(index, line)}
        if line.tail and line.tail.kind != "byline":
            return {}
        marked = line.text[0] in "□■◎●◆" or bool(line.byline.source)
        if marked or any(credit.role for credit in line.byline.credits):
            return {"names with roles": 1}
        if self._is_named_below(index, line) or line.column_word:
            return {}
        following = self._neighbours.line_at(index + 1)
        above = self._neighbours.line_at(index - 1)
        if self._signs_below(index, line.byline) and above is not None and above.closed:
            return {"office below its text": 1}
        return {
            "bare names": 1,
            "names over 12": line.length > 12,
            "names, no text follows": following is None or following.short,
        }

    def _stands_for_a_name(self, index: int, line: LineFeatures) -> bool:
        """Whether a word of two or three characters stands between a headline and its text.

        A word that the text holds is no name.
        """
        above, following = self._neighbours.line_at(index - 1), self._neighbours.line_at(index + 1)
        if above is None or following is None or read_pen_name(line.text) is None:
            return False
        between = (
            self._neighbours.shorts[index - 1]
            and not self._neighbours.shorts[index + 1]
            and following.opening is None
        )
        headed = (
            above.length > 4
            and not above.closed
            and not above.piece.indented
            and self._neighbours.verses[index] == 0
        )
        return (
            between
            and headed
            and not self._is_named_below(index, line)
            and not (line.place or line.column_word)
        )

    def _signs_below(self, index: int, byline: CreditLine) -> bool:
        """Whether offices are named at the foot of a notice, as those that give it."""
        shorts = self._neighbours.shorts
        text_below = index + 1 < len(shorts) and not shorts[index + 1]
        if index == 0 or shorts[index - 1] or text_below:
            return False
        head = next(
            (k for k in range(index - 2, max(-1, index - _LONGEST_NOTICE), -1) if shorts[k]), None
        )
        is_notice = head is not None and self._neighbours.lines[head].text.replace(
            " ", ""
        ).endswith(NOTICES)
        return is_notice and all(is_office(credit.name) for credit in byline.credits)

    def _is_named_below(self, index: int, line: LineFeatures) -> bool:
        """Whether the text below speaks of it.

        咸菜缸 is then no name, for writers seldom name themselves.
        """
        name = line.text.replace(" ", "")
        below = [other.text for other in self._neighbours.lines[index + 1 : index + 4]]
        return len(name) <= 4 and any(name in text for text in below)

    def _place_clues(self, index: int, line: LineFeatures) -> Clues:
        """Clues from what stands above and around."""
        above = self._neighbours.line_at(index - 1)
        signed = self._neighbours.signed[index]
        # Where reports are signed, unsigned short pieces alike are subheadings;
        # elsewhere they may be headlines.
        trust = (
            1.0
            if self._neighbours.tight_above_text(index, line)
            else 0.3 + 0.7 * self._neighbours.signs
        )
        clues: Clues = {
            "signed": signed,
            "unsigned": 0 if signed else self._neighbours.signs,
            "after a boundary": self._neighbours.after_boundary(index),
            "no gaps": not self._neighbours.gaps,
            "label": self._neighbours.is_label(index),
            "ends with colon": line.text.endswith(":") and not self._neighbours.is_label(index),
            "after a colon": above is not None
            and above.text.endswith(":")
            and not self._neighbours.is_label(index - 1),
            "signed at its end": not signed and self._neighbours.signed_at_end(index),
            "below a foot": index > 0 and self._echoes.at_foot(index - 1),
            "indented": line.piece.indented and not self._neighbours.gaps,
            "siblings": trust * self._neighbours.siblings(index, line),
            "parallel": not signed and not line.numbered and self._neighbours.parallel(index),
            "row among rows": line.row and self._neighbours.beside_a_row(index),
            "verse": self._neighbours.verses[index],
        }
        if above is None or not self._neighbours.shorts[index - 1]:
            clues["nothing short above"] = 1
            return clues
        alike = abs(above.length - line.length) <= 3
        clues["of the length above" if alike else "of another length"] = 1
        clues["apart below" if line.piece.gap else "tight below"] = self._neighbours.gaps
        return clues

    def _following_clues(self, index: int, line: LineFeatures) -> Clues:
        """Clues from the next piece."""
        following = self._neighbours.line_at(index + 1)
        clues: Clues = {
            "caption below": self._neighbours.caption_below(index),
            "tight above text": self._neighbours.tight_above_text(index, line),
            "second line follows": self._neighbours.two_lines(index),
        }
        if following is None or not self._neighbours.shorts[index + 1] or following.byline:
            clues["no headline follows"] = 1
            text_follows = (
                following is not None
                and not self._neighbours.shorts[index + 1]
                and following.opening is None
            )
            clues["note above text"] = line.note_word and index > 0 and text_follows
            clues["place above text"] = line.division and text_follows
            return clues
        clues["note above a headline"] = line.note_word
        below, behind = self._echoes.answered[index + 1]
        above = self._echoes.answered[index][1]
        clues["signed headline follows"] = self._neighbours.signed[index + 1]
        clues["longer one follows"] = following.length >= line.length
        # At the foot of a text kicker and title answer it together; a kicker that does so alone
        # is a title.
        clues["text above answers it alone"] = above if behind <= below else 0
        clues["foot follows"] = self._echoes.at_foot(index + 1) and above > 0
        return clues

    def _text_clues(self, index: int) -> Clues:
        """Clues from the words that headline and text share."""
        below, above = self._echoes.answered[index]
        following = self._neighbours.line_at(index + 1)
        text_below = (
            following is not None
            and not self._neighbours.shorts[index + 1]
            and following.opening is None
        )
        at_foot = self._echoes.at_foot(index) and not self._echoes.at_foot(index + 1)
        return {
            "lead below": text_below and following is not None and following.reports,
            "text below answers": below,
            "text answers": max(below, (_ABOVE_TEXT if text_below else 0.8) * above),
            "lead answers" if self._echoes.lead_answers(index) else "lead is silent": 1,
            "at the foot": at_foot and not text_below,
            "at the foot, text below": at_foot and text_below,
            "same story": self._echoes.same_story(index),
        }

    def _fragment_clues(self, index: int, line: LineFeatures) -> Clues:
        """Clues from the sentences that run into the piece and out of it."""
        stops_oddly = line.length > 9 and " " not in line.text and odd_stop(line.text)
        return {
            "fragment": self._fragments.broken * self._fragments.fragment(index, line),
            "stops oddly": self._fragments.broken * stops_oddly,
            "goes on elsewhere": self._fragments.broken
            * self._fragments.goes_on_elsewhere(index, line),
        }


def _clues_of_line(line: LineFeatures) -> Clues:
    """Clues from the piece alone."""
    text, length = line.text, line.length
    return {
        "closed": line.closed,
        "starts with dash": text.startswith("—"),
        "ends with dash": text.endswith("—"),
        "two phrases": " " in text and _TWO_PHRASES.fullmatch(text) is not None,
        "ends with comma": text.endswith((",", "、", ";")),
        "comma in long": length > 24 and "," in text,
        "many commas": length > 28 and text.count(",") > 1,
        "starts inside": line.starts_inside,
        "dated lead": line.dated_lead,
        "says": line.says,
        "prose": max(0.0, min(_MOST_PROSE, reads_like_prose(text))),
        "quotation left open": quotes_left_open(text) > 0,
        "list item": line.list_item,
        "figures": line.figures > 0.3,
        "numbered": line.numbered,
        "place": line.place,
        "box word": line.box_word or line.section,
        "series mark": line.series_mark,
        "column word": line.column_word and not line.box_word,
        "very short": length < 4,
        "under 6": 3 < length < 6,
        "under 9": length < 9,
        "over 8": length > 8,
        "usual length": 6 <= length <= 28,
        "long": length > 18,
        "over 24": length > 24,
        "long for a headline": length > 36,
        "very long": length > 40,
        "over 60": length > 60,
    }


def _present(clues: Clues) -> Clues:
    """The clues that are there, without those of no strength."""
    return {name: float(value) for name, value in clues.items() if value}


def _score(clues: Clues, labels: tuple[Label, ...]) -> dict[Label, float]:
    """The sums of what the clues are worth for each label. The innermost work of a parse."""
    worths_of = _worths_for(labels)
    rows = []
    for name, value in clues.items():
        worths = worths_of.get(name)
        if worths is None:
            continue
        if value != 1.0:
            worths = tuple([worth * value for worth in worths])
        rows.append(worths)
    if not rows:
        return dict.fromkeys(labels, 0.0)
    return dict(zip(labels, map(sum, zip(*rows, strict=True)), strict=True))


@lru_cache(maxsize=256)
def _worths_for(labels: tuple[Label, ...]) -> dict[str, tuple[float, ...]]:
    """The table of weights, cut down to these labels in this order."""
    numbers = [NUMBER[label] for label in labels]
    return {clue: tuple([worths[number] for number in numbers]) for clue, worths in CLUES.items()}
