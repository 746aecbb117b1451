"""The word lists that ship with the project."""

from pathlib import Path

import pytest

from articles.tagging.build_lexicon import names, write
from articles.tagging.lexicon import DATA, Lexicon, short_name


@pytest.mark.parametrize(
    "place",
    ["渌口区", "朱亭镇", "炎陵县", "株洲市", "湖南省", "东华门街道", "恩施土家族苗族自治州"],
)
def test_divisions_are_known_down_to_towns(place: str, known: Lexicon) -> None:
    assert place in known.places


@pytest.mark.parametrize("word", ["市辖区", "城区", "街道", "城镇", "云汀市"])
def test_words_and_placeholders_are_no_places(word: str, known: Lexicon) -> None:
    assert word not in known.places


def test_short_names_of_cities_and_counties_are_known_and_of_towns_not(known: Lexicon) -> None:
    assert known.is_place("株洲")
    assert known.is_place("炎陵")
    assert not known.is_place("朱亭")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        *(("株洲市", "株洲"), ("攸县", ""), ("云江", ""), ("柳湾镇", "柳湾")),
        *(
            ("广西壮族自治区", "广西"),
            ("黔东南苗族侗族自治州", "黔东南"),
            ("内蒙古自治区", "内蒙古"),
        ),
    ],
)
def test_what_may_be_left_out_of_a_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_newsrooms_words_are_never_tags(known: Lexicon) -> None:
    assert {"记者", "表示", "近日", "介绍", "据悉"} <= known.never


def test_the_places_stay_a_small_file() -> None:
    assert (DATA / "places.txt").stat().st_size < 600_000


def test_the_places_are_built_from_the_public_tables(tmp_path: Path) -> None:
    for table, name in (("cities", "市辖区"), ("areas", "攸县"), ("streets", "朱亭镇")):
        (tmp_path / f"admin_{table}.csv").write_text(
            f'code,name\n1,"{name}"\n2,"前进农场"\n', encoding="utf-8"
        )
    found = names(tmp_path)
    assert {"攸县", "朱亭镇", "湖南省"} <= found
    assert "市辖区" not in found
    write(found, tmp_path / "places.txt")
    assert "\n镇\t朱亭\n" in (tmp_path / "places.txt").read_text(encoding="utf-8")


def test_a_short_name_belongs_to_the_largest_place_that_has_it(known: Lexicon) -> None:
    assert known.cities["吉林省"] == "吉林"
    assert "吉林市" not in known.cities
    assert known.cities["长沙市"] == "长沙"
    assert known.cities["新疆维吾尔自治区"] == "新疆"
    assert known.cities["香港特别行政区"] == "香港"


def test_a_short_name_of_several_counties_names_none(known: Lexicon) -> None:
    assert known.counties["渌口"] == "渌口区"
    assert "和平" not in known.counties
