"""Pages for the tests of importing, and a parser that reads them without any guessing.

    # headline        ^ kicker     ~ column      - subtitle     @ role name     = section of the page
    ! caption         % credit     ## subheading > staff name   any other line is a paragraph

A headline begins an article.
"""

from pathlib import Path

from articles.parsing import ArticleRecord, Block, Credit, Kind, PageRecord, Span

PAPER, DAY = "云汀日报", "2026-03-12"
LIGHTS = "# 小巷装上新路灯\n@记者 陈望\n桂巷街道给三条小巷装上了路灯。\n居民说,晚上出门亮堂多了。\n"
BRIDGE = "# 柳湾大桥下月合龙\n@记者 李芸\n柳湾镇境内的大桥只剩最后一段钢梁,工人们三班倒。\n"
FISH = "# 六万尾鱼苗入江\n云江江面上,渔政船把鱼苗顺着滑道放进水里。\n"

_MARKS = {
    "##": Kind.SUBHEADING,
    "#": Kind.TITLE,
    "^": Kind.KICKER,
    "~": Kind.COLUMN,
    "-": Kind.SUBTITLE,
    "@": Kind.BYLINE,
    "!": Kind.CAPTION,
    "%": Kind.CREDIT,
    "=": Kind.SECTION,
    ">": Kind.STAFF,
}


def lay_out(root: Path, *, paper: str = PAPER, day: str = DAY, **pages: str) -> Path:
    """Write `{A01: text}` into root/paper/day and return that folder."""
    folder = root / paper / day
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in pages.items():
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def read_marks(text: str) -> PageRecord:
    articles: list[list[Block]] = []
    outside: list[Block] = []
    for number, line in enumerate(text.split("\n"), start=1):
        block = _block(number, line)
        if block is None:
            continue
        if block.kind in (Kind.SECTION, Kind.STAFF):
            outside.append(block)
        elif block.kind is Kind.TITLE or not articles:
            articles.append([block])
        else:
            articles[-1].append(block)
    sections = [block.text for block in outside if block.kind is Kind.SECTION]
    staff = [Credit(block.text, "责任编辑") for block in outside if block.kind is Kind.STAFF]
    return PageRecord(
        tuple(map(_article, articles)), tuple(outside), "".join(sections), tuple(staff)
    )


def _block(number: int, line: str) -> Block | None:
    if not line.strip():
        return None
    mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
    text = line.removeprefix(mark).strip()
    return Block(_MARKS[mark] if mark else Kind.PARAGRAPH, text, (Span(number, 0, len(line)),))


def _article(blocks: list[Block]) -> ArticleRecord:
    titles = [block.text for block in blocks if block.kind is Kind.TITLE]
    authors = []
    for block in blocks:
        if block.kind is Kind.BYLINE:
            role, _space, name = block.text.rpartition(" ")
            authors.append(Credit(name, role))
    return ArticleRecord(tuple(blocks), "".join(titles), tuple(authors), confidence=0.9)
