"""The synthetic people."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.testkit.people import PEOPLE, SYNTHETIC_CPRS, child_cpr, is_invented, synthetic_cpr
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr, CprKind

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
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


@given(st.dates(date(2000, 1, 1), danish_day(datetime.now(UTC))))
def test_a_childs_number_tells_its_birthday_and_breaks_modulus_eleven(birthday: date) -> None:
    if (birthday.month, birthday.day) == (1, 1):
        with pytest.raises(ValueError, match="nobody's"):
            child_cpr(birthday)
        return
    cpr = child_cpr(birthday)

    assert cpr.birthday == birthday
    assert sum(weight * int(digit) for weight, digit in zip(WEIGHTS, cpr.number, strict=True)) % 11
