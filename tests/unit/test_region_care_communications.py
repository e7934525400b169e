"""What the region is told: MedCom's CareCommunication 5.0, and the Danish words in it."""

import json
from uuid import UUID

import pytest

from medcom import AUTHOR, NOW, REGION, US, resources, shape
from published import examples, needs_standards
from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.care_communication import care_communication
from samspil.region_bridge.partner.to_fhir import NothingToSay, letter
from samspil.testkit.people import BRUNO


def contact_person() -> bytes:
    said = letter(Told.CONTACT_PERSON, BRUNO.cpr, BRUNO.name, {"name": "Aisha Digtet"})
    return care_communication(said, UUID(int=7), US, REGION, AUTHOR, NOW)


@needs_standards
def test_a_care_communication_is_built_like_the_published_one() -> None:
    (file,) = (
        one
        for one in examples("medcom/examples/carecommunication/carecommunication-5.0.2")
        if "add5e7e2" in one.name
    )

    missing = shape(json.loads(file.read_text())) - shape(json.loads(contact_person()))

    # Ours writes as a function: its role is told in words and its name has no given name.
    assert missing <= {
        "Organization.name:str",
        "Practitioner.name[].given[]:str",
        "PractitionerRole.code[].coding[].code:str",
        "PractitionerRole.code[].coding[].system:str",
    }


def test_the_region_is_told_the_contact_person_in_one_danish_segment() -> None:
    said = resources(contact_person())

    (communication,) = said["Communication"]
    assert [part["contentString"] for part in communication["payload"]] == [
        "Kontaktperson i socialpsykiatrien: Aisha Digtet"
    ]
    assert communication["category"][0]["coding"][0]["code"] == "carecoordination"
    assert said["MessageHeader"][0]["id"] == str(UUID(int=7))
    assert said["Patient"][0]["name"] == [{"use": "official", "family": "Elmer", "given": ["Bruno", "Test"]}]


def test_the_end_of_sharing_is_one_sentence_and_nothing_more() -> None:
    said = letter(Told.SHARING_ENDED, BRUNO.cpr, BRUNO.name, {})

    assert said.text == "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
    assert said.topic == "Deling er ophørt"


def test_the_region_is_never_told_of_contact_holds() -> None:
    with pytest.raises(NothingToSay):
        letter(Told.CONTACT_HOLD, BRUNO.cpr, BRUNO.name, {})
