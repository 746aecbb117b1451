"""Who did what: the grammar of printed credits. Its words stand in `word_lists`.

All functions take folded text (see `characters.fold`) and look at a bounded stretch of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from articles.parsing.person_names import (
    HAN,
    is_dotted_name,
    is_name,
    join_spaced,
    split_names,
    surname_length,
)
from articles.parsing.record import Credit
from articles.parsing.word_lists import (
    BOX_ENDS,
    BOX_TITLES,
    HOUSES,
    NOT_NAMES,
    OFFICES,
    ROLE_BEFORE,
    ROLES,
    SECTIONS,
    SIGNING_OFFICES,
    STAFF_ROLES,
    TITLE_ENDS,
    WRITERS,
)


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first where one begins another."""
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


_ALONE: Final = frozenset(
    {"文", "图", "绘", "作", "摄", "攝", "译", "著", "编", "画", "书"}
)  # one-character roles never stand inside a word
_TEXT_AND_PICTURE: Final = frozenset(
    {"文/图", "图/文", "文图", "图文", "文并图", "文/摄", "文", "整理", "通讯员供稿"}
)
_VERBS: Final = ("摄影报道", "综合报道", "报道", "報道", "報導", "发自", "采写")

_VERB_END = re.compile(rf"(?:{_any_of(_VERBS)})$")

_BULLETS = "□■◎●◆◇○▲△▼★☆※◤◢|-—· "
_REPORTER = rf"(?:(?:文|图|摄|摄影|文字|图片|撰文|摄影报道|文/图|图/文)/)?(?:(?:驻|赴)[{HAN}]{{1,8}}?)?(?:{_any_of(ROLE_BEFORE)}){{0,3}}(?:记者|通讯员|記者|通訊員|评论员|撰稿人)"
_ROLE = re.compile(rf"{_REPORTER}|{_any_of(ROLES)}")
_ROLE_HEADS: Final = frozenset(role[0] for role in (*ROLES, *ROLE_BEFORE)) | frozenset(
    "驻赴文图摄撰"
)
_OWN_HOUSE = "本[报刊台网社]|本[報網臺]"  # how a paper speaks of itself
_WORD = re.compile(r"[^\s/:、,;|()]+")
_GAP = re.compile(r"[\s/:、,;|]+")
_HOUSE = re.compile(
    rf"(?:据)?((?:{_OWN_HOUSE})|《?[\u3400-\u9fff\U00020000-\U000323af〇]{{1,8}}?(?:{_any_of(HOUSES)})》?)"
)
# Signs without which a pattern cannot match: a look before the costly ones.
_HOUSE_SIGN = re.compile(f"[报刊台网社報網臺{''.join({house[-1] for house in HOUSES})}]")
_OFFICE_ENDS: Final = frozenset(office[-1] for office in OFFICES)
_FIRST_WORD = re.compile(r"[^\s/:、,;|()·•・‧]++(?![·•・‧])")
_ROLE_SIGN = re.compile(
    "|".join(
        [_any_of(set(ROLES) - _ALONE), *[rf"{role}(?=[\s/:、,;|()]|$)" for role in sorted(_ALONE)]]
    )
)
_NAMING_ENDS: Final = (
    _OFFICE_ENDS | frozenset("省市区县镇乡村道区") | frozenset(who[-1] for who in WRITERS)
)
_STAFF_SIGN = re.compile(r"[:/|\s—-]")
_HAN_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af〇]{2,4}")
_OFFICE = re.compile(rf"[\u3400-\u9fff\U00020000-\U000323af〇“”·()]{{2,26}}(?:{_any_of(OFFICES)})")
_SIGNING_OFFICE = re.compile(
    rf"[\u3400-\u9fff\U00020000-\U000323af〇“”·()]{{2,18}}(?:{_any_of(SIGNING_OFFICES)})"
)
_WRITER_IS = re.compile(
    rf"[\u3400-\u9fff\U00020000-\U000323af〇]{{1,10}}(?:[省市区县镇乡村]|街道|社区|{_any_of(WRITERS)})"
)
_MARKED_NAME = re.compile(
    r"[□◎]\s*([\u3400-\u9fff\U00020000-\U000323af〇]{2,4}|[\u3400-\u9fff\U00020000-\U000323af〇] [\u3400-\u9fff\U00020000-\U000323af〇]{1,2})"
)  # ◎沈石溪渡
_PEN_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U000323af〇]{2,3}|[\u3400-\u9fff\U00020000-\U000323af〇] {1,2}[\u3400-\u9fff\U00020000-\U000323af〇]"
)
_CLASS = re.compile(
    r"[^\s/:、,;|]{2,20}班\s+(?=[\u3400-\u9fff\U00020000-\U000323af〇])"
)  # 江北四小五(3)班 俞果果
_DESCRIBED = re.compile(r"(.{2,12}?)\s*\(([^()]{2,20})\)")

