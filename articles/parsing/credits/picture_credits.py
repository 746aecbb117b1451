"""The credit of a picture, at the end of its caption or on a line alone."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.credits.credit_line import CreditLine, read_credits
from articles.parsing.credits.credit_words import HOUSE, ROLE, TEXT_ROLES, any_of
from articles.parsing.person_names import HAN
from articles.parsing.record import Credit
from articles.parsing.traditional_forms import in_both_forms

_LONGEST_CREDIT = 34  # characters
_LONGEST_UNNAMED = 18  # characters of a credit that names nobody the grammar knows
_LONGEST_LINE = 60  # characters of a line that may name writers and photographers
_TAKEN = in_both_forms(
    (
        "摄影报道",
        "摄影",
        "供图",
        "制图",
        "绘图",
        "漫画",
        "插图",
        "提供",
        "供稿",
        "摄",
        "绘",
        "图",
        "作",
    )
)
_PICTURE_ROLES = in_both_forms(
    ("摄影", "图片", "照片", "供图", "漫画", "插图", "制图", "绘图", "题图", "摄", "图")
)
_PHOTO_SIGN = re.compile("[摄攝图圖绘繪照影供漫提截发發作]")
# An agency alone, with a name in brackets, or with another agency: 新华社发(甲)
_AGENCY_SENT = rf"[{HAN}]{{1,8}}[社报報][发發](?:\s*[(【][^()]{{2,16}}[)】]?|[{HAN}]{{2,6}}(?:照片|图片|圖片))?"
_SENT_BY = rf"(?<!\s)\s*+[(【][{HAN}]{{2,12}}[发發][)】]?$"  # 甲摄(云汀日报发)
_ARCHIVE = (
    "(?:资料|视频|网络|网上|传真|档案|資料|視頻|網絡|網上|檔案)(?:图片?|照片|截图|圖片?|截圖)"
)
_PROVIDED_BY = "(?:本[文版])?(?:图片|照片|圖片)?均?由[^。,]{2,16}提供"
# 甲 摄, 图:甲摄
_NAME_FIRST = (
    f"(?:(?:压题|壓題)?(?:图片?|圖片?|照片):)?[^。!?,;:(【]{{1,30}}?(?:{any_of(_TAKEN)})"
    f"(?:{_SENT_BY})?"
)
# 摄影/甲
_ROLE_FIRST = rf"(?:{any_of(_PICTURE_ROLES)})(?:来源|來源|提供)?[/:\s]+[^。!?,;]{{2,20}}"
_PHOTO_CREDIT = re.compile(
    rf"[(【]?(?:{_AGENCY_SENT}|{_ARCHIVE}|{_PROVIDED_BY}|{_NAME_FIRST}|{_ROLE_FIRST})[)】]?\s*"
)
_FROM_HOUSE = r"(?:图片|照片|圖片)(?:来源|來源|提供)[/:\s]+[^。!?,;]{2,20}"  # 图片来源:某社
_NO_PERSON = re.compile(f"{_AGENCY_SENT}|{_ARCHIVE}|{_FROM_HOUSE}")
_SENT_FOR = re.compile(r"[社报報][发發]\s*[(【]([^()【】]{2,16})[)】]?$")  # 新华社发(甲摄)
_SENDER = re.compile(_SENT_BY)
_ALL_PICTURES_BY = re.compile(
    r"(?:本[组版文]|以上)(?:图片|照片|摄影)[^。!?]{2,30}(?:摄|攝|提供|供图)"
)  # 本组图片由甲、乙 摄
_BEHIND_SENTENCE = r"[。!?…](?:[”’)》】]*)\s*"
_BEHIND_BRACKET = r"[)】](?=\s)\s*"
_BEFORE_BRACKET = r"\s+(?=[(【])|(?<=[^\s])(?=[(【][^(【]{2,24}[)】]\s*$)"
# Where the credit may begin in the caption.
_CREDIT_BORDER = re.compile(rf"{_BEHIND_SENTENCE}|{_BEHIND_BRACKET}|{_BEFORE_BRACKET}|\s{{1,}}")
_TEXT_SIGN = re.compile("[文整]")
_TEXT_ROLE_ENDS = tuple(TEXT_ROLES)
_UNNAMED_ENDS = in_both_forms(
    (
        "供图",
        "供图/图",
        "资料图片",
        "资料图",
        "资料照片",
        "视频截图",
        "提供",
        "制图",
        "摄",
    )
)
_PHOTOGRAPHER_ENDS: Final = in_both_forms(("摄", "供图", "摄影", "/图"))
_DRAWN_BY = re.compile(
    rf"(?:{any_of(in_both_forms(('插图', '题图', '制图', '绘图', '漫画', '插画', '摄影', '供图')))})[/:\s]"
)


def photo_credit_start(text: str) -> int | None:
    """Where the credit of a picture begins at the end of its caption; None where there is none."""
    if text[:1] in "本以" and _ALL_PICTURES_BY.fullmatch(text):
        return 0
    tail_start = max(0, len(text) - _LONGEST_CREDIT)
    if not _PHOTO_SIGN.search(text, tail_start) or _credits_text(text):
        return None
    is_whole = tail_start == 0 and _PHOTO_CREDIT.fullmatch(text) is not None
    if is_whole and (_begins_with_role(text) or _read(text) is not None):
        return 0 if _is_photo_credit(text) else None
    for border in _CREDIT_BORDER.finditer(text, tail_start):
        if _is_credit_from(text, border.end()):
            return border.end()
    return 0 if is_whole and _is_photo_credit(text) else None


def names_photographer(text: str) -> bool:
    """Whether a line says who took or drew a picture: 甲 摄, 甲摄(云汀日报发), 插图/甲."""
    if _DRAWN_BY.match(text):
        return True
    return _SENDER.sub("", text).rstrip(")】").endswith(_PHOTOGRAPHER_ENDS)


def photographers(credit: str) -> Sequence[Credit]:
    """The people whom the credit of a picture names, and what they did."""
    sent_for = _SENT_FOR.search(credit.strip())
    reading = _read(sent_for.group(1) if sent_for else credit)
    return reading.credits if reading is not None else ()


def _bare(text: str) -> str:
    return _SENDER.sub("", text.strip()).strip("()【】 ")


def _read(text: str) -> CreditLine | None:
    return read_credits(_bare(text))


def _credits_text(text: str) -> bool:
    """Whether a line names who wrote the text, and perhaps who took the pictures: 文/甲 图/乙."""
    if len(text) > _LONGEST_LINE or not _TEXT_SIGN.search(text):
        return False
    reading = _read(text)
    if reading is None:
        return False
    return any(_is_text_role(credit.role) for credit in reading.credits) or "撰文" in text


def _is_text_role(role: str) -> bool:
    return role in TEXT_ROLES or role.startswith("文/")


def _is_credit_from(text: str, start: int) -> bool:
    if start >= len(text) or not _PHOTO_CREDIT.fullmatch(text, start):
        return False
    return _is_photo_credit(text[start:])


def _begins_with_role(text: str) -> bool:
    """Whether a line begins with a role, perhaps behind a house.

    岚川日报通讯员 霍 然 摄.
    """
    house = HOUSE.match(text)
    start = house.end() if house else 0
    return ROLE.match(text, start) is not None


def _is_photo_credit(text: str) -> bool:
    """Names and roles, or a house and `供图`: not the end of an ordinary sentence."""
    bare = _bare(text)
    if _NO_PERSON.fullmatch(text.strip("()【】 ")):
        return True
    if bare.endswith(_TEXT_ROLE_ENDS):
        return False
    reading = read_credits(bare)
    if reading is not None:
        return not any(credit.role in TEXT_ROLES for credit in reading.credits)
    return len(bare) <= _LONGEST_UNNAMED and bare.endswith(_UNNAMED_ENDS)
