"""What the region is answered: MedCom's Acknowledgement 2.0."""

import json
from pathlib import Path

import pytest

from medcom import NOW, PATIENT, REGION, US, resources, shape, told
from published import examples, needs_standards
from samspil.region_bridge.partner.acknowledge import acknowledgement
from samspil.region_bridge.partner.codes import Error
from samspil.region_bridge.partner.fhir import Message
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
