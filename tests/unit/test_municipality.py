"""The municipalities that may act in a case, and what is read for any code."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from published import STANDARDS, needs_standards
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.view import combine
from samspil.overview.pages.citizen_page import citizen_page
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT
from samspil.vocabulary.municipality import MUNICIPALITIES, Municipality, reading

CODE: TypeAdapter[str] = TypeAdapter(Municipality)
ADMINISTRATIVE = sealed("cpr")
TEXTS = {ADMINISTRATIVE: ADMINISTRATIVE_REPLACEMENT.cpr.number}
CODES = st.integers(0, 999).map("{:03}".format)


def test_there_are_ninety_eight_of_them_each_with_its_own_code_and_name() -> None:
    assert len(MUNICIPALITIES) == len(set(MUNICIPALITIES.values())) == 98
    assert list(MUNICIPALITIES) == sorted(MUNICIPALITIES)
    assert all(len(code) == 3 and code.isdigit() for code in MUNICIPALITIES)
    assert (MUNICIPALITIES["101"], MUNICIPALITIES["751"], MUNICIPALITIES["860"]) == (
        "København",
        "Aarhus",
        "Hjørring",
    )


@needs_standards
def test_their_codes_and_names_are_those_that_hl7_denmark_publishes() -> None:
    system = STANDARDS / "hl7dk-core" / "3.4.0" / "CodeSystem-dk-core-municipality-codes.json"
    published = {one["code"].lstrip("0"): one["display"] for one in json.loads(system.read_text())["concept"]}

    assert published.pop("411") == "Christiansø"  # has a code and is no municipality
    assert published | {"820": "Vesthimmerlands"} == MUNICIPALITIES  # as it writes itself


@given(CODES | st.sampled_from(sorted(MUNICIPALITIES)) | st.text(max_size=5))
def test_a_request_names_one_of_them_and_whatever_is_stored_is_read(code: str) -> None:
    if code in MUNICIPALITIES:
        assert CODE.validate_python(code) == code
        assert reading(code) == f"{MUNICIPALITIES[code]} ({code})"
        return
    with pytest.raises(ValidationError, match="municipality_unknown"):
        CODE.validate_python(code)
    assert reading(code) == code


@pytest.mark.parametrize("code", ["411", "000", "0101", "101 ", "１０１", "961"])
def test_what_is_no_municipality_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        CODE.validate_python(code)


@pytest.mark.parametrize(("code", "shown"), [("751", "Aarhus (751)"), ("999", "999")])
def test_the_citizens_page_names_the_municipality_and_shows_any_stored_code(code: str, shown: str) -> None:
    who = Who(sealed("name"), ADMINISTRATIVE, code, MONDAY)
    view = combine(citizen=CitizenState(who=who))

    page = citizen_page(CITIZEN, view, (), lambda token: TEXTS.get(token, "Ingen Prøve"), MONDAY)

    assert page.municipality == shown
    assert page.has_number


@pytest.mark.parametrize(
    ("code", "shown"), [("265", "Roskilde (265)"), ("999", "999"), ("101", None), (None, None)]
)
def test_the_citizens_page_names_the_municipality_of_residence_where_another_one_acts(
    code: str | None, shown: str | None
) -> None:
    who = Who(sealed("name"), ADMINISTRATIVE, "101", MONDAY, residence_municipality=code)
    view = combine(citizen=CitizenState(who=who))

    page = citizen_page(CITIZEN, view, (), lambda token: TEXTS.get(token, "Ingen Prøve"), MONDAY)

    assert (page.municipality, page.residence) == ("København (101)", shown)
