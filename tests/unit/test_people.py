"""The synthetic people."""

from hypothesis import given
from hypothesis import strategies as st

from samspil.testkit.people import PEOPLE, SYNTHETIC_CPRS, is_invented, synthetic_cpr
from samspil.vocabulary.cpr import Cpr, CprKind

ORDINALS = st.integers(min_value=0, max_value=SYNTHETIC_CPRS - 1)


@given(ORDINALS, ORDINALS)
def test_every_synthetic_number_is_valid_invented_and_different(one: int, other: int) -> None:
    assert synthetic_cpr(one).kind is CprKind.CIVIL
    assert is_invented(synthetic_cpr(one))
    assert (synthetic_cpr(one) == synthetic_cpr(other)) == (one == other)


def test_the_last_synthetic_number_was_born_in_1899() -> None:
    assert synthetic_cpr(SYNTHETIC_CPRS - 1).number == "3112998999"


def test_every_person_has_a_number_of_their_own() -> None:
    assert len({person.cpr for person in PEOPLE}) == len(PEOPLE)


def test_a_number_from_this_century_is_not_invented() -> None:
    assert not is_invented(Cpr.parse("010101" + "4321"))