# 电头: 本报讯, 新华社北京10月19日电, 据云江通讯社电, 东南网3月11日讯. The house is group 1.
_WIRE = re.compile(
    rf"据?((?:{_OWN_HOUSE})|[\u3400-\u9fff\U00020000-\U000323af〇A-Za-z-]{{1,12}}?(?:{_any_of(HOUSES)}))"
    r"[^\s()。,!?“”:;]{0,16}?(?:消息|[讯訊电電])(?=[\s(:,【]|$)"
    r"|据([\u3400-\u9fff\U00020000-\U000323af〇]{2,8}(?:社|网|报))(?:专?[电電]|[讯訊])(?!话|视|梯|台)"
)
_WIRE_SIGN = re.compile(
    r"[讯訊電电息](?=[\s(:,【]|$)"
)  # all wire lines have one, but some from 据 or 本 on
_WIRE_RUN_ON = re.compile(rf"({_OWN_HOUSE})[讯訊](?![息号问])")
_HEAD_BRACKET = re.compile(r"\s*[(【]([^()【】]{2,80})[)】]\s*")
_HEAD_HOUSE = re.compile(
    rf"((?:{_OWN_HOUSE})|[\u3400-\u9fff\U00020000-\U000323af〇]{{1,8}}?(?:{_any_of(HOUSES)}))?[(【]([^()【】]{{2,80}})[)】]\s*"
)
_AFTER_HEAD = re.compile(
    r"(?:文/图|图/文|摄影报道|综合报道|报道|報道)?[\s:,]*(?:题:[^。,]{2,40}$)?"
)
_OPEN_CREDITS = re.compile(r"\s*((?:[^\s。,!?“”()]{1,12}[ /、]+){1,8})(?:摄影报道|报道|文/图)\s*")

_CLOSING = re.compile(r"\(([^()]{2,80}|[^()]{2,20}\(\d{1,2}\)班 [^()]{2,40})\)\s*$")
_AFFILIATION = re.compile(
    r"(?:本文)?(?:作者|撰稿人|執筆|执笔)(?:(?:单位|單位)(?:分别)?[系为是:]*|(?:分别)?(?:系|为|是|任职于|就职于|来自)[:]?)\s*(.+)"
)
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|原载|转自|摘自|据)[:于]?\s*[《“]?([\u3400-\u9fff\U00020000-\U000323af〇A-Za-z·、 ]{2,30}?)[》”]?(?:报道|消息)?"
)
_SOURCE_LINE = re.compile(
    r"\(?(?:(?:数据|资料)?来源|來源|稿源|原载|转自|摘自)[:于自]?\s*[《“]?([^()。]{2,30}?)[》”]?\)?"
)

_GIVEN_BY = re.compile(r"\(([\u3400-\u9fff\U00020000-\U000323af〇]{2,16})(?:提供|供稿)\)")

