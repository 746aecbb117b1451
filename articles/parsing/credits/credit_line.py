"""A stretch of credits: its roles and names in order, and each name with its role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.parsing.credits.credit_words import (
    BULLETS,
    HOUSE,
    HOUSE_SIGN,
    REPORT_VERB_END,
    REPORTER,
    ROLE,
    ROLE_BEGINNINGS,
    SHORT_ROLES,
    any_of,
    is_office,
)
from articles.parsing.person_names import (
    HAN,
    is_dotted_name,
    is_name,
    join_spaced,
    split_names,
    surname_length,
)
from articles.parsing.record import Credit
from articles.parsing.word_lists import WRITERS

_WORD = re.compile(r"[^\s/:、,;|()]+")
_GAP = re.compile(r"[\s/:、,;|]+")
_SEPARATORS = " /:、|"
_HAN_WORD = re.compile(rf"[{HAN}]{{2,4}}")
_PLACE_WORD = re.compile(rf"[{HAN}]{{2,5}}")
# Where a writer lives or what a writer is: 汀南区, 南塘路居民.
_WRITER_IS = re.compile(rf"[{HAN}]{{1,10}}(?:[省市区县镇乡村]|街道|社区|{any_of(WRITERS)})")
_CLASS = re.compile(rf"[^\s/:、,;|]{{2,20}}班\s+(?=[{HAN}])")  # 江北四小五(3)班 俞果果
_UNKNOWN_HOUSE = re.compile(rf"([{HAN}]{{3,8}}?)(?={REPORTER}|特约撰稿|实习生|實習生)")
_MOST_TOKENS = 60
_HOUSE_WITHIN = 20  # characters from the beginning of a house to its last one


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a stretch of credits says; `end` is where it stops in the text it was read from."""

    credits: tuple[Credit, ...] = ()
    source: str = ""
    end: int = 0

    @property
    def has_role(self) -> bool:
        return any(credit.role for credit in self.credits)


class TokenKind(StrEnum):
    """What a part of a stretch of credits is."""

    ROLE = "role"
    WORD = "word"
    RUN_ON = "run-on"  # a word without a gap behind its role: 记者陈望


Token = tuple[TokenKind, str]


def read_credits(text: str) -> CreditLine | None:
    """Read a whole stretch such as `株洲日报(全媒体记者/甲 通讯员/乙 丙)` without its brackets.

    Behind a role any short word is a name; a word that cannot be a name, or a stretch that holds no
    name at all, is no credit.
    """
    text = _CLASS.sub("", text.strip(BULLETS), count=1)
    source, text = _split_house(text)
    tokens = _tokens(text)
    if tokens is None:
        return None
    named = _assign_roles(tokens)
    return CreditLine(named, source, len(text)) if named else None


# --- the house ---------------------------------------------------------------------------------


def _split_house(text: str) -> tuple[str, str]:
    """The house that credits begin with, empty where they name none, and the rest of the text."""
    house = _match_house(text, 0)
    if house is not None and _ends_house(text, house.end()):
        return house.group(1).strip("《》"), text[house.end() :]
    unknown = _unknown_house(text)
    return unknown, text[len(unknown) :]


def _match_house(text: str, position: int) -> re.Match[str] | None:
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


