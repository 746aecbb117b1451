"""Finds places in cut text: known ones from the lexicon, unknown ones by how they are named.

No Django.

jieba cuts 渌口区 into 渌 and 口区, and knows no invented or new town. A place is what the lexicon
holds whole, or a name before 区, 县, 镇, 街道, 社区 … that the dictionary does not know as a common
word. What one sentence shows clearly is then a word in every other sentence of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product
from typing import NamedTuple

from articles.tagging.lexicon import Lexicon, short_name
from articles.tagging.segmenter import Segmenter

# The flag of what is found here, beside the dictionary's parts of speech.
PLACE = "place"

# How a division is called; and its government, which names it too: 雁洲区政府.
_SUFFIXES = ("街道", "社区", "市", "区", "县", "镇", "乡", "村")
_OFFICES = frozenset(
    map(
        "".join,
        product("市区县镇乡", ("政府", "委", "长", "委书记", "党委", "法院", "医院")),
    )
)
LONGEST_WORDS = 4
# What the name of a place ends with; the lexicon's do too.
_LAST_CHARACTERS = frozenset("道区市县镇乡村省州旗盟木会岛城域")
_NAME = re.compile(r"[\u4e00-\u9fff]{3,7}")
# Parts of speech of words that names are made of; an unknown word has the empty one.
_NAME_FLAGS = frozenset({"", "nr", "nrfg", "nrt", "ns", "nz"})
# Parts of speech that no name holds, not even one that follows another place.
_LINK_FLAGS = frozenset({"m", "r", "p", "c", "u", "uj", "ul", "d", "t", "y", "f", "v", "q"})
# An unknown word that begins with one of these is no name: 该县, 从松岚县.
_PARTICLES = frozenset(
    "市县区镇乡省州在从到向往对由于和与及是为有至把给让等该各以本全每两几某这那我"
    "一二三四五六七八九十多数出进回去赴抵访离的原所过逛援驻见游爱帮助聚看找叫经沿跨"
    "共同兼即乃系将被用比并或就也还又再都"
)


class TaggedWord(NamedTuple):
    """A word as it was cut; the flag is the dictionary's part of speech, or empty."""

    text: str
    flag: str = ""


def may_end_known_place(word: str, flag: str, segmenter: Segmenter, lexicon: Lexicon) -> bool:
    """Whether this word may be the end of a place of the lexicon that the cut does not show."""
    is_whole = len(word) > 2 and word in lexicon.places
    if not is_whole:
        return lexicon.ends_place(word)
    # The place is a word already, but the cut may go through its short form.
    return flag != "ns" or _is_cut(short_name(word), segmenter)


def may_end_new_place(word: str, flag: str, lexicon: Lexicon) -> bool:
    """Whether this word may be the end of a place that the lexicon does not hold."""
    if word in _SUFFIXES or word in _OFFICES:
        return True
    if not word.endswith(_SUFFIXES) or word.endswith(lexicon.no_division):
        return False
    if flag not in _NAME_FLAGS:
        return False
    return len(word) == 2 or not lexicon.is_place(word)


def _is_cut(name: str, segmenter: Segmenter) -> bool:
    words = segmenter.cut(name)
    return len(words) > 1


def known_places(words: Sequence[str], ends: Iterable[int], lexicon: Lexicon) -> Iterator[str]:
    """The places of the lexicon that end with the words of these numbers, the longest of each."""
    for end in ends:
        stop = end + 1
        first_start = max(0, stop - LONGEST_WORDS)
        for start in range(first_start, stop):
            name = "".join(words[start:stop])
            if len(name) > 2 and name in lexicon.places:
                yield name
                break


def find_places(runs: Iterable[Sequence[TaggedWord]], lexicon: Lexicon) -> set[str]:
    """The full names of the places that stand in these runs of words."""
    places: set[str] = set()
    for run in runs:
        places.update(_places_of_run(run, lexicon))
    return places


def short_forms(names: Iterable[str], segmenter: Segmenter) -> set[str]:
    """松岚 for 松岚县, where it is no word that means something else."""
    forms: set[str] = set()
    for name in names:
        short = short_name(name)
        if not short:
            continue
        is_no_word = _is_cut(short, segmenter)
        if is_no_word or segmenter.flag(short) in {"", "ns"}:
            forms.add(short)
    return forms


def _places_of_run(run: Sequence[TaggedWord], lexicon: Lexicon) -> Iterator[str]:
    start = 0
    follows_name = False
    near_end = _near_place_ends(run)
    while start < len(run):
        if not near_end[start]:
            start += 1
            follows_name = False
            continue
        is_second = follows_name or (start > 0 and _is_place(run[start - 1], lexicon))
        name, count = _place_at(run, start, lexicon, follows=is_second)
        if name:
            yield name
        start += count
        follows_name = bool(name)