_PHOTO_SIGN = re.compile("[摄攝图圖绘照影供漫提截]")
_PHOTO_TAIL = re.compile(
    r"[(【]?(?:"
    r"[\u3400-\u9fff\U00020000-\U000323af〇]{1,6}社[发發](?:\s*[(【][^()]{2,16}[)】]?)?|(?:资料|视频|网络)(?:图片?|照片|截图)|(?:本[文版])?(?:图片|照片)?均?由[^。,]{2,16}提供|"
    r"[^。!?,;:(【]{1,30}?(?:摄影报道|摄影|供图|制图|绘图|漫画|插图|提供|供稿|摄|攝|绘|图)|"
    r"(?:摄影|图片|照片|供图|漫画|插图|制图|绘图|题图|攝影|摄|图)(?:来源|提供)?[/:\s]+[^。!?,;]{2,20}"
    r")[)】]?\s*"
)
_ALL_BY = re.compile(
    r"(?:本[组版文]|以上)(?:图片|照片|摄影)[^。!?]{2,30}(?:摄|攝|提供|供图)"
)  # 本组图片由甲、乙 摄
_PHOTO_SPLIT = re.compile(
    r"[。!?…](?:[”’)》】]*)\s*|[)】](?=\s)\s*|\s+(?=[(【])|(?<=[^\s])(?=[(【][^(【]{2,24}[)】]\s*$)|\s{1,}"
)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a stretch of credits says; `end` is where it stops in the text it was read from."""

    credits: tuple[Credit, ...] = ()
    source: str = ""
    end: int = 0


_UNKNOWN_HOUSE = re.compile(rf"([{HAN}]{{3,8}}?)(?={_REPORTER}|特约撰稿|实习生|實習生)")


def _own_house(text: str) -> str:
    """The name of a paper no list holds, run together with the role behind it: 南浦周末记者 甲."""
    match = _UNKNOWN_HOUSE.match(text)
    if (
        match is None
        or _ROLE.match(text)
        or split_names(match.group(1))
        or is_office(match.group(1))
    ):
        return ""
    return match.group(1)


def read_credits(text: str) -> CreditLine | None:
    """Read a whole stretch such as `株洲日报(全媒体记者/甲 通讯员/乙 丙)` without its brackets.

    Behind a role any short word is a name; a word that cannot be a name, or a stretch that holds no
    name at all, is no credit.
    """
    text = _CLASS.sub("", text.strip(_BULLETS), count=1)
    source = ""
    house = _HOUSE_SIGN.search(text, 0, 20) and _HOUSE.match(text)
    if house and (
        house.end() == len(text) or _ROLE.match(text, house.end()) or text[house.end()] in " :/"
    ):
        source, text = house.group(1).strip("《》"), text[house.end() :]
    elif own := _own_house(text):
        source, text = own, text[len(own) :]
    tokens = _tokens(text)
    if tokens is None:
        return None
    named = _assign(tokens)
    return CreditLine(named, source, len(text)) if named else None


def _tokens(text: str) -> list[tuple[str, str]] | None:
    """Roles and words in order; None where the text is too long to be a credit."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        gap = _GAP.match(text, position)
        if gap:
            position = gap.end()
            continue
        house = _HOUSE_SIGN.search(text, position, position + 20) and _HOUSE.match(text, position)
        if house and _ROLE.match(text, house.end()):
            position = house.end()
        role = text[position] in _ROLE_HEADS and _ROLE.match(text, position)
        if (
            role
            and _stands_alone(text, role)
            and not (len(role.group()) == 1 and _awaits_given_name(tokens))
        ):
            tokens.append(("role", role.group()))
            position = role.end()
            continue
        word = _WORD.match(text, position)
        if word is None or len(tokens) > 60:
            return None
        end = _next_role(text, position + 1, word.end())
        after_role = (
            position > 0
            and bool(tokens)
            and tokens[-1][0] == "role"
            and text[position - 1] not in " /:、|"
        )
        tokens.append(("run-on" if after_role else "word", text[position:end]))
        position = end
    return tokens


def _awaits_given_name(tokens: list[tuple[str, str]]) -> bool:
    """郁 文 is a spaced name, not a text by somebody called 郁."""
    return bool(tokens) and tokens[-1][0] == "word" and len(tokens[-1][1]) == 1


def _stands_alone(text: str, role: re.Match[str]) -> bool:
    if role.group() not in _ALONE:
        return True
    return role.end() == len(text) or text[role.end()] in " /:、|"


def _next_role(text: str, start: int, end: int) -> int:
    """Where inside a word a role begins: 黎世伟通讯员 is a name and a role, 谭昕吾摄 too, 彭建文 is a name."""
    for role in _ROLE.finditer(text, start, end):
        if len(role.group()) > 1 or (role.end() == end and role.group() in "摄攝"):
            return role.start()
    return end


