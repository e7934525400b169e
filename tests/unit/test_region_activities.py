"""MedCom's code table, written down once more by hand: activity, class and status, and what they mean."""

import json
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from medcom import NOW, US, changed, notice_of, told, understood
from samspil.contracts.hospital import StayKind
from samspil.region_bridge.domain.notice import Happened, Held, Notice
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.sandboxes.region.hospital import What

ACTIVITY_CODES = "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-activityCodes"
LPR3 = "https://www.esundhed.dk/Registre/Landspatientregisteret"

KINDS = {"EMER": StayKind.ACUTE_AMBULANT, "IMP": StayKind.INPATIENT}
STATUSES = ("in-progress", "onleave", "finished", "entered-in-error")

FACTS = {
    "admit-emergency": ("EMER", "in-progress", Happened.ADMITTED),
    "admit-inpatient": ("IMP", "in-progress", Happened.ADMITTED),
    "start-leave-inpatient": ("IMP", "onleave", Happened.LEAVE_STARTED),
    "end-leave-inpatient": ("IMP", "in-progress", Happened.LEAVE_ENDED),
    "discharge-emergency-home": ("EMER", "finished", Happened.DISCHARGED),
    "discharge-inpatient-home": ("IMP", "finished", Happened.DISCHARGED),
    "cancel-admit-emergency": ("EMER", "entered-in-error", Happened.RETRACTED),
    "cancel-admit-inpatient": ("IMP", "entered-in-error", Happened.RETRACTED),
}
CORRECTIONS = {
    "revise-admit-emergency": ("EMER", "in-progress", Happened.ADMISSION_CORRECTED),
    "revise-admit-inpatient": ("IMP", "in-progress", Happened.ADMISSION_CORRECTED),
    "revise-start-leave-inpatient": ("IMP", "onleave", Happened.LEAVE_START_CORRECTED),
    "revise-end-leave-inpatient": ("IMP", "in-progress", Happened.LEAVE_END_CORRECTED),
    "revise-discharge-emergency-home": ("EMER", "finished", Happened.DISCHARGE_CORRECTED),
    "revise-discharge-inpatient-home": ("IMP", "finished", Happened.DISCHARGE_CORRECTED),
}
CANCELLATIONS = {
    "cancel-start-leave-inpatient": ("IMP", "in-progress", Happened.LEAVE_START_CANCELLED),
    "cancel-end-leave-inpatient": ("IMP", "onleave", Happened.LEAVE_END_CANCELLED),
    "cancel-discharge-emergency-home": ("EMER", "in-progress", Happened.DISCHARGE_CANCELLED),
    "cancel-discharge-inpatient-home": ("IMP", "in-progress", Happened.DISCHARGE_CANCELLED),
}


def sent(activity: str, code: str, status: str, **patient: object) -> bytes:
    def change(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"]["class"]["code"] = code
        one["Encounter"]["status"] = status
        one["Encounter"]["period"]["end"] = NOW.isoformat()
        one["Encounter"]["extension"] = [
            {"url": LEAVE, "valuePeriod": {"start": NOW.isoformat(), "end": NOW.isoformat()}}
        ]
        one["Provenance"]["activity"]["coding"][0]["code"] = activity
        one["Patient"].update(patient)

    return changed(change)


LEAVE = (
    "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/"
    "medcom-hospitalnotifiation-leave-period-extension"
)

EVERY = [(activity, *row) for activity, row in (FACTS | CORRECTIONS | CANCELLATIONS).items()]


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("activity", "class_", "its_status", "what"), EVERY, ids=[row[0] for row in EVERY])
def test_an_activity_is_what_it_is_with_its_own_class_and_status_alone(
    activity: str,
    class_: str,
    its_status: str,
    what: Happened,
    code: str,
    status: str,
) -> None:
    fits = (class_, its_status) == (code, status)

    assert understood(sent(activity, code, status)) == (what if fits else Held.CONTRADICTION, KINDS[code])
    assert read(sent(activity, code, status)).activity is (None if fits else what)


@pytest.mark.parametrize("activity", ["discharge-inpatient-other", "revise-cancel-admit-inpatient", "x"])
def test_an_activity_that_is_not_published_for_these_notices_is_refused(activity: str) -> None:
    assert understood(sent(activity, "IMP", "in-progress")) == (Error.NOT_IN_CODE_SYSTEM, None)


