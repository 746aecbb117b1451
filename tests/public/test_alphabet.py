"""Names stand in the order of their sound, whatever database sorts them."""

import pytest

from articles.models import Author, Tag
from articles.models.choices import AuthorKind, TagType
from articles.text.pinyin_order import INITIALS, OTHER, bounds, initial_of, sort_key


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("安某", "a"),
        ("张某", "z"),
        ("座谈", "z"),
        ("覃塘", "t"),
        ("闫某", "y"),
        ("玥玥", "y"),
        ("張某", "z"),
        ("Smith", "s"),
        ("éa", OTHER),
        ("12345热线", OTHER),
        ("", OTHER),
    ],
)
def test_a_name_stands_under_the_letter_it_sounds_like(name: str, initial: str) -> None:
    assert initial_of(sort_key(name)) == initial


@pytest.mark.parametrize(
    ("name", "as_person", "as_thing"),
    [("单某", "s", "d"), ("区某", "o", "q"), ("尉迟某", "y", "w")],
)
def test_a_surname_may_be_read_otherwise_than_the_word(
    name: str, as_person: str, as_thing: str
) -> None:
    assert initial_of(sort_key(name, is_person=True)) == as_person
    assert initial_of(sort_key(name)) == as_thing


def test_one_letter_goes_by_the_sound_and_one_surname_stands_together() -> None:
    names = ["周乙", "12345热线", "张丙", "阿甲", "赵甲", "张甲", "Zoe"]
    assert sorted(names, key=sort_key) == [
        "阿甲",
        "Zoe",
        "张丙",
        "张甲",
        "赵甲",
        "周乙",
        "12345热线",
    ]


def test_every_reading_lies_within_the_bounds_of_its_initial_and_of_no_other() -> None:
    for name in ("阿甲", "张三", "齄", "Zzz", "12345热线", "", *"abcdefghijklmnopqrstuvwxyz"):
        read = sort_key(name)
        within = [
            one
            for one in INITIALS
            for first, end in [bounds(one)]
            if first <= read and (not end or read < end)
        ]
        assert within == [initial_of(read)]


@pytest.mark.django_db
def test_what_is_stored_is_read_however_it_is_stored() -> None:
    Author.objects.bulk_create(
        [Author(name="单某"), Author(name="单位通讯组", kind=AuthorKind.OFFICE)]
    )
    tag = Tag.objects.create(name="路灯")
    tag.name = "夜灯"
    tag.save()
    Tag.objects.create(name="单某某", type=TagType.PERSON)
    assert dict(Author.objects.values_list("name", "sort_key")) == {
        "单某": sort_key("单某", is_person=True),
        "单位通讯组": sort_key("单位通讯组"),
    }
    assert {initial_of(tag.sort_key) for tag in Tag.objects.all()} == {"y", "s"}
