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
    "(?<=..)(?:(?:壮|满|回|苗|土家|彝|蒙古|藏|布依|侗|瑶|白|哈尼|朝鲜|黎|哈萨克|傣|畲|傈僳|东乡|仡佬|拉祜|佤|水|纳西|羌|土|仫佬|锡伯"
    "|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|怒|鄂温克|鄂伦春|保安|裕固|独龙|各)族|维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯)+$"
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
        return word in self.places or word in self.short_places

    def ends_place(self, word: str) -> bool:
        """Whether a longer place ends so: 口区."""
        backward = word[::-1]
        at = bisect_left(self.backward_places, backward + "\0")
        return at < len(self.backward_places) and self.backward_places[at].startswith(backward)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the newsroom says of tags. Names are casefolded, but for an alias's meaning and pinned terms."""

    blocked: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()  # for the segmenter
    weights: Mapping[str, float] = field(
        default_factory=dict
    )  # learned from editors; 1 changes nothing

    def name(self, text: str) -> str:
        """The tag's own name, empty where it is never to be given."""
        name = self.aliases.get(text.casefold(), text)
        return "" if name.casefold() in self.blocked else name


@cache
def load() -> Lexicon:
    """The lists that ship with the project, read once a process."""
    places = frozenset(_places())
    stopwords = _sections("stopwords.txt")
    return Lexicon(
        places=places,
        short_places=frozenset(
            short for place in places if not place.endswith(SMALL) and (short := short_name(place))
        ),
        backward_places=tuple(sorted(place[::-1] for place in places)),
        cities=_city_names(places),
        counties=_county_names(places),
        surnames=frozenset(_surnames()),
        never=stopwords["never"],
        not_alone=stopwords["alone"],
        no_tail=stopwords["no tail"],
        no_stem=stopwords["not before a division"] | stopwords["never"] | stopwords["alone"],
        no_division=tuple(stopwords["not a division"]),
    )


@lru_cache(maxsize=10_000)
def short_name(place: str) -> str:
    """`株洲` for `株洲市`, empty where nothing may be left out."""
    suffix = next((suffix for suffix in DIVISIONS if place.endswith(suffix)), "")
    short = place.removesuffix(suffix)
    if suffix.startswith("自治"):
        short = _PEOPLES.sub("", short, count=1)
    return short if suffix and 2 <= len(short) <= 4 else ""


def _city_names(places: frozenset[str]) -> dict[str, str]:
    """The short names of provinces and cities by their full ones; of two that share it the larger has it (吉林)."""
    shorts: dict[str, str] = {}
    for suffix in LARGE:
        for place in sorted(place for place in places if place.endswith(suffix)):
            shorts.setdefault(short_name(place), place)
    return {place: short for short, place in shorts.items() if short}


def _county_names(places: frozenset[str]) -> dict[str, str]:
    """The full names of districts and counties by their short ones, where no other division could be meant."""
    counted = Counter(short_name(place) for place in places if not place.endswith(SMALL))
    counties = (place for place in places if place.endswith(("区", "县")))
    return {short: place for place in counties if counted[short := short_name(place)] == 1}


def _places() -> list[str]:
    found: list[str] = []
    for line in _lines("places.txt"):
        suffix, _tab, stems = line.partition("\t")
        found.extend(stem + suffix for stem in stems.split())
    return found


def _surnames() -> list[str]:
    *singles, compounds = _lines("surnames.txt")
    return [*"".join(singles), *compounds.split()]


def _sections(name: str) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in _lines(name):
        if line.startswith("["):
            section = words.setdefault(line.strip("[]"), set())
        section.update(line.split() if not line.startswith("[") else ())
    return {name: frozenset(section) for name, section in words.items()}


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
