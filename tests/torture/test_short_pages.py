"""What `make torture` plays at length of pages, for some seconds: nothing is lost, half-done or an error."""

import pytest

from tests.torture.short_rounds import play, rounds


@pytest.mark.parametrize("name", rounds("pages"))
def test_a_short_round_of(name: str) -> None:
    play(name)
