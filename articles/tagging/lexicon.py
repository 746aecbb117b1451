"""What the tagger knows beforehand: places, surnames, and words that are never tags. No Django."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

# Names of real divisions that are common words in a newspaper, and placeholders of the tables.
GENERIC_PLACES = frozenset({"市辖区", "城区", "郊区", "矿区", "新城区", "街道", "城镇", "乡镇"})
# What may be left out of a place's name in running text: 株洲 is 株洲市. Longest first.
DIVISIONS = (
    "特别行政区",
    "自治州",
    "自治县",
    "自治区",
    "地区",
    "新区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
)
# And before 自治: 广西 is 广西壮族自治区, 恩施 is 恩施土家族苗族自治州.
_PEOPLES = re.compile(
    "(?<=..)(?:(?:壮|满|回|苗|土家|彝|蒙古|藏|布依|侗|瑶|白|哈尼|朝鲜|黎|哈萨克|傣|畲|傈僳"
    "|东乡|仡佬|拉祜|佤|水|纳西|羌|土|仫佬|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米"
    "|怒|鄂温克|鄂伦春|保安|裕固|独龙|各)族|维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯)+$"
)

# The larger divisions, the largest first.
LARGE = ("省", "自治区", "特别行政区", "市", "自治州", "地区", "盟")

# The level below counties has so many names that their short forms are common words: 和平, 幸福.
SMALL = ("街道", "镇", "乡", "苏木")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Fixed word lists; data/stopwords.txt says what each is for."""

    places: frozenset[str]  # full names: 渌口区
    short_places: frozenset[str]  # of cities and counties: 渌口
    backward_places: tuple[str, ...]  # full names, last character first, in order
    cities: Mapping[str, str]  # short names by full ones: 株洲 for 株洲市
    counties: Mapping[str, str]  # full names by short ones: 渌口区 for 渌口
    surnames: frozenset[str]
    never: frozenset[str]
    not_alone: frozenset[str]
    no_tail: frozenset[str]
    no_stem: frozenset[str]
    no_division: tuple[str, ...]

    def is_place(self, word: str) -> bool:
        if word in self.places:
            return True
        return word in self.short_places

    def ends_place(self, word: str) -> bool:
        """Whether a longer place ends with this word: 口区."""
        places = self.backward_places
        backward = word[::-1]
        number = bisect_left(places, backward + "\0")
        if number == len(places):
            return False
        return places[number].startswith(backward)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the newsroom says of tags. All names are casefolded, except the values of `aliases` and
    the terms of `pinned`."""

    blocked: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()  # for the segmenter
    # What a tag's weight is multiplied with, learned from editors.
    weights: Mapping[str, float] = field(default_factory=dict)

    def name(self, text: str) -> str:
        """The tag's own name, empty where the tagger must not give it."""
        name = self.aliases.get(text.casefold(), text)
        if name.casefold() in self.blocked:
            return ""
        return name


@cache
def load() -> Lexicon:
    """The lists that ship with the project, read once a process."""
    places = frozenset(_read_places())
    stopwords = _read_sections("stopwords.txt")
    never = stopwords["never"]
    not_alone = stopwords["alone"]
    backward = [place[::-1] for place in places]
    return Lexicon(
        places=places,
        short_places=_short_places(places),
        backward_places=tuple(sorted(backward)),
        cities=_city_names(places),
        counties=_county_names(places),
        surnames=frozenset(_read_surnames()),
        never=never,
        not_alone=not_alone,
        no_tail=stopwords["no tail"],
        no_stem=stopwords["not before a division"] | never | not_alone,
        no_division=tuple(stopwords["not a division"]),
    )


@lru_cache(maxsize=10_000)
def short_name(place: str) -> str:
    """`株洲` for `株洲市`, empty where nothing may be left out."""
    for suffix in DIVISIONS:
        if place.endswith(suffix):
            return _without_division(place, suffix)
    return ""


def _without_division(place: str, suffix: str) -> str:
    short = place.removesuffix(suffix)
    if suffix.startswith("自治"):
        short = _PEOPLES.sub("", short, count=1)
    if 2 <= len(short) <= 4:
        return short
    return ""


def _short_places(places: frozenset[str]) -> frozenset[str]:
    """The short names of the divisions above the smallest, whose short names are common words."""
    large = [place for place in places if not place.endswith(SMALL)]
    short_names = set(map(short_name, large))
    short_names.discard("")
    return frozenset(short_names)


def _city_names(places: frozenset[str]) -> dict[str, str]:
    """The short names of provinces and cities by their full ones.

    Of two that share a short name the larger one has it (吉林).
    """
    places_by_short: dict[str, str] = {}
    for suffix in LARGE:
        with_suffix = [place for place in places if place.endswith(suffix)]
        for place in sorted(with_suffix):
            short = short_name(place)
            places_by_short.setdefault(short, place)
    places_by_short.pop("", None)
    return {place: short for short, place in places_by_short.items()}


def _county_names(places: frozenset[str]) -> dict[str, str]:
    """The full names of districts and counties by those of their short ones with one meaning."""
    large = [place for place in places if not place.endswith(SMALL)]
    meanings = Counter(map(short_name, large))
    counties: dict[str, str] = {}
    for place in large:
        short = short_name(place)
        if place.endswith(("区", "县")) and meanings[short] == 1:
            counties[short] = place
    return counties


def _read_places() -> list[str]:
    places: list[str] = []
    for line in _read_lines("places.txt"):
        suffix, _tab, stems = line.partition("\t")
        places.extend(stem + suffix for stem in stems.split())
    return places


def _read_surnames() -> list[str]:
    *single_lines, compound_line = _read_lines("surnames.txt")
    singles = "".join(single_lines)
    return [*singles, *compound_line.split()]


def _read_sections(name: str) -> dict[str, frozenset[str]]:
    """The words of a file under the headings in square brackets."""
    sections: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in _read_lines(name):
        if line.startswith("["):
            heading = line.strip("[]")
            section = sections.setdefault(heading, set())
        else:
            section.update(line.split())
    return {heading: frozenset(words) for heading, words in sections.items()}


def _read_lines(name: str) -> list[str]:
    """The lines of a data file, without empty ones and comments."""
    path = DATA / name
    text = path.read_text(encoding="utf-8")
    lines = filter(None, text.split("\n"))
    return [line for line in lines if not line.startswith("#")]