def _near_place_ends(run: Sequence[TaggedWord]) -> list[bool]:
    """For each word, whether a place that begins with it could end within `LONGEST_WORDS` words.

    Most words are far from any place, and need no closer look.
    """
    near = [False] * len(run)
    for number, word in enumerate(run):
        if word.text[-1] in _LAST_CHARACTERS or word.text in _OFFICES:
            first = max(0, number + 1 - LONGEST_WORDS)
            for start in range(first, number + 1):
                near[start] = True
    return near


def _place_at(
    run: Sequence[TaggedWord], start: int, lexicon: Lexicon, *, follows: bool
) -> tuple[str, int]:
    """The place that begins with this word, and its number of words; an empty name for none."""
    window = run[start : start + LONGEST_WORDS]
    texts = [word.text for word in window]
    names = list(accumulate(texts))
    for count in range(len(names), 0, -1):
        name = names[count - 1]
        if len(name) > 2 and name in lexicon.places:
            return name, count
    for count, name in enumerate(names, 1):
        if name.endswith(_SUFFIXES):
            if _is_named(window[:count], name, lexicon, follows=follows):
                return name, count
            return "", 1
    return _place_of_office(window[:2]), 1


def _is_place(word: TaggedWord, lexicon: Lexicon) -> bool:
    if word.flag not in _NAME_FLAGS:
        return False
    return lexicon.is_place(word.text) or _is_unknown_division(word.text, word.flag)


def _is_unknown_division(name: str, flag: str) -> bool:
    """云汀市: a word the dictionary does not hold, called as divisions are."""
    if flag or not 3 <= len(name) <= 5:
        return False
    return name.endswith(_SUFFIXES)


def _is_named(words: Sequence[TaggedWord], name: str, lexicon: Lexicon, *, follows: bool) -> bool:
    """Whether these words, which end as a division does, are the name of a division.

    `follows` says whether they stand after the name of another place.
    """
    if not _NAME.fullmatch(name) or name[0] in _PARTICLES or name.endswith(lexicon.no_division):
        return False
    *stem, last = words
    if not stem:
        return _is_unknown_division(name, last.flag)
    if last.text not in _SUFFIXES and last.flag not in _NAME_FLAGS:
        return False
    if _is_cut_name(words):
        return True
    return _is_stem(stem, last, lexicon, follows=follows)


def _is_stem(
    stem: Sequence[TaggedWord], last: TaggedWord, lexicon: Lexicon, *, follows: bool
) -> bool:
    """Whether these words before the end of a division name it."""
    first, *others = stem
    if _holds_no_name(stem, lexicon) or _holds_place((*others, last), lexicon):
        return False
    if _is_place(first, lexicon) and len(stem) + len(last.text) > 2:
        return False  # 新疆阿图什市: the name begins with the next word
    if follows:
        return True
    if others or not _is_name(first):
        return False
    # 松岭村 is a village; 株洲社区 is some 社区 of 株洲.
    return last.text == "村" or first.text not in lexicon.short_places


def _holds_no_name(words: Iterable[TaggedWord], lexicon: Lexicon) -> bool:
    """Whether one of the words stands in no name."""
    return any(word.flag in _LINK_FLAGS or word.text in lexicon.no_stem for word in words)


def _holds_place(words: Iterable[TaggedWord], lexicon: Lexicon) -> bool:
    return any(lexicon.is_place(word.text) for word in words)


def _is_name(word: TaggedWord) -> bool:
    if len(word.text) < 2:
        return False
    return word.flag in _NAME_FLAGS


def _is_cut_name(words: Sequence[TaggedWord]) -> bool:
    """松 and 岚县, 汀 and 南区: three characters, of which the dictionary holds the last two."""
    if len(words) != 2:
        return False
    first, last = words
    if len(first.text) != 1 or len(last.text) != 2:
        return False
    if last.text[-1] not in "区县" or last.flag not in _NAME_FLAGS:
        return False
    if first.text in _PARTICLES:
        return False
    return first.flag not in _LINK_FLAGS - {"v"}


def _place_of_office(words: Sequence[TaggedWord]) -> str:
    """雁洲区 for 雁洲 and 区政府; empty where these two words name no office of a place."""
    if len(words) < 2:
        return ""
    stem, office = words
    if office.text not in _OFFICES or stem.flag:
        return ""
    if not _is_name(stem) or stem.text[0] in _PARTICLES:
        return ""
    division = office.text[0]
    return stem.text + division
