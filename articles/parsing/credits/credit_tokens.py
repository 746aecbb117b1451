"""A stretch of credits cut into its parts: the house it begins with, roles and words in order."""

import re
from dataclasses import dataclass
from typing import Final

from articles.parsing.credits.credit_words import (
    BULLETS,
    HOUSE,
    HOUSE_SIGN,
    OWN_HOUSE,
    REPORTER,
    ROLE,
    ROLE_BEGINNINGS,
    SHORT_ROLES,
    is_office,
)
from articles.parsing.person_names import HAN, is_name, split_names
from articles.parsing.word_lists import HOUSES, ORIGINS

_WORD = re.compile(r"[^\s/:、,;|()]+")
_GAP = re.compile(r"[\s/:、,;|]+")
_SEPARATORS: Final = " /:、|,;"
_CLASS = re.compile(rf"[^\s/:、,;|]{{2,20}}班\s+(?=[{HAN}])")  # 江北四小五(3)班 俞果果
_COUNTRY = re.compile(rf"(?<![^\s:、/])[(\[][{HAN}]{{1,6}}[)\]]\s?(?=[{HAN}])")  # [美]某某
_PLACE_OF_REPORT = re.compile(r"[发發]自\s?[^\s。,、|]{2,16}")
# What people are at a paper, which its name stands before.
_POST = re.compile(f"{REPORTER}|特约撰稿|特約撰稿|实习生|實習生")
_UNKNOWN_HOUSE = re.compile(rf"([{HAN}]{{3,8}}?)(?={_POST.pattern})")
_SENT_TO = re.compile(rf"^赴[{HAN}]{{1,8}}?(?=特派|记者|記者)")
_TEXT_AND_PICTURE = re.compile(rf"([{HAN}]{{2,4}})文([{HAN}]{{2,4}})(?=[摄攝图圖])")
_MOST_TOKENS = 60
_HOUSE_WITHIN = 20  # characters from the beginning of a house to its last one
_LONGEST_BEFORE_ROLE = 5  # characters of a name that a role of one character ends: 韦小美作
_HOUSE_NAME = re.compile(rf"[{HAN}]{{4,8}}")
_SHORTEST_HOUSE = 4  # characters of a house that no list holds
# Houses that a list holds whole: 新华社.
_HOUSES = frozenset(house for house in HOUSES if len(house) > 2)
_OWN_HOUSE = re.compile(OWN_HOUSE)
_NAME_LENGTHS = (3, 2, 4)  # characters, the likeliest first


@dataclass(frozen=True, slots=True)
class Token:
    """A role or a word of a stretch of credits.

    `gap` holds the separators before it, and is empty where it runs on: 记者陈望. `is_bound` says
    that a role runs on behind it.
    """

    text: str
    gap: str
    is_role: bool = False
    is_bound: bool = False

    @property
    def runs_on(self) -> bool:
        return not self.gap


@dataclass(frozen=True, slots=True)
class SplitCredits:
    """The house that credits begin with, empty where they name none, and their roles and words.

    `is_known_house` says that a list holds its name or its end. There are no tokens where the text
    is no stretch of credits.
    """

    house: str
    is_known_house: bool
    tokens: list[Token]


def split_credits(text: str) -> SplitCredits:
    """Cut a stretch of credits into its parts."""
    text = _without_remarks(text.strip(BULLETS))
    house, rest = _known_house(text)
    is_known = house != ""
    if not is_known:
        house = _unknown_house(text)
        rest = text[len(house) :]
        house = house.rstrip("讯訊")  # 本报讯记者 甲
    return SplitCredits(house, is_known, _Reader(rest, house).tokens())


def _without_remarks(text: str) -> str:
    """Credits without what stands among them and names nobody: a class, a place, a country."""
    text = _CLASS.sub("", text, count=1)
    text = _PLACE_OF_REPORT.sub(" ", text)
    text = _COUNTRY.sub("", text)
    return _TEXT_AND_PICTURE.sub(r"\1 文 \2 ", text)


# --- the house ---------------------------------------------------------------------------------


def _known_house(text: str) -> tuple[str, str]:
    """The house that a text begins with, empty where it does not, and the rest of the text."""
    house = match_house(text, 0)
    if house is None or not _ends_house(text, house.end()):
        return "", text
    return house.group(1).strip("《》"), text[house.end() :]


def match_house(text: str, position: int) -> re.Match[str] | None:
    """The name of a paper, an agency or a station at a position of the text."""
    if not HOUSE_SIGN.search(text, position, position + _HOUSE_WITHIN):
        return None
    return HOUSE.match(text, position)


def _ends_house(text: str, end: int) -> bool:
    """Whether the name of a house may end here: before a role, before a gap, with the text."""
    if end == len(text) or text[end] in " :/":
        return True
    return ROLE.match(text, end) is not None


def _unknown_house(text: str) -> str:
    """The name of a paper no list holds, run together with the role behind it: 南浦周末记者 甲."""
    match = _UNKNOWN_HOUSE.match(text)
    if match is None or ROLE.match(text):
        return ""
    house = match.group(1)
    if split_names(house) or is_office(house):
        return ""
    return house


