"""CPR numbers at the door."""

import copy
import json
import pickle
import traceback
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    BRUNO,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
)
from samspil.vocabulary.cpr import Cpr, CprKind, InvalidCpr

DIGITS = BRUNO.cpr.number
SEVENTH_DIGIT = {
    (18, True, True): 8,
    (19, False, False): 3,
    (19, True, False): 9,
    (19, True, True): 4,
    (20, False, False): 9,
    (20, True, False): 6,
}
"""One that tells the century, by the century and whether the year is from 37 and from 58 on."""


class Registration(BaseModel):
    cpr: Cpr


@pytest.mark.parametrize(
    "text", [DIGITS, f"{DIGITS[:6]}-{DIGITS[6:]}", f"{DIGITS[:6]} {DIGITS[6:]}", f" {DIGITS}\n"]
)
def test_a_number_is_read_with_a_dash_a_space_or_neither(text: str) -> None:
    assert Cpr.parse(text) == BRUNO.cpr
    assert Cpr.parse(text).number == DIGITS


def test_the_kind_tells_who_gave_the_number() -> None:
    assert BRUNO.cpr.kind is CprKind.CIVIL
    assert NATIONAL_REPLACEMENT.cpr.kind is CprKind.NATIONAL_REPLACEMENT
    assert REGIONAL_REPLACEMENT.cpr.kind is CprKind.REGIONAL_REPLACEMENT
    assert ADMINISTRATIVE_REPLACEMENT.cpr.kind is CprKind.ADMINISTRATIVE_REPLACEMENT


@pytest.mark.parametrize(
    ("seventh", "kind"),
    [
        *(dict.fromkeys("17", CprKind.NATIONAL_REPLACEMENT).items()),
        *(dict.fromkeys("056", CprKind.REGIONAL_REPLACEMENT).items()),
        *(dict.fromkeys("23489", None).items()),
    ],
)
def test_the_seventh_sign_of_a_replacement_tells_who_gave_it(seventh: str, kind: CprKind | None) -> None:
    number = f"070392{seventh}VJ5"
    if kind:
        assert Cpr.parse(number).kind is kind
        return
    with pytest.raises(InvalidCpr):
        Cpr.parse(number)


def test_a_replacement_tells_no_century_so_any_leap_day_may_be_one() -> None:
    leap_day = "2902" + NATIONAL_REPLACEMENT.cpr.number[4:]
    for number in (leap_day, f"{int(leap_day[:2]) + 60}{leap_day[2:6]}{DIGITS[6:]}"):
        assert Cpr.parse(number).birthday is None
    for beyond in ("3002", "3104", "0013", "0000"):
        with pytest.raises(InvalidCpr):
            Cpr.parse(beyond + leap_day[4:])


def test_a_replacement_number_may_be_written_small() -> None:
    assert Cpr.parse(NATIONAL_REPLACEMENT.cpr.number.lower()) == NATIONAL_REPLACEMENT.cpr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bruno Test Elmer",
        DIGITS[:-1],
        DIGITS + "0",
        "3102" + DIGITS[4:],  # 31 February
        "6009" + DIGITS[4:],  # neither a day nor a day plus 60
        "9209" + DIGITS[4:],  # the day plus 60 ends at 91
        "290201" + "4000",  # 2001 was no leap year
        "070392" + "2VJ5",  # nobody gives replacement numbers with a 2
        "310292" + "1VJ5",
        f"{DIGITS[:6]}--{DIGITS[6:]}",
        f"{DIGITS[:6]}\n{DIGITS[6:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in DIGITS),  # full-width digits
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidCpr):
        Cpr.parse(text)


def test_modulus_eleven_is_not_asked_for() -> None:
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    assert sum(weight * int(digit) for weight, digit in zip(weights, DIGITS, strict=True)) % 11 != 0


def test_a_number_is_valid_from_the_day_of_its_birth() -> None:
    born_in_2036 = "010136" + "4999"
    with time_machine.travel(date(2035, 12, 31)), pytest.raises(InvalidCpr):
        Cpr.parse(born_in_2036)
    with time_machine.travel(date(2036, 1, 1)):
        assert Cpr.parse(born_in_2036).kind is CprKind.CIVIL


@given(st.dates(date(1858, 1, 1), date(2026, 11, 28)), st.integers(0, 999))
@example(date(2000, 2, 29), 0)
def test_a_civil_number_tells_the_day_of_birth_and_a_replacement_does_not(born: date, serial: int) -> None:
    seventh = SEVENTH_DIGIT[born.year // 100, born.year % 100 >= 37, born.year % 100 >= 58]
    number = f"{born:%d%m}{born.year % 100:02}{seventh}{serial:03}"

    assert Cpr.parse(number).birthday == born
    assert Cpr.parse(f"{born.day + 60}{number[2:]}").birthday is None
    for replacement in (NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT, ADMINISTRATIVE_REPLACEMENT):
        assert replacement.cpr.birthday is None


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{6}[- ]?[0-9A-Z]{4}", fullmatch=True))
def test_a_refusal_never_tells_the_text(text: str) -> None:
    try:
        Cpr.parse(text)
    except InvalidCpr as refused:
        said = str(refused)
    else:
        return
    assert said in {
        "not in the form of a CPR number",
        "not a date that a CPR number can begin with",
        "not a known kind of replacement CPR number",
    }


def test_a_traceback_does_not_tell_the_number() -> None:
    no_date = "3102" + DIGITS[4:]
    with pytest.raises(InvalidCpr) as refused:
        Cpr.parse(no_date)
    assert no_date[6:] not in "".join(traceback.format_exception(refused.value))


@dataclass(frozen=True)
class Holder:
    cpr: Cpr


@pytest.mark.parametrize(
    "show", [str, repr, "{}".format, "{!r}".format, "%s".__mod__], ids=lambda show: show.__name__
)
def test_nothing_shows_the_digits_by_accident(show: type[str]) -> None:
    assert "2509" not in show(BRUNO.cpr)
    assert "9989" not in show(Holder(BRUNO.cpr))


def test_it_cannot_be_pickled_or_written_to_json() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(BRUNO.cpr)
    with pytest.raises(TypeError):
        json.dumps(BRUNO.cpr)
    assert DIGITS not in Registration(cpr=BRUNO.cpr).model_dump_json()
    assert Registration(cpr=BRUNO.cpr).model_dump() == {"cpr": BRUNO.cpr}


def test_it_never_changes() -> None:
    with pytest.raises(AttributeError):
        BRUNO.cpr.number = "other"
    with pytest.raises(AttributeError):
        del BRUNO.cpr.kind
    assert copy.deepcopy(BRUNO.cpr) is BRUNO.cpr


def test_equal_numbers_are_one_key() -> None:
    assert {Cpr.parse(DIGITS): 1}[BRUNO.cpr] == 1
    assert BRUNO.cpr != DIGITS


def test_a_request_field_is_read_from_text() -> None:
    assert Registration.model_validate_json(json.dumps({"cpr": DIGITS})).cpr == BRUNO.cpr


@pytest.mark.parametrize("value", ["2509479989x", 2509479989, None, ["x"]])
def test_a_wrong_request_field_is_cpr_invalid_and_echoes_nothing(value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Registration).validate_python({"cpr": value})
    error = refused.value.errors(include_input=False, include_url=False)
    assert error == [{"type": "cpr_invalid", "loc": ("cpr",), "msg": "Ikke et gyldigt CPR-nummer"}]