def _assign(tokens: list[tuple[str, str]]) -> tuple[Credit, ...]:
    """Give each name its role: the one before it, or, where names come first, the one behind them."""
    roles_first = bool(tokens) and tokens[0][0] == "role"
    given_roles: list[Credit] = []
    role = ""
    words: list[str] = []
    for kind, value in [*tokens, ("role", "")]:
        if kind != "role":
            name = _VERB_END.sub("", value)
            if name and not (kind == "word" and words and name != value and not is_name(name)):
                words.append(name)  # 記者林書瑜/望潮報導 names a place after the writer
            if kind == "run-on" and not (
                split_names(name) or is_office(name) or surname_length(name) == len(name)
            ):
                return ()  # 记者手记 is no byline
            continue
        names = _names(words, behind_role=roles_first)
        if names is None:
            return ()
        given = role if roles_first else value
        given_roles += [Credit(name, given) for name in names]
        role, words = value, []
    return tuple(given_roles)


def _names(words: list[str], *, behind_role: bool) -> list[str] | None:
    names: list[str] = []
    if (
        len(words) > 1
        and not is_name(words[-1])
        and _PLACE_WORD.fullmatch(words[-1])
        and all(map(_may_be_name, words[:-1]))
    ):
        words = words[:-1]  # 本報記者甲/某地
    joined = join_spaced(words, are_names=behind_role)
    among_names = any(map(is_name, joined))
    for word in joined:
        if len(words) > 1 and not is_name(word) and _WRITER_IS.fullmatch(word):
            continue  # (汀南区 阮小珂) says where the writer lives
        if is_name(word) or is_dotted_name(word) or is_office(word):
            names.append(word)
        elif (several := split_names(word)) and len(word) > 3:
            names += several
        elif _HAN_WORD.fullmatch(word) and (
            behind_role or (among_names and surname_length(word) and len(word) < 4)
        ):
            names.append(word)
        else:
            return None
    return names


_PLACE_WORD = re.compile(rf"[{HAN}]{{2,5}}")


def _may_be_name(word: str) -> bool:
    return is_name(word) or is_dotted_name(word)


def is_office(text: str) -> bool:
    """Whether the text reads like the name of an office, a school or a company."""
    return len(text) >= 4 and text[-1] in _OFFICE_ENDS and _OFFICE.fullmatch(text) is not None


def read_opening(text: str) -> CreditLine | None:
    """The credits or agency line that opens a report, at the head of its first paragraph."""
    head = text[:120]
    wire = (head[:1] in "据本" or _WIRE_SIGN.search(head, 0, 40)) and (
        _WIRE.match(head) or _WIRE_RUN_ON.match(head)
    )
    if wire:
        return _read_wire(head, wire)
    if head[:1] == "【" and (boxed := _read_boxed(head)):
        return boxed
    match = _HEAD_HOUSE.match(head) if "(" in head[:20] or "【" in head[:20] else None
    if match is None or _AFFILIATION.fullmatch(match.group(2)):
        return None
    reading = read_credits(match.group(2))
    if reading is None or not (match.group(1) or any(credit.role for credit in reading.credits)):
        return None
    end = _after(head, match.end())
    return CreditLine(reading.credits, match.group(1) or reading.source, end)


_BOXED = re.compile(
    rf"【(?:据)?((?:{_OWN_HOUSE})|[{HAN}A-Za-z]{{2,12}}?(?:{_any_of(HOUSES)}))?([^【】]{{0,40}}?)(?:专?[讯訊电電]|消息|綜合外電|综合外电|報道|报道|報導)】\s*"
)


def _read_boxed(head: str) -> CreditLine | None:
    """【本报讯】, 【本報記者甲乙某地報道】: the line that opens a report, in black brackets."""
    match = _BOXED.match(head)
    if match is None:
        return None
    source, inside = match.group(1) or "", match.group(2).strip()
    if not inside or not _ROLE_SIGN.search(inside):
        return CreditLine((), source, match.end()) if source else None
    reading = read_credits(inside) or _read_with_place(inside)
    return CreditLine(reading.credits if reading else (), source, match.end())


