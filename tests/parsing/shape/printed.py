"""Text of an invented city, 栖川, and what extraction makes of its columns."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

BRIDGE: Final = (
    "栖川二桥的检修通道昨天重新铺好了木板，桥工班赶在雨季之前把松动的铆钉全部换过一遍。"
    "班长蒋守田说，这座桥通车三十四年，过去每逢大风就要封闭半幅路面，如今加装了风速仪，"
    "数据直接传到交通指挥中心，值班员看着屏幕就能决定要不要限速。检修期间公交车照常通行，"
    "只有货车绕行北门渡口，预计月底恢复。附近居民反映，夜里施工的声响比往年小得多，"
    "原来工人把敲打的活儿都挪到了白天，晚上只做测量和清扫。"
)
SCHOOL: Final = (
    "城南小学的食堂今年春天换了灶台，孩子们第一次吃上了现蒸的馒头和当天磨的豆浆。"
    "校长温若兰介绍，过去午饭由两公里外的配送公司送来，冬天到了教室已经不热，家长意见很大。"
    "教育局拨出专款改造厨房，又从社区请来四位退休厨师，菜单每周公布一次，"
    "学生代表可以提出更换菜品。开灶一个月以来，剩菜量减少了六成，"
    "节省下来的经费准备用于给低年级购置保温饭盒。"
)
ORCHARD: Final = (
    "石碾村的梨园进入疏花时节，二百多亩梨树请来外村的帮工还是忙不过来。"
    "种植大户卫长庚算了一笔账，人工疏一亩花要花去三百元，用上新买的授粉机只需要四十元，"
    "可是老人们担心机器伤枝，迟迟不肯松口。农技站派人住进村里，在十棵树上做了对比，"
    "结果坐果率相差不到百分之二。看到数字以后，合作社决定先租两台机器试用，"
    "明年再商量是否购买。"
)
MUSEUM: Final = (
    "市博物馆的库房搬迁工作上周全部完成，一万三千件藏品用了四十天安全运抵新址。"
    "保管部主任葛听泉回忆，最难运的是一批南朝的陶俑，胎体疏松，稍有颠簸就会掉粉，"
    "工作人员为每一件量身裁了海绵内衬，再放进恒湿的木箱。搬迁途中没有发生一起损伤，"
    "新库房的温度和湿度由中央系统调节，研究人员可以预约进入观察室查看实物。"
)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many characters."""
    return [text[start : start + width] for start in range(0, len(text), width)]


def side_by_side(columns: list[list[str]], width: int, gap: int) -> str:
    """Columns of full-width text, each `width` characters wide, as a layout in blanks."""
    rows = []
    for cells in zip_longest(*columns, fillvalue=""):
        padded = [cell + "  " * (width - len(cell)) + " " * gap for cell in cells]
        rows.append("".join(padded).rstrip())
    return "\n".join(rows)


def by_height(columns: list[list[str]]) -> str:
    """The lines of the columns from the top of the page down, and from left to right."""
    rows = zip_longest(*columns, fillvalue="")
    return "\n".join(line for row in rows for line in row if line)


LONG: Final = [BRIDGE + SCHOOL, ORCHARD + MUSEUM, SCHOOL + ORCHARD, MUSEUM + BRIDGE]


def mixed_by_height() -> str:
    """Four columns sorted by height that begin at different heights and have gaps of their own."""
    columns = []
    for number, text in enumerate(LONG):
        lines = wrapped(text, 11)
        for gap in range(len(lines), 0, -6 - number):
            lines.insert(gap, "")
        columns.append([""] * number + lines)
    return by_height(columns)


def mixed_side_by_side() -> str:
    """Two columns with gaps that stand at another place in every line."""
    rows = []
    pairs = zip(wrapped(BRIDGE + ORCHARD, 13), wrapped(SCHOOL + MUSEUM, 13), strict=False)
    for number, (left, right) in enumerate(pairs):
        shift = " " * (number * 7 % 23)
        rows.append(f"{shift}{left[: 13 - number % 4]}   {shift}{right[number % 3 :]}")
    return "\n".join(rows)
