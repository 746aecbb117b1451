"""Lines that name who made the page: 责任编辑:胡某 美术编辑:王某."""

import re

from articles.parsing.credits.credit_words import any_of
from articles.parsing.person_names import HAN, join_spaced
from articles.parsing.record import Credit
from articles.parsing.word_lists import STAFF_ROLES

_LONGEST_LINE = 80  # characters
_ANY_ROLE = any_of(STAFF_ROLES)
_STAFF_SIGN = re.compile(r"[:/|\s—-]")
_STAFF_LINE = re.compile(rf"[(【]?\s*(?:{_ANY_ROLE})\s*[:/\s]\s*[{HAN}]")
_ROLE_AND_NAMES = re.compile(
    rf"({_ANY_ROLE})\s*[:/|\s]\s*((?:[{HAN}·]{{1,4}}[ 、/]*){{1,4}}?)"
    rf"(?=\s*[|()\d]|\s*(?:{_ANY_ROLE})|\s*$)"
)
# Roles that show the line for what it is wherever they stand in it.
_SURE_ROLES = "责任编辑|責任編輯|责编|美术编辑|美術編輯|美编|校对|校對|版式|版面设计|组版|版面"
_SURE_STAFF = re.compile(rf"(?:{_SURE_ROLES})\s*[:/|—-]\s*[{HAN}]")
_NAME_GAP = re.compile("[ 、/]+")


def is_staff(text: str) -> bool:
    """Whether the line names who made the page: 责任编辑:胡某 美术编辑:王某."""
    if len(text) > _LONGEST_LINE or not _STAFF_SIGN.search(text):
        return False
    return _STAFF_LINE.match(text) is not None or _SURE_STAFF.search(text) is not None


def read_staff(text: str) -> tuple[Credit, ...]:
    """Names and duties of a staff line, in printed order."""
    staff: list[Credit] = []
    for role, names in _ROLE_AND_NAMES.findall(text):
        words = [word for word in _NAME_GAP.split(names) if word]
        full_names = [name for name in join_spaced(words) if len(name) > 1]
        staff += [Credit(name, role) for name in full_names]
    return tuple(staff)