def _read_with_place(text: str) -> CreditLine | None:
    """Credits whose last name runs on into the place of the report: 記者林婉儀嵐港."""
    for length in range(2, 6):
        rest = text[:-length].rstrip(" /")
        reading = read_credits(rest) if rest else None
        if reading and all(
            is_name(credit.name) and len(credit.name) == 3 for credit in reading.credits
        ):
            return reading
    for length in range(2, 6):
        reading = read_credits(text[:-length].rstrip(" /")) if text[:-length] else None
        if reading and all(is_name(credit.name) for credit in reading.credits):
            return reading
    return None


def _read_wire(head: str, wire: re.Match[str]) -> CreditLine:
    source, end = next(filter(None, wire.groups())).strip("-"), wire.end()
    for pattern in (_HEAD_BRACKET, _OPEN_CREDITS):
        match = pattern.match(head, end)
        reading = read_credits(match.group(1)) if match else None
        if match and reading:
            return CreditLine(reading.credits, source, _after(head, match.end()))
    return CreditLine((), source, _after(head, end))


def _after(head: str, end: int) -> int:
    match = _AFTER_HEAD.match(head, end)
    return match.end() if match else end


def read_byline(text: str) -> CreditLine | None:
    """A line that holds nothing but credits: names alone, roles with names, or an office."""
    bare = text.strip(_BULLETS)
    if not 1 < len(bare) <= 60 or bare[-1] in "。!?…,;”:":
        return None
    bare = _FROM_PLACE.sub("", bare) or bare
    if signature := read_signature(text):
        return signature
    if bare[0] in "(【" and bare[-1] in ")】" and bare.count(bare[0]) == 1:
        bare = bare[1:-1].strip()
    if _AFFILIATION.fullmatch(bare) or _names_nobody(bare.strip(_BULLETS)):
        return None
    marked = _MARKED_NAME.fullmatch(text)
    if marked and marked.group(1) not in BOX_TITLES and not marked.group(1).endswith(BOX_ENDS):
        return CreditLine((Credit(marked.group(1).replace(" ", "")),), "", len(text))
    described = "(" in bare and _DESCRIBED.fullmatch(bare)
    if described and is_name(described.group(1)):
        return CreditLine((Credit(described.group(1)),), "", len(text))
    opening = bare.endswith((")", "】")) and _HEAD_HOUSE.fullmatch(bare)
    if opening and (reading := read_credits(opening.group(2))):
        return CreditLine(reading.credits, opening.group(1) or "", len(text))
    reading = read_credits(bare)
    if reading is None:
        return None
    if (
        not any(credit.role for credit in reading.credits)
        and not reading.source
        and not _bare_names(reading)
    ):
        return None
    return CreditLine(reading.credits, reading.source, len(text))


_COUNTRY = re.compile(rf"^[(\[][{HAN}]{{1,3}}[)\]]\s*(?=[{HAN}])")
_FROM_PLACE = re.compile(r"\s*发自\s?[^\s。,]{2,16}$")
_WHO_AND_NAME = re.compile(
    rf"([^\s。,!?:;]{{2,20}}) +([{HAN}]{{2,4}}|[{HAN}] {{1,2}}[{HAN}]{{1,2}})"
)
_WHO_END = re.compile(
    rf"(?:{_any_of(TITLE_ENDS)}|{_any_of(WRITERS)}|[省市区县镇乡村街路组站队社厂矿校院系部处科所局厅]|街道|社区|公司|集团|小区)$"
)
# Who lives, learns or works somewhere is no role: 竹篙巷居民 费平.
_NO_ROLE: Final = frozenset(WRITERS) | frozenset(("级", "班", "本科生", "研究生", "同学"))
_TITLE_END = re.compile(rf"(?:{_any_of(set(TITLE_ENDS) - _NO_ROLE)})$")
_HOUSE_COMMENT = re.compile(
    rf"({_OWN_HOUSE}|新华社|人民日报|光明日报)(?:特约|首席)?(?:评论员|评论部|编辑部)(?:文章)?|任仲平|钟声|仲音"
)