@pytest.mark.parametrize(
    ("code", "status"), [("AMB", "in-progress"), ("IMP", "planned"), ("imp", "finished"), ("IMP", "")]
)
def test_a_class_or_status_that_is_not_published_is_refused(code: str, status: str) -> None:
    assert understood(sent("admit-inpatient", code, status)) == (Error.NOT_IN_VALUE_SET, None)


@pytest.mark.parametrize(
    "activity", ["admit-inpatient", "revise-admit-emergency", "cancel-start-leave-inpatient"]
)
@pytest.mark.parametrize("death", [{"deceasedBoolean": True}, {"deceasedDateTime": "2026-11-22"}])
def test_a_death_is_told_by_the_patient_whatever_the_activity(
    activity: str, death: dict[str, object]
) -> None:
    assert understood(sent(activity, "IMP", "finished", **death))[0] is Held.DEATH


@pytest.mark.parametrize(
    ("death", "died"),
    [
        ({"deceasedBoolean": True}, "2026-11-21T07:00:00+01:00"),
        ({"deceasedDateTime": "2026"}, "2026-11-21T07:00:00+01:00"),
        ({"deceasedDateTime": "2026-11"}, "2026-11-21T07:00:00+01:00"),
        ({"deceasedDateTime": "yesterday"}, "2026-11-21T07:00:00+01:00"),
        ({"deceasedDateTime": "2026-11-20"}, "2026-11-20T00:00:00+01:00"),
        ({"deceasedDateTime": "2026-11-20T05:00:00+01:00"}, "2026-11-20T05:00:00+01:00"),
    ],
)
def test_when_somebody_died_is_told_by_the_patient_else_by_the_end_of_the_stay(
    death: dict[str, object], died: str
) -> None:
    def change(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"].update(
            status="finished", period={"start": EARLIER, "end": "2026-11-21T07:00:00+01:00"}
        )
        one["Patient"].update(death)

    assert read(changed(change)).occurred_at == datetime.fromisoformat(died)


def test_an_activity_is_found_among_codes_of_other_systems() -> None:
    def change(one: dict[str, dict[str, Any]]) -> None:
        one["Provenance"]["activity"]["coding"] = [
            {"system": "urn:other", "code": "discharge-inpatient-home"},
            {"system": ACTIVITY_CODES},
            {"code": "cancel-admit-inpatient"},
            {"system": ACTIVITY_CODES, "code": "admit-inpatient"},
        ]

    assert understood(changed(change))[0] is Happened.ADMITTED


def read(body: bytes) -> Notice:
    return notice_of(Message.read(body), US, NOW).notice


def test_a_notice_carries_what_names_it_its_stay_and_its_contact() -> None:
    body = told(What.ADMIT)
    header, encounter = (json.loads(body)["entry"][n]["resource"] for n in (0, 2))
    episode = encounter["episodeOfCare"][0]["identifier"]["value"]

    found = read(body)

    assert found.message_id == header["id"]
    assert found.encounter == uuid5(NAMESPACE_OID, encounter["id"])
    plain = episode.removeprefix("urn:uuid:").replace("-", "")
    assert found.episodes == (uuid5(NAMESPACE_OID, plain),)
    assert (found.started_at, found.noted_at, found.alive, found.stay_id) == (NOW, NOW, False, None)


@pytest.mark.parametrize("turned", [False, True])
def test_a_course_is_named_by_the_hospitals_own_name_before_the_national_one(turned: bool) -> None:
    own = {"identifier": {"system": "urn:hospital", "value": "a"}}
    national = {"identifier": {"system": LPR3, "value": "b"}}
    empty: list[object] = [{"reference": "EpisodeOfCare/1"}, {"identifier": {"system": LPR3}}]
    names = [national, *empty, own] if turned else [own, *empty, national]

    found = read(changed(lambda one: one["Encounter"].update(episodeOfCare=names)))

    assert found.episodes == tuple(uuid5(NAMESPACE_OID, name) for name in "ab")


EARLIER = "2026-11-20T08:00:00+01:00"


@pytest.mark.parametrize(
    ("times", "noted"),
    [
        ({"occurredDateTime": EARLIER}, EARLIER),
        ({"recorded": EARLIER}, NOW.isoformat()),
        ({"occurredDateTime": None, "recorded": EARLIER}, EARLIER),
    ],
)
def test_it_was_noted_when_the_step_occurred_and_only_else_when_it_was_recorded(
    times: dict[str, object], noted: str
) -> None:
    assert read(changed(lambda one: one["Provenance"].update(times))).noted_at.isoformat() == noted


