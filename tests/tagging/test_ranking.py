"""Which tags a text gets, and in which order."""

import time
from dataclasses import replace
from functools import partial

import pytest

from articles.tagging.annotated_text import MAX_CHARACTERS, TaggableText
from articles.tagging.lexicon import Lexicon, Vocabulary
from articles.tagging.ranking import COLUMN_SCORE, MOST, RankedTag, rank, weigh
from articles.tagging.segmenter import Segmenter
from articles.tagging.word_classes import TagKind

LAMPS = TaggableText(
    title="小巷装上新路灯",
    kicker="桂巷街道",
    subheadings=("走夜路不再慌",),
    paragraphs=(
        "近日,记者从柳渡区桂巷街道获悉,街道给三条小巷装上了路灯。路灯由居民议事会选址。",
        "“晚上出门亮堂多了。”居民符大姐说。志愿服务队每周查看路灯,志愿服务队的电话贴在灯杆上。",
        "据介绍,路灯用的是太阳能,志愿服务队还会擦灯罩。全媒体记者尹素梅走访了小巷,尹素梅说,小巷亮了。",
    ),
    byline_names=frozenset({"尹素梅"}),
)


@pytest.fixture
def tags_of(jieba: Segmenter, known: Lexicon) -> partial[list[RankedTag]]:
    return partial(rank, segmenter=jieba, lexicon=known)


def names(tags: list[RankedTag]) -> list[str]:
    return [tag.name for tag in tags]


def test_an_article_is_tagged_with_what_it_is_about(tags_of: partial[list[RankedTag]]) -> None:
    tags = names(tags_of(LAMPS))
    assert tags[0] == "路灯"
    assert {"桂巷街道", "小巷"} <= set(tags)


def test_words_of_the_newsroom_and_names_of_the_byline_are_no_tags(
    tags_of: partial[list[RankedTag]],
) -> None:
    found = "".join(names(tags_of(LAMPS)))
    for word in ("记者", "近日", "介绍", "居民", "尹素梅", "素梅", "符大姐"):
        assert word not in found


def test_scores_fall_from_the_first_and_stay_between_0_and_1(
    tags_of: partial[list[RankedTag]],
) -> None:
    scores = [tag.score for tag in tags_of(LAMPS)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_every_tag_tells_where_it_stands_and_what_counted(
    tags_of: partial[list[RankedTag]],
) -> None:
    tags = {tag.name: tag.evidence for tag in tags_of(LAMPS)}
    assert tags["路灯"]["where"] == {"title": 1, "body": 4}
    for evidence in tags.values():
        assert set(evidence["shares"]) == set(evidence["where"])
        assert sum(evidence["shares"].values()) == pytest.approx(1, abs=0.02)
        assert set(evidence["factors"]) == {"rarity", "trust", "spread", "early"}


def test_a_place_is_known_as_one(tags_of: partial[list[RankedTag]]) -> None:
    kinds = {tag.name: tag.kind for tag in tags_of(LAMPS)}
    assert kinds["桂巷街道"] is TagKind.PLACE
    assert kinds["路灯"] is TagKind.TOPIC


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云汀市教育局", TagKind.ORGANISATION),
        ("云江马拉松", TagKind.EVENT),
        ("林业大学", TagKind.ORGANISATION),
        ("路灯", TagKind.TOPIC),
    ],
)
def test_organisations_and_events_are_known_by_how_they_are_called(
    name: str, kind: TagKind, jieba: Segmenter, known: Lexicon
) -> None:
    tags = rank(
        TaggableText(f"{name}开始了", paragraphs=(f"《{name}》来了。{name}很好。",)), jieba, known
    )
    assert {tag.name: tag.kind for tag in tags}.get(name) is kind


def test_words_that_come_together_are_one_tag(tags_of: partial[list[RankedTag]]) -> None:
    text = TaggableText(
        "产业集群怎样长大",
        paragraphs=("产业集群靠企业。建设产业集群,要有产业集群的服务。", "产业集群内部有分工。"),
    )
    tags = names(tags_of(text))
    assert tags[0] == "产业集群"
    assert not {"产业", "集群"} & set(tags)


