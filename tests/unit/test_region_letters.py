"""A letter to the region can always be written, and what leaves is plain, whatever was stored."""

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.letter import NO_NAME, letter
from samspil.region_bridge.partner.medcom.care_communication import care_communication
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.testkit.people import BRUNO

US, REGION = (Organisation(f"99999000000000{n}", f"579999990000{n}") for n in (1, 2))
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)

STORED = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(codec=None), max_size=10),  # lone surrogates, too
    st.text(alphabet="\x00\x01\x1b\x7f\x85\u200b\u202e\u2066\u2028\ufeff\ud800\u0301 \t\n", max_size=5),
    st.sampled_from(
        ["", " ", "\x00", "Elmer", "\u202eElmer\x00", "Elmer\u2028Bruno", "A" * 5000, "-", "\u0301"]
    ),
)


def written(told: Told, name: str, contact: str) -> dict[str, dict[str, Any]]:
    said = letter(told, BRUNO.cpr, name, {"name": contact})
    body = care_communication(said, UUID(int=7), US, REGION, Author("Socialpsykiatrien", "00000000"), NOW)
    assert not [
        sign for sign in body.decode() if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp", "Cn"}
    ]
    assert b"\\u" not in body
    return {entry["resource"]["resourceType"]: entry["resource"] for entry in json.loads(body)["entry"]}


@given(told=st.sampled_from([Told.CONTACT_PERSON, Told.SHARING_ENDED]), name=STORED, contact=STORED)
@example(told=Told.CONTACT_PERSON, name="\x01", contact="\x00")
def test_whatever_was_stored_the_letter_is_made_and_holds_what_can_be_read(
    told: Told, name: str, contact: str
) -> None:
    said = written(told, name, contact)

    (whom,) = said["Patient"]["name"]
    assert whom["family"]
    assert all(whom.get("given", ["-"]))
    assert said["Communication"]["payload"][0]["contentString"].strip()
    assert said["Communication"]["topic"]["text"].strip()


@pytest.mark.parametrize(
    ("name", "family", "given_names"),
    [
        ("Bruno Test Elmer", "Elmer", ["Bruno", "Test"]),
        ("Elmer", "Elmer", None),
        ("\x00Bruno\x1b Test\u202e Elmer\u2028", "Elmer", ["Bruno", "Test"]),
        ("\x01", "Ukendt", None),
        ("", "Ukendt", None),
    ],
)
def test_a_citizen_is_named_by_what_can_be_read(
    name: str, family: str, given_names: list[str] | None
) -> None:
    (whom,) = written(Told.SHARING_ENDED, name, "")["Patient"]["name"]

    assert (whom["family"], whom.get("given")) == (family, given_names)


@pytest.mark.parametrize("contact", ["\x00", "\u202e", "", "\u200b"])
def test_a_contact_person_without_a_readable_name_is_told_as_such(contact: str) -> None:
    said = written(Told.CONTACT_PERSON, BRUNO.name, contact)

    text = said["Communication"]["payload"][0]["contentString"]
    assert text == f"Kontaktperson i socialpsykiatrien: {NO_NAME}"