def read_signature(text: str) -> CreditLine | None:
    """Forms of a signature beside names with roles: who the writer is before the name, a country, a house's comment."""
    bare = text.strip(_BULLETS)
    if bare[:1] in "(【" and bare[-1:] in ")】" and bare.count(bare[0]) == 1:
        bare = bare[1:-1].strip()
    comment = _HOUSE_COMMENT.fullmatch(bare)
    if comment:
        return CreditLine((), comment.group(1) or "", len(text))
    if country := _COUNTRY.match(bare):
        name = bare[country.end() :].replace(" ", "")
        if is_name(name) or is_dotted_name(name):
            return CreditLine((Credit(name),), "", len(text))
    named = _WHO_AND_NAME.fullmatch(bare)
    if named is None or not _WHO_END.search(named.group(1)):
        return None
    name = named.group(2).replace(" ", "")
    if not is_name(name):
        return None
    role = named.group(1) if _TITLE_END.search(named.group(1)) else ""
    return CreditLine((Credit(name, role),), "", len(text))


_UNMARKED_NAME = re.compile(rf"[{HAN}A-Za-z·.]{{1,8}}")


def read_unmarked_name(text: str) -> CreditLine | None:
    """The name on a line that only its place shows to be a signature: a pen name, a letter's writer."""
    bare = text.strip(_BULLETS)
    if bare[:1] in "(【" and bare[-1:] in ")】":
        bare = bare[1:-1].strip()
    named = _WHO_AND_NAME.fullmatch(bare)
    if named:
        role = named.group(1) if _TITLE_END.search(named.group(1)) else ""
        return CreditLine((Credit(named.group(2).replace(" ", ""), role),), "", len(text))
    name = bare.replace(" ", "")
    if not _UNMARKED_NAME.fullmatch(name):
        return None
    return CreditLine((Credit(name),), "", len(text))


def read_pen_name(text: str) -> CreditLine | None:
    """A pen name: two or three characters that need not begin with a surname. Only its place shows it to be a name."""
    name = text.replace(" ", "")
    if not _PEN_NAME.fullmatch(text) or name in NOT_NAMES or name in BOX_TITLES or name in SECTIONS:
        return None
    return CreditLine((Credit(name),), "", len(text))


def _names_nobody(text: str) -> bool:
    """Whether a text, as most headlines, holds no role and begins with what is no name: a look before the reading."""
    first = _FIRST_WORD.match(text)
    return first is not None and not (
        len(first.group()) == 1
        or surname_length(text)
        or text[first.end() - 1] in _NAMING_ENDS
        or _ROLE_SIGN.search(text)
        or _HOUSE_SIGN.search(text, 0, 20)
        or first.group().endswith(_VERBS)
        or "班 " in text
    )


def _bare_names(reading: CreditLine) -> bool:
    return len(reading.credits) <= 5 and all(
        is_name(credit.name) or _SIGNING_OFFICE.fullmatch(credit.name) for credit in reading.credits
    )