@pytest.mark.parametrize(
    ("text", "name", "never"),
    [
        (
            TaggableText("老人摘野菜迷路", paragraphs=("昨日,老人摘野菜。", "他每年摘野菜。")),
            "野菜",
            "摘野菜",
        ),
        (
            TaggableText(
                "数字催化制造名城",
                paragraphs=(
                    "岚川实现制造名城之梦。",
                    "制造业是根。",
                    "制造能力是本。",
                    "制造好产品。",
                ),
            ),
            "制造名城",
            "名城",
        ),
    ],
)
def test_a_verb_and_its_object_are_one_tag_only_where_they_stand_for_a_thing(
    text: TaggableText, name: str, never: str, tags_of: partial[list[RankedTag]]
) -> None:
    tags = names(tags_of(text))
    assert name in tags
    assert never not in tags


@pytest.mark.parametrize("word", ["烹出", "巷称", "万户"])
def test_an_unknown_word_of_what_was_done_or_said_or_counted_is_no_tag(
    word: str, tags_of: partial[list[RankedTag]]
) -> None:
    tags = names(
        tags_of(
            TaggableText(
                f"小区家宴,{word}邻里味", paragraphs=(f"家宴,{word}味道。", f"家宴,{word}人情。")
            )
        )
    )
    assert "家宴" in tags
    assert word not in tags


def test_a_plus_sign_between_words_is_part_of_none(tags_of: partial[list[RankedTag]]) -> None:
    tags = "".join(
        names(
            tags_of(
                TaggableText(
                    "修复+路灯", paragraphs=("修复+路灯。", "修复+路灯。", "他学C++。", "C++难学。")
                )
            )
        )
    )
    assert "+路灯" not in tags


def test_a_term_that_is_no_tag_by_itself_is_none_though_its_words_are_cut(
    tags_of: partial[list[RankedTag]],
) -> None:
    assert "高效高质" not in names(
        tags_of(TaggableText("路灯高效高质", paragraphs=("修路灯高效高质。", "高效高质修路灯。")))
    )


def test_two_forms_of_a_place_are_one_tag(tags_of: partial[list[RankedTag]]) -> None:
    text = TaggableText(
        "云汀办灯会",
        paragraphs=("云汀市的灯会昨晚开幕。", "云汀市今年的灯会有百盏花灯,云汀人爱看。"),
    )
    assert sum(name.startswith("云汀") for name in names(tags_of(text))) == 1


def test_the_title_counts_more_than_the_body(tags_of: partial[list[RankedTag]]) -> None:
    body = ("树苗和鱼苗今天运到。", "鱼苗明天放进江里,树苗后天种上江滩。")
    assert names(tags_of(TaggableText("江滩种树苗", paragraphs=body)))[:2].count("树苗") == 1
    assert names(tags_of(TaggableText("江里放鱼苗", paragraphs=body)))[:2].count("鱼苗") == 1


def test_titles_of_works_and_foreign_names_stay_whole(tags_of: partial[list[RankedTag]]) -> None:
    text = TaggableText(
        "帕丽达·艾山首演《云江旧事》",
        paragraphs=("帕丽达·艾山主演《云江旧事》。", "由帕丽达·艾山改编。"),
    )
    assert set(names(tags_of(text))) >= {"云江旧事", "帕丽达·艾山"}


def test_a_long_text_gets_no_more_than_the_most(tags_of: partial[list[RankedTag]]) -> None:
    things = [
        "路灯",
        "盲道",
        "隧道",
        "赛艇",
        "竹编",
        "茶叶",
        "电梯",
        "书柜",
        "粮库",
        "湿地",
        "夜校",
        "菜园",
    ]
    assert (
        len(
            tags_of(
                TaggableText(
                    " ".join(things), paragraphs=tuple(f"{thing}在这里。" * 3 for thing in things)
                )
            )
        )
        == MOST
    )


