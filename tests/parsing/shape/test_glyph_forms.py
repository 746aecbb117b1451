"""Radicals, compatibility and vertical forms read as the characters they look like."""

import unicodedata

import pytest

from articles.parsing.shape import ShapeCode, shape_page
from articles.parsing.shape.glyph_forms import GLYPH_FORMS


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("⻢⾥⻓在⻛⼝检修⻔闸", "马里长在风口检修门闸"),  # both blocks of radicals
        ("⺠⽣⽔利⼯程", "民生水利工程"),
        ("更\uf9b5道理\ufa1a", "更例道理祥"),  # compatibility ideographs
        ("\U0002f80b栖川", "像栖川"),
        ("\ufe41浮桥\ufe42合龙\ufe35图\ufe36", "「浮桥」合龙（图）"),
        ("专题\ufe31栖川", "专题｜栖川"),
        ("桥\ufe31\ufe31那头", "桥——那头"),
        ("浮桥\ue78d合龙\ue78e", "浮桥，合龙。"),  # private use of GB 18030
    ],
)
def test_a_form_reads_as_its_character(printed: str, read: str) -> None:
    page = shape_page(printed)
    assert page.texts == [read]
    assert page.findings[0].code is ShapeCode.GLYPH_FORMS


def test_offsets_stay_where_every_character_is_one_character() -> None:
    assert list(shape_page("⻢⾥⻓").lines[0].offsets) == [0, 1, 2]


def test_a_dash_set_upright_keeps_its_two_places() -> None:
    assert list(shape_page("桥\ufe31\ufe31那头").lines[0].offsets) == [0, 1, 2, 3, 4]


def test_the_radical_for_a_door_is_the_simplified_one_on_a_simplified_page() -> None:
    assert shape_page("⽤⼾").texts == ["用户"]
    assert shape_page("⽤⼾說這個").texts == ["用戶說這個"]


def test_every_radical_becomes_one_ideograph() -> None:
    radicals = [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]
    for code in radicals:
        form = GLYPH_FORMS[code]
        assert len(form) == 1
        assert unicodedata.category(form) == "Lo"
        assert "RADICAL" not in unicodedata.name(form)


def test_ordinary_characters_have_no_other_form() -> None:
    assert not GLYPH_FORMS.keys() & range(0x4E00, 0xA000)
    assert not GLYPH_FORMS.keys() & range(0x80)
