"""Names of people in folded text, told by surnames, by the middle dot, and by nothing else."""

import re

from articles.parsing.word_lists import COMPOUND_SURNAMES, NOT_NAMES, SURNAMES

_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fffA-Za-z]{1,10}){1,4}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def surname_length(text: str) -> int:
    """How many characters of surname the text begins with: 0, 1 or 2."""
    if text[:2] in COMPOUND_SURNAMES:
        return 2
    return 1 if text[:1] in SURNAMES else 0


def is_dotted_name(text: str) -> bool:
    """A minority or foreign name written with a middle dot; 学思·实践 (two and two) names a section."""
    return len(text) > 5 and _DOTTED.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a text without spaces can be one person's name."""
    if is_dotted_name(text):
        return True
    length = surname_length(text)
    return (
        0 < length < len(text) <= length + 2
        and _HAN.fullmatch(text) is not None
        and text not in NOT_NAMES
        and text[:2] not in NOT_NAMES
    )


def split_names(text: str) -> list[str] | None:
    """Names run together, told apart by their surnames; None where that cannot be done.

    Of several ways the one with the fewest names is taken, then the one whose names are of most even length.
    """
    if is_name(text):
        return [text]
    if not surname_length(text) or not _HAN.fullmatch(text):
        return None
    ways: list[list[str] | None] = [[], *[None] * len(text)]
    for end in range(2, len(text) + 1):
        for start in range(max(0, end - 4), end - 1):
            head = ways[start]
            if head is None or not is_name(text[start:end]):
                continue
            way = [*head, text[start:end]]
            best = ways[end]
            if best is None or _spread(way) < _spread(best):
                ways[end] = way
    return ways[-1] or None


def _spread(names: list[str]) -> tuple[int, int]:
    return len(names), max(map(len, names)) - min(map(len, names))


def join_spaced(words: list[str], *, surely: bool = False) -> list[str]:
    """Close up names printed with a space inside: 陈 望 becomes 陈望, 欧阳 明 becomes 欧阳明.

    Where there are `surely` names, as behind a role, an unusual surname will do: 乐 遥.
    """
    joined: list[str] = []
    waiting = ""
    for word in words:
        if waiting and _HAN.fullmatch(word) and len(word) <= 2:
            joined.append(waiting + word)
            waiting = ""
            continue
        if waiting:
            joined.append(waiting)
            waiting = ""
        if (len(word) == 1 or word in COMPOUND_SURNAMES) and (surely or surname_length(word)):
            waiting = word
        else:
            joined.append(word)
    return [*joined, waiting] if waiting else joined
