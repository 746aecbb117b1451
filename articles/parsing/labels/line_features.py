"""What can be seen of one printed piece by itself, before anything is decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.closings import Tail, read_source, read_tail
from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.openings import read_opening
from articles.parsing.credits.picture_credits import names_photographer, photo_credit_start
from articles.parsing.credits.staff_credits import is_staff
from articles.parsing.labels import furniture
from articles.parsing.labels.computed_once import computed_once
from articles.parsing.lines import characters
from articles.parsing.lines.affinity import CharacterPair, PairSet, bare, character_pairs
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.lines.pieces import Piece
from articles.parsing.person_names import HAN
from articles.parsing.positions.piece_places import PiecePlace
from articles.parsing.time_limit import within_limit
from articles.parsing.word_lists import BOX_ENDS, BOX_TITLES, NOTE_TITLES

_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、是,:.]|第[一二三四五六七八九十]{1,3}[天章节步站回夜][ :]|"
    r"\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、](?!\d)|[①-⑳])"
)
_HAN_ONLY = re.compile(f"[{HAN}]+")
_SERIES = re.compile(
    r"[①-⑳❶-❿㈠-㈩]|[(（][一二三四五六七八九十上中下\d]{1,2}[)）]$|"
    r"[之第][一二三四五六七八九十\d]{1,2}期?$"
)
_CIRCLED = re.compile(r"[①-⑳❶-❿]$")
_CAPTION_HEAD = re.compile(
    r"[▲▼△▽↑↓←→◀▶]|图[为①-⑳一二三四五\d]|\([图圖][一二三四五六七八九\d]{1,2}\)|"
    r"[左右上下中本题][图圖]|[↑↓]|资料图|漫画|圖為|照片[:/为由]"
)
_COLUMN_WORD = re.compile(
    r"[【■◆●▌|].{2,14}[】|]?$|"
    r".{0,6}(?:图片新闻|记者手记|相关链接|新闻链接|新闻背景|编者按|连载|蹲点|日记|短评|快评|微评|"
    r"时评|一线见闻|记者观察|新闻速递|简讯|一句话新闻|要闻简报|对话|政策问答|名片|微实事|札记|随笔|"
    r"专栏|进行时|见闻|故事|新气象|新征程|微镜头|开卷|史话|走笔)"
)
_LIST_ITEM = re.compile(r"网友[@:“]|网友[^,。]{1,12}:|[问答]:|[●◆■▲△▶★○◎]|记者:|[①-⑳][^,]*[:。]")
_POINTS = re.compile(r"\((?:前排)?[左右中前后](?:[一二三四五]|起)?\)")
_CELLS = re.compile(r"(?<=[^\s,、:]) +(?=\S{2})")
_FIGURES = re.compile(r"[\d.%:：~—+-]")
_SCORE = re.compile(r"\S{2,}\s*\d{1,3}[:比]\d{1,3}\s*\S{2,12}$")
_ENTRY = re.compile(rf"[{HAN}()]{{2,12}}:[约超近]?\d[^,。]*$")  # 园区企业:11家
_DIVISION = re.compile(rf"(?:[{HAN}]{{2,5}}(?:[省市区县镇乡村]|街道|社区)){{1,2}}")
_PLACE_END = re.compile(r"(?:[省市区县镇乡村局]|街道|社区|公司|大学|学院)$")
_DAY = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:以来|起|上旬|中旬|下旬|底|初)?"
_DATED_LEAD = re.compile(
    rf"(?:近日|日前|昨[日天]|今[日天]|连日来|近年来|{_DAY}|"
    r"今年(?:以来|\d{1,2}月)?|去年(?:以来)?|截至)[^,。]{0,10},"
)
_REPORT = re.compile(
    r"记者.{0,16}(?:获悉|了解到)|据[^,。]{2,16}(?:消息|统计|监测|介绍|通报|数据),|"
    r"(?:近日|日前|连日来|昨[日天晚]|\d{1,2}月\d{1,2}日),|由[^,。]{2,20}(?:主办|举办|联合)"
)
_ATTRIBUTED = re.compile(r"”\s*—+[^,。!?“”—]{2,28}$")  # “……”——一位老农说
_PAUSE = re.compile("[,:]")
_SAYS = re.compile(
    r"[^。!?“]{1,24}(?:说|问|道|喊|答|叫)[,:]“|"
    r"[^,。!?“]{1,18}(?:表示|说|说道|指出|介绍|强调|认为|称|透露|坦言|回忆|告诉记者|显示|提出|要求|"
    r"了解到|获悉)[,:]"
)
_PLACE = re.compile(
    rf"(?:[{HAN}]{{2,6}}[省市区县])?(?:[{HAN}]{{2,5}}(?:街道|镇|乡|村|社区))?"
    rf"(?:[{HAN}]{{2,8}}(?:局|委|办|公司|学校|中学|小学|大学|学院|医院|法院|检察院|管理处|中心|园区|"
    r"开发区))?"
)
_LEAD = re.compile(
    r"(?:近日|日前|昨日|昨天|今天|今日|前天|连日来|近来|近年来|上午|下午|\d{1,2}月\d{1,2}日|"
    r"\d{4}年\d{1,2}月|本报讯|据|记者|从|眼下|时下|清晨|清早|“)"
)
_LONGEST_SHORT_LINE = 80  # characters
_LONGEST_LINE_WITH_CREDIT = 200  # characters


@dataclass
class LineFeatures:
    """One piece with what its characters tell. Scores and kinds are decided elsewhere."""

    piece: Piece
    text: str
    length: int
    sentence_ends: int
    closed: bool  # stops where a sentence may stop
    opening: CreditLine | None = None
    byline: CreditLine | None = None
    tail: Tail | None = None
    photo: int | None = None
    furniture: float = 0.0
    notice: float = 0.0
    section: bool = False
    staff: bool = False
    source: str = ""
    pairs: Sequence[CharacterPair] = ()
    position: PiecePlace | None = None  # on paper, where that is known

    @computed_once
    def bare(self) -> str:
        return bare(self.text)

    @computed_once
    def words(self) -> PairSet:
        """Its pairs, each once."""
        return frozenset(self.pairs)

    @computed_once
    def short(self) -> bool:
        """Might be a headline of some sort."""
        return self.length <= 80 and self.sentence_ends == 0

    @computed_once
    def one_sentence(self) -> bool:
        """One short sentence without quotation: what a caption without a credit looks like."""
        return (
            6 <= self.length <= 50
            and self.sentence_ends == 1
            and self.text[-1] == "。"
            and "“" not in self.text[:2]
        )

    @computed_once
    def begins(self) -> str:
        return beginning(self.text)

    @computed_once
    def stops(self) -> str:
        return ending(self.text)

    def runs_into(self, following: LineFeatures) -> float:
        """Log odds that the next text goes on in the sentence at which this one stops."""
        return runs_over(self.stops, following.begins)

    @computed_once
    def points(self) -> bool:
        """Points at people in a picture: (左), (右二)."""
        return _POINTS.search(self.text) is not None

    @computed_once
    def box_word(self) -> bool:
        """The usual headline of a box: 相关链接, 名片, 更正."""
        bare = self.text.replace(" ", "")
        return bare in BOX_TITLES or (len(bare) <= 6 and bare.endswith(BOX_ENDS))

    @computed_once
    def note_word(self) -> bool:
        """Heads what the reporter adds to his report, at its end or beside it: 记者手记, 人物名片."""
        return self.length <= 8 and self.text.replace(" ", "").endswith(NOTE_TITLES)

    @computed_once
    def list_item(self) -> bool:
        """A reader's comment, a question or an answer, or the row of a list."""
        return _LIST_ITEM.match(self.text) is not None or ":“" in self.text

    @computed_once
    def figures(self) -> float:
        """The share of digits and signs of measure: high in tables and results (一中 2:1 七中)."""
        if self.length <= 24 and (_SCORE.match(self.text) or _ENTRY.match(self.text)):
            return 1.0
        return len(_FIGURES.findall(self.text)) / self.length

    @computed_once
    def row(self) -> bool:
        """Three words or more, set apart: the row of a table or of a timetable."""
        return self.short and " " in self.text and len(_CELLS.findall(self.text)) > 1

    @computed_once
    def dated_lead(self) -> bool:
        """Begins with when it happened, as sentences do and headlines hardly ever: 7月以来,…"""
        return _DATED_LEAD.match(self.text) is not None

    @computed_once
    def reports(self) -> bool:
        """Begins as the text of a report does: 记者从…获悉, 近日,…"""
        return _REPORT.match(self.text) is not None

    @computed_once
    def says(self) -> bool:
        """Begins with who says it, as sentences do: 市长表示,…"""
        return _PAUSE.search(self.text, 0, 40) is not None and _SAYS.match(self.text) is not None

    @computed_once
    def place(self) -> bool:
        """Nothing but the name of a place or an office."""
        named = self.length <= 8 or (self.length <= 14 and _DIVISION.match(self.text) is not None)
        return named and _PLACE.fullmatch(self.text) is not None

    @computed_once
    def division(self) -> bool:
        """Nothing but the name of a county, a town, a village: 石塘县白茅镇."""
        return self.length <= 8 and _DIVISION.fullmatch(self.text) is not None

    @computed_once
    def photographs(self) -> bool:
        """A line of credits of a picture: 甲 摄, 插图/甲."""
        return names_photographer(self.text)

    @computed_once
    def closed_han(self) -> bool:
        """Nothing but Chinese characters."""
        return _HAN_ONLY.fullmatch(self.text) is not None

    @computed_once
    def numbered(self) -> bool:
        return _NUMBERED.match(self.text) is not None

    @computed_once
    def series_mark(self) -> int:
        """2 for a number in a circle at its end (走进产业链⑤), 1 for another mark of a series, or 0."""
        if self.length > 24 or not _SERIES.search(self.text[-4:]):
            return 0
        return 2 if _CIRCLED.search(self.text[-2:]) else 1

    @computed_once
    def caption_head(self) -> bool:
        return _CAPTION_HEAD.match(self.text) is not None

    @computed_once
    def column_word(self) -> bool:
        return self.length <= 18 and _COLUMN_WORD.match(self.text) is not None

    @computed_once
    def lead(self) -> bool:
        """Begins as reports begin."""
        return self.opening is not None or _LEAD.match(self.text) is not None

    @computed_once
    def leaves_open(self) -> bool:
        """Stops in the middle of a sentence or a quotation, as a paragraph cut by a column does."""
        if characters.cannot_end(self.text):
            return True
        if "—" in self.text[-30:] and _ATTRIBUTED.search(self.text[-60:]):
            return False
        return not self.closed or (self.length > 20 and characters.quotes_left_open(self.text) > 0)

    @property
    def is_set_in(self) -> bool:
        """Whether it begins a paragraph by the white space before it on paper."""
        return self.position is not None and self.position.is_set_in

    @property
    def is_ended(self) -> bool:
        """Whether it ends a paragraph by the white space behind it on paper."""
        return self.position is not None and self.position.is_ended

    def is_printed_with(self, other: LineFeatures) -> bool | None:
        """Whether both belong to one article by their places; None where these are not known."""
        if self.position is None or other.position is None:
            return None
        return self.position.article == other.position.article

    @computed_once
    def starts_inside(self) -> bool:
        return characters.cannot_begin(self.text)


