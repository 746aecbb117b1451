"""Clues from the pieces around a piece, and from the habits of its page.

Each clue is a name and a strength. `weights` holds what each is worth for each label; the worths
were fitted on annotated pages of many papers, so that a clue may speak for one label and against
another. Numbers stand in the names as ranges: a line of 9 characters has the clue
"length 3", the range from 9 to 12 characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.page_habits import PageHabits
from articles.parsing.labels.piece_forms import BOUNDARIES, NAME_FORMS, SHORT_FORMS, Clues, Form
from articles.parsing.person_names import HAN, is_name

# Upper ends of the ranges that stand in the names of clues.
_LENGTHS = (3, 5, 8, 12, 16, 20, 26, 36)  # characters of a short line
_PAIRED_LENGTHS = (8, 13, 20, 30)  # characters of the two lines of a pair
_RATIOS = (0.6, 0.85, 1.2, 1.6, 2.2)  # the length of a line by that of its neighbour
_TEXT_LENGTHS = (20, 40, 80, 160)
_DISTANCES = (1, 3, 6, 11)  # pieces up to the boundary above
_TEXTS_BELOW = (1, 2, 4, 8)
_SINGLES = (0, 1, 2, 4)

_FARTHEST = 12  # pieces that are looked at for a boundary or for the next short line
_LONGEST_WORD = 6  # characters of a pen name
_LEAD_WITHIN = 4  # pieces below a headline among which its lead is looked for
_BELOW = 4  # pieces below a word that may speak of it
_MOST_ODDS = 4.0  # that a sentence runs over
_TOP = 3  # pieces at the head of the page

_MARKS = (
    ("asks", re.compile(r"[?？]$")),
    ("exclaims", re.compile(r"[!！]$")),
    ("colon inside", re.compile(r".:.")),
    ("space inside", re.compile(r"\S \S")),
    ("comma inside", re.compile(r"[,，]")),
    ("figure", re.compile(r"\d")),
    ("quotation mark", re.compile(r"[“”「」]")),
    ("dash inside", re.compile(r".—.")),
    ("in brackets", re.compile(r"^[(【].*[)】]$")),
    ("middle dot", re.compile("·")),
    ("full stop at its end", re.compile(r"。$")),
)
_GOES_ON = re.compile(
    "[他她它这那其但而也]|同时|此外|因此|于是|对此|如今|随后|当时|接着|另外|原来|其实|不过|与此同时|更|再"
)
_CHARACTERS = (60, 120, 200, 350, 600, 1000)
_MOST_CHARACTERS = 1200
_ANGLE_LABEL = re.compile(r"[〈《【\[<].{1,10}[〉》】\]>]")
_WRITER_AND_NAME = re.compile(
    rf"[(【]?[^\s。,!?:;]{{2,18}} +([{HAN}]{{2,4}}|[{HAN}] {{1,2}}[{HAN}]{{1,2}})[)】]?"
)
_SPEAKER = re.compile(r"[^\s,。:]{1,8}:.")
_LETTER_END = frozenset({"此致", "敬礼", "敬禮", "编安", "編安"})
_SIGNS_NOTICE = re.compile(r"[宣启示告啟]$")
_PICTURE_MARK = re.compile(r"[①-⑳❶-❿▲△▼↑←→◀▶]")
_ITEM_MARKS = frozenset("▲△▼●■◆★①②③④⑤⑥⑦⑧⑨⑩")
_SECTION_ENDS = (
    "新闻", "副刊", "周刊", "天地", "园地", "生活", "校园", "广角", "视窗",
    "文苑", "专版", "特刊", "快讯", "动态", "之声", "在线",
)  # fmt: skip


def names_a_writer(text: str) -> str:
    """The name behind the place or the office of a writer, as 任秋收 in 沙原市 任秋收; else empty."""
    match = _WRITER_AND_NAME.fullmatch(text.strip())
    return match.group(1).replace(" ", "") if match else ""


class Surroundings:
    """The pieces inside the articles of a page, asked for by their number among them.

    `lines` are these pieces, `forms` their forms, `inside` their numbers among all pieces of the
    page, `page_lines` all pieces of the page.
    """

    def __init__(
        self,
        lines: Sequence[LineFeatures],
        forms: Sequence[Form],
        inside: Sequence[int],
        page_lines: Sequence[LineFeatures],
    ) -> None:
        self._lines, self._forms, self._inside, self._page_lines = lines, forms, inside, page_lines
        count = len(lines)
        self._shorts_above = self._count_shorts(range(count))
        self._shorts_below = self._count_shorts(range(count - 1, -1, -1))
        self._habits = PageHabits(lines, forms, page_lines)

    def clues(self, index: int, known_clues: Clues) -> Clues:
        """The clues from around the piece; `known_clues` are those of its own text."""
        form = self._forms[index]
        if form is Form.TEXT:
            return self._clues_of_text(index)
        if form not in SHORT_FORMS:
            return {}
        line = self._lines[index]
        clues = self._clues_of_run(index)
        clues |= _clues_of_length(line, self._is_alone(index), self._shorts_below[index])
        clues |= {name: 1.0 for name, mark in _MARKS if mark.search(line.text)}
        clues |= self._clues_of_habits(index)
        clues |= self._clues_of_place(index)
        clues |= self._clues_of_pair(index)
        clues |= self._clues_of_shape(index)
        clues |= self._clues_of_lead(index)
        clues |= self._clues_of_signatures(index, known_clues)
        clues |= self._clues_of_names(index)
        clues |= self._clues_of_furniture(index)
        clues |= self._clues_of_sentence(index)
        return clues

    # --- what is counted once for the page -----------------------------------------------------

    def _count_shorts(self, indexes: Sequence[int]) -> list[int]:
        """For each piece how many short lines stand right before it, in the order of `indexes`."""
        counts = [0] * len(self._lines)
        run = 0
        for index in indexes:
            counts[index] = run
            run = run + 1 if self._forms[index] is Form.SHORT else 0
        return counts

    # --- small questions -----------------------------------------------------------------------

    def form(self, index: int) -> Form:
        return self._forms[index] if 0 <= index < len(self._forms) else Form.END

    def _is_alone(self, index: int) -> bool:
        return self._shorts_above[index] == 0 and self._shorts_below[index] == 0

    def _run_ends_with(self, index: int) -> Form:
        return self.form(index + self._shorts_below[index] + 1)

    def _has_tail_above(self, index: int) -> bool:
        return index > 0 and self._lines[index - 1].tail is not None

    # --- clues of a short line -----------------------------------------------------------------

    def _clues_of_run(self, index: int) -> Clues:
        """Where the line stands among the short lines around it, and what stands around these."""
        above, below = self._shorts_above[index], self._shorts_below[index]
        first_form = self.form(index - above - 1)
        last_form = self._run_ends_with(index)
        clues = {
            f"run {min(above, 3)}:{min(below, 3)} before {last_form}": 1.0,
            f"run behind {first_form}": 1.0,
            f"line {min(above, 3)} of run {min(above + below, 4)}": 1.0,
        }
        if self._is_alone(index):
            clues[f"alone between {first_form} and {last_form}"] = 1.0
        if self._stands_below_section(index):
            clues["section above"] = 1.0
        return clues

    def _stands_below_section(self, index: int) -> bool:
        start = self._inside[index - 1] + 1 if index else 0
        above = self._page_lines[start : self._inside[index]]
        return any(line.section or line.staff for line in above)

    def _clues_of_habits(self, index: int) -> Clues:
        """What the page does elsewhere, as far as it matters for this line."""
        clues = {
            "few texts": float(self._habits.has_few_texts),
            "page signs heads": self._habits.signs_heads,
        }
        last_form = self._run_ends_with(index)
        if self._is_alone(index):
            clues["alone, page has such"] = self._habits.has_singles
            clues["alone, page signs heads"] = self._habits.signs_heads
            clues["alone, page signs ends"] = self._habits.signs_ends
        if last_form is Form.TEXT:
            clues["text below, page signs heads"] = self._habits.signs_heads
        elif last_form in NAME_FORMS or last_form is Form.OPENING:
            clues["names or opening below run"] = 1.0
        below, above = self.form(index + 1), self.form(index - 1)
        if below is Form.SHORT and above is not Form.SHORT:
            clues["first of lines, second ones are longer"] = self._habits.second_lines_are_longer
        elif above is Form.SHORT and below is not Form.SHORT:
            clues["last of lines, second ones are longer"] = self._habits.second_lines_are_longer
        return clues

    def _clues_of_place(self, index: int) -> Clues:
        """How far the line stands from the boundary above and from the next short line."""
        clues: Clues = {"first piece": float(index == 0), "second piece": float(index == 1)}
        boundary = index - 1
        while boundary >= 0 and self._forms[boundary] not in BOUNDARIES:
            if index - boundary > _FARTHEST:
                break
            boundary -= 1
        clues[f"boundary above {_range(index - 1 - boundary, _DISTANCES)}"] = 1.0
        if boundary >= 0:
            clues[f"boundary is {self._forms[boundary]}"] = 1.0
        below = index + 1
        while below < len(self._forms) and self._forms[below] is not Form.SHORT:
            if below - index > _FARTHEST:
                break
            below += 1
        clues[f"texts before the next short line {_range(below - index - 1, _TEXTS_BELOW)}"] = 1.0
        if index > 0:
            is_closed = self._lines[index - 1].closed
            clues["above is closed" if is_closed else "above is open"] = 1.0
        if self.form(index + 1) is Form.TEXT:
            text = self._lines[index + 1]
            clues["long text below"] = float(text.length > 120)
            clues["short text below"] = float(text.length < 60)
            clues["text below goes on"] = float(_GOES_ON.match(text.text) is not None)
            clues["text below quotes"] = float(text.text[0] in "“「")
            clues[f"characters below {self._characters(index, 1)}"] = 1.0
        if self.form(index - 1) is Form.TEXT:
            clues[f"characters above {self._characters(index, -1)}"] = 1.0
        if index + 1 < len(self._lines):
            is_tight = self._lines[index].piece.gap and not self._lines[index + 1].piece.gap
            clues["next piece is tight"] = float(is_tight)
        return clues

    def _characters(self, index: int, step: int) -> int:
        """The range of how many characters of text stand between a line and the next short one."""
        count = 0
        place = index + step
        while self.form(place) in (Form.TEXT, Form.OPENING) and count < _MOST_CHARACTERS:
            count += self._lines[place].length
            place += step
        return _range(count, _CHARACTERS)

    def _clues_of_shape(self, index: int) -> Clues:
        """How the line is built, and whether others of the page are built alike."""
        shape = self._habits.shapes[index]
        if not shape:
            return {}
        alike = self._habits.shape_counts[shape] - 1
        return {f"shape {shape}": 1.0, f"shape {shape}, others {min(alike, 3)}": 1.0}

    def _clues_of_pair(self, index: int) -> Clues:
        """How long the line is beside the short line below and the one above."""
        clues: Clues = {}
        line = self._lines[index]
        if self.form(index + 1) is Form.SHORT:
            clues |= _compared("first", line, self._lines[index + 1])
            clues[f"next line is {_relation(line.length, self._lines[index + 1].length)}"] = 1.0
        if self.form(index - 1) is Form.SHORT:
            clues |= _compared("second", self._lines[index - 1], line)
            clues[f"line above is {_relation(line.length, self._lines[index - 1].length)}"] = 1.0
        return clues

    def _clues_of_lead(self, index: int) -> Clues:
        """How many of its words the lead repeats, beside those of its neighbours: a lead repeats
        the kicker and the subtitle more than the headline."""
        lead = self._find_lead(index)
        if lead is None:
            return {}
        share = self._share_in(index, lead)
        clues: Clues = {"lead repeats": share, "lead repeats nothing": float(share == 0)}
        for neighbour, name in ((index + 1, "next line"), (index - 1, "line above")):
            if self.form(neighbour) is Form.SHORT:
                other = self._share_in(neighbour, lead)
                clues[f"lead repeats {name} more"] = max(0.0, other - share)
                clues[f"lead repeats {name} less"] = max(0.0, share - other)
        return clues

    def _find_lead(self, index: int) -> int | None:
        for below in range(index + 1, min(index + 1 + _LEAD_WITHIN, len(self._forms))):
            form = self._forms[below]
            if form in (Form.TEXT, Form.OPENING):
                return below
            if form is Form.CLOSING:
                return None
        return None

    def _share_in(self, index: int, lead: int) -> float:
        words = self._lines[index].words
        return len(words & self._lines[lead].words) / len(words) if words else 0.0

    def _clues_of_signatures(self, index: int, known_clues: Clues) -> Clues:
        """Whether the text above is signed at its end, and whether the head above is signed."""
        has_tail = self._has_tail_above(index)
        clues: Clues = {"names close the text above": float(has_tail)}
        if has_tail:
            where = "alone" if self._is_alone(index) else "in a run"
            clues[f"names close the text above, {where}"] = 1.0
            clues["names close both texts"] = float(bool(known_clues.get("signed at its end")))
        singles = 0
        above = index - 1
        while above >= 0 and singles < 9:
            if self._forms[above] is Form.SHORT:
                if self.form(above - 1) is Form.SHORT or self.form(above + 1) in NAME_FORMS:
                    break
                singles += 1
            above -= 1
        clues[f"single lines since the head {_range(singles, _SINGLES)}"] = 1.0
        is_signed = above >= 0 and self.form(above + 1) in NAME_FORMS
        clues["head above is signed"] = float(is_signed)
        head_names = _names_of(self._lines[above + 1]) if is_signed else frozenset()
        return clues | self._clues_of_composite(index, head_names)

    def _clues_of_composite(self, index: int, head_names: frozenset[str]) -> Clues:
        """Whether the line heads a part of a report whose writers sign their parts below."""
        signers = self._signers_below(index)
        head = "signed" if head_names else "unsigned"
        clues: Clues = {}
        if signers:
            clues[f"names below its text, head above is {head}"] = 1.0
            clues["signers of the head above"] = float(not signers.isdisjoint(head_names))
        if self.form(index - 1) in NAME_FORMS and self.form(index - 2) is Form.TEXT:
            clues[f"names below the text above, head is {head}"] = 1.0
        return clues

    def _signers_below(self, index: int) -> frozenset[str]:
        """The names that close the text below the line, in its last piece or in a line below."""
        below = index + 1
        while self.form(below) is Form.TEXT and below - index < _FARTHEST:
            below += 1
        if below == index + 1:
            return frozenset()
        if self.form(below) in NAME_FORMS or self.form(below) is Form.CLOSING:
            return _names_of(self._lines[below])
        return _names_of(self._lines[below - 1])

    def _clues_of_names(self, index: int) -> Clues:
        """Whether the line may be a writer's name, by its shape and its place."""
        line = self._lines[index]
        above, below = self.form(index - 1), self.form(index + 1)
        clues: Clues = {}
        if name := names_a_writer(line.text):
            clues["writer and surname" if is_name(name) else "writer and name"] = 1.0
        if above is Form.SHORT and below in (Form.TEXT, Form.OPENING):
            clues["between head and text"] = 1.0
        if above is Form.TEXT and self._lines[index - 1].closed:
            clues["below a closed text"] = 1.0
        if line.length <= _LONGEST_WORD:
            if line.closed_han:
                clues[f"word between {above} and {below}"] = 1.0
            word = line.text.replace(" ", "")
            texts = self._lines[index + 1 : index + 1 + _BELOW]
            clues["text below speaks of it"] = float(any(word in text.text for text in texts))
        return clues

    def _clues_of_furniture(self, index: int) -> Clues:
        """Whether the line may be a caption, a section's name, a notice's end or furniture."""
        line = self._lines[index]
        text = line.text.strip()
        number = self._inside[index]
        clues: Clues = {
            "angle brackets": float(_ANGLE_LABEL.fullmatch(text) is not None),
            "speaker": float(_SPEAKER.match(text) is not None),
            "end of a letter": float(text in _LETTER_END),
            "end of a notice": float(_SIGNS_NOTICE.search(text) is not None),
            "section word": float(line.text.replace(" ", "").endswith(_SECTION_ENDS)),
            "top of the page": float(number < _TOP),
            "furniture": min(line.furniture, 3.0),
            "notice": line.notice,
            **self._clues_of_pictures(line),
        }
        if self._shares_mark(index):
            clues["mark of its neighbour"] = 1.0
        if self._is_lone_notice(index):
            clues["lone notice"] = 1.0
        if index and number > self._inside[index - 1] + 1:
            clues["something outside above"] = 1.0
        if index + 1 < len(self._inside) and self._inside[index + 1] > number + 1:
            is_picture = self._page_lines[number + 1].photo is not None
            clues["picture below" if is_picture else "something outside below"] = 1.0
        return clues

    def _clues_of_sentence(self, index: int) -> Clues:
        """Whether a sentence runs over from the text above, or into the text below."""
        line = self._lines[index]
        clues: Clues = {}
        if self.form(index + 1) is Form.TEXT:
            odds = line.runs_into(self._lines[index + 1])
            clues["sentence runs into the text below"] = min(max(odds, 0.0), _MOST_ODDS)
        if self.form(index - 1) is Form.TEXT and not self._lines[index - 1].closed:
            odds = self._lines[index - 1].runs_into(line)
            clues["sentence runs on from the text above"] = min(max(odds, 0.0), _MOST_ODDS)
        return clues

    def _shares_mark(self, index: int) -> bool:
        """Whether a piece beside it begins with the same mark, as the items of a list do."""
        mark = self._lines[index].text[0]
        if mark not in _ITEM_MARKS:
            return False
        neighbours = [
            self._lines[neighbour]
            for neighbour in (index - 1, index + 1)
            if 0 <= neighbour < len(self._lines)
        ]
        return any(line.text[0] == mark for line in neighbours)

    def _is_lone_notice(self, index: int) -> bool:
        """Whether a notice stands by itself, as between the two halves of a report."""
        if not self._lines[index].notice:
            return False
        neighbours = (*self._lines[max(0, index - 2) : index], *self._lines[index + 1 : index + 3])
        return not any(line.notice for line in neighbours)

    def _clues_of_pictures(self, line: LineFeatures) -> Clues:
        head = line.text[:200]
        return {
            "picture mark": float(_PICTURE_MARK.match(head) is not None),
            "picture shows": float("图为" in head or "圖為" in head),
            "page has captions": self._habits.has_captions,
        }

    # --- clues of a text -----------------------------------------------------------------------

    def _clues_of_text(self, index: int) -> Clues:
        line = self._lines[index]
        clues: Clues = {
            f"text length {_range(line.length, _TEXT_LENGTHS)}": 1.0,
            f"text behind {self.form(index - 1)}": 1.0,
            f"text before {self.form(index + 1)}": 1.0,
            "text is closed" if line.closed else "text is open": 1.0,
            "text of one sentence": float(line.sentence_ends <= 1),
            "speaker": float(_SPEAKER.match(line.text) is not None),
            "furniture": min(line.furniture, 3.0),
            "notice": line.notice,
            "mark of its neighbour": float(self._shares_mark(index)),
            "lone notice": float(self._is_lone_notice(index)),
            **self._clues_of_pictures(line),
        }
        number = self._inside[index]
        if index + 1 < len(self._inside) and self._inside[index + 1] > number + 1:
            clues["picture below"] = float(self._page_lines[number + 1].photo is not None)
        if line.photo is not None:
            clues["ends with a picture's credit"] = 1.0
        return clues


