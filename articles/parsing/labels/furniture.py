"""What stands on a page but belongs to no article: section names, mastheads, hotlines, codes, 广告.

The words are data; `furniture_score` adds up what a line holds of them.
"""

import re
from itertools import chain
from typing import Final

from articles.parsing.person_names import HAN
from articles.parsing.word_lists import SECTIONS

_HAN = re.compile(f"[{HAN}]")
_SHORT_NAME = re.compile(f"[{HAN}]{{2,4}}")
_LONGEST_NAME = 40  # characters of a line that may still name a section
_SECTION_ENDS = ("周刊", "副刊", "专刊", "专版", "视窗", "大观")
_NUMBERED_OR_DIVIDED = re.compile(r"[\d【】|—·•/ -]")
_NAME_BORDER = re.compile(r"[·•/ |]")
_WORD = re.compile(r"\S+")
_DATE_SIGN = re.compile(r"[\d星农]")
_DATE = re.compile(
    r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|星期[一二三四五六日天]|农历|"
    r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"
)
_DATED_HEADING = re.compile("日 ?(?:[:于]|晴|阴|多云|雨|雪)|时间:")  # of a diary, of a chronicle
_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}、|[○●]"
)  # an item of a notice, on whatever subject
_SENTENCE = re.compile("[。,;]")

# Page numbers: 03, A12版, 第4版.
_FOLIO = re.compile(r"(?:第?\s*)?[A-HT]?\s?0?\d{1,3}\s?版?")
_FOLIO_HEAD = re.compile(rf"((?:第\s*+)?[A-HT]?\s?0?\d{{1,2}}\s?版?)\s*+(?:[|:·]\s*+)?(?=[{HAN}])")

# Marks that lead to another page: (下转A02版), (上接A01版), (未完待续).
_ARROWS = "(【◀▶▲▼→←↓↑■"
_CLOSING_ARROWS = ")】◀▶▲▼→←↓↑■"
_CHINESE_PAGE = "第?[一二三四五六七八九十]{1,3}版"  # 第二版, 十二版
_PAGE_NUMBER = rf"(?:\s?第?\s?[A-HT]?\d{{1,2}}\s?版?|\s?{_CHINESE_PAGE})"
_TURN_SIGN = re.compile("[接转见轉見续完]")
_TURN_WORDS = (
    "紧接|紧接着|上接|下转|转|接|详见|另见|见|全文见|报道见|相关报道见|更多内容见|"
    "緊接|下轉|轉|詳見|另見|見|全文見|報道見"
)
_TURN_TAIL_WORDS = "紧接|上接|下转|详见|另见|全文见|报道见|緊接|下轉|詳見|另見|全文見|報道見"
_TURN = re.compile(
    rf"[{_ARROWS}]*\s*(?:{_TURN_WORDS})(?:\s?{_CHINESE_PAGE}|"
    r"\s?第?\s?[A-HT]?\d{0,2}\s?[-—、]?\s?[A-HT]?\d{1,2}\s?版?)[^。]{0,12}[)】]?"
)
_UNFINISHED = r"[(【]\s*(?:未完待续|待续|未完)\s*[)】]\s*$"
# Arrows, or the blanks before the word, are looked for from the first of them only.
_BEFORE_TURN = rf"(?:(?<![{_ARROWS}])[{_ARROWS}]++\s*+|(?<!\s)\s++)?"
_TURN_TAIL = re.compile(
    rf"{_UNFINISHED}|{_BEFORE_TURN}(?:{_TURN_TAIL_WORDS}){_PAGE_NUMBER}"
    rf"(?:[^。(【]{{0,8}})[{_CLOSING_ARROWS}]*\s*$"
)
_TURN_HEAD = re.compile(rf"^[{_ARROWS}]*\s*(?:紧接|緊接|上接){_PAGE_NUMBER}[{_CLOSING_ARROWS}]*\s*")