def _signs(reading: CreditLine) -> bool:
    """In brackets behind a text any office may sign."""
    return len(reading.credits) <= 5 and all(
        is_name(credit.name) or is_office(credit.name) for credit in reading.credits
    )


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands in brackets at the end of an article, from `start` on."""

    start: int
    kind: str  # "affiliation", "source" or "byline"
    value: str = ""
    credits: tuple[Credit, ...] = ()


def read_tail(text: str) -> Tail | None:
    """The closing bracket of an article: (作者单位:…), (来源:…), (陈望 李芸), (记者 甲 通讯员 乙)."""
    tail = text[-90:]
    match = _CLOSING.search(tail)
    if match is None:
        return _read_open_tail(text)
    start = len(text) - len(tail) + match.start()
    inside = match.group(1).strip()
    if affiliation := _AFFILIATION.fullmatch(inside):
        return Tail(start, "affiliation", affiliation.group(1).strip())
    wire = _WIRE.match(inside)
    if wire and wire.end() == len(inside):
        return Tail(start, "byline", next(filter(None, wire.groups())))
    if source := _SOURCE.fullmatch(inside):
        return Tail(start, "source", source.group(1))
    if house := read_source(match.group()):
        return Tail(start, "source", house)
    before = text[:start].rstrip()
    if before and before[-1] not in "。!?…”’】》)":
        return None
    reading = read_signature(inside) or read_credits(inside)
    if reading is None or not (any(credit.role for credit in reading.credits) or _signs(reading)):
        return None
    return Tail(start, "byline", reading.source, reading.credits)


_OPEN_TAIL = re.compile(r"[。!?…][”’)》】]*(\s*)([^。!?…,;:]{2,44})$")


def _read_open_tail(text: str) -> Tail | None:
    """Names behind the last full stop, without brackets: ……人接听。 本报记者 甲 通讯员 乙."""
    start = max(0, len(text) - 60)
    match = _OPEN_TAIL.search(text, start)
    if match is None or match.start(2) == 0:
        return None
    inside = match.group(2).strip()
    reading = read_byline(inside)
    if reading is None or not reading.credits:
        return None
    has_role = any(credit.role for credit in reading.credits) or bool(reading.source)
    if not has_role and (
        not match.group(1) or not all(is_name(credit.name) for credit in reading.credits)
    ):
        return None
    return Tail(match.start(2), "byline", reading.source, reading.credits)


def read_source(text: str) -> str:
    """The house named by a line such as 来源:株洲文明网; empty where it is none."""
    match = _SOURCE_LINE.fullmatch(text.strip()) or _GIVEN_BY.fullmatch(text.strip())
    return match.group(1).strip() if match and not is_name(match.group(1)) else ""


def photo_credit_start(text: str) -> int | None:
    """Where the credit of a picture begins at the end of its caption; None where there is none."""
    if text[:1] in "本以" and _ALL_BY.fullmatch(text):
        return 0
    tail_from = max(0, len(text) - 34)
    if not _PHOTO_SIGN.search(text, tail_from):
        return None
    if tail_from == 0 and _PHOTO_TAIL.fullmatch(text) and _names_its_role(text):
        return 0
    for split in _PHOTO_SPLIT.finditer(text, tail_from):
        cut = split.end()
        if cut < len(text) and _PHOTO_TAIL.fullmatch(text, cut) and _is_photo_credit(text[cut:]):
            return cut
    whole = tail_from == 0 and _PHOTO_TAIL.fullmatch(text) is not None and _is_photo_credit(text)
    return 0 if whole else None


def _names_its_role(text: str) -> bool:
    """Whether a line begins with a role, perhaps behind a house, and reads as credits: 岚川日报通讯员 霍 然 摄."""
    house = _HOUSE.match(text)
    return _ROLE.match(text, house.end() if house else 0) is not None and _is_photo_credit(text)


def _is_photo_credit(text: str) -> bool:
    """Names and roles, or a house and `供图`: not the end of an ordinary sentence."""
    bare = text.strip("()【】 ")
    if bare.endswith(tuple(_TEXT_AND_PICTURE)):
        return False
    reading = read_credits(bare)
    if reading:
        return not any(credit.role in _TEXT_AND_PICTURE for credit in reading.credits)
    return len(bare) <= 18 and bare.endswith(
        ("供图", "资料图片", "资料图", "资料照片", "视频截图", "提供", "制图", "摄")
    )


_STAFF_ROLE = _any_of(STAFF_ROLES)
_STAFF = re.compile(
    rf"[(【]?\s*(?:{_STAFF_ROLE})\s*[:/\s]\s*[\u3400-\u9fff\U00020000-\U000323af〇]"
)
_STAFF_PAIR = re.compile(
    rf"({_STAFF_ROLE})\s*[:/|\s]\s*((?:[\u3400-\u9fff\U00020000-\U000323af〇·]{{1,4}}[ 、/]*){{1,4}}?)"
    rf"(?=\s*[|()\d]|\s*(?:{_STAFF_ROLE})|\s*$)"
)
_SURE_STAFF = re.compile(
    r"(?:责任编辑|責任編輯|责编|美术编辑|美術編輯|美编|校对|校對|版式|版面设计|组版|版面)\s*[:/|—-]\s*[\u3400-\u9fff\U00020000-\U000323af〇]"
)


def is_staff(text: str) -> bool:
    """Whether the line names who made the page: 责任编辑:胡某 美术编辑:王某."""
    if len(text) > 80 or not _STAFF_SIGN.search(text):
        return False
    return _STAFF.match(text) is not None or _SURE_STAFF.search(text) is not None


def read_staff(text: str) -> tuple[Credit, ...]:
    """Names and duties of a staff line, in printed order."""
    found: list[Credit] = []
    for role, names in _STAFF_PAIR.findall(text):
        words = join_spaced([word for word in re.split(r"[ 、/]+", names) if word])
        found += [Credit(word, role) for word in words if len(word) > 1]
    return tuple(found)
