"""The region's messages: read tolerantly, refused by their own codes, written by the published profiles."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import examples, needs_standards
from samspil.contracts.delivery import Told
from samspil.contracts.hospital import StayKind
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.partner.acknowledge import acknowledgement
from samspil.region_bridge.partner.care_communication import Author, care_communication
from samspil.region_bridge.partner.codes import Error
from samspil.region_bridge.partner.fhir import Message, Unreadable
from samspil.region_bridge.partner.from_fhir import Refused, notice_of
from samspil.region_bridge.partner.organisation import Organisation
from samspil.region_bridge.partner.to_fhir import NothingToSay, letter
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.testkit.people import BRUNO, NATIONAL_REPLACEMENT, VERA
from samspil.vocabulary.copenhagen import COPENHAGEN

US = Organisation("999990000000002", "5799999900020")
REGION = Organisation("999990000000001", "5799999900013")
PUBLISHED_RECEIVER = Organisation("953741000016009", "5790001348120")
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=COPENHAGEN)
PATIENT = Patient(BRUNO.cpr.number, BRUNO.name)
AUTHOR = Author("Socialpsykiatrien", "00000000")

NOTIFICATIONS = examples(
    "medcom/examples/hospitalnotification/hospitalnotification-3.0.2",
    "medcom/examples/hospitalnotification/hospitalnotificationtestscripts-3.0.1",
)

# What each published example means, read by hand; all others are admissions.
_ADMISSION = (Happened.ADMITTED, StayKind.INPATIENT)
MEANT: dict[str, tuple[Happened | Held | Error, StayKind | None]] = {
    "c83671a4": (Happened.RETRACTED, StayKind.INPATIENT),
    "d3128d9b": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "e94de8ee": (Happened.LEAVE_ENDED, StayKind.INPATIENT),
    "h1c8e4a8": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "kcab461b": (Happened.DISCHARGED, StayKind.ACUTE_AMBULANT),
    "ld31e08a": (Held.DEATH, StayKind.ACUTE_AMBULANT),
    "17a0c807": (Error.MESSAGE_TYPE, None),  # no eventCoding and no class, on purpose
    "2094d603": (Held.CORRECTION, StayKind.INPATIENT),
    "277a564b": (Happened.DISCHARGED, StayKind.INPATIENT),
    "2cadabe8": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "4af4ef94": (Happened.RETRACTED, StayKind.INPATIENT),
    "4d747862": (Held.CORRECTION, StayKind.INPATIENT),
    "5be3a118": (Happened.DISCHARGED, StayKind.INPATIENT),
    "70dfd9bb": (Held.CONTRADICTION, StayKind.INPATIENT),  # discharged, and still on leave
    "abdd86e8": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "cac520bc": (Held.DEATH, StayKind.INPATIENT),
    "cd9b8635": (Happened.LEAVE_STARTED, StayKind.INPATIENT),
    "d434d732": (Happened.ADMITTED, StayKind.ACUTE_AMBULANT),
    "fe1c34a3": (Held.DEATH, StayKind.INPATIENT),
}


def told(*whats: What) -> bytes:
    """The last of these messages about one stay."""
    course: Course | None = None
    body = b""
    for what in whats:
        course, body = tell(what, course, PATIENT, NOW)
    return body


def changed(change: Callable[[dict[str, dict[str, Any]]], object], body: bytes | None = None) -> bytes:
    """An admission with its resources, by kind, changed in place."""
    bundle = json.loads(body or told(What.ADMIT))
    change({entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]})
    return json.dumps(bundle).encode()


def understood(body: bytes, receiver: Organisation = US) -> tuple[Happened | Held | Error, StayKind | None]:
    """What a message means: what happened in which kind of stay, or why it is refused."""
    try:
        about = notice_of(Message.read(body), receiver, NOW)
    except Refused as refused:
        return refused.error, None
    assert about.named.current in {BRUNO.cpr, VERA.cpr}
    return about.notice.what, about.notice.kind


def resources(body: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(body)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


@needs_standards
@pytest.mark.parametrize("file", NOTIFICATIONS, ids=lambda file: file.stem[7:15])
def test_a_published_notification_is_the_right_fact_or_held(file: Path) -> None:
    assert understood(file.read_bytes(), PUBLISHED_RECEIVER) == MEANT.get(file.stem[7:15], _ADMISSION)


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
        ((What.ADMIT, What.CORRECT), Held.CORRECTION, StayKind.INPATIENT),
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


def test_the_newest_provenance_is_found_by_its_target_wherever_it_stands() -> None:
    bundle = json.loads(told(What.ADMIT, What.DISCHARGE))
    bundle["entry"].reverse()

    message = Message.read(json.dumps(bundle).encode())

    assert notice_of(message, US, NOW).notice.what is Happened.DISCHARGED


@pytest.mark.parametrize(
    "name", ["BD481C38-A921-11ED-AFA1-0242AC120002", "urn:uuid:bd481c38-a921-11ed-afa1-0242ac120002"]
)
def test_a_course_has_one_name_with_and_without_its_hyphens(name: str) -> None:
    def episodes(written: str) -> object:
        def rename(one: dict[str, dict[str, Any]]) -> None:
            one["Encounter"]["episodeOfCare"][0]["identifier"]["value"] = written

        return notice_of(Message.read(changed(rename)), US, NOW).notice.episodes

    assert episodes(name) == episodes("bd481c38a92111edafa10242ac120002")


def test_a_day_without_a_time_begins_in_denmark() -> None:
    body = changed(lambda one: one["Encounter"]["period"].update(start="2026-11-22"))

    assert notice_of(Message.read(body), US, NOW).notice.occurred_at == datetime(2026, 11, 21, 23, tzinfo=UTC)


@pytest.mark.parametrize("bad", ["20261122", 1795000000, "2026-11", None, ["2026-11-22"], {"a": 1}])
def test_an_older_step_with_a_bad_date_spoils_no_good_message(bad: object) -> None:
    bundle = json.loads(told(What.ADMIT, What.START_LEAVE, What.DISCHARGE))
    own = f"MessageHeader/{bundle['entry'][0]['resource']['id']}"
    for entry in bundle["entry"]:
        step = entry["resource"]
        if step["resourceType"] == "Provenance" and step["target"][0]["reference"] != own:
            step["occurredDateTime"] = step["recorded"] = bad
    message = Message.read(json.dumps(bundle).encode())

    assert notice_of(message, US, NOW).notice.what is Happened.DISCHARGED
    assert acknowledgement(message, US, REGION, NOW)


def test_a_step_that_is_told_twice_is_one_and_two_that_differ_are_none() -> None:
    bundle = json.loads(told(What.ADMIT))
    step = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "Provenance")
    bundle["entry"].append(json.loads(json.dumps(step)))
    assert understood(json.dumps(bundle).encode()) == _ADMISSION

    bundle["entry"][-1]["resource"]["activity"]["coding"][0]["code"] = "discharge-inpatient-home"
    assert understood(json.dumps(bundle).encode()) == (Error.DAMAGED, None)


def test_a_discharge_that_is_told_by_its_day_alone_is_not_the_night_before() -> None:
    body = changed(
        lambda one: one["Encounter"]["period"].update(end="2026-11-22"), told(What.ADMIT, What.DISCHARGE)
    )

    left_at = notice_of(Message.read(body), US, NOW).notice.occurred_at

    assert left_at == datetime(2026, 11, 22, 22, 59, 59, 999_999, tzinfo=UTC)
    assert left_at > NOW


@pytest.mark.parametrize(
    ("start", "accepted"),
    [
        ("1900-01-01T00:00:00+01:00", True),
        ("2026-11-22T10:30:00+01:00", True),
        ("2026-11-23T23:59:59+01:00", True),
        ("2026-11-24", False),
        ("2026-11-24T00:00:00+01:00", False),
        ("1899-12-31", False),
        ("0001-01-01T00:00:00+14:00", False),
        ("9999-12-31", False),
        ("9999-12-31T23:59:59-14:00", False),
        ("2026", False),
        ("2026-11", False),
        ("20261122", False),
        ("2026-W47", False),
        ("", False),
        (1795000000, False),
        (True, False),
        ([], False),
    ],
)
def test_an_admission_happened_at_a_moment_that_can_be_meant_or_is_refused(
    start: object, accepted: bool
) -> None:
    body = changed(lambda one: one["Encounter"]["period"].update(start=start))

    assert understood(body) == (_ADMISSION if accepted else (Error.DATATYPE, None))


@pytest.mark.parametrize("wrong", ["false", "true", 0, 1, "no", [], {}])
def test_whether_somebody_died_is_told_by_true_and_false_alone(wrong: object) -> None:
    assert understood(changed(lambda one: one["Patient"].update(deceasedBoolean=wrong))) == (
        Error.DATATYPE,
        None,
    )


@pytest.mark.parametrize(
    "odd",
    [
        b'{"resourceType": "Bundle", "resourceType": "Bundle", ',
        b'{"note": {"a": 1, "a": 2}, ',
        b'{"note": NaN, ',
        b'{"note": -Infinity, ',
        b'{"note": "\\ud800", ',
        b'{"note": ' + b"9" * 5_000 + b", ",
        b'{"note": ' + b"[" * 10_000 + b"]" * 10_000 + b", ",
        b"\xef\xbb\xbf\xef\xbb\xbf{",
    ],
)
def test_json_that_readers_may_read_differently_is_no_message(odd: bytes) -> None:
    body = told(What.ADMIT)
    assert understood(b"\xef\xbb\xbf" + body) == _ADMISSION

    with pytest.raises(Unreadable):
        Message.read(odd + body.removeprefix(b"{"))


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
            Held.CANCELLATION,
        ),
    ],
)
def test_what_contradicts_itself_or_has_no_fact_is_held(
    change: Callable[[dict[str, dict[str, Any]]], object], held: Held
) -> None:
    assert notice_of(Message.read(changed(change)), US, NOW).notice.what is held


def discharge(start: str, end: str) -> bytes:
    def times(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"]["period"] = {"start": start, "end": end}

    return changed(times, told(What.ADMIT, What.DISCHARGE))


def leave(*, start: str, end: str, of: str = "2026-11-01T10:00:00+01:00") -> bytes:
    def times(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"]["period"] = {"start": of}
        one["Encounter"]["extension"][0]["valuePeriod"] = {"start": start, "end": end}

    return changed(times, told(What.ADMIT, What.START_LEAVE, What.END_LEAVE))


@pytest.mark.parametrize(
    "body",
    [
        discharge("2026-11-22T10:00:00+01:00", "2026-11-22T09:59:59+01:00"),
        discharge("2026-11-22T10:00:00+01:00", "2026-11-22T10:30:00+02:00"),
        leave(start="2026-11-10T10:00:00+01:00", end="2026-11-09T10:00:00+01:00"),
        leave(start="2026-10-10T10:00:00+01:00", end="2026-10-11T10:00:00+01:00"),
    ],
    ids=["discharge", "discharge by another clock", "leave", "leave before the stay"],
)
def test_an_end_before_its_start_is_held_and_never_a_stay(body: bytes) -> None:
    held = notice_of(Message.read(body), US, NOW).notice

    assert held.what is Held.CONTRADICTION
    assert not held.bears_on_stays


def test_a_stay_that_ended_when_it_began_is_one() -> None:
    body = discharge("2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00")

    assert notice_of(Message.read(body), US, NOW).notice.what is Happened.DISCHARGED


@pytest.mark.parametrize("alive", [False, None])
def test_not_being_dead_makes_no_difference_to_an_ordinary_admission(alive: bool | None) -> None:
    body = changed(lambda one: one["Patient"].update({} if alive is None else {"deceasedBoolean": alive}))

    found = notice_of(Message.read(body), US, NOW).notice

    assert (found.what, found.alive) == (Happened.ADMITTED, alive is False)


def test_every_notice_tells_when_its_stay_began() -> None:
    for whats in ((What.ADMIT,), (What.ADMIT, What.START_LEAVE), (What.ADMIT, What.DISCHARGE)):
        found = notice_of(Message.read(told(*whats)), US, NOW).notice
        assert found.start == (NOW, StayKind.INPATIENT)
    with pytest.raises(Refused) as refused:
        notice_of(Message.read(changed(lambda one: one["Encounter"].pop("period"))), US, NOW)
    assert refused.value.error is Error.DAMAGED


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
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"resourceType":"Patient"}',
        b'{"resourceType":"Bundle","id":"a","type":"message","entry":[]}',
        b'{"resourceType":"Bundle","id":"a","type":"transaction","entry":[]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_cannot_be_answered(body: bytes) -> None:
    with pytest.raises(Unreadable):
        Message.read(body)


def test_a_number_of_a_person_is_no_id() -> None:
    body = changed(lambda one: one["MessageHeader"].update(id=BRUNO.cpr.number))

    with pytest.raises(Unreadable) as refused:
        Message.read(body)

    assert BRUNO.cpr.number not in str(refused.value)


@settings(max_examples=25, deadline=None)
@given(
    st.recursive(st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2))
)
def test_any_value_in_any_place_is_understood_or_refused(value: object) -> None:
    bundle = json.loads(told(What.ADMIT))
    for number, entry in enumerate(bundle["entry"]):
        for name in set(entry["resource"]) - {"resourceType", "id"}:
            broken = json.loads(json.dumps(bundle))
            broken["entry"][number]["resource"][name] = value
            body = json.dumps(broken).encode()

            assert understood(body)[0] in {*Happened, *Held, *Error}
            assert acknowledgement(Message.read(body), US, REGION, NOW)


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


def shape(bundle: dict[str, Any]) -> set[str]:
    """Every path that a message has, narratives aside."""
    found: set[str] = set()

    def walk(value: Any, path: str) -> None:
        match value:
            case dict():
                for name, inner in value.items():
                    if name != "text" or not isinstance(inner, dict):
                        walk(inner, f"{path}.{name}")
            case list():
                for inner in value:
                    walk(inner, f"{path}[]")
            case _:
                found.add(f"{path}:{type(value).__name__}")

    for entry in bundle.pop("entry"):
        walk(entry["resource"], entry["resource"]["resourceType"])
    walk(bundle, "Bundle")
    return found


def contact_person() -> bytes:
    said = letter(Told.CONTACT_PERSON, BRUNO.cpr, BRUNO.name, {"name": "Aisha Digtet"})
    return care_communication(said, UUID(int=7), US, REGION, AUTHOR, NOW)


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


def test_the_example_that_integrators_send_first_is_an_admission() -> None:
    folder = Path(__file__).parents[2] / "services" / "region-bridge" / "examples"

    assert understood((folder / "admit-inpatient.json").read_bytes()) == _ADMISSION
