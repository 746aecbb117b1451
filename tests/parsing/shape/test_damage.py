"""Damage that no program can repair is reported where it stands."""

import pytest

from articles.parsing.record import Span
from articles.parsing.shape import Finding, ShapeCode, shape_page
from articles.parsing.shape.shaped_page import DAMAGE
from tests.parsing.shape.printed import BRIDGE


def _damage(text: str) -> list[Finding]:
    return [finding for finding in shape_page(text).findings if finding.code in DAMAGE]


@pytest.mark.parametrize(
    ("line", "code", "start", "end"),
    [
        ("浮(cid:3021)(cid:17)合龙", ShapeCode.FONT_CODES, 1, 19),
        ("浮\ufffd\ufffd合龙", ShapeCode.REPLACED, 1, 3),
        ("浮\ue123合龙", ShapeCode.PRIVATE, 1, 2),
        ("今天浮浮桥桥合合龙龙通通车", ShapeCode.DOUBLED, 2, 12),
        ("浮□□合龙", ShapeCode.BOXES, 1, 3),
    ],
)
def test_damage_is_found_where_it_stands(line: str, code: ShapeCode, start: int, end: int) -> None:
    findings = _damage(f"{BRIDGE}\n{line}\n{BRIDGE}")
    assert [(finding.code, finding.line) for finding in findings] == [(code, 2)]
    assert findings[0].spans == (Span(2, start, end),)
    assert findings[0].share == (end - start) / len(line)


@pytest.mark.parametrize(
    "line",
    [
        "□本报记者 蒋一苇",
        "□ 蒋一苇 □ 温一帆",
        "平平安安快快乐乐过大年",
        "高高兴兴上班来",
        "(cid)是一种编号",
        "哈哈哈哈哈哈哈哈",
        "浮桥合龙\ue5e5通车",
    ],
)
def test_what_print_has_as_well_is_no_damage(line: str) -> None:
    assert _damage(f"{BRIDGE}\n{line}") == []


def test_each_line_has_a_finding_of_its_own() -> None:
    lines = [finding.line for finding in _damage("浮\ufffd\n桥\n合\ufffd龙\ufffd")]
    assert lines == [1, 3]
