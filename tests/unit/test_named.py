"""A citizen is found by the beginnings of the parts of the name, in any order and case."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.overview.domain.named import is_meant


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("Bruno", True),
        ("bru elm", True),
        ("ELMER bruno", True),
        ("Bruno Test Elmer", True),
        ("runo", False),
        ("Bruno Bruno", False),
        ("Bruno Hansen", False),
    ],
)
def test_the_beginnings_of_parts_find_a_name(written: str, is_found: bool) -> None:
    assert is_meant("Bruno Test-Elmer", written) is is_found


def test_one_sign_written_in_two_ways_is_one_sign() -> None:
    assert is_meant("A\N{COMBINING RING ABOVE}ge", "Å")
    assert is_meant("Åge", "a\N{COMBINING RING ABOVE}g")


@given(st.text(min_size=1, max_size=30), st.randoms())
def test_whoever_is_asked_for_by_the_whole_name_is_found(name: str, chance: Random) -> None:
    parts = name.split()
    chance.shuffle(parts)

    assert is_meant(name, " ".join(parts))
