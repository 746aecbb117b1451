"""What `make torture` plays at length of services, for some seconds: nothing is lost, half-done or an error."""

import pytest

from tests.torture.short_rounds import play, rounds


@pytest.mark.parametrize("name", rounds("services"))
def test_a_short_round_of(name: str) -> None:
    play(name)
