"""Make `data/places.txt`, the names of the administrative divisions of China, from a folder of tables.

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
NO_NAME = re.compile("直辖|^[东西南北]区$")
HEAD = (
    "# Divisions of China by suffix, made by build_lexicon.py "
    "from modood/Administrative-divisions-of-China (WTFPL)\n"
)


def names(folder: Path) -> set[str]:
    """Every division's name, without the placeholders of the tables (市辖区) and names that are common words."""
    large = {
        *PROVINCES,
        *_column(folder / "admin_cities.csv"),
        *_column(folder / "admin_areas.csv"),
    }
    # The tables also hold farms, parks and administrative oddities.
    small = {
        name
        for name in _column(folder / "admin_streets.csv")
        if name.endswith(SMALL) and len(name) > 2
    }
    found = {
        name
        for name in large | small
        if NAME.fullmatch(name) and "直辖" not in name and name[:-1] not in "东西南北"
    }
    return found - GENERIC_PLACES


def write(found: set[str], path: Path) -> None:
    by_suffix = defaultdict(list)
    for name in sorted(found):
        suffix = next((suffix for suffix in (*SMALL, *LARGE_SUFFIXES) if name.endswith(suffix)), "")
        by_suffix[suffix].append(name.removesuffix(suffix))
    lines = (f"{suffix}\t{' '.join(stems)}\n" for suffix, stems in sorted(by_suffix.items()))
    path.write_text(HEAD + "".join(lines), encoding="utf-8")


def _column(table: Path) -> list[str]:
    with table.open(encoding="utf-8", newline="") as rows:
        return [row["name"] for row in csv.DictReader(rows)]


if __name__ == "__main__":
    write(names(Path(sys.argv[1])), DATA / "places.txt")