# --- roles and words ---------------------------------------------------------------------------


class _Reader:
    """Reads the roles and words of a text from its beginning to its end."""

    def __init__(self, text: str, house: str) -> None:
        self._text = text
        self._house = house
        self._position = 0
        self._gap = ""
        self._tokens: list[Token] = []

    def tokens(self) -> list[Token]:
        while self._position < len(self._text):
            if len(self._tokens) > _MOST_TOKENS or not self._read_token():
                return []
        return self._tokens

    def _read_token(self) -> bool:
        """Read what stands at the position; false where no credits go on like this."""
        gap = _GAP.match(self._text, self._position)
        if gap is not None:
            self._gap = gap.group()
            self._position = gap.end()
            return True
        self._skip_house()
        role = self._role()
        if role:
            self._add(role, is_role=True)
            return True
        return self._read_word()

    def _add(self, text: str, *, is_role: bool, is_bound: bool = False) -> None:
        if is_role:
            printed = _SENT_TO.sub("", text)
        elif text in ORIGINS and self._tokens:
            printed = ""
        else:
            printed = text
        if printed:
            self._tokens.append(Token(printed, self._gap, is_role, is_bound))
        self._position += len(text)
        self._gap = ""

    def _skip_house(self) -> None:
        """Go on behind a house that stands before a role: 记者甲 云汀日报通讯员乙."""
        house = match_house(self._text, self._position)
        if house is not None and self._is_house_alone(house):
            self._position = house.end()
        elif self._house and self._text.startswith(self._house, self._position):
            self._position += len(self._house)

    def _is_house_alone(self, house: re.Match[str]) -> bool:
        """Whether a match is a house before a role, without another role or a name before it."""
        if not ROLE.match(self._text, house.end()) or _POST.search(house.group()):
            return False
        return not _name_before(house.group(), self._house)

    def _role(self) -> str:
        """The role that begins at the position; empty where none does."""
        if self._position >= len(self._text) or self._text[self._position] not in ROLE_BEGINNINGS:
            return ""
        match = ROLE.match(self._text, self._position)
        if match is None or not self._stands_alone(match):
            return ""
        role = match.group()
        return "" if len(role) == 1 and self._awaits_given_name() else role

    def _stands_alone(self, role: re.Match[str]) -> bool:
        """Whether no word goes on behind the role, where the role is of one character."""
        if role.group() not in SHORT_ROLES or role.end() == len(self._text):
            return True
        return self._text[role.end()] in _SEPARATORS

    def _awaits_given_name(self) -> bool:
        """郁 文 is a spaced name, not a text by somebody called 郁."""
        singles = 0
        for token in reversed(self._tokens):
            if token.is_role or len(token.text) != 1:
                break
            singles += 1
        return singles == 1 and " " in self._gap

    def _read_word(self) -> bool:
        word = _WORD.match(self._text, self._position)
        if word is None:
            return False
        role_start = self._next_role(word)
        is_bound = role_start < len(self._text) and role_start < word.end()
        text = self._text[self._position : role_start]
        is_post = is_bound and _POST.match(self._text, role_start) is not None
        name = _name_before_house(text, self._house) if is_post else text
        if name:
            self._add(name, is_role=False, is_bound=is_bound)
        self._position = role_start
        return True

    def _next_role(self, word: re.Match[str]) -> int:
        """Where inside a word a role begins, or where the word ends.

        黎世伟通讯员 is a name and a role, 谭昕吾摄 and 韦小美作 too, 彭建文 is a name.
        """
        for role in ROLE.finditer(self._text, word.start() + 1, word.end()):
            if len(role.group()) > 1 or self._ends_work(word, role):
                return role.start()
        return word.end()

    def _ends_work(self, word: re.Match[str], role: re.Match[str]) -> bool:
        """Whether a role of one character ends the word, behind a whole name."""
        if role.end() != word.end():
            return False
        if role.group() in "摄攝":
            return True
        name = word.group()[:-1]
        return 3 <= len(name) < _LONGEST_BEFORE_ROLE and is_name(name)


def _name_before_house(text: str, house: str) -> str:
    """The name in a word before a role: all of it, or what stands before a house in it.

    成元生云江广播电台(记者) holds a name; 南浦周末(记者) none, it is a house itself.
    """
    if split_names(text) or len(text) < _NAME_LENGTHS[0]:
        return text
    name = _name_before(text, house)
    if name:
        return name
    is_unknown = _HOUSE_NAME.fullmatch(text) is not None and not is_office(text)
    return "" if is_unknown or _is_house(text, house) else text


def _name_before(text: str, house: str) -> str:
    """The name that a house of its own follows; 石家庄日报 is one house."""
    for length in _NAME_LENGTHS:
        name, rest = text[:length], text[length:]
        is_whole = len(rest) >= _SHORTEST_HOUSE or rest in _HOUSES or _OWN_HOUSE.fullmatch(rest)
        if is_whole and is_name(name) and _is_house(rest, house):
            return name
    return ""


def _is_house(text: str, house: str) -> bool:
    return text == house or (text != "" and HOUSE.fullmatch(text) is not None)
