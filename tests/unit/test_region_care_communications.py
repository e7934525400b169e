"""What the region is told: MedCom's CareCommunication 5.0, and the Danish words in it."""

import json
import re
from typing import Any
from uuid import UUID

import pytest

from medcom import AUTHOR, NOW, REGION, US, part_of, resources, shape, told
from published import STANDARDS, examples, needs_standards
from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.letter import NothingToSay, letter
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.care_communication import care_communication
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.sandboxes.region.hospital import What
from samspil.testkit.people import BRUNO, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT, Person


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
    bundle = json.loads(contact_person())

    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "message")
    (communication,) = said["Communication"]
    assert [part["contentString"] for part in communication["payload"]] == [
        "Kontaktperson i socialpsykiatrien: Aisha Digtet"
    ]
    assert communication["category"][0]["coding"][0]["code"] == "carecoordination"
    assert communication["status"] == "unknown"  # what FHIR R4 has for "not told", as MedCom asks
    assert said["MessageHeader"][0]["id"] == str(UUID(int=7))
    assert said["Patient"][0]["name"] == [{"use": "official", "family": "Elmer", "given": ["Bruno", "Test"]}]


def test_the_end_of_sharing_is_one_sentence_and_nothing_more() -> None:
    said = letter(Told.SHARING_ENDED, BRUNO.cpr, BRUNO.name, {})

    assert said.text == "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
    assert said.topic == "Deling er ophørt"


def test_the_region_is_never_told_of_contact_holds() -> None:
    with pytest.raises(NothingToSay):
        letter(Told.CONTACT_HOLD, BRUNO.cpr, BRUNO.name, {})


def written(person: Person = BRUNO, name: str | None = None) -> dict[str, Any]:
    """The resources of a letter about somebody, by kind; both organisations as ``from`` and ``to``."""
    said = letter(Told.CONTACT_PERSON, person.cpr, name or person.name, {"name": "Aisha Digtet"})
    found = resources(care_communication(said, UUID(int=7), US, REGION, AUTHOR, NOW))
    ours, theirs = found.pop("Organization")
    return {**{kind: one for kind, (one,) in found.items()}, "from": ours, "to": theirs}


def test_a_letter_goes_from_us_to_the_region() -> None:
    said = written()

    head = said["MessageHeader"]
    assert [one["identifier"][1]["value"] for one in (said["from"], said["to"])] == [US.sor, REGION.sor]
    assert [one["identifier"][0]["value"] for one in (said["from"], said["to"])] == [US.gln, REGION.gln]
    assert head["sender"]["reference"] == f"Organization/{said['from']['id']}"
    assert head["source"]["endpoint"] == f"https://sor2.sum.dsdn.dk/#id={US.sor}"
    (to,) = head["destination"]
    assert to["receiver"]["reference"] == f"Organization/{said['to']['id']}"
    assert to["endpoint"] == f"https://sor2.sum.dsdn.dk/#id={REGION.sor}"


def test_a_letter_is_about_one_citizen_and_written_by_a_function() -> None:
    said = written()

    communication, segment = said["Communication"], said["Communication"]["payload"][0]["extension"]
    assert said["MessageHeader"]["focus"] == [{"reference": f"Communication/{communication['id']}"}]
    assert communication["subject"] == {"reference": f"Patient/{said['Patient']['id']}"}
    assert communication["topic"] == {"text": "Kontaktperson"}
    assert (
        said["PractitionerRole"]["practitioner"]["reference"] == f"Practitioner/{said['Practitioner']['id']}"
    )
    assert said["Practitioner"]["name"] == [{"text": AUTHOR.name, "family": AUTHOR.name}]
    assert said["PractitionerRole"]["code"] == [{"text": "Koordinator"}]
    assert [
        one["url"].removeprefix("http://medcomfhir.dk/ig/core/StructureDefinition/") for one in segment
    ] == [f"medcom-core-{name}-extension" for name in ("datetime", "identifier", "practitioner", "contact")]
    when, identifier, author, phone = segment
    assert when["valueDateTime"] == NOW.isoformat()
    assert identifier["valueIdentifier"]["assigner"] == {"reference": f"Organization/{said['from']['id']}"}
    assert author["valueReference"] == {"reference": f"PractitionerRole/{said['PractitionerRole']['id']}"}
    assert phone["valueContactPoint"] == {"system": "phone", "value": AUTHOR.phone}