def extract_features(pieces: Iterable[Piece]) -> list[LineFeatures]:
    """All pieces of a page, each with its words."""
    lines = [features_of(piece) for piece in within_limit(pieces)]
    pairs_of_lines = character_pairs([line.bare for line in lines])
    for line, pairs in zip(lines, pairs_of_lines, strict=True):
        line.pairs = pairs
    return lines


def features_of(piece: Piece) -> LineFeatures:
    """Read the piece's head and tail; bounded work however long it is."""
    text = piece.text
    sentence_ends = text.count("。", 0, 400)
    is_closed = characters.ends_sentence(text[-8:])
    line = LineFeatures(piece, text, len(text), sentence_ends, is_closed)
    line.opening = read_opening(text)
    if text[-1:] not in "。!?…,;:”":
        line.tail = read_tail(text)
    is_short = line.length <= _LONGEST_SHORT_LINE
    if is_short:
        _read_short_line(line)
    if line.length <= _LONGEST_LINE_WITH_CREDIT:
        is_report = line.opening is not None and not is_short
        line.photo = None if is_report else photo_credit_start(text)
        line.furniture = furniture.furniture_score(text)
        line.notice = furniture.notice_words(text)
    return line


def _read_short_line(line: LineFeatures) -> None:
    """Read what fills a short line alone: staff, section, source or byline."""
    line.staff = is_staff(line.text)
    line.section = furniture.is_section_name(line.text)
    line.source = read_source(line.text)
    if not (line.staff or line.section):
        line.byline = read_byline(line.text)


def uses_gaps(lines: Sequence[LineFeatures]) -> bool:
    """Whether the page sets its pieces apart by blank lines, so that their absence tells."""
    return sum(line.piece.gap for line in lines) > 0.4 * len(lines)


def place_before_title(text: str) -> int:
    """How long the place is that a headline in one line begins with: 泰山路街道 小区办“家宴” 烹出幸福味."""
    head, space, rest = text.partition(" ")
    named = (
        len(head) >= 4
        and _PLACE.fullmatch(head) is not None
        and _PLACE_END.search(head) is not None
    )
    return len(head) + 1 if space and named and len(rest) >= 6 else 0
