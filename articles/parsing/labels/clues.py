"""What speaks for or against each label of a piece: clues from its looks and from its neighbours.

A clue is a name and a strength, 1 where it is simply there. `weights` says what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import is_office
from articles.parsing.credits.signature_forms import read_pen_name
from articles.parsing.labels.echoes import Echoes
from articles.parsing.labels.fragments import Fragments
from articles.parsing.labels.label import Label
from articles.parsing.labels.label_candidates import candidates
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.neighbours import Neighbours
from articles.parsing.labels.prose import reads_like_prose
from articles.parsing.labels.surroundings import Clues, Surroundings, form_of
from articles.parsing.labels.weights import CLUES, NUMBER
from articles.parsing.lines.characters import quotes_left_open
from articles.parsing.lines.junction import odd_stop
from articles.parsing.word_lists import NOTICES

_TWO_PHRASES = re.compile(r"[^\s,。]{3,} +[^\s,。]{3,}")  # set apart, as only headlines are
_ABOVE_TEXT = 0.3
_MOST_PROSE = 4.0
_LONGEST_NOTICE = 12  # pieces
# What is no plain text, though it is no short line either.
_MARKS = ("opening", "source line", "closing bracket")


class Scorer:
    """Scores of the labels that the pieces inside the articles of a page may get.

    `parts` holds the label of every piece that stands outside, None for the others; `inside` the
    numbers of the others.
    """

    def __init__(
        self, looks: Sequence[LineFeatures], parts: Sequence[Label | None], inside: Sequence[int]
    ) -> None:
        self._near = Neighbours(looks, parts, inside)
        self._echoes = Echoes(self._near)
        self._fragments = Fragments(self._near)
        own = [self._clues(index) for index in range(len(inside))]
        self._forms = [form_of(clues) for clues in own]
        around = Surroundings(self._near.looks, self._forms, inside, looks)
        self.clues = [
            _present(clues | around.clues(index, clues)) for index, clues in enumerate(own)
        ]

    def candidates(self) -> list[tuple[Label, ...]]:
        """The labels that each piece may get."""
        pieces = zip(self._forms, self._near.looks, self.clues, strict=True)
        return [candidates(form, look, clues) for form, look, clues in pieces]

    def scores(self) -> list[dict[Label, float]]:
        """What each label is worth, piece by piece."""
        return [
            _score(clues, labels)
            for clues, labels in zip(self.clues, self.candidates(), strict=True)
        ]

    def _clues(self, index: int) -> Clues:
        look = self._near.looks[index]
        signs_above = (
            look.tail is not None
            and look.tail.start == 0
            and index > 0
            and not self._near.shorts[index - 1]
        )
        if look.opening and not signs_above:
            return {"opening": 1}
        if look.source or (look.tail and look.tail.start == 0):
            bracket = look.tail is not None and look.tail.start == 0 and look.tail.kind != "byline"
            mark = (
                "closing bracket" if bracket else "source line" if look.source else "closing names"
            )
            plain = {} if mark in _MARKS else {"plain text": 1}
            return {mark: 1, **plain, **self._name_clues(index, look)}
        if not self._near.shorts[index]:
            return {"one sentence": look.one_sentence, "plain text": 1}
        return {
            "bias": 1,
            "one sentence": look.one_sentence,
            **_own_clues(look),
            **self._name_clues(index, look),
            **self._place_clues(index, look),
            **self._following_clues(index, look),
            **self._text_clues(index),
            **self._fragment_clues(index, look),
        }

    def _name_clues(self, index: int, look: LineFeatures) -> Clues:
        if look.byline is None:
            return {"pen name": self._in_the_place_of_a_name(index, look)}
        if look.tail and look.tail.kind != "byline":
            return {}
        marked = look.text[0] in "□■◎●◆" or bool(look.byline.source)
        if marked or any(credit.role for credit in look.byline.credits):
            return {"names with roles": 1}
        if self._told_of(index, look) or look.column_word:
            return {}
        following = self._near.look(index + 1)
        above = self._near.look(index - 1)
        if self._signs_below(index, look.byline) and above is not None and above.closed:
            return {"office below its text": 1}
        return {
            "bare names": 1,
            "names over 12": look.length > 12,
            "names, no text follows": following is None or following.short,
        }

    def _in_the_place_of_a_name(self, index: int, look: LineFeatures) -> bool:
        """Whether a word of two or three characters stands between a headline and its text, which does not hold it."""
        above, following = self._near.look(index - 1), self._near.look(index + 1)
        if above is None or following is None or read_pen_name(look.text) is None:
            return False
        between = (
            self._near.shorts[index - 1]
            and not self._near.shorts[index + 1]
            and following.opening is None
        )
        headed = (
            above.length > 4
            and not above.closed
            and not above.piece.indented
            and self._near.verses[index] == 0
        )
        return (
            between
            and headed
            and not self._told_of(index, look)
            and not (look.place or look.column_word)
        )

    def _signs_below(self, index: int, byline: CreditLine) -> bool:
        """Whether offices are named at the foot of a notice, as those that give it."""
        shorts = self._near.shorts
        text_below = index + 1 < len(shorts) and not shorts[index + 1]
        if index == 0 or shorts[index - 1] or text_below:
            return False
        head = next(
            (k for k in range(index - 2, max(-1, index - _LONGEST_NOTICE), -1) if shorts[k]), None
        )
        is_notice = head is not None and self._near.looks[head].text.replace(" ", "").endswith(
            NOTICES
        )
        return is_notice and all(is_office(credit.name) for credit in byline.credits)

    def _told_of(self, index: int, look: LineFeatures) -> bool:
        """Whether the text below speaks of it: 咸菜缸 is then no name, for writers seldom name themselves."""
        name = look.text.replace(" ", "")
        below = [other.text for other in self._near.looks[index + 1 : index + 4]]
        return len(name) <= 4 and any(name in text for text in below)

    def _place_clues(self, index: int, look: LineFeatures) -> Clues:
        """Clues from what stands above and around."""
        above = self._near.look(index - 1)
        signed = self._near.signed[index]
        # Where reports are signed, short pieces alike and unsigned are subheadings; elsewhere they may be headlines.
        telling = 1.0 if self._near.tight_above_text(index, look) else 0.3 + 0.7 * self._near.signs
        clues: Clues = {
            "signed": signed,
            "unsigned": 0 if signed else self._near.signs,
            "after a boundary": self._near.after_boundary(index),
            "no gaps": not self._near.gaps,
            "label": self._near.is_label(index),
            "ends with colon": look.text.endswith(":") and not self._near.is_label(index),
            "after a colon": above is not None
            and above.text.endswith(":")
            and not self._near.is_label(index - 1),
            "signed at its end": not signed and self._near.signed_at_end(index),
            "below a foot": index > 0 and self._echoes.at_foot(index - 1),
            "indented": look.piece.indented and not self._near.gaps,
            "siblings": telling * self._near.siblings(index, look),
            "parallel": not signed and not look.numbered and self._near.parallel(index),
            "row among rows": look.row and self._near.beside_a_row(index),
            "verse": self._near.verses[index],
        }
        if above is None or not self._near.shorts[index - 1]:
            clues["nothing short above"] = 1
            return clues
        alike = abs(above.length - look.length) <= 3
        clues["of the length above" if alike else "of another length"] = 1
        clues["apart below" if look.piece.gap else "tight below"] = self._near.gaps
        return clues

    def _following_clues(self, index: int, look: LineFeatures) -> Clues:
        """Clues from the next piece."""
        following = self._near.look(index + 1)
        clues: Clues = {
            "caption below": self._near.caption_below(index),
            "tight above text": self._near.tight_above_text(index, look),
            "second line follows": self._near.two_lines(index),
        }
        if following is None or not self._near.shorts[index + 1] or following.byline:
            clues["no headline follows"] = 1
            text_follows = (
                following is not None
                and not self._near.shorts[index + 1]
                and following.opening is None
            )
            clues["note above text"] = look.note_word and index > 0 and text_follows
            clues["place above text"] = look.division and text_follows
            return clues
        clues["note above a headline"] = look.note_word
        below, behind = self._echoes.answered[index + 1]
        above = self._echoes.answered[index][1]
        clues["signed headline follows"] = self._near.signed[index + 1]
        clues["longer one follows"] = following.length >= look.length
        # At the foot of a text kicker and title answer it together; a kicker that does so alone is a title.
        clues["text above answers it alone"] = above if behind <= below else 0
        clues["foot follows"] = self._echoes.at_foot(index + 1) and above > 0
        return clues

    def _text_clues(self, index: int) -> Clues:
        """Clues from the words that headline and text share."""
        below, above = self._echoes.answered[index]
        following = self._near.look(index + 1)
        text_below = (
            following is not None and not self._near.shorts[index + 1] and following.opening is None
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

    def _fragment_clues(self, index: int, look: LineFeatures) -> Clues:
        """Clues from the sentences that run into the piece and out of it."""
        stops_oddly = look.length > 9 and " " not in look.text and odd_stop(look.text)
        return {
            "fragment": self._fragments.broken * self._fragments.fragment(index, look),
            "stops oddly": self._fragments.broken * stops_oddly,
            "goes on elsewhere": self._fragments.broken
            * self._fragments.goes_on_elsewhere(index, look),
        }


def _own_clues(look: LineFeatures) -> Clues:
    """Clues from the piece alone."""
    text, length = look.text, look.length
    return {
        "closed": look.closed,
        "starts with dash": text.startswith("—"),
        "ends with dash": text.endswith("—"),
        "two phrases": " " in text and _TWO_PHRASES.fullmatch(text) is not None,
        "ends with comma": text.endswith((",", "、", ";")),
        "comma in long": length > 24 and "," in text,
        "many commas": length > 28 and text.count(",") > 1,
        "starts inside": look.starts_inside,
        "dated lead": look.dated_lead,
        "says": look.says,
        "prose": max(0.0, min(_MOST_PROSE, reads_like_prose(text))),
        "quotation left open": quotes_left_open(text) > 0,
        "list item": look.list_item,
        "figures": look.figures > 0.3,
        "numbered": look.numbered,
        "place": look.place,
        "box word": look.box_word or look.section,
        "series mark": look.series_mark,
        "column word": look.column_word and not look.box_word,
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


def _score(clues: Clues, labels: Sequence[Label]) -> dict[Label, float]:
    totals = [0.0] * len(NUMBER)
    for name, value in clues.items():
        worths = CLUES.get(name)
        if worths is None:
            continue
        for number, worth in enumerate(worths):
            totals[number] += worth * value
    return {label: totals[NUMBER[label]] for label in labels}