@pytest.mark.parametrize(
    "text",
    [
        TaggableText(""),
        TaggableText("。!?"),
        TaggableText("的", paragraphs=("了", "")),
        TaggableText("2026 3.5% 12"),
    ],
)
def test_a_text_without_words_has_no_tags(
    text: TaggableText, tags_of: partial[list[RankedTag]]
) -> None:
    assert tags_of(text) == []


def test_no_control_or_direction_marks_get_into_a_tag(tags_of: partial[list[RankedTag]]) -> None:
    text = TaggableText(
        "路\u200b灯\u202e小巷", paragraphs=("\ufeff路灯\x00路灯\u2028小巷小巷\ud800盲道",) * 2
    )
    assert all(name.isprintable() and name.isalnum() for name in names(tags_of(text)))


@pytest.mark.parametrize(
    "unit",
    ["“路灯坏了”", "云汀市柳湾镇", "产业集群", "路", "《灯》", "·", "柳湾", "AI+5G.", "松岚县"],
)
def test_a_text_twice_as_long_takes_no_more_than_thrice_the_time(
    unit: str, tags_of: partial[list[RankedTag]]
) -> None:
    def seconds(length: int) -> float:
        text = TaggableText("路灯", paragraphs=(unit * (length // len(unit)),))
        start = time.process_time()
        tags_of(text)
        return time.process_time() - start

    assert min(seconds(MAX_CHARACTERS) for _ in range(2)) < 3 * max(
        min(seconds(MAX_CHARACTERS // 2) for _ in range(2)), 0.02
    )


def test_what_lies_beyond_enough_is_not_looked_at(tags_of: partial[list[RankedTag]]) -> None:
    text = TaggableText("路灯", paragraphs=("路灯" * (MAX_CHARACTERS // 2), "盲道" * 50))
    assert "盲道" not in names(tags_of(text))


def test_what_tells_next_to_nothing_is_given_only_where_there_is_nothing_better(
    tags_of: partial[list[RankedTag]],
) -> None:
    weak = "屋后有树。" + "这是另外的话。" * 30 + "他又走了一段路,看见窗户。"
    assert len(tags_of(TaggableText("", paragraphs=(weak,)))) == 1
    assert names(tags_of(TaggableText("盲道", paragraphs=(f"盲道修好了。盲道很平。{weak}",)))) == [
        "盲道"
    ]


@pytest.mark.parametrize(
    "word", ["蝶变", "佳节", "发力", "高质量", "携手", "走一遍", "知多少", "巴掌"]
)
def test_how_headlines_speak_is_no_tag(word: str, tags_of: partial[list[RankedTag]]) -> None:
    assert word not in names(
        tags_of(TaggableText(f"路灯{word}", paragraphs=(f"路灯{word}。", f"{word}的路灯。")))
    )


def test_a_place_and_its_short_form_are_one_tag_even_where_the_dictionary_takes_it_for_a_name(
    tags_of: partial[list[RankedTag]],
) -> None:
    text = TaggableText(
        "文明风吹进炎陵", paragraphs=("炎陵县种树。炎陵县办灯会。", "炎陵人爱看灯会,炎陵还有路灯。")
    )
    assert sum(name.startswith("炎陵") for name in names(tags_of(text))) == 1


def test_what_was_learned_of_a_tag_multiplies_its_weight_and_is_told(
    tags_of: partial[list[RankedTag]],
) -> None:
    learned = Vocabulary(weights={"路灯": 0.1, "小巷": 1.5})
    before, after = (
        {tag.name: tag for tag in tags_of(LAMPS, vocabulary=given)}
        for given in (Vocabulary(), learned)
    )
    assert after["小巷"].score > before["小巷"].score
    assert after["小巷"].evidence["factors"]["learned"] == 1.5
    assert "路灯" not in after or after["路灯"].score < before["路灯"].score


def test_every_possible_tag_can_be_weighed_given_or_not(
    tags_of: partial[list[RankedTag]], jieba: Segmenter, known: Lexicon
) -> None:
    weights = weigh(LAMPS, jieba, known, Vocabulary(blocked=frozenset({"小巷"})))
    assert list(weights.values()) == sorted(weights.values(), reverse=True)
    assert set(weights) > set(
        names(tags_of(LAMPS, vocabulary=Vocabulary(blocked=frozenset({"小巷"}))))
    )
    assert "小巷" not in weights


def test_the_column_is_the_last_tag_and_of_its_own_type(tags_of: partial[list[RankedTag]]) -> None:
    *others, last = tags_of(replace(LAMPS, column="小巷议事厅"))
    assert others == tags_of(LAMPS)
    assert (last.name, last.kind, last.score) == ("小巷议事厅", TagKind.COLUMN, COLUMN_SCORE)


def test_a_column_goes_by_its_name_in_the_vocabulary_and_is_left_out_where_it_is_blocked(
    tags_of: partial[list[RankedTag]],
) -> None:
    text = replace(LAMPS, column="小巷议事厅")
    renamed = tags_of(text, vocabulary=Vocabulary(aliases={"小巷议事厅": "议事厅"}))
    assert renamed[-1].name == "议事厅"
    assert tags_of(text, vocabulary=Vocabulary(blocked=frozenset({"小巷议事厅"}))) == tags_of(LAMPS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第三届云江灯会今晚开幕。", "云江灯会"),
        ("第12届云汀龙舟赛开赛。", "云汀龙舟赛"),
        ("“护苗2026”专项行动启动。", "护苗2026"),
        ("“清河行动”开始。", "清河行动"),
    ],
)
def test_events_are_found_by_how_they_are_announced(
    text: str, name: str, tags_of: partial[list[RankedTag]]
) -> None:
    tags = {
        tag.name: tag.kind
        for tag in tags_of(TaggableText(text, paragraphs=(f"{text}市民很高兴。",)))
    }
    assert tags.get(name) is TagKind.EVENT


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("株洲市种树", "株洲市在江滩种树。", "株洲"),
        ("西藏自治区种树", "西藏自治区的林场种树。", "西藏"),
        ("芦溪种树", "芦溪的江滩种树。", "芦溪县"),
        ("太湖种树", "太湖边种树。", "太湖"),  # a county, and a lake
        ("炎陵种树", "炎陵的林场种树。", "炎陵县"),  # the dictionary takes it for a person
    ],
)
def test_a_place_has_one_name_in_all_articles(
    title: str, body: str, name: str, tags_of: partial[list[RankedTag]]
) -> None:
    found = names(tags_of(TaggableText(title, paragraphs=(body,))))
    assert name in found
    assert sum(other[:2] == name[:2] for other in found) == 1


def test_what_was_learned_of_a_place_counts_for_each_of_its_names(
    tags_of: partial[list[RankedTag]],
) -> None:
    text = TaggableText("株洲市种树", paragraphs=("株洲市在江滩种树。",))
    tags = {tag.name: tag for tag in tags_of(text, vocabulary=Vocabulary(weights={"株洲": 1.5}))}
    assert tags["株洲"].evidence["factors"]["learned"] == 1.5


def test_a_name_of_the_byline_is_no_candidate_even_in_the_title(
    jieba: Segmenter, known: Lexicon
) -> None:
    text = TaggableText("尹素梅走访小巷", paragraphs=("尹素梅说,小巷亮了。",))
    assert "尹素梅" in weigh(text, jieba, known)
    signed = replace(text, byline_names=frozenset({"尹素梅"}))
    assert "尹素梅" not in weigh(signed, jieba, known)


def test_a_name_that_is_never_a_tag_is_no_candidate_even_in_quotation_marks(
    jieba: Segmenter, known: Lexicon
) -> None:
    weights = weigh(TaggableText("《记者》和《路灯下的夜》"), jieba, known)
    assert "路灯下的夜" in weights
    assert "记者" not in weights
