"""What decisions teach of a tag."""

import pytest

from articles.tagging.learning.factors import LEAST, MOST, Agreement, JudgedArticle, learn_factors

# Sixty articles of four candidates each; what weighs most is what editors usually choose.
USUAL = [
    JudgedArticle(
        {f"重{number}": 80.0, f"中{number}": 40.0, f"轻{number}": 20.0, f"微{number}": 10.0},
        frozenset({f"重{number}", f"中{number}"} if number % 2 else {f"重{number}"}),
    )
    for number in range(60)
]


def with_tag(name: str, weight: float, *chosen: bool) -> list[JudgedArticle]:
    """The usual articles, the first of them with one candidate more."""
    more = [
        JudgedArticle(
            {**article.weights, name: weight}, article.chosen | ({name} if is_chosen else set())
        )
        for article, is_chosen in zip(USUAL, chosen, strict=False)
    ]
    return more + USUAL[len(chosen) :]


def test_a_tag_that_editors_add_again_and_again_gets_more_weight() -> None:
    assert learn_factors(with_tag("民生", 15, True, True, True))["民生"] > 1.5


def test_a_tag_that_editors_take_off_again_and_again_gets_less() -> None:
    assert learn_factors(with_tag("活动", 80, False, False, False))["活动"] < 0.7


def test_one_decision_says_less_than_three() -> None:
    assert (
        1
        < learn_factors(with_tag("民生", 15, True))["民生"]
        < learn_factors(with_tag("民生", 15, True, True, True))["民生"]
    )


def test_no_tag_is_moved_beyond_the_bounds() -> None:
    factors = learn_factors(with_tag("民生", 1.1, *[True] * 60)).values()
    assert all(LEAST <= factor <= MOST for factor in factors)


def test_a_tag_that_is_chosen_as_often_as_is_usual_keeps_its_weight() -> None:
    half = [number % 2 == 1 for number in range(60)]
    assert learn_factors(with_tag("街道", 40, *half)).get("街道", 1) == pytest.approx(1, abs=0.15)


def test_nothing_is_learned_where_choices_have_nothing_to_do_with_weights() -> None:
    lightest = [
        JudgedArticle(article.weights, frozenset({list(article.weights)[-1]})) for article in USUAL
    ]
    assert learn_factors(lightest) == {}
    assert learn_factors([JudgedArticle(article.weights, frozenset()) for article in USUAL]) == {}
    assert learn_factors([]) == {}


def test_figures_compare_what_was_given_with_what_was_wanted() -> None:
    figures = (
        Agreement()
        .with_article(["路灯", "小巷"], {"路灯", "民生", "街道"})
        .with_article(["夜路"], {"夜路"})
    )
    assert figures == Agreement(correct=2, assigned=3, wanted=4)
    assert figures.precision == 2 / 3
    assert figures.f1 == 4 / 7
    assert Agreement().f1 == Agreement().precision == 0