# How much each word says that its line is furniture. A word begins with ^, or with a character
# that has to be there: such are found fastest.
_SIGNS: Final = (
    (3.0, "扫描.{0,4}码|识别关注|长按识别|扫码(?:下载|关注|看|听|观看|阅读|报名|进入)"),
    (2.0, "二维码|^扫一?扫|多云转|阴转|晴转"),
    (3.0, "^下载.{0,14}(?:客户端|[Aa][Pp][Pp])"),
    (2.0, "公众号|视频号|抖音号|新媒体矩阵"),
    (1.5, "公众号$|视频号$|客户端$|A[Pp][Pp]$|a[Pp][Pp]$"),
    (2.5, "与[您你]同行|伴[您你]同行|欢迎订阅"),
    (2.0, "请关注|更多.{0,6}(?:内容|资讯|精彩)"),
    (1.5, "A[Pp][Pp](?![a-z])|a[Pp][Pp](?![a-z])|客户端|官方微博"),
    (3.5, "热线[:/ ]{0,2}\\d{3}|报料(?:热线|电话)|爆料(?:热线|电话)|-(?<=\\d{4}-)\\d{7,8}"),
    (
        3.0,
        "邮发代号|国内统一|刊号|CN\\s?\\d|ISSN|广告经营|广告许可|发行站|承印|印刷厂|定价|零售价|月价|全年价",
    ),
    (
        3.0,
        (
            "今日\\d+版|第\\d{3,6}期|总第\\d+|代号\\d|主办(?:单位)?[:/]|"
            "主管(?:单位)?[:/]|^.{2,12}(?:主办|主管)$|社出版|编辑出版|法律顾问"
        ),
    ),
    (
        2.5,
        (
            "^今?[日明].{0,4}天气|℃|东风\\s?\\d|南风\\s?\\d|西风\\s?\\d|北风\\s?\\d|微风|"
            "空气质量(?:指数)?[:/]|日出\\d|日落\\d|^.{0,4}天气$"
        ),
    ),
    (3.0, "机关报$|^.{2,12}宣$"),
    (
        3.0,
        "^(?:公益)?广\\s?告$|^便民服务|分类广告|刊登热线|^广告[:\\s]",
    ),
    (5.0, "^导读 "),
    (4.0, "^.{4,30}[\\s▶►→☞>]\\s*(?:第?\\s?[A-H]?\\d{1,2}版|[A-H]\\d{1,2})$"),
    (
        2.0,
        "版权所有|未经授权|不得转载|本版邮箱|本版(?:图片|照片|稿件)|欢迎(?:关注|来稿|投稿)|敬请(?:关注|垂注)|权威资讯|为您服务|网址[:/]",
    ),
    (2.5, "全场.{0,4}折|折起|满.{1,3}[送减]|盛大开业|诚邀加盟"),
    (2.5, "^今日导读$|^导读$|^本版导读|^今日看点$|^A\\d\\d .{4,}"),
)
_CONTACT = re.compile(
    "地址[:/]|电话[:/ ]?(?=\\d)|传真[:/]|邮箱[:/]|电子信箱|邮政编码|邮编|联系人[:/]|"
    r"@(?<=[\w.]@)[\w.]+\.|https?:|www\."
)
# With an address it is the imprint of the paper itself.
_OFFICE_OF_PAPER = re.compile(
    "本报|本社|本版|报社|社址|编辑|总编室|发行部|广告部|订阅|热线|投稿|来稿|新闻大厦"
)
_LOTTERY = re.compile(r"\d选\d|排[列位]\s?\d|\d\+\d|双色球|大乐透|福利?彩|体彩")
_NOTICE = re.compile(
    "声明作废|遗失声明|启事:|招租|经营许可证|公告$|特此|遗失.{2,20}(?:证|章|票据|执照|副本)"
)
# The same words by how they can be looked for: plain ones at the speed of a search for characters.
_WORDS = list(chain.from_iterable(re.split(r"\|(?![^()]*\))", pattern) for _, pattern in _SIGNS))
_AT_HEAD = re.compile("|".join(word for word in _WORDS if word.startswith("^")))
_PLAIN = re.compile("|".join(word for word in _WORDS if not word.startswith("^")))
_PATTERNS = tuple((weight, re.compile(pattern)) for weight, pattern in _SIGNS)
_NAMEPLATE = re.compile(
    rf"[{HAN}]{{2,6}}(?:日报|晚报|早报|晨报|商报|时报|都市报|周报|快报|日報|晚報)|"
    r"[A-Z]{3,}(?: [A-Z]{2,}){0,4}"
)
_MARK_HEADS: Final = frozenset("第ABCDEFGHT(【◀▶▲▼→←↓↑■紧緊上")
_NAMEPLATE_ENDS: Final = frozenset("报報ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def is_section_name(text: str) -> bool:
    """Whether a line is the name of a page or section: 要闻, 综合·城区, A03 理论·智库."""
    if len(text) > _LONGEST_NAME:
        return False
    if not _NUMBERED_OR_DIVIDED.search(text):
        return _is_plain_section(text)
    bare = _FOLIO_HEAD.sub("", text, count=1).strip("【】|-—· ")
    if not 2 <= len(bare) <= 12:
        return False
    parts = [part for part in _NAME_BORDER.split(bare) if part]
    if len(parts) == 1:
        return _is_plain_section(bare)
    known = sum(part in SECTIONS for part in parts)
    dotted = len(parts) == 2 and "·" in bare and all(_SHORT_NAME.fullmatch(part) for part in parts)
    return known == len(parts) or (dotted and (known > 0 or len(bare) == 5))


def _is_plain_section(text: str) -> bool:
    return len(text) > 1 and (text in SECTIONS or (len(text) <= 5 and text.endswith(_SECTION_ENDS)))


def folio_length(text: str) -> int:
    """How many characters of page number a line begins with, before a section name."""
    match = _FOLIO_HEAD.match(text)
    return match.end() if match and is_section_name(text[match.end() :]) else 0


def furniture_score(text: str) -> float:
    """Above 2.5 the line is surely furniture; looks at no more than the first 200 characters."""
    if len(text) > 200 or (len(text) > 60 and "。" in text[:-1]):
        return 0.0  # more than a sentence: text, whatever it speaks of
    score = 0.0
    if _PLAIN.search(text) or _AT_HEAD.match(text):
        score += sum(weight for weight, pattern in _PATTERNS if pattern.search(text))
    if _OFFICE_OF_PAPER.search(text):
        score += 3 * (contacts(text) > 0)
    if _FOLIO.fullmatch(text) or (_TURN_SIGN.search(text) and _TURN.fullmatch(text)):
        score += 6
    if text[-1:] in _NAMEPLATE_ENDS and (
        _NAMEPLATE.fullmatch(text) or _NAMEPLATE.fullmatch(_closed_up(text))
    ):
        score += 4
    score += _date_score(text)
    if not _HAN.search(text, 0, 60):
        score += 2.5
    return score - _article_words(text)


def _date_score(text: str) -> float:
    """What the date in a line says for the line of the issue at the head of a page."""
    if len(text) > 60 or not _DATE_SIGN.search(text, 0, 30):
        return 0.0
    if not _DATE.search(text[:30]) or _SENTENCE.search(text) or _DATED_HEADING.search(text):
        return 0.0
    # A date alone may as well be the foot of a letter or of a notice.
    return 2.0 if _DATE.fullmatch(text) else 3.0


def contacts(text: str) -> int:
    """How many telephone numbers, addresses and the like a line tells, as notices do."""
    return len(set(_CONTACT.findall(text)))


def notice_words(text: str) -> float:
    """From 0 to 3: how many words of a notice, a lost document or an offer a line has."""
    if len(text) > 200:
        return 0.0
    return min(3.0, contacts(text) + 2.0 * (_NOTICE.search(text) is not None))


def _article_words(text: str) -> float:
    """What speaks for words of an article in a line."""
    score = 0.0
    if text.count(",") and len(text) > 24 and not text.startswith("●"):
        score += 1.5
    if _LOTTERY.search(text):
        score += 3
    if text.startswith("网友"):
        score += 4
    if "。" in text or len(text) > 60:
        score += 2.5 + len(text) / 60
    if _ITEM.match(text):
        score += 2.5
    return score


def parts_of_head(text: str) -> list[int]:
    """Where to cut a line that holds the name of the section beside date and page number.

    要闻 B02 8月5日 星期三 is such a line. Empty for any other line.
    """
    if len(text) > _LONGEST_NAME or " " not in text:
        return []
    cuts, names = [], 0
    before = None
    for word in _WORD.finditer(text):
        is_name = is_section_name(word.group())
        if not is_name and not (
            _FOLIO.fullmatch(word.group())
            or _DATE.match(word.group())
            or _is_nameplate(word.group())
        ):
            return []
        if before is not None and is_name != before:
            cuts.append(word.start())
        names += is_name
        before = is_name
    return cuts if names else []


def _is_nameplate(text: str) -> bool:
    return text[-1:] in _NAMEPLATE_ENDS and _NAMEPLATE.fullmatch(text) is not None


def mark_length(text: str) -> int:
    """How many characters of page number or of a mark such as (上接A01版) a text begins with."""
    first = text[:1]
    if first in _MARK_HEADS or first.isdigit() or first.isspace():
        return folio_length(text) or turn_head_end(text)
    return 0


def _closed_up(text: str) -> str:
    """A line of single characters set apart, as nameplates are: 岚 口 日 报; empty where it is none."""
    letters = text.split(" ")
    return "".join(letters) if max(map(len, letters)) == 1 else ""


def turn_tail_start(text: str) -> int | None:
    """Where a mark such as (下转A02版) begins at the end of a text."""
    tail = text[-28:]
    match = _TURN_SIGN.search(tail) and _TURN_TAIL.search(tail)
    return len(text) - len(tail) + match.start() if match else None


def turn_head_end(text: str) -> int:
    """How long a mark such as (上接A01版) at the head of a text is."""
    head = text[:28]
    match = _TURN_SIGN.search(head) and _TURN_HEAD.match(head)
    return match.end() if match else 0
