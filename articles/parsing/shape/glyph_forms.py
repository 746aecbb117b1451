"""Characters that only look like those people type: radicals, compatibility and vertical forms.

Text taken from a PDF holds radicals in place of common characters, and names, search and tags then
miss them. Every character is replaced by one character, so that offsets stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine

# CJK radicals supplement, from EquivalentUnifiedIdeograph.txt of the Unicode Character Database
# 14.0. NFKC leaves this block as it is.
_RADICALS: Final = (
    (
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母",
    ),
    (
        "⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽",
        "民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑",
    ),
    (
        "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛",
        "艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风",
    ),
    (
        "⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    ),
)
# The compatibility forms of these have a decomposition of one character each.
_COMPATIBLE: Final = (
    range(0x2F00, 0x2FD6),  # Kangxi radicals
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0x2F800, 0x2FA20),  # compatibility ideographs supplement
)
_VERTICAL_FORMS: Final = (
    ("\ufe10\ufe11\ufe12\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", "，、。：；！？〖〗…"),
    ("\ufe30\ufe31\ufe33", "：｜｜"),
    ("\ufe35\ufe36\ufe37\ufe38\ufe39\ufe3a\ufe3b\ufe3c", "（）｛｝〔〕【】"),
    ("\ufe3d\ufe3e\ufe3f\ufe40\ufe41\ufe42\ufe43\ufe44\ufe47\ufe48", "《》〈〉「」『』［］"),
)
# GB 18030 of the year 2000 has no other code for these: vertical marks at A6D9 to A6F3, the wide
# blank of old word processors, and eight components of characters. Since 2005 they have one.
_PRIVATE: Final = (
    ("\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796", "，。、：；！？〖〗…"),
    ("\ue5e5", "\u3000"),
    ("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "龴龵龶龷龸龹龺龻"),
)
# A dash of two characters, set upright.
_VERTICAL_DASH: Final = "\ufe31\ufe31"
_HORIZONTAL_DASH: Final = "——"
# Fonts for simplified characters draw 户 under the code of the radical 戶.
_DOOR_RADICAL: Final = "\u2f3e"
_SIMPLIFIED_DOOR: Final = "户"
_TRADITIONAL: Final = re.compile("[這個們國會來時]")


def _compatible_forms() -> dict[int, str]:
    forms = {}
    for codes in _COMPATIBLE:
        for code in codes:
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and form != chr(code):
                forms[code] = form
    return forms


def _tabled_forms() -> dict[int, str]:
    forms = {}
    for characters, replacements in (*_RADICALS, *_VERTICAL_FORMS, *_PRIVATE):
        for character, replacement in zip(characters, replacements, strict=True):
            forms[ord(character)] = replacement
    return forms


GLYPH_FORMS: Final = _compatible_forms() | _tabled_forms()
# Ranges are searched ten times as fast as single characters.
_SUSPECTS: Final = re.compile(
    "[\u2e80-\u2fd5\ue000-\uf8ff\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe48\U0002f800-\U0002fa1f]"
)


def fold_glyphs(lines: list[ShapedLine], text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines with the characters that people type; `text` is the whole page."""
    if not _SUSPECTS.search(text):
        return lines, []
    forms = GLYPH_FORMS
    if _DOOR_RADICAL in text and not _TRADITIONAL.search(text):
        forms = GLYPH_FORMS | {ord(_DOOR_RADICAL): _SIMPLIFIED_DOOR}
    folded = [_folded(line, forms) for line in lines]
    changed = [
        line.source_line for line, before in zip(folded, lines, strict=True) if line is not before
    ]
    if not changed:
        return lines, []
    return folded, [Finding(ShapeCode.GLYPH_FORMS, changed[0], _share(changed, lines))]


def _folded(line: ShapedLine, forms: Mapping[int, str]) -> ShapedLine:
    if not _SUSPECTS.search(line.text):
        return line
    text = line.text.replace(_VERTICAL_DASH, _HORIZONTAL_DASH).translate(forms)
    return line.with_text(text) if text != line.text else line


def _share(changed: list[int], lines: Iterable[ShapedLine]) -> float:
    printed = sum(1 for line in lines if line.text)
    return len(changed) / printed
