"""Places are found whole, known and unknown ones."""

import pytest

from articles.tagging.annotated_text import TaggableText, annotate
from articles.tagging.lexicon import Lexicon
from articles.tagging.places import TaggedWord, find_places, short_forms
from articles.tagging.segmenter import Segmenter
from articles.tagging.word_classes import Glossary


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # real ones, which the dictionary cuts or takes for persons
        ("渌口区朱亭镇", "渌口区 朱亭镇"),
        ("株洲市芦淞区建设街道", "株洲市 芦淞区 建设街道"),
        ("天元区嵩山路街道", "天元区 嵩山路街道"),
        # invented ones, by how places are named
        ("云汀市汀南区望潮街道竹篙巷社区", "云汀市 汀南区 望潮街道 竹篙巷社区"),
        ("云汀市船坞街道", "云汀市 船坞街道"),
        ("柳渡区白鹤垄乡松岭村", "柳渡区 白鹤垄乡 松岭村"),
        ("桂巷街道给三条小巷装上路灯", "桂巷街道"),
        ("汀南区政务服务中心", "汀南区"),
        ("雁洲区政府", "雁洲区"),
        ("全长到松岚县为止", "松岚县"),
        # what only sounds like one
        ("老旧小区改造", ""),
        ("该县和另外两县", ""),
        ("城市社区建设", ""),
        ("三个镇的农村超市", ""),
        ("市区和郊区", ""),
        ("美丽乡村和特色小镇", ""),
        ("武汉新城区楼房", ""),
        ("株洲社区志愿者", ""),
        ("在攸县", ""),  # the dictionary knows it: nothing to mend
    ],
)
def test_places_are_found_whole(text: str, places: str, jieba: Segmenter, known: Lexicon) -> None:
    words = [TaggedWord(word, jieba.flag(word)) for word in jieba.cut(text)]
    assert find_places([words], known) == set(places.split())


@pytest.mark.parametrize("before", ["近日,", "株洲市", "他说他从", ""])
def test_a_reading_finds_what_stands_anywhere_in_a_text(
    before: str, jieba: Segmenter, known: Lexicon
) -> None:
    reading = annotate(
        TaggableText("路灯", paragraphs=(f"{before}云汀市汀南区望潮街道竹篙巷社区的路灯。",)),
        Glossary(jieba, known),
    )
    assert set(reading.names) >= {"云汀市", "汀南区", "望潮街道", "竹篙巷社区"}


def test_a_short_form_is_a_place_unless_it_means_something_else(jieba: Segmenter) -> None:
    assert short_forms({"松岚县", "和平镇", "汀区"}, jieba) == {"松岚"}
