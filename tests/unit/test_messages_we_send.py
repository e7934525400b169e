"""What HL7's validator is shown is all that we send: no kind is forgotten, and no rare value left out."""

import json

from medcom import resources
from messages_we_send import KINDS, LETTERS, PARTS, Chance, messages
from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.letter import NothingToSay, letter
from samspil.region_bridge.partner.medcom.care_communication import SYSTEMS
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.forms import Form, read_form, written
from samspil.sandboxes.region.fhir_xml import as_json
from samspil.testkit.people import BRUNO


def has_words(told: Told) -> bool:
    try:
        letter(told, BRUNO.cpr, BRUNO.name, {part: made(Chance(0)) for part, made in PARTS.items()})
    except NothingToSay:
        return False
    return True


def test_all_that_has_words_is_among_the_kinds() -> None:
    assert {told for told in Told if has_words(told)} == {told for told, *_ in LETTERS.values()}


def test_thirty_are_every_kind_and_come_again_alike() -> None:
    first, again = [*messages(30, 0)], [*messages(30, 0)]

    assert {one.kind for one in first} == {*KINDS}
    assert [one.kind for one in first] == [one.kind for one in again]


def test_three_hundred_hold_every_error_to_each_family_and_everybody_s_number() -> None:
    errors, systems = set(), set()
    for kind, body in messages(300, 0):
        found = resources(body)
        systems |= {one["identifier"][0]["system"] for one in found.get("Patient", ())}
        errors |= {
            (kind.partition(" is ")[0], one["issue"][0]["details"]["coding"][0]["code"])
            for one in found.get("OperationOutcome", ())
        }

    assert errors == {(family, error) for family in ("a notice", "a care communication") for error in Error}
    assert systems == {system for system, _ in SYSTEMS.values()}


def test_each_says_in_xml_what_it_says_in_json_to_us_and_to_a_reader_who_knows_nothing_of_ours() -> None:
    for kind, body in messages(300, 0):
        in_xml = written(body, Form.XML)

        assert read_form(in_xml) == json.loads(as_json(in_xml)) == json.loads(body), kind