def test_a_step_without_any_time_was_noted_when_what_it_tells_was_so() -> None:
    body = changed(
        lambda one: (
            one["Provenance"].update(occurredDateTime=None, recorded=None),
            one["Encounter"]["period"].update(start=EARLIER),
        )
    )

    assert read(body).noted_at.isoformat() == EARLIER


def test_a_cancellation_happened_when_it_was_noted_and_may_come_before_its_stay() -> None:
    def change(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"]["status"] = "entered-in-error"
        one["Provenance"]["activity"]["coding"][0]["code"] = "cancel-admit-inpatient"
        one["Provenance"]["occurredDateTime"] = EARLIER

    found = read(changed(change))

    assert (found.what, found.occurred_at.isoformat()) == (Happened.RETRACTED, EARLIER)
    assert found.started_at == NOW


def test_of_a_cancellation_that_names_its_moment_it_is_known() -> None:
    def when(activity: str, status: str) -> datetime:
        def change(one: dict[str, dict[str, Any]]) -> None:
            one["Provenance"]["occurredDateTime"] = NOW.isoformat()
            one["Encounter"]["period"] = {"start": EARLIER, "end": "2026-11-20T12:00:00+01:00"}
            one["Encounter"]["extension"][0]["valuePeriod"] = {
                "start": "2026-11-20T10:00:00+01:00",
                "end": "2026-11-20T11:00:00+01:00",
            }

        return read(changed(change, sent(activity, "IMP", status))).occurred_at

    assert [
        when("cancel-start-leave-inpatient", "in-progress").hour,
        when("cancel-end-leave-inpatient", "onleave").hour,
        when("cancel-discharge-inpatient-home", "in-progress").hour,
    ] == [10, 11, 12]


REVISION = "0193f7c0-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    ("entity", "revises"),
    [
        (None, None),
        ([{"role": "revision", "what": {"reference": f"MessageHeader/{REVISION}"}}], REVISION),
        ([{"role": "revision", "what": {"reference": f"urn:uuid:{REVISION}"}}], REVISION),
        (
            [{"role": "revision", "what": {"reference": f"http://x/MessageHeader/{REVISION}/_history/2"}}],
            REVISION,
        ),
        ([{"role": "source", "what": {"reference": f"MessageHeader/{REVISION}"}}], None),
        ([{"role": "revision", "what": {"reference": "MessageHeader/æ"}}], None),
        ([{"role": "revision", "what": {"reference": 7}}], None),
        ([{"role": "revision", "what": []}], None),
        ("none", None),
    ],
)
def test_which_message_it_revises_is_read_where_it_can_be_and_spoils_nothing(
    entity: object, revises: str | None
) -> None:
    assert read(changed(lambda one: one["Provenance"].update(entity=entity))).revises == revises


REPORT, RECIPIENT = (
    "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/medcom-messaging-" + name
    for name in ("reportOfAdmissionExtension", "reportOfAdmissionRecipientExtension")
)


@pytest.mark.parametrize(
    ("extension", "wanted", "to"),
    [
        (None, False, None),
        ([{"url": REPORT, "valueBoolean": False}], False, None),
        ([{"url": REPORT, "valueBoolean": "true"}], False, None),
        ([{"url": REPORT, "valueBoolean": True}], True, None),
        ([{"url": REPORT, "valueBoolean": True}, {"url": RECIPIENT, "valueReference": {}}], True, None),
        ([{"url": REPORT, "valueBoolean": True}, {"url": RECIPIENT, "valueReference": 4}], True, None),
        ([{"url": RECIPIENT, "valueReference": {"reference": "Organization/ward"}}], False, None),
        (
            [
                {"url": RECIPIENT, "valueReference": {"reference": "Organization/ward"}},
                {"url": REPORT, "valueBoolean": True},
            ],
            True,
            "Afdeling Q",
        ),
        (7, False, None),
    ],
)
def test_whether_the_ward_asks_for_a_report_is_read_where_it_can_be_and_spoils_nothing(
    extension: object, wanted: bool, to: str | None
) -> None:
    bundle = json.loads(changed(lambda one: one["MessageHeader"].update(extension=extension)))
    bundle["entry"].append({"resource": {"resourceType": "Organization", "id": "ward", "name": "Afdeling Q"}})

    about = notice_of(Message.read(json.dumps(bundle).encode()), US, NOW)

    assert (about.notice.wants_report, about.report_to) == (wanted, to)
