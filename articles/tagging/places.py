"""Finding places in cut text: known ones from the lexicon, unknown ones by how places are named. No Django.

jieba cuts 渌口区 into 渌 and 口区, and knows no invented or new town. A place is what the lexicon
holds whole, or a name before 区, 县, 镇, 街道, 社区 … that the dictionary does not know as a common
word. What one sentence shows clearly is then a word in every other sentence of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from articles.tagging.lexicon import Lexicon, short_name
from articles.tagging.segmenter import Segmenter

# The flag of what is found here, beside the dictionary's parts of speech.
PLACE = "place"

# How a division is called; and its government, which names it too: 雁洲区政府.
_SUFFIXES = ("街道", "社区", "市", "区", "县", "镇", "乡", "村")
_OFFICES = frozenset(
    division + office
    for division in "市区县镇乡"
    for office in ("政府", "委", "长", "委书记", "党委", "法院", "医院")
)
LONGEST_WORDS = 4
# What the name of a place ends with; the lexicon's do too.
_LAST = frozenset("道区市县镇乡村省州旗盟木会岛城域")
_NAME = re.compile(r"[\u4e00-\u9fff]{3,7}")
# Parts of speech of words that names are made of; the empty one is what the dictionary does not know.
_NAME_FLAGS = frozenset({"", "nr", "nrfg", "nrt", "ns", "nz"})
# Parts of speech that no name holds, not even one that follows another place.
_LINK_FLAGS = frozenset({"m", "r", "p", "c", "u", "uj", "ul", "d", "t", "y", "f", "v", "q"})
# An unknown word that begins with one of these is no name: 该县, 从松岚县.
_PARTICLES = frozenset(
    "市县区镇乡省州在从到向往对由于和与及是为有至把给让等该各以本全每两几某这那我一二三四五六七八九十多数出进回去赴抵访离的原所"
    "过逛援驻见游爱帮助聚看找叫经沿跨共同兼即乃系将被用比并或就也还又再都"
)


class Word(NamedTuple):
    """A word as it was cut, with the dictionary's part of speech, empty for what it does not hold."""

    text: str
    flag: str = ""


def may_end_known_place(word: str, flag: str, segmenter: Segmenter, lexicon: Lexicon) -> bool:
    """Whether a place of the lexicon may end with this word that the words alone do not show."""
    if len(word) > 2 and word in lexicon.places:  # whole already, but its short form may be cut
        return flag != "ns" or _is_cut(short_name(word), segmenter)
    return lexicon.ends_place(word)


def may_end_new_place(word: str, flag: str, lexicon: Lexicon) -> bool:
    """Whether the name of a place that the lexicon does not hold may end with this word."""
    if word in _SUFFIXES or word in _OFFICES:
        return True
    if (
        not word.endswith(_SUFFIXES)
        or word.endswith(lexicon.no_division)
        or flag not in _NAME_FLAGS
    ):
        return False
    return len(word) == 2 or not lexicon.is_place(word)


def _is_cut(name: str, segmenter: Segmenter) -> bool:
    return len(segmenter.cut(name)) > 1


def known_places(words: Sequence[str], ends: Iterable[int], lexicon: Lexicon) -> Iterator[str]:
    """The places of the lexicon that end with the words of these numbers."""
    for end in ends:
        for start in range(max(0, end + 1 - LONGEST_WORDS), end + 1):
            name = "".join(words[start : end + 1])
            if len(name) > 2 and name in lexicon.places:
                yield name
                break


def find_places(runs: Iterable[Sequence[Word]], lexicon: Lexicon) -> set[str]:
    """The full names of the places that stand in these runs of words."""
    return {name for run in runs for name in _places(run, lexicon)}


def short_forms(names: Iterable[str], segmenter: Segmenter) -> set[str]:
    """松岚 for 松岚县, where it is no word that means something else."""
    found = set()
    for name in names:
        short = short_name(name)
        words = segmenter.cut(short)
        if short and (len(words) > 1 or segmenter.flag(short) in {"", "ns"}):
            found.add(short)
    return found


def _places(run: Sequence[Word], lexicon: Lexicon) -> Iterator[str]:
    ends = [word.text[-1] in _LAST or word.text in _OFFICES for word in run]
    # Most words are far from any place: only where one could end, it is looked for.
    near = (
        [any(ends[start : start + LONGEST_WORDS]) for start in range(len(run))] if any(ends) else []
    )
    start, after_name = 0, False
    while start < len(near):
        if not near[start]:
            start, after_name = start + 1, False
            continue
        follows = after_name or (start > 0 and _is_place(run[start - 1], lexicon))
        name, count = _place_at(run, start, lexicon, follows=follows)
        if name:
            yield name
        start, after_name = start + count, bool(name)


def _place_at(
    run: Sequence[Word], start: int, lexicon: Lexicon, *, follows: bool
) -> tuple[str, int]:
    """The place that begins with this word, and of how many words; an empty name for none."""
    names = list(accumulate(word.text for word in run[start : start + LONGEST_WORDS]))
    known = [
        (name, count)
        for count, name in enumerate(names, 1)
        if len(name) > 2 and name in lexicon.places
    ]
    if known:
        return known[-1]
    for count, name in enumerate(names, 1):
        if name.endswith(_SUFFIXES):
            words = run[start : start + count]
            return (name, count) if _is_named(words, name, lexicon, follows=follows) else ("", 1)
    return _of_an_office(run[start : start + 2]), 1


def _is_place(word: Word, lexicon: Lexicon) -> bool:
    return word.flag in _NAME_FLAGS and (
        lexicon.is_place(word.text) or _is_unknown_division(word.text, word.flag)
    )


def _is_unknown_division(name: str, flag: str) -> bool:
    """云汀市: a word the dictionary does not hold, called as divisions are."""
    return not flag and 3 <= len(name) <= 5 and name.endswith(_SUFFIXES)


def _is_named(words: Sequence[Word], name: str, lexicon: Lexicon, *, follows: bool) -> bool:
    """Whether these words, which end as a division does, are the name of one."""
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


def _is_stem(stem: Sequence[Word], last: Word, lexicon: Lexicon, *, follows: bool) -> bool:
    if any(word.flag in _LINK_FLAGS or word.text in lexicon.no_stem for word in stem):
        return False
    if any(lexicon.is_place(word.text) for word in (*stem[1:], last)):
        return False
    first = stem[0]
    if _is_place(first, lexicon) and len(stem) + len(last.text) > 2:
        return False  # 新疆阿图什市: the name begins with the next word
    if follows:
        return True
    # 松岭村 is a village; 株洲社区 is some 社区 of 株洲.
    return (
        len(stem) == 1
        and _is_name(first)
        and (last.text == "村" or first.text not in lexicon.short_places)
    )


def _is_name(word: Word) -> bool:
    return word.flag in _NAME_FLAGS and len(word.text) >= 2


def _is_cut_name(words: Sequence[Word]) -> bool:
    """松 and 岚县, 汀 and 南区: a name of three characters of which the dictionary holds the last two."""
    if len(words) != 2 or [len(word.text) for word in words] != [1, 2]:
        return False
    first, last = words
    return (
        last.text[-1] in "区县"
        and last.flag in _NAME_FLAGS
        and first.text not in _PARTICLES
        and first.flag not in _LINK_FLAGS - {"v"}
    )


def _of_an_office(words: Sequence[Word]) -> str:
    if len(words) < 2 or words[1].text not in _OFFICES:
        return ""
    stem = words[0]
    named = not stem.flag and _is_name(stem) and stem.text[0] not in _PARTICLES
    return stem.text + words[1].text[0] if named else ""
