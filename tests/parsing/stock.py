"""What a printer sets pages of: clean articles, furniture, names, credits. `tests.setting` sets and damages them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.annotated import read_page

SAMPLES = Path(__file__).parents[1] / "samples"
SHARED = (
    Path(__file__).parents[3] / "shared"
)  # real material beside a checkout; nothing of it is kept here
# Their characters or marks are another paper's: mixed in with the rest they would make a page nobody prints.
_APART = frozenset({"traditional-characters", "vertical-punctuation"})

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A block of a clean article. `gap` is the white space before it on the line of the part above."""

    kind: str
    text: str
    gap: str | None = None


@dataclass(frozen=True)
class Clean:
    """An article before it is set: its parts in reading order, and what is known of it."""

    parts: tuple[Part, ...]
    title: str
    alt_titles: tuple[str, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    affiliation: str = ""
    source: str = ""


@cache
def samples() -> tuple[Clean, ...]:
    """The whole articles of the annotated samples: with one headline, nothing lost and nothing turned over."""
    pages = [path for path in sorted(SAMPLES.rglob("*.page")) if path.stem not in _APART]
    return tuple(clean for path in pages for clean in _whole(*read_page(path)))


def _whole(text: str, gold: Json) -> Iterator[Clean]:
    lines = text.split("\n")
    outside = {line for block in gold["page_blocks"] for line, _, _ in block["spans"]}
    for article in gold["articles"]:
        blocks = article["blocks"]
        turned = any(line in outside for block in blocks for line, _, _ in block["spans"])
        titles = [block["text"] for block in blocks if block["kind"] == "title"]
        if article["loose"] or turned or titles != [article["title"]]:
            continue
        gaps = [None, *(_gap(above, block, lines) for above, block in pairwise(blocks))]
        yield Clean(
            tuple(
                Part(block["kind"], block["text"], gap)
                for block, gap in zip(blocks, gaps, strict=True)
            ),
            article["title"],
            tuple(article["alt_titles"]),
            tuple((name, role) for name, role in article["authors"]),
            article["affiliation"],
            article["source"],
        )


def _gap(above: Json, block: Json, lines: list[str]) -> str | None:
    last, first = above["spans"][-1], block["spans"][0]
    between = lines[first[0] - 1][last[2] : first[1]]
    return between if last[0] == first[0] and last[2] <= first[1] and not between.strip() else None


@cache
def shared_news(limit: int = 3000) -> tuple[Clean, ...]:
    """Real news items with a headline and two to nine paragraphs; none where the shared material is not there."""
    path = SHARED / "corpus" / "tv_news_2022_2026.jsonl.gz"
    if not path.exists():
        return ()
    found: list[Clean] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            title = item["title"].rpartition("】")[2].strip()
            paragraphs = [text.strip() for text in item["text"].split("\n") if text.strip()]
            if (
                6 <= len(title) <= 36
                and 2 <= len(paragraphs) <= 9
                and all(text[-1] in "。!！?？”…" for text in paragraphs)
            ):
                parts = (Part("title", title), *(Part("paragraph", text) for text in paragraphs))
                found.append(Clean(parts, title))
            if len(found) == limit:
                break
    return tuple(found)


# --- signing -----------------------------------------------------------------------------------

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
_GIVEN = "静怡文川素云以宁志远晓岚立冬圆圆小满书瑶月敏友德桂花秋生玉珍春木兰砚雨桐一帆知然青山海棠思齐若水长风"
# A role in braces is printed before its name or behind it; o opens a paragraph, l is a line of its own,
# e stands in brackets at the end of the last paragraph.
FORMS = (
    ("o", "云汀日报(全媒体记者/{a} 通讯员/{b})", "云汀日报", "全媒体记者 通讯员"),
    ("o", "云汀日报(全媒体记者/{a} 通讯员/{b} {c})", "云汀日报", "全媒体记者 通讯员 通讯员"),
    ("o", "本报讯(记者 {a})", "本报", "记者"),
    ("o", "本报讯(记者 {a} 通讯员 {b})", "本报", "记者 通讯员"),
    ("o", "本报讯(通讯员 {a} {b})", "本报", "通讯员 通讯员"),
    ("o", "本报讯 (记者{a} 通讯员{b}) ", "本报", "记者 通讯员"),
    ("o", "新华社云汀3月12日电(记者{a}、{b})", "新华社", "记者 记者"),
    ("o", "云江通讯社云汀10月9日电 (记者 {a}) ", "云江通讯社", "记者"),
    ("l", "本报记者 {a}", "本报", "记者"),
    ("l", "本报记者 {a} {b}", "本报", "记者 记者"),
    ("l", "本报记者 {a} 通讯员 {b} {c}", "本报", "记者 通讯员 通讯员"),
    ("l", "云汀日报全媒体记者/{a} 通讯员/{b}", "云汀日报", "全媒体记者 通讯员"),
    ("l", "全媒体记者 {a} 实习生 {b}", "", "全媒体记者 实习生"),
    ("l", "文/图 {a}", "", "文/图"),
    ("l", "□ {a}", "", ""),
    ("l", "{a}", "", ""),
    ("e", "({a})", "", ""),
    ("e", "({a} {b})", "", ""),
    ("e", "(记者 {a} 通讯员 {b})", "", "记者 通讯员"),
)  # fmt: skip


def a_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))