def test_a_letter_is_a_new_message_from_the_segment_that_it_holds() -> None:
    said = written()

    step = said["Provenance"]
    assert step["target"] == [{"reference": f"MessageHeader/{UUID(int=7)}"}]
    assert step["activity"]["coding"][0]["code"] == "new-message"
    assert step["agent"] == [{"who": {"reference": f"Organization/{said['from']['id']}"}}]
    assert step["occurredDateTime"] == NOW.isoformat()
    segment = said["Communication"]["payload"][0]["extension"][1]["valueIdentifier"]["value"]
    assert step["entity"] == [{"role": "source", "what": {"identifier": {"value": segment}}}]
    assert segment.startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("person", "system", "use"),
    [
        (BRUNO, "urn:oid:1.2.208.176.1.2", "official"),
        (NATIONAL_REPLACEMENT, "urn:oid:1.2.208.176.1.6.1.1", "temp"),
        (REGIONAL_REPLACEMENT, "urn:oid:1.2.208.176.1.6.1.3", "temp"),
    ],
)
def test_each_kind_of_number_stands_under_its_own_system(person: Person, system: str, use: str) -> None:
    assert written(person)["Patient"]["identifier"] == [
        {"use": use, "system": system, "value": person.cpr.number}
    ]


def test_a_letter_written_again_is_the_same_and_another_has_no_id_of_it() -> None:
    said = letter(Told.SHARING_ENDED, BRUNO.cpr, BRUNO.name, {})
    one, again, other = (care_communication(said, UUID(int=n), US, REGION, AUTHOR, NOW) for n in (7, 7, 8))

    assert one == again
    ids = [
        [json.loads(body)["id"], *(each["resource"]["id"] for each in json.loads(body)["entry"])]
        for body in (one, other)
    ]
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1]) == 2 * 9
    named = [set(re.findall("urn:uuid:[0-9a-f-]{36}", body.decode())) for body in (one, other)]
    assert len(named[0]) == 2
    assert not named[0] & named[1]


NAMES_OF_CODES = {"system", "url", "profile"}


def named_codes(value: Any, inside: str = "") -> set[tuple[str, str]]:
    """Every system, extension and profile that a message names, and each code with its system."""
    found: set[tuple[str, str]] = set()
    if isinstance(value, list):
        return found.union(*(named_codes(one, inside) for one in value)) if value else found
    if not isinstance(value, dict):
        return {(inside, str(value))} if inside in NAMES_OF_CODES else found
    if "code" in value and "system" in value:
        found.add((str(value["system"]), str(value["code"])))
    return found.union(*(named_codes(one, name) for name, one in value.items()))


@needs_standards
def test_every_system_profile_and_code_that_we_write_stands_in_a_published_example() -> None:
    published = examples(
        "medcom/examples/acknowledgement/acknowledgement-2.0.3",
        "medcom/examples/carecommunication/carecommunication-5.0.2",
        "medcom/examples/hospitalnotification/hospitalnotification-3.0.2",
    )
    theirs: set[tuple[str, str]] = set().union(
        *(named_codes(json.loads(file.read_text())) for file in published)
    )
    message = Message.read(told(What.ADMIT))
    ours = named_codes(json.loads(contact_person())) | named_codes(
        json.loads(acknowledgement(message, US, REGION, NOW, Error.NOT_IN_VALUE_SET))
    )

    assert len(ours) > 30
    assert ours <= theirs


@needs_standards
def test_every_error_that_is_answered_is_a_published_one() -> None:
    codes = json.loads(
        (
            STANDARDS / "medcom/terminology-2.0.2/CodeSystem-medcom-acknowledgement-error-codes.json"
        ).read_text()
    )

    assert {*Error} <= {one["code"] for one in codes["concept"]}


def test_a_letter_written_again_by_a_later_version_is_still_the_same_message() -> None:
    said = resources(contact_person())
    own = str(UUID(int=7))

    assert {
        kind: said[kind][0]["id"] for kind in ("Patient", "Practitioner", "PractitionerRole", "Communication")
    } == {
        "Patient": part_of(own, "patient"),
        "Practitioner": part_of(own, "practitioner"),
        "PractitionerRole": part_of(own, "role"),
        "Communication": part_of(own, "communication"),
    }
    written = contact_person().decode()
    others = ("segment", "thread", "provenance", "bundle", US.sor, REGION.sor)
    assert [part for part in others if part_of(own, part) not in written] == []
