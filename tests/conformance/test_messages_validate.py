"""HL7's own validator reads what we send by MedCom's published profiles, and finds nothing wrong with it.

``make conformance`` sends more: CONFORMANCE_MESSAGES says how many, CONFORMANCE_SEED which.
"""

import json
import os
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from hl7_validator import Validator, validator
from medcom import NOW, PATIENT
from messages_we_send import KINDS, messages
from published import examples, needs_standards
from samspil.region_bridge.partner.medcom.forms import Form, form_of, written
from samspil.sandboxes.region.attachments import File
from samspil.sandboxes.region.fhir_xml import as_xml
from samspil.sandboxes.region.hospital import Course, What, tell
from samspil.sandboxes.region.threads import Signer, Thread
from samspil.sandboxes.region.ward import Words, Writes, write
from samspil.stack.problem import StackProblem
from samspil.testkit.people import BRUNO
from sandbox_region import BEFORE

COUNT = int(os.environ.get("CONFORMANCE_MESSAGES") or 30)
SEED = int(os.environ.get("CONFORMANCE_SEED") or 0)

NOTICES, LETTERS, ANSWERS = (
    "hospitalnotification/hospitalnotification-3.0.2",
    "carecommunication/carecommunication-5.0.2",
    "acknowledgement/acknowledgement-2.0.3",
)
"""The published examples that are valid; those of the test scripts mostly are not, and not by mistake."""


def published(folder: str) -> list[Path]:
    return examples(f"medcom/examples/{folder}")


@pytest.fixture(scope="module")
def hl7() -> Iterator[Validator]:
    try:
        with validator() as started:
            yield started
    except StackProblem as missing:
        pytest.skip(str(missing))


Resources = dict[str, dict[str, Any]]


def changed(folder: str, change: Callable[[Resources], object]) -> bytes:
    """The first published example with its resources, by kind, changed in place."""
    bundle = json.loads(published(folder)[0].read_text())
    change({one["resource"]["resourceType"]: one["resource"] for one in bundle["entry"]})
    return json.dumps(bundle).encode()


WRONG: dict[str, tuple[str, Callable[[Resources], object], str]] = {
    "a missing destination": (
        NOTICES,
        lambda one: one["MessageHeader"].pop("destination"),
        "MessageHeader.destination",
    ),
    "a malformed CPR number": (
        NOTICES,
        lambda one: one["Patient"]["identifier"][0].update(value="12345"),
        "cpr",
    ),
    "an unknown event": (
        NOTICES,
        lambda one: one["MessageHeader"]["eventCoding"].update(code="Kanariefugl"),
        "Kanariefugl",
    ),
    "a wrong category": (
        LETTERS,
        lambda one: one["Communication"]["category"][0]["coding"][0].update(code="Kanariefugl"),
        "Kanariefugl",
    ),
    "an unpublished error": (
        ANSWERS,
        lambda one: one["MessageHeader"]["response"].update(code="Kanariefugl"),
        "Kanariefugl",
    ),
}


@needs_standards
class TestTheValidator:
    def test_it_passes_every_published_valid_example(self, hl7: Validator) -> None:
        files = [file for folder in (NOTICES, LETTERS, ANSWERS) for file in published(folder)]

        found = {file.name: faults for file in files if (faults := hl7.faults(file.read_bytes()))}

        assert (len(files), found) == (18, {})
        assert hl7.definitions > 100

    @pytest.mark.parametrize("what", WRONG)
    def test_it_reports(self, hl7: Validator, what: str) -> None:
        folder, change, named = WRONG[what]

        faults = hl7.faults(changed(folder, change))

        assert any(named in fault for fault in faults), faults


@needs_standards
class TestWhatIsSent:
    def test_nothing_is_wrong_with_what_we_send_half_of_it_as_xml(
        self, hl7: Validator, measured: Callable[[str, float], None]
    ) -> None:
        sent = [*messages(COUNT, SEED)]
        as_sent = [(one.kind, written(one.body, form)) for one, form in zip(sent, cycle(Form), strict=False)]

        found = [(kind, faults) for kind, body in as_sent if (faults := hl7.faults(body))]

        assert found == []
        assert {form_of(body) for _, body in as_sent} == {*Form}
        assert {one.kind for one in sent} == {*KINDS}
        measured("messages validated", len(sent))

    def test_nothing_is_wrong_with_what_the_sandbox_sends_in_the_region_s_name(self, hl7: Validator) -> None:
        found = {name: faults for name, body in sandbox() if (faults := hl7.faults(body))}

        assert found == {}


def sandbox() -> Iterator[tuple[str, bytes]]:
    """Every use case of a notice, and a message new, as an answer and passed on; one of each as XML."""
    for what in What:
        course: Course | None = None
        for one in (*BEFORE.get(what, (What.ADMIT,)), what):
            course, body = tell(one, course, PATIENT, NOW, wants_report=True)
        yield what, body
    yield "a notice as XML", as_xml(body)
    words = Words(Signer("Karla Test", "Sygeplejerske", "38640000"), ("Først.", "Så.\nOg mere."), File.PDF)
    thread = Thread(
        "urn:uuid:0b1f8f0e-5d2c-4c1f-9a57-1c4a2c5b7e10", BRUNO.cpr.number, BRUNO.name, "discharge"
    )
    for how in Writes:
        thread, body = write(how, thread, words, NOW, course)
        yield how, body
    yield "a message as XML", as_xml(body)
