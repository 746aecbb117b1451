"""Makes `data/places.txt`, the names of the administrative divisions of China, from tables.

    python -m articles.tagging.build_lexicon FOLDER

FOLDER holds `admin_cities.csv`, `admin_areas.csv` and `admin_streets.csv` of
https://github.com/modood/Administrative-divisions-of-China (licence: WTFPL). One line of the
result is a suffix and the names that end in it, without it; `lexicon` puts them together again.
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

from articles.tagging.lexicon import DATA, GENERIC_PLACES, SMALL

PROVINCES = {
    *(
        f"{name}省"
        for name in re.findall("..", "河北山西辽宁吉林江苏浙江安徽福建江西山东河南湖北湖南广东")
    ),
    *(
        f"{name}省"
        for name in ("海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "黑龙江")
    ),
    *(f"{name}市" for name in ("北京", "天津", "上海", "重庆")),
    *(f"{name}自治区" for name in ("内蒙古", "广西壮族", "西藏", "宁夏回族", "新疆维吾尔")),
    *("香港特别行政区", "澳门特别行政区"),
}
LARGE_SUFFIXES = ("自治州", "自治县", "自治旗", "地区", "新区", "市", "县", "区", "旗", "盟", "省")
NAME = re.compile(r"[\u4e00-\u9fff]{2,12}")
HEAD = (
    "# Divisions of China by suffix, made by build_lexicon.py "
    "from modood/Administrative-divisions-of-China (WTFPL)\n"
)


def names(folder: Path) -> set[str]:
    """The names of all divisions, without the tables' placeholders (市辖区) and common words."""
    divisions = set(PROVINCES)
    for table in ("admin_cities.csv", "admin_areas.csv"):
        divisions.update(_read_names(folder / table))
    # The table of streets also holds farms, parks and administrative oddities.
    streets = _read_names(folder / "admin_streets.csv")
    divisions.update(filter(_is_small_division, streets))
    return set(filter(_is_name, divisions)) - GENERIC_PLACES


def _is_small_division(name: str) -> bool:
    return len(name) > 2 and name.endswith(SMALL)


def _is_name(name: str) -> bool:
    if not NAME.fullmatch(name) or "直辖" in name:
        return False
    stem = name[:-1]
    return stem not in "东西南北"


def write(divisions: set[str], path: Path) -> None:
    stems_by_suffix = defaultdict(list)
    for name in sorted(divisions):
        suffix = _suffix_of(name)
        stem = name.removesuffix(suffix)
        stems_by_suffix[suffix].append(stem)
    lines = [HEAD]
    for suffix, stems in sorted(stems_by_suffix.items()):
        joined = " ".join(stems)
        lines.append(f"{suffix}\t{joined}\n")
    path.write_text("".join(lines), encoding="utf-8")


def _suffix_of(name: str) -> str:
    for suffix in (*SMALL, *LARGE_SUFFIXES):
        if name.endswith(suffix):
            return suffix
    return ""


def _read_names(table: Path) -> list[str]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [row["name"] for row in rows]


if __name__ == "__main__":
    write(names(Path(sys.argv[1])), DATA / "places.txt")
