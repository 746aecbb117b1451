"""Where a writer lives or works and what the writer is, before the name: 河西区 林知远."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.credits.credit_words import ROLE, any_of
from articles.parsing.person_names import HAN, is_name, join_spaced, split_names, with_middle_dots
from articles.parsing.record import Credit
from articles.parsing.traditional_forms import in_both_forms, words_in_both_forms
from articles.parsing.word_lists import OFFICES, TITLE_ENDS, WRITERS

WRITER_AND_NAME: Final = re.compile(
    rf"([^\s。,!?:;]{{2,20}}) +([{HAN}]{{2,4}}|[{HAN}] {{1,2}}[{HAN}]{{1,2}})"
)
_MOST_BEFORE_NAME = 3  # words
_LONGEST_BEFORE_NAME = 24  # characters
_SHORTEST_DISTRICT = 4  # characters of a word that has its district's end inside
# Names of so many characters are spaced out to the width of three; a word that is not is no name.
_SPACED_LENGTH = 2
_LONGEST_RUN_ON = 30  # characters of a place and a name in brackets

_DISTRICT_END = "[省市区县镇乡村州旗區縣鎮鄉]"
_PLACE_END = (
    "[省市区县镇乡村街路组站队社厂矿校院系部处科所局厅里巷弄湾屯寨旗州馆园區縣鎮鄉館園]"
    "|街道|社区|公司|集团|小区"
)
_UNITS = set(OFFICES) - set(in_both_forms(("评论员", "编辑部")))
_WRITER_END = re.compile(f"(?:{any_of((*TITLE_ENDS, *WRITERS, *_UNITS))}|{_PLACE_END})$")
# Places named after families, which might pass for names: 丁家湾.
_FAMILY_PLACE = re.compile(rf"[{HAN}]{{1,3}}家[湾村庄沟屯寨坪坳集店桥沱塘垸]")
# A district and what lies in it: 东坪县麻地梁.
_DISTRICT = re.compile(rf"[{HAN}]{{1,6}}{_DISTRICT_END}[{HAN}]{{0,12}}")
_NAMED_LIKE_PEOPLE: Final = frozenset("县市区镇乡路街縣區鎮鄉")
# Who lives, learns or works somewhere is no role: 竹篙巷居民 费平.
_NO_ROLE: Final = frozenset(WRITERS) | frozenset(
    in_both_forms(("级", "班", "本科生", "研究生", "同学"))
)
_TITLE_END = re.compile(f"(?:{any_of(set(TITLE_ENDS) - _NO_ROLE)})$")
_TITLE_ALONE = re.compile(rf"[{HAN}]{{0,4}}(?:{any_of((*TITLE_ENDS, *WRITERS))})")
_NO_MARKS: Final = frozenset("。,!?:;/、")
_HAN_ONLY = re.compile(f"[{HAN}]+")
# 河西县林知远, 云汀市第二中学林知远: the names are group 1.
_PLACE_AND_NAMES = re.compile(
    rf"[{HAN}“”]{{2,24}}(?:{_DISTRICT_END}|街道|社区|{any_of((*OFFICES, *WRITERS))})"
    rf"([{HAN}]{{2,6}})"
)
_POSTS = words_in_both_forms(
    "部长 书记 主任 教授 院长 校长 局长 县长 市长 区长 省长 会长 厅长 处长 站长"
)
# 水利部部长林知远: the post is group 1, the name group 2.
_POST_AND_NAME = re.compile(rf"([{HAN}]{{2,16}}(?:{any_of(_POSTS)}))([{HAN}]{{2,3}})")
# Headlines that speak with or of somebody begin like this: 对话水利部部长林知远.
_SPEAKS_OF: Final = words_in_both_forms("访 记 对话 专访 与 和 听 追忆 怀念 悼 送别 致")


def read_writer(text: str) -> tuple[Credit, ...]:
    """The names behind words that say where the writers are and what: 河西中学 教师 林知远.

    Their role is what they are, where that is said. Empty where the words are others.
    """
    return _credits_behind_words(text) or _credit_behind_post(text)


def read_bracketed_writer(text: str) -> tuple[Credit, ...]:
    """The names in brackets behind a place of any kind, which may run on: 河西县林知远."""
    names = _pen_name_behind_place(text) or _names_run_on(text)
    return tuple([Credit(name) for name in names])


def is_place_and_pen_name(text: str) -> bool:
    """Whether a place of two characters stands before a name that is spaced out: 芦湾 阿 苇."""
    return text[2:3] == " " and text[-2:-1] == " " and bool(_pen_name_behind_place(text))


def title_of_writer(words: Sequence[str]) -> str:
    """What the writer is, where that is a role; a word of its own may be any title."""
    last = words[-1]
    if len(words) > 1 and _TITLE_ALONE.fullmatch(last):
        return last
    return last if _TITLE_END.search(last) else ""


def _credits_behind_words(text: str) -> tuple[Credit, ...]:
    words = text.split()
    if len(words) < 2 or len(words[0]) < 2:
        return ()
    for count in range(1, min(len(words), _MOST_BEFORE_NAME + 1)):
        before, names = words[:count], join_spaced(words[count:], are_names=True)
        if _says_who(before) and all(map(is_name, names)):
            role = title_of_writer(before)
            return tuple([Credit(with_middle_dots(name), role) for name in names])
    return ()


def _says_who(words: Sequence[str]) -> bool:
    """Whether words say where a writer lives or works, and perhaps what the writer is."""
    together = "".join(words)
    if len(together) > _LONGEST_BEFORE_NAME or not _NO_MARKS.isdisjoint(together):
        return False
    return all(map(_is_writer_word, words))


def _is_writer_word(word: str) -> bool:
    if _FAMILY_PLACE.fullmatch(word):
        return True
    if is_name(word) and word[-1] not in _NAMED_LIKE_PEOPLE:
        return False
    if _WRITER_END.search(word):
        return True
    return len(word) >= _SHORTEST_DISTRICT and _DISTRICT.fullmatch(word) is not None


def _credit_behind_post(text: str) -> tuple[Credit, ...]:
    """The name that runs on behind an office: 水利部部长林知远."""
    match = _POST_AND_NAME.fullmatch(text)
    if match is None or text.startswith(_SPEAKS_OF):
        return ()
    post, name = match.groups()
    return (Credit(name, post),) if is_name(name) else ()


def _pen_name_behind_place(text: str) -> list[str]:
    """The pen name behind a place of any kind: the place is not spaced out like the name."""
    match = WRITER_AND_NAME.fullmatch(text)
    if match is None:
        return []
    place, name = match.groups()
    if not _HAN_ONLY.fullmatch(place) or ROLE.search(place):
        return []
    if " " in name:
        is_place = len(place) == _SPACED_LENGTH or not is_name(place)
    else:
        is_place = is_name(name) and not is_name(place)
    return [name.replace(" ", "")] if is_place else []


def _names_run_on(text: str) -> list[str]:
    """The names that run on behind a place or an office: 云汀市河西区林知远."""
    match = _PLACE_AND_NAMES.fullmatch(text) if len(text) <= _LONGEST_RUN_ON else None
    if match is None:
        return []
    return split_names(match.group(1)) or []
