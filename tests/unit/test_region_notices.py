"""What a hospital notification means, and why one is refused or held for a human."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from medcom import ADMISSION, NOW, PATIENT, REGION, US, changed, notice_of, resources, told, understood
from published import examples, needs_standards
from samspil.contracts.hospital import StayKind
from samspil.region_bridge import api
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.sandboxes.region.hospital import Patient, What, tell
from samspil.testkit.people import BRUNO, NATIONAL_REPLACEMENT
from samspil.vocabulary.copenhagen import COPENHAGEN

EXAMPLE = files(api) / "admit-inpatient.json"
PUBLISHED_RECEIVER = Organisation("953741000016009", "5790001348120")


NOTIFICATIONS = examples(
    "medcom/examples/hospitalnotification/hospitalnotification-3.0.2",
    "medcom/examples/hospitalnotification/hospitalnotificationtestscripts-3.0.1",
)


# What each published example means, read by hand; all others are admissions.
MEANT: dict[str, tuple[Happened | Held | Error, StayKind | None]] = {
    "c83671a4": (Happened.RETRACTED, StayKind.INPATIENT),
    "d3128d9b": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "e94de8ee": (Happened.LEAVE_ENDED, StayKind.INPATIENT),
    "h1c8e4a8": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "kcab461b": (Happened.DISCHARGED, StayKind.ACUTE_AMBULANT),
    "ld31e08a": (Held.DEATH, StayKind.ACUTE_AMBULANT),
    "17a0c807": (Error.MESSAGE_TYPE, None),  # no eventCoding and no class, on purpose
    "2094d603": (Happened.ADMISSION_CORRECTED, StayKind.INPATIENT),
    "277a564b": (Happened.DISCHARGED, StayKind.INPATIENT),
    "2cadabe8": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "4af4ef94": (Happened.RETRACTED, StayKind.INPATIENT),
    "4d747862": (Happened.ADMISSION_CORRECTED, StayKind.INPATIENT),
    "5be3a118": (Happened.DISCHARGED, StayKind.INPATIENT),
    "70dfd9bb": (Held.CONTRADICTION, StayKind.INPATIENT),  # discharged, and still on leave
    "abdd86e8": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "cac520bc": (Held.DEATH, StayKind.INPATIENT),
    "cd9b8635": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "d434d732": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "fe1c34a3": (Held.DEATH, StayKind.INPATIENT),
}


@needs_standards
@pytest.mark.parametrize("file", NOTIFICATIONS, ids=lambda file: file.stem[7:15])
def test_a_published_notification_is_the_right_fact_or_held(file: Path) -> None:
    assert understood(file.read_bytes(), PUBLISHED_RECEIVER) == MEANT.get(file.stem[7:15], ADMISSION)


@needs_standards
def test_the_published_notifications_are_all_there() -> None:
    assert len(NOTIFICATIONS) == 37


@pytest.mark.parametrize(
    ("whats", "happened", "kind"),
    [
        ((What.ADMIT,), Happened.ADMITTED, StayKind.INPATIENT),
        ((What.ADMIT_EMERGENCY,), Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
        ((What.ADMIT, What.START_LEAVE), Happened.LEAVE_STARTED, StayKind.INPATIENT),
        ((What.ADMIT, What.START_LEAVE, What.END_LEAVE), Happened.LEAVE_ENDED, StayKind.INPATIENT),
        ((What.ADMIT, What.DISCHARGE), Happened.DISCHARGED, StayKind.INPATIENT),
        ((What.ADMIT_EMERGENCY, What.DISCHARGE), Happened.DISCHARGED, StayKind.ACUTE_AMBULANT),
        ((What.ADMIT, What.CANCEL), Happened.RETRACTED, StayKind.INPATIENT),
        ((What.ADMIT, What.CORRECT), Happened.ADMISSION_CORRECTED, StayKind.INPATIENT),
        ((What.ADMIT, What.DEATH), Held.DEATH, StayKind.INPATIENT),
    ],
)
def test_what_the_sandbox_tells_is_what_the_bridge_understands(
    whats: tuple[What, ...], happened: Happened | Held, kind: StayKind
) -> None:
    about = notice_of(Message.read(told(*whats)), US, NOW)

    assert (about.notice.what, about.notice.kind) == (happened, kind)
    assert about.notice.occurred_at == NOW
    assert about.named.current == BRUNO.cpr


def test_the_example_that_integrators_send_first_is_an_admission() -> None:
    assert understood(EXAMPLE.read_bytes()) == ADMISSION


def test_the_example_is_what_our_own_hospital_tells() -> None:
    at = datetime(2026, 11, 22, 21, 15, tzinfo=COPENHAGEN)
    _, told = tell(What.ADMIT, None, Patient(BRUNO.cpr.number, BRUNO.name), at)

    assert with_ids_by_order(json.loads(told)) == with_ids_by_order(json.loads(EXAMPLE.read_bytes()))


def with_ids_by_order(message: object) -> str:
    """The message with its own ids replaced by when each comes first."""
    order: dict[str, int] = {}
    return re.sub(
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        lambda found: str(order.setdefault(found[0], len(order))),
        json.dumps(message),
    )


def test_the_newest_provenance_is_found_by_its_target_wherever_it_stands() -> None:
    bundle = json.loads(told(What.ADMIT, What.DISCHARGE))
    bundle["entry"].reverse()

    message = Message.read(json.dumps(bundle).encode())

    assert notice_of(message, US, NOW).notice.what is Happened.DISCHARGED


def test_a_step_that_is_told_twice_is_one_and_two_that_differ_are_none() -> None:
    bundle = json.loads(told(What.ADMIT))
    step = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "Provenance")
    bundle["entry"].append(json.loads(json.dumps(step)))
    assert understood(json.dumps(bundle).encode()) == ADMISSION

    bundle["entry"][-1]["resource"]["activity"]["coding"][0]["code"] = "discharge-inpatient-home"
    assert understood(json.dumps(bundle).encode()) == (Error.DAMAGED, None)


@pytest.mark.parametrize(
    "name", ["BD481C38-A921-11ED-AFA1-0242AC120002", "urn:uuid:bd481c38-a921-11ed-afa1-0242ac120002"]
)
def test_a_course_has_one_name_with_and_without_its_hyphens(name: str) -> None:
    def episodes(written: str) -> object:
        def rename(one: dict[str, dict[str, Any]]) -> None:
            one["Encounter"]["episodeOfCare"][0]["identifier"]["value"] = written

        return notice_of(Message.read(changed(rename)), US, NOW).notice.episodes

    assert episodes(name) == episodes("bd481c38a92111edafa10242ac120002")


def test_acute_ward_and_then_admission_is_one_course_at_the_sandbox_and_home_ends_it() -> None:
    course, acute = tell(What.ADMIT_EMERGENCY, None, PATIENT, NOW)
    course, admission = tell(What.ADMIT, course, PATIENT, NOW)
    home, _ = tell(What.DISCHARGE, course, PATIENT, NOW)
    _, again = tell(What.ADMIT, home, PATIENT, NOW)

    first, second, third = (
        notice_of(Message.read(one), US, NOW).notice.episodes for one in (acute, admission, again)
    )
    assert first == second != third


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda one: one["MessageHeader"].pop("eventCoding"), Error.MESSAGE_TYPE),
        (lambda one: one["MessageHeader"].pop("destination"), Error.RECEIVER_MISSING),
        (
            lambda one: one["MessageHeader"]["destination"][0].update(endpoint="#id=123456", receiver={}),
            Error.RECEIVER_UNKNOWN,
        ),
        (lambda one: one["Encounter"].pop("class"), Error.NOT_IN_VALUE_SET),
        (lambda one: one["Encounter"].update(status="planned"), Error.NOT_IN_VALUE_SET),
        (lambda one: one["Encounter"].pop("episodeOfCare"), Error.DAMAGED),
        (lambda one: one["Encounter"]["period"].update(start="yesterday"), Error.DATATYPE),
        (lambda one: one["Provenance"].update(target=[]), Error.DAMAGED),
        (lambda one: one["Provenance"]["activity"]["coding"][0].update(code="x"), Error.NOT_IN_CODE_SYSTEM),
        (lambda one: one["Patient"]["identifier"][0].update(value="12"), Error.DATATYPE),
        (
            lambda one: one["Patient"]["identifier"][0].update(value=NATIONAL_REPLACEMENT.cpr.number),
            Error.DATATYPE,
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_published_code(
    change: Callable[[dict[str, dict[str, Any]]], object], error: Error
) -> None:
    message = Message.read(changed(change))

    with pytest.raises(Refused) as refused:
        notice_of(message, US, NOW)

    assert refused.value.error is error
    answer = resources(acknowledgement(message, US, REGION, NOW, error))
    assert answer["MessageHeader"][0]["response"]["code"] == "fatal-error"
    assert answer["OperationOutcome"][0]["issue"][0]["details"]["coding"][0]["code"] == error


@pytest.mark.parametrize(
    ("change", "held"),
    [
        (lambda one: one["Encounter"].update(status="finished"), Held.CONTRADICTION),
        (
            lambda one: (
                one["Patient"].update(deceasedBoolean=False),
                one["Encounter"].update(status="finished"),
            ),
            Held.DEATH_RETRACTED,
        ),
        (lambda one: one["Patient"].update(deceasedBoolean=True), Held.DEATH),
        (lambda one: one["Patient"].update(deceasedDateTime="2026"), Held.DEATH),
        (
            lambda one: one["Provenance"]["activity"]["coding"][0].update(code="cancel-end-leave-inpatient"),
            Held.CONTRADICTION,
        ),
    ],
)
def test_what_contradicts_itself_and_a_death_are_held(
    change: Callable[[dict[str, dict[str, Any]]], object], held: Held
) -> None:
    assert notice_of(Message.read(changed(change)), US, NOW).notice.what is held


@pytest.mark.parametrize("wrong", ["false", "true", 0, 1, "no", [], {}])
def test_whether_somebody_died_is_told_by_true_and_false_alone(wrong: object) -> None:
    assert understood(changed(lambda one: one["Patient"].update(deceasedBoolean=wrong))) == (
        Error.DATATYPE,
        None,
    )


@pytest.mark.parametrize("alive", [False, None])
def test_not_being_dead_makes_no_difference_to_an_ordinary_admission(alive: bool | None) -> None:
    body = changed(lambda one: one["Patient"].update({} if alive is None else {"deceasedBoolean": alive}))

    found = notice_of(Message.read(body), US, NOW).notice

    assert (found.what, found.alive) == (Happened.ADMITTED, alive is False)
