"""Text read in the wrong encoding is told from text that is only rare."""

import pytest

from articles.parsing.shape import ShapeCode, shape_page
from tests.parsing.shape.printed import BRIDGE, MUSEUM, ORCHARD, SCHOOL

_SIMPLIFIED = "\n".join([BRIDGE, SCHOOL, ORCHARD, MUSEUM])
_TRADITIONAL = (
    "棲川二橋的檢修通道昨天重新鋪好了木板,橋工班趕在雨季之前把鬆動的鉚釘全部換過一遍。"
    "班長說,這座橋通車三十四年,過去每逢大風就要封閉半幅路面,如今加裝了風速儀。"
)
_JAPANESE = (
    "新しい食堂が完成した。児童は温かい昼食を楽しみにしている。来月から毎日使われる予定だ。" * 3
)


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (_SIMPLIFIED, "utf-8", "gb18030"),
        (_SIMPLIFIED, "utf-8", "latin-1"),
        (_SIMPLIFIED, "utf-8", "cp1252"),
        (_SIMPLIFIED, "gb18030", "latin-1"),
        (_SIMPLIFIED, "gb18030", "big5"),
        (_SIMPLIFIED, "gb18030", "shift_jis"),
        (_SIMPLIFIED, "utf-8", "big5"),
        (_TRADITIONAL, "big5", "gb18030"),
        (_TRADITIONAL, "big5", "latin-1"),
        (_TRADITIONAL, "utf-8", "gb18030"),
        (_JAPANESE, "shift_jis", "gb18030"),
    ],
)
def test_a_page_in_another_encoding_is_misread(text: str, written: str, read: str) -> None:
    misread = text.encode(written, "ignore").decode(read, "replace")
    findings = shape_page(misread).findings
    assert [finding.code for finding in findings if not finding.spans] == [ShapeCode.MOJIBAKE]


def test_a_misread_paragraph_is_found_in_a_page_that_is_sound() -> None:
    misread = SCHOOL.encode().decode("gb18030", "ignore")
    text = f"{BRIDGE}\n{ORCHARD}\n{misread}\n{MUSEUM}\n" * 2
    lines = [
        finding.line for finding in shape_page(text).findings if finding.code is ShapeCode.MOJIBAKE
    ]
    assert lines == [3, 7]


@pytest.mark.parametrize(
    "text",
    [
        _SIMPLIFIED,
        _TRADITIONAL,
        _JAPANESE,
        "蒋守田 温若兰 卫长庚 葛听泉 阮明月 祝少游 邵百川 栾一舟 " * 3,
        "彳亍踟蹰徘徊逡巡蹒跚踉跄趔趄跋涉踯躅蹀躞逶迤迤逦葳蕤蓊郁蒹葭苍苍白露为霜",
        "café naïve résumé élève",
        "Café au lait, s'il vous plaît. " * 20,
        "",
    ],
)
def test_rare_text_is_no_misread_text(text: str) -> None:
    codes = [finding.code for finding in shape_page(text).findings]
    assert ShapeCode.MOJIBAKE not in codes