def _tokens(text: str) -> list[Token] | None:
    """Roles and words in order; None where the text is too long to be a credit."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        gap = _GAP.match(text, position)
        if gap is not None:
            position = gap.end()
            continue
        position = _behind_house(text, position)
        role = _role_at(text, position, tokens)
        if role:
            tokens.append((TokenKind.ROLE, role))
            position += len(role)
            continue
        word = _WORD.match(text, position)
        if word is None or len(tokens) > _MOST_TOKENS:
            return None
        end = _next_role(text, position + 1, word.end())
        kind = TokenKind.RUN_ON if _runs_on(text, position, tokens) else TokenKind.WORD
        tokens.append((kind, text[position:end]))
        position = end
    return tokens


def _behind_house(text: str, position: int) -> int:
    """The position behind a house that stands before a role: 记者甲 云汀日报通讯员乙."""
    house = _match_house(text, position)
    if house is not None and ROLE.match(text, house.end()):
        return house.end()
    return position


def _role_at(text: str, position: int, tokens: Sequence[Token]) -> str:
    """The role that begins at a position of the text; empty where none does."""
    if text[position] not in ROLE_BEGINNINGS:
        return ""
    match = ROLE.match(text, position)
    if match is None or not _stands_alone(text, match):
        return ""
    role = match.group()
    if len(role) == 1 and _awaits_given_name(tokens):
        return ""
    return role


def _awaits_given_name(tokens: Sequence[Token]) -> bool:
    """郁 文 is a spaced name, not a text by somebody called 郁."""
    if not tokens:
        return False
    kind, value = tokens[-1]
    return kind is TokenKind.WORD and len(value) == 1


def _stands_alone(text: str, role: re.Match[str]) -> bool:
    """Whether no word goes on behind the role, where the role is of one character."""
    if role.group() not in SHORT_ROLES:
        return True
    return role.end() == len(text) or text[role.end()] in _SEPARATORS


def _runs_on(text: str, position: int, tokens: Sequence[Token]) -> bool:
    """Whether the word at a position stands right behind a role, without a gap."""
    if position == 0 or not tokens:
        return False
    return tokens[-1][0] is TokenKind.ROLE and text[position - 1] not in _SEPARATORS


def _next_role(text: str, start: int, end: int) -> int:
    """Where inside a word a role begins.

    黎世伟通讯员 is a name and a role, 谭昕吾摄 too, 彭建文 is a name.
    """
    for role in ROLE.finditer(text, start, end):
        if len(role.group()) > 1:
            return role.start()
        if role.end() == end and role.group() in "摄攝":
            return role.start()
    return end


# --- names and their roles ---------------------------------------------------------------------


def _assign_roles(tokens: Sequence[Token]) -> tuple[Credit, ...]:
    """Give each name its role: the one before it, or, where names come first, the one behind them.

    Empty where a word is no name.
    """
    roles_first = bool(tokens) and tokens[0][0] is TokenKind.ROLE
    assigned: list[Credit] = []
    last_role = ""
    words: list[str] = []
    for kind, value in [*tokens, (TokenKind.ROLE, "")]:
        if kind is not TokenKind.ROLE:
            word = REPORT_VERB_END.sub("", value)
            if _is_kept(word, value, kind, words):
                words.append(word)
            if kind is TokenKind.RUN_ON and not _may_run_on(word):
                return ()  # 记者手记 is no byline
            continue
        names = _names(words, behind_role=roles_first)
        if names is None:
            return ()
        role = last_role if roles_first else value
        assigned += [Credit(name, role) for name in names]
        last_role = value
        words = []
    return tuple(assigned)


def _is_kept(word: str, printed: str, kind: TokenKind, words: Sequence[str]) -> bool:
    """Whether a word may be a name; 記者林書瑜/望潮報導 names a place after the writer."""
    if not word:
        return False
    names_place = kind is TokenKind.WORD and bool(words) and word != printed
    return not names_place or is_name(word)


def _may_run_on(word: str) -> bool:
    """Whether a word may stand right behind a role."""
    if surname_length(word) == len(word):
        return True
    return split_names(word) is not None or is_office(word)


def _names(words: Sequence[str], *, behind_role: bool) -> list[str] | None:
    """The names that the words are; None where a word is none."""
    names: list[str] = []
    words = _without_place(words)
    joined = join_spaced(words, are_names=behind_role)
    among_names = any(map(is_name, joined))
    for word in joined:
        if len(words) > 1 and not is_name(word) and _WRITER_IS.fullmatch(word):
            continue  # (汀南区 阮小珂) says where the writer lives
        word_names = _names_in(word, behind_role=behind_role, among_names=among_names)
        if not word_names:
            return None
        names += word_names
    return names


def _without_place(words: Sequence[str]) -> Sequence[str]:
    """The words without a place behind names: 本報記者甲/某地."""
    if len(words) < 2 or is_name(words[-1]) or not _PLACE_WORD.fullmatch(words[-1]):
        return words
    return words[:-1] if all(map(_is_any_name, words[:-1])) else words


def _names_in(word: str, *, behind_role: bool, among_names: bool) -> list[str]:
    """The names in one word; empty where it is none."""
    if _is_any_name(word) or is_office(word):
        return [word]
    run_together = split_names(word)
    if run_together and len(word) > 3:
        return run_together
    if not _HAN_WORD.fullmatch(word):
        return []
    is_like_name = among_names and surname_length(word) > 0 and len(word) < 4
    return [word] if behind_role or is_like_name else []


def _is_any_name(word: str) -> bool:
    return is_name(word) or is_dotted_name(word)
