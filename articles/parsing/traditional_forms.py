"""Words of simplified characters in their traditional forms, for the lists of words.

The table holds one traditional character for each simplified one that stands in a word of the
lists; where a character has two, the one that these words are printed with.
"""

from collections.abc import Iterable
from typing import Final

_SIMPLIFIED: Final = (
    "万专业丛东两严个丰为丽乌乐乔习乡书云产从仪价众会传体余储儿党兰关养内写军农冯决况减凤划刘创别制办务动劳区医华协单卢卫厂厅历厉厍县双发台叶后吕启吴员团园国图场坚坛"
    "声处备复头夹妇娄孙学宁宝实审宫对导寿岁巩帅师并广庄庆库应庞开张强录征怀态总悦愿戏战户执扬护报据摄数时晋术机权来杨树样栾档桥检楼横欧残毕气汤泽济涂温游湾满滩灯灵点"
    "热爱独猫环电画畅监盖矿码硕禄离种税窦笔筹签简红约级纪纵线练组织终经绘统绩续综编缪网罗聂职联艺节芦苍苏范荆荣萧蒋蓝蓟蔺虾装见观规视览觉誉计讣议讯记讲许论设访评词译"
    "诗话语说诵请诸读课调谈谌谐谢谭贠贡财责贯贴费贺贾资赖赛赵车轩载辅辆辑辕边达过这连迟适选递邓邝邬邮邹郁郏郑郦采释钟钭钱铁铃银链错键镇长门闫间闵闻闾阅阎阙阚队阳阴际"
    "陆陈随隽静韦韩项顾顿领频题颛颜额风饶馆马驷驻驼骆鱼鲁鲍鲜鸾鹤鹭麦黄齐龄龙龚"
)
_TRADITIONAL: Final = (
    "萬專業叢東兩嚴個豐為麗烏樂喬習鄉書雲產從儀價衆會傳體餘儲兒黨蘭關養內寫軍農馮決況減鳳劃劉創別製辦務動勞區醫華協單盧衛廠廳曆厲厙縣雙發臺葉後呂啟吳員團園國圖場堅壇"
    "聲處備復頭夾婦婁孫學寧寶實審宮對導壽歲鞏帥師並廣莊慶庫應龐開張強錄徵懷態總悅願戲戰戶執揚護報據攝數時晉術機權來楊樹樣欒檔橋檢樓橫歐殘畢氣湯澤濟塗溫遊灣滿灘燈靈點"
    "熱愛獨貓環電畫暢監蓋礦碼碩祿離種稅竇筆籌簽簡紅約級紀縱線練組織終經繪統績續綜編繆網羅聶職聯藝節蘆蒼蘇範荊榮蕭蔣藍薊藺蝦裝見觀規視覽覺譽計訃議訊記講許論設訪評詞譯"
    "詩話語說誦請諸讀課調談諶諧謝譚貟貢財責貫貼費賀賈資賴賽趙車軒載輔輛輯轅邊達過這連遲適選遞鄧鄺鄔郵鄒鬱郟鄭酈採釋鍾鈄錢鐵鈴銀鏈錯鍵鎮長門閆間閔聞閭閱閻闕闞隊陽陰際"
    "陸陳隨雋靜韋韓項顧頓領頻題顓顏額風饒館馬駟駐駝駱魚魯鮑鮮鸞鶴鷺麥黃齊齡龍龔"
)
_TABLE: Final = str.maketrans(_SIMPLIFIED, _TRADITIONAL)


def in_both_forms(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each followed by its traditional form where that is another one."""
    forms: list[str] = []
    for word in words:
        forms += (word, word.translate(_TABLE))
    return tuple(dict.fromkeys(forms))


def words_in_both_forms(text: str) -> tuple[str, ...]:
    """The words of a text, each in simplified and in traditional characters."""
    return in_both_forms(text.split())