def _names_of(line: LineFeatures) -> frozenset[str]:
    """The people whom a line names as writers."""
    people = [
        *(line.byline.credits if line.byline else ()),
        *(line.tail.credits if line.tail else ()),
    ]
    return frozenset([credit.name for credit in people])


def _range(value: float, ends: Sequence[float]) -> int:
    """The number of the range that the value lies in; ranges end with the values of `ends`."""
    return bisect_left(ends, value)


def _clues_of_length(line: LineFeatures, is_alone: bool, below: int) -> Clues:
    length = _range(line.length, _LENGTHS)
    place = "alone" if is_alone else "last" if below == 0 else "in a run"
    return {f"length {length}": 1.0, f"length {length}, {place}": 1.0}


def _compared(place: str, first: LineFeatures, second: LineFeatures) -> Clues:
    """Two short lines, one below the other: their lengths, and which of them has a space inside."""
    lengths = f"{_range(first.length, _PAIRED_LENGTHS)} {_range(second.length, _PAIRED_LENGTHS)}"
    ratio = _range(second.length / max(1, first.length), _RATIOS)
    spaces = f"{int(' ' in first.text.strip())}{int(' ' in second.text.strip())}"
    return {
        f"{place} of lengths {lengths}": 1.0,
        f"{place} of spaces {spaces}": 1.0,
        f"{place}, ratio {ratio}": 1.0,
    }


def _relation(length: int, other: int) -> str:
    if other > length + 2:
        return "longer"
    return "shorter" if other < length - 2 else "alike"
