"""What can be seen of one printed piece by itself, before anything is decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.parsing import furniture, marks
from articles.parsing.credits import (
    Reading,
    Tail,
    is_staff,
    photo_credit_start,
    read_byline,
    read_opening,
    read_source,
    read_tail,
)
from articles.parsing.pieces import Piece

_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、是,:.]|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、]|[①-⑳])"
)
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_SERIES = re.compile(
    r"[①-⑳❶-❿㈠-㈩]|[(（][一二三四五六七八九十上中下\d]{1,2}[)）]$|[之第][一二三四五六七八九十\d]{1,2}期?$"
)
_CAPTION_HEAD = re.compile(r"[▲▼△▽↑↓←→◀▶]|图[为①-⑳一二三四五\d]|[左右上下中本题][图圖]|[↑↓]|资料图|漫画|圖為|照片")
_COLUMN_WORD = re.compile(
    r"[【■◆●▌|].{2,14}[】|]?$|.{0,6}(?:图片新闻|记者手记|相关链接|新闻链接|新闻背景|编者按|连载|短评|快评|微评|时评|一线见闻|记者观察|新闻速递|"
    r"简讯|一句话新闻|要闻简报|对话|政策问答|名片|微实事|札记|随笔|专栏|进行时|见闻|故事|新气象|新征程|微镜头|开卷|史话|走笔)"
)
_LEAD = re.compile(
    r"(?:近日|日前|昨日|昨天|今天|今日|前天|连日来|近来|近年来|上午|下午|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|本报讯|据|记者|从|眼下|时下|清晨|清早|“)"
)


@dataclass(slots=True)
class Look:
    """One piece with what its characters tell. Scores and kinds are decided elsewhere."""

    piece: Piece
    text: str
    length: int
    sentence_ends: int
    closed: bool  # stops where a sentence may stop
    opening: Reading | None = None
    byline: Reading | None = None
    tail: Tail | None = None
    photo: int | None = None
    furniture: float = 0.0
    section: bool = False
    staff: bool = False
    source: str = ""

    @property
    def short(self) -> bool:
        """Might be a headline of some sort."""
        return self.length <= 60 and self.sentence_ends == 0

    @property
    def photographs(self) -> bool:
        """A line of credits that ends with who took the picture."""
        return self.text.rstrip(")】").endswith(("摄", "攝", "供图", "摄影"))

    @property
    def closed_han(self) -> bool:
        """Nothing but Chinese characters."""
        return _HAN_ONLY.fullmatch(self.text) is not None

    @property
    def numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @property
    def series_mark(self) -> bool:
        return self.length <= 24 and _SERIES.search(self.text[-4:]) is not None

    @property
    def caption_head(self) -> bool:
        return _CAPTION_HEAD.match(self.text) is not None

    @property
    def column_word(self) -> bool:
        return self.length <= 18 and _COLUMN_WORD.match(self.text) is not None

    @property
    def lead(self) -> bool:
        """Begins as reports begin."""
        return self.opening is not None or _LEAD.match(self.text) is not None

    @property
    def leaves_open(self) -> bool:
        """Stops in the middle of a sentence or a quotation, as a paragraph cut by a column does."""
        if marks.cannot_end(self.text):
            return True
        return not self.closed or (self.length > 20 and marks.quotes_left_open(self.text) > 0)

    @property
    def starts_inside(self) -> bool:
        return marks.cannot_begin(self.text)


def look_at(piece: Piece) -> Look:
    """Read the piece's head and tail; bounded work however long it is."""
    text = piece.text
    look = Look(piece, text, len(text), text.count("。", 0, 400), marks.ends_sentence(text[-8:]))
    short = look.length <= 80
    look.opening = read_opening(text)
    if text.rstrip().endswith(")"):
        look.tail = read_tail(text)
    if short:
        look.staff = is_staff(text)
        look.section = furniture.is_section_name(text)
        look.source = read_source(text)
        look.byline = None if look.staff or look.section else read_byline(text)
    if look.length <= 200:
        look.photo = None if look.opening and not short else photo_credit_start(text)
        look.furniture = furniture.furniture_score(text)
    return look
