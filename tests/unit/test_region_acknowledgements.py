"""What the region is answered: MedCom's Acknowledgement 2.0."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from medcom import NOW, PATIENT, REGION, US, changed, part_of, resources, shape, told
from published import examples, needs_standards
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.sandboxes.region.hospital import What, tell
from samspil.testkit.people import BRUNO


def test_an_answer_written_again_is_the_same_and_holds_nothing_of_the_patient() -> None:
    message = Message.read(told(What.ADMIT))

    answer = acknowledgement(message, US, REGION, NOW)

    assert answer == acknowledgement(Message.read(told_again(message)), US, REGION, NOW)
    assert BRUNO.cpr.number not in answer.decode()
    assert "Elmer" not in answer.decode()


def told_again(message: Message) -> bytes:
    _, body = tell(What.ADMIT, None, PATIENT, NOW, message.id)
    return body


def test_a_mailbox_out_of_operation_asks_for_the_message_again() -> None:
    message = Message.read(told(What.ADMIT))

    answer = resources(acknowledgement(message, US, REGION, NOW, Error.OUT_OF_OPERATION))

    assert answer["MessageHeader"][0]["response"]["code"] == "transient-error"


@needs_standards
@pytest.mark.parametrize(
    ("file", "error"),
    list(
        zip(
            examples("medcom/examples/acknowledgement/acknowledgement-2.0.3"),
            (None, Error.NOT_IN_VALUE_SET, Error.OUT_OF_OPERATION),
            strict=False,
        )
    ),
    ids=str,
)
def test_an_acknowledgement_is_built_like_the_published_one(file: Path, error: Error | None) -> None:
    ours = acknowledgement(Message.read(told(What.ADMIT)), US, REGION, NOW, error)

    missing = shape(json.loads(file.read_text())) - shape(json.loads(ours))

    assert missing <= {"Organization.name:str"}  # the name of a ward tells what somebody is treated for


def resource(body: bytes, kind: str, number: int = 0) -> dict[str, Any]:
    return resources(body)[kind][number]


@pytest.fixture
def message() -> Message:
    return Message.read(told(What.ADMIT))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (None, "ok"),
        (Error.OUT_OF_OPERATION, "transient-error"),
        *((one, "fatal-error") for one in Error if one is not Error.OUT_OF_OPERATION),
    ],
)
def test_an_answer_names_the_message_and_what_became_of_it(
    message: Message, error: Error | None, code: str
) -> None:
    answer = acknowledgement(message, US, REGION, NOW, error)

    response = resource(answer, "MessageHeader")["response"]
    assert (response["identifier"], response["code"]) == (message.id, code)
    outcomes = resources(answer).get("OperationOutcome", [])
    assert [one["issue"][0]["details"]["coding"][0]["code"] for one in outcomes] == ([error] if error else [])
    # FHIR R4's own codes, whatever MedCom's say beside them
    assert {(issue["severity"], issue["code"]) for one in outcomes for issue in one["issue"]} <= {
        ("error", "invalid")
    }
    assert response.get("details") == (
        {"reference": f"OperationOutcome/{outcomes[0]['id']}"} if outcomes else None
    )


HOSPITAL = Organisation("999990000000044", "5799999900044")


def by_hospital(one: dict[str, dict[str, Any]]) -> None:
    """The message's organisations stand in it twice: the last of a kind is the sandbox's region."""
    one["Organization"]["identifier"] = [
        {"system": "https://www.gs1.org/gln", "value": HOSPITAL.gln},
        {"system": "urn:oid:1.2.208.176.1.1", "value": HOSPITAL.sor},
    ]


def organisations(answer: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The numbers of sender and receiver, by their systems."""
    head = resource(answer, "MessageHeader")
    by_reference = {
        f"Organization/{one['id']}": {number["system"]: number["value"] for number in one["identifier"]}
        for one in resources(answer)["Organization"]
    }
    return (
        by_reference[head["sender"]["reference"]],
        by_reference[head["destination"][0]["receiver"]["reference"]],
    )


def numbers(one: Organisation) -> dict[str, str]:
    return {"https://www.gs1.org/gln": one.gln, "urn:oid:1.2.208.176.1.1": one.sor}


