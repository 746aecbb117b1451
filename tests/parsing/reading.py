"""Small pages for tests, and what was read on them in a form that can be compared."""

from __future__ import annotations

from articles.parsing import ArticleRecord, Kind, PageRecord, parse_page

FLOOD = (
    "云汀日报(全媒体记者/陈望)昨天夜里,云江水位上涨两米,住在堤下的42户人家连夜搬到了山上的松岭小学。",
    "校长房来顺把课桌拼成了床,又从镇上借来八十床棉被。灶台从六点烧到半夜,米是各家背来的,谁也没有算过账。",
    "今天上午,水位退了三十厘米。水利站派人查看堤脚,确认没有渗水后,搬上来的人家才陆续下山。",
)
BUS = (
    "本报讯(记者 李芸 通讯员 罗织)从下周一起,204路公交车的末班车由晚上九点半延到十点四十。",
    "船坞街道的两家服装厂上个月改了班次,夜班工人下班时已经没有车坐。公交公司派人在站台上数了三个晚上,每晚都有七十多人走路回家。",
    "新的末班车试开一个月,坐满三成就长期开下去。司机鲁春生说,多跑一趟,他到家是十一点半。",
)
BOOKS = (
    "竹篙巷社区的旧书摊摆了十一年,摊主裴云生从不还价,也从不催人买。",
    "他的书分三堆:一堆卖,一堆借,一堆只许在摊上看。只许看的那一堆最旧,有一本缺了封面的县志,翻得起了毛边。",
    "去年有人出两千元要买那本县志,他没有卖。他说,卖了,别人就看不成了。",
)


def page(*blocks: str) -> str:
    """Blocks of print with a blank line between them."""
    return "\n\n".join(blocks)


def read(*blocks: str) -> PageRecord:
    return parse_page(page(*blocks))


def shape(article: ArticleRecord) -> list[str]:
    """The kinds of an article's blocks, in reading order."""
    return [block.kind.value for block in article.blocks]


def texts(article: ArticleRecord, kind: str) -> list[str]:
    return article.texts(Kind(kind))


def titles(record: PageRecord) -> list[str]:
    return [article.title for article in record.articles]


def outside(record: PageRecord) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in record.blocks]


def credited(article: ArticleRecord) -> list[str]:
    return [f"{credit.name}/{credit.role}".rstrip("/") for credit in article.authors]


def body(article: ArticleRecord) -> str:
    return "".join(texts(article, "paragraph"))


def without_byline(paragraph: str) -> str:
    return paragraph[paragraph.index(")") + 1 :]
