"""The moments of a hospital notification: which can be meant, and in which order they may stand."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from medcom import ADMISSION, NOW, REGION, US, changed, notice_of, told, understood
from samspil.contracts.hospital import StayKind
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.sandboxes.region.hospital import What


def test_every_notice_tells_when_its_stay_began() -> None:
    for whats in ((What.ADMIT,), (What.ADMIT, What.START_LEAVE), (What.ADMIT, What.DISCHARGE)):
        found = notice_of(Message.read(told(*whats)), US, NOW).notice
        assert found.start == (NOW, StayKind.INPATIENT)
    with pytest.raises(Refused) as refused:
        notice_of(Message.read(changed(lambda one: one["Encounter"].pop("period"))), US, NOW)
    assert refused.value.error is Error.DAMAGED


def test_a_day_without_a_time_begins_in_denmark() -> None:
    body = changed(lambda one: one["Encounter"]["period"].update(start="2026-11-22"))

    assert notice_of(Message.read(body), US, NOW).notice.occurred_at == datetime(2026, 11, 21, 23, tzinfo=UTC)


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

    assert understood(body) == (ADMISSION if accepted else (Error.DATATYPE, None))


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


def test_a_leave_begins_when_its_own_period_does_whenever_that_was_noted() -> None:
    def times(one: dict[str, dict[str, Any]]) -> None:
        one["Encounter"]["period"] = {"start": "2026-11-01T10:00:00+01:00"}
        one["Encounter"]["extension"][0]["valuePeriod"] = {"start": "2026-11-10T10:00:00+01:00"}

    away = changed(times, told(What.ADMIT, What.START_LEAVE))

    assert notice_of(Message.read(away), US, NOW).notice.occurred_at == datetime(2026, 11, 10, 9, tzinfo=UTC)
