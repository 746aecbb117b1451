"""The credit of a picture, at the end of its caption or on a line alone."""

import re

from articles.parsing.credits.credit_line import read_credits
from articles.parsing.credits.credit_words import HOUSE, ROLE, TEXT_ROLES
from articles.parsing.person_names import HAN

_LONGEST_CREDIT = 34  # characters
_LONGEST_UNNAMED = 18  # characters of a credit that names nobody the grammar knows
_PHOTO_SIGN = re.compile("[摄攝图圖绘照影供漫提截]")
_AGENCY_SENT = rf"[{HAN}]{{1,6}}社[发發](?:\s*[(【][^()]{{2,16}}[)】]?)?"  # 新华社发(甲)
_ARCHIVE = "(?:资料|视频|网络)(?:图片?|照片|截图)"
_PROVIDED_BY = "(?:本[文版])?(?:图片|照片)?均?由[^。,]{2,16}提供"
_NAME_FIRST = (
    "[^。!?,;:(【]{1,30}?(?:摄影报道|摄影|供图|制图|绘图|漫画|插图|提供|供稿|摄|攝|绘|图)"  # 甲 摄
)
_ROLE_FIRST = (
    "(?:摄影|图片|照片|供图|漫画|插图|制图|绘图|题图|攝影|摄|图)"
    r"(?:来源|提供)?[/:\s]+[^。!?,;]{2,20}"
)  # 摄影/甲
_PHOTO_CREDIT = re.compile(
    rf"[(【]?(?:{_AGENCY_SENT}|{_ARCHIVE}|{_PROVIDED_BY}|{_NAME_FIRST}|{_ROLE_FIRST})[)】]?\s*"
)
_ALL_PICTURES_BY = re.compile(
    r"(?:本[组版文]|以上)(?:图片|照片|摄影)[^。!?]{2,30}(?:摄|攝|提供|供图)"
)  # 本组图片由甲、乙 摄
_BEHIND_SENTENCE = r"[。!?…](?:[”’)》】]*)\s*"
_BEHIND_BRACKET = r"[)】](?=\s)\s*"
_BEFORE_BRACKET = r"\s+(?=[(【])|(?<=[^\s])(?=[(【][^(【]{2,24}[)】]\s*$)"
# Where the credit may begin in the caption.
_CREDIT_BORDER = re.compile(rf"{_BEHIND_SENTENCE}|{_BEHIND_BRACKET}|{_BEFORE_BRACKET}|\s{{1,}}")
_TEXT_ROLE_ENDS = tuple(TEXT_ROLES)
_UNNAMED_ENDS = (
    "供图",
    "资料图片",
    "资料图",
    "资料照片",
    "视频截图",
    "提供",
    "制图",
    "摄",
)


def photo_credit_start(text: str) -> int | None:
    """Where the credit of a picture begins at the end of its caption; None where there is none."""
    if text[:1] in "本以" and _ALL_PICTURES_BY.fullmatch(text):
        return 0
    tail_start = max(0, len(text) - _LONGEST_CREDIT)
    if not _PHOTO_SIGN.search(text, tail_start):
        return None
    is_whole = tail_start == 0 and _PHOTO_CREDIT.fullmatch(text) is not None
    if is_whole and _begins_with_role(text):
        return 0
    for border in _CREDIT_BORDER.finditer(text, tail_start):
        if _is_credit_from(text, border.end()):
            return border.end()
    return 0 if is_whole and _is_photo_credit(text) else None


def _is_credit_from(text: str, start: int) -> bool:
    if start >= len(text) or not _PHOTO_CREDIT.fullmatch(text, start):
        return False
    return _is_photo_credit(text[start:])


def _begins_with_role(text: str) -> bool:
    """Whether a line begins with a role, perhaps behind a house, and reads as credits.

    岚川日报通讯员 霍 然 摄.
    """
    house = HOUSE.match(text)
    start = house.end() if house else 0
    return ROLE.match(text, start) is not None and _is_photo_credit(text)


def _is_photo_credit(text: str) -> bool:
    """Names and roles, or a house and `供图`: not the end of an ordinary sentence."""
    bare = text.strip("()【】 ")
    if bare.endswith(_TEXT_ROLE_ENDS):
        return False
    reading = read_credits(bare)
    if reading is not None:
        return not any(credit.role in TEXT_ROLES for credit in reading.credits)
    return len(bare) <= _LONGEST_UNNAMED and bare.endswith(_UNNAMED_ENDS)