def spaced(name: str, rng: Random) -> str:
    """Two-character names are often printed as wide as three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 and rng.random() < 0.3 else name


def signed(clean: Clean, rng: Random) -> Clean:
    """The article under another byline of another form, with other people's names."""
    bare = [part for part in clean.parts if part.kind not in ("byline", "affiliation", "source")]
    bare = [replace(part, gap=None) if part.kind == "paragraph" else part for part in bare]
    body = [index for index, part in enumerate(bare) if part.kind == "paragraph"]
    if not body:
        return clean
    place, form, source, roles = rng.choice(FORMS)
    names: list[str] = []
    while len(names) < 3:
        names += [name] if (name := a_name(rng)) not in names else []
    text = form.format(**{key: spaced(name, rng) for key, name in zip("abc", names, strict=True)})
    byline = Part("byline", text.strip())
    if place == "e":
        bare.insert(body[-1] + 1, replace(byline, gap=""))
    else:
        first = body[0]
        if place == "o":
            bare[first] = replace(bare[first], gap=" " if text.endswith(" ") else "")
        else:  # above the subheading or the picture that the text may begin with
            heads = ("column", "kicker", "title", "subtitle")
            first = next(index for index, part in enumerate(bare) if part.kind not in heads)
        bare.insert(first, byline)
    count = form.count("{")
    given = tuple(zip(names[:count], roles.split() or [""] * count, strict=True))
    return replace(clean, parts=tuple(bare), authors=given, affiliation="", source=source)


# --- what stands outside articles ----------------------------------------------------------------

SECTIONS = (
    "要闻",
    "综合",
    "综合·城区",
    "社会·民生",
    "经济",
    "教育·成长",
    "文化周刊",
    "体育",
    "城事",
    "理论·智库",
    "县域",
)
MASTHEADS = (
    "云汀日报 2026年3月12日 星期四",
    "2026年3月12日 星期四 农历丙午年正月廿四",
    "云汀日报 2026年3月12日 星期四 A03",
    "A05",
    "05版",
)
STAFF = (
    "责任编辑:{a} 美术编辑:{b}",
    "责任编辑:{a} 美术编辑:{b} 校对:{c}",
    "责编:{a} 版式:{b} 校对:{c}",
    "责任编辑/{a} 版式设计/{b}",
    "编辑:{a} 美编:{b} 校检:{c}",
)
NOTICES = (
    "新闻热线:0000-2110000",
    "新闻热线:0000-2110000 投稿邮箱见本报官网",
    "扫描二维码关注掌上云汀客户端",
    "云汀日报微信公众号",
    "扫码看视频",
    "更多内容请关注掌上云汀App",
    "本报地址:云汀市滨江路1号 邮编:000000 广告热线:0000-2110008",
    "广告",
)
ADS = (
    "江畔人家民宿 三月住二送一 订房电话0000-2110036",
    "遗失启事:云汀顺达五金经营部遗失公章一枚,声明作废。",
    "云汀大剧院本周演出:话剧《渡口》周五19时30分 儿童剧《会飞的斗笠》周六10时 订票电话0000-2110077",
    "广告热线:0000-2110008",
    "启航紧固件公司招聘冷镦工十名 电话0000-2110045",
    "遗失声明:康友德遗失驾驶证,声明作废。",
)