def test_an_answer_goes_from_us_to_whoever_sent_the_message() -> None:
    answer = acknowledgement(Message.read(changed(by_hospital)), US, REGION, NOW)

    assert organisations(answer) == (numbers(US), numbers(HOSPITAL))
    head = resource(answer, "MessageHeader")
    assert head["source"]["endpoint"].endswith(f"#id={US.sor}")
    assert [one["endpoint"] for one in head["destination"]] == [
        f"https://sor2.sum.dsdn.dk/#id={HOSPITAL.sor}"
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["MessageHeader"].pop("sender"),
        lambda one: one["MessageHeader"].update(sender={"reference": "Organization/nobody"}),
        lambda one: one["MessageHeader"].update(sender=[1]),
        lambda one: one["Organization"]["identifier"].pop(0),
        lambda one: one["Organization"]["identifier"].pop(1),
        lambda one: one["Organization"]["identifier"][0].update(value="57999"),
        lambda one: one["Organization"]["identifier"][1].update(value="12345"),
        lambda one: one["Organization"]["identifier"][1].update(value="1" * 19),
    ],
)
def test_where_nobody_can_tell_the_sender_the_answer_goes_to_the_region(
    change: Callable[[dict[str, dict[str, Any]]], object],
) -> None:
    def both(one: dict[str, dict[str, Any]]) -> None:
        by_hospital(one)
        change(one)

    assert organisations(acknowledgement(Message.read(changed(both)), US, REGION, NOW))[1] == numbers(REGION)


def test_an_answer_tells_its_own_step_and_the_one_of_the_message(message: Message) -> None:
    later = NOW + timedelta(minutes=1)
    answer = acknowledgement(message, US, REGION, later)

    theirs, ours = resources(answer)["Provenance"]
    own = resource(answer, "MessageHeader")["id"]
    us, region = (f"Organization/{one['id']}" for one in resources(answer)["Organization"])
    assert [one["target"] for one in (theirs, ours)] == [
        [{"reference": f"MessageHeader/{id_}"}] for id_ in (message.id, own)
    ]
    assert [one["activity"]["coding"][0]["code"] for one in (theirs, ours)] == [
        "admit-inpatient",
        "acknowledgement",
    ]
    assert [one["occurredDateTime"] for one in (theirs, ours)] == [NOW.isoformat(), later.isoformat()]
    assert [one["agent"][0]["who"]["reference"] for one in (theirs, ours)] == [region, us]
    assert ours["entity"] == [{"role": "revision", "what": {"reference": f"MessageHeader/{message.id}"}}]
    assert "entity" not in theirs
    assert json.loads(answer)["timestamp"] == later.isoformat()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["Provenance"].update(target=[]),
        lambda one: one["Provenance"]["activity"]["coding"][0].update(code="Kanariefugl"),
        lambda one: one["Provenance"].update(occurredDateTime=None, recorded=None),
        lambda one: one["Provenance"].update(occurredDateTime="2026-W48"),
        lambda one: one["Provenance"].pop("activity"),
    ],
)
def test_a_step_that_cannot_be_read_is_not_repeated(
    change: Callable[[dict[str, dict[str, Any]]], object],
) -> None:
    answer = acknowledgement(Message.read(changed(change)), US, REGION, NOW)

    assert len(resources(answer)["Provenance"]) == 1
    assert "Kanariefugl" not in answer.decode()


def test_no_two_parts_of_an_answer_nor_of_two_answers_have_one_id(message: Message) -> None:
    answers = [
        acknowledgement(one, US, REGION, NOW, Error.DAMAGED)
        for one in (message, Message.read(told(What.ADMIT)))
    ]

    ids = [one["resource"]["id"] for answer in answers for one in json.loads(answer)["entry"]]
    ids += [json.loads(answer)["id"] for answer in answers]
    assert len(set(ids)) == len(ids) == 2 * 7
    for answer in answers:
        entries = json.loads(answer)["entry"]
        assert entries[0]["resource"]["resourceType"] == "MessageHeader"
        for one in entries:
            assert one["fullUrl"].endswith(f"/{one['resource']['resourceType']}/{one['resource']['id']}")


def test_an_answer_written_again_by_a_later_version_is_still_the_same_message() -> None:
    _, body = tell(What.ADMIT, None, PATIENT, NOW, str(UUID(int=9)))
    bundle = json.loads(acknowledgement(Message.read(body), US, REGION, NOW, Error.NOT_IN_VALUE_SET))

    own = part_of(str(UUID(int=9)), "acknowledgement")
    assert [one["resource"]["id"] for one in bundle["entry"]] == [
        own,
        *(part_of(own, part) for part in ("received", "provenance", "sender", "receiver", "outcome")),
    ]
    assert bundle["id"] == part_of(own, "bundle")


def test_an_answer_is_a_message_and_says_how_it_came_to_be(message: Message) -> None:
    bundle = json.loads(acknowledgement(message, US, REGION, NOW))

    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "message")
    profiles = [one["meta"]["profile"] for one in resources(json.dumps(bundle).encode())["Provenance"]]
    assert profiles == 2 * [
        ["http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-provenance"]
    ]


def test_their_own_provenance_is_repeated_by_when_it_was_recorded_where_nothing_else_is_said() -> None:
    def only_recorded(one: dict[str, dict[str, Any]]) -> None:
        del one["Provenance"]["occurredDateTime"]
        one["Provenance"]["recorded"] = "2026-11-20T08:00:00+01:00"

    answer = acknowledgement(Message.read(changed(only_recorded)), US, REGION, NOW)

    assert resource(answer, "Provenance")["occurredDateTime"] == "2026-11-20T08:00:00+01:00"
