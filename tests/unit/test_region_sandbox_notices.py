"""The region's sandbox tells of stays: every use case of HospitalNotification, as MedCom's table has them."""

import csv
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from medcom import NOW, PATIENT, resources
from published import STANDARDS, needs_standards
from samspil.sandboxes.region.hospital import Course, NotAdmitted, Patient, What, tell
from samspil.testkit.people import BRUNO, REGIONAL_REPLACEMENT
from sandbox_region import BEFORE, a_heard_region, a_region, client_of

HOUR = timedelta(hours=1)
USE_CASES = {
    What.ADMIT: "STIN",
    What.ADMIT_EMERGENCY: "STAA",
    What.TRANSFER: "STIN",
    What.START_LEAVE: "STOR",
    What.END_LEAVE: "SLOR",
    What.DISCHARGE: "SLHJ",
    What.DEATH: "MORS",
    What.CORRECT: "RE_STIN",
    What.CORRECT_START_LEAVE: "RE_STOR",
    What.CORRECT_END_LEAVE: "RE_SLOR",
    What.CORRECT_DISCHARGE: "RE_SLHJ",
    What.CANCEL: "AN_STIN",
    What.CANCEL_START_LEAVE: "AN_STOR",
    What.CANCEL_END_LEAVE: "AN_SLOR",
    What.CANCEL_DISCHARGE: "AN_SLHJ",
    What.RETRACT_DEATH: "AN_MORS",
}


def told(*whats: What, wants_report: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The resources of the last of these, an hour apart."""
    course: Course | None = None
    body = b""
    for number, what in enumerate(whats):
        course, body = tell(what, course, PATIENT, NOW + number * HOUR, wants_report=wants_report)
    return resources(body)


def activity(message: dict[str, list[dict[str, Any]]]) -> str:
    return str(message["Provenance"][-1]["activity"]["coding"][0]["code"])


def at(hours: int) -> str:
    return (NOW + hours * HOUR).isoformat(timespec="seconds")


@needs_standards
@pytest.mark.parametrize("what", What)
def test_each_use_case_is_told_as_the_table_has_it(what: What) -> None:
    with (STANDARDS / "medcom/hospitalnotification-code-map.csv").open() as table:
        row = next(one for one in csv.DictReader(table) if one["useCaseCode"] == USE_CASES[what])

    message = told(*BEFORE.get(what, (What.ADMIT,)), what)

    (stay,), (patient,) = message["Encounter"], message["Patient"]
    assert stay["class"]["code"] in row["encounterClass"]
    assert row["encounterStatus"] in {stay["status"], "any"}
    assert activity(message) in row["provenanceActivity"] or row["provenanceActivity"].startswith("any")
    assert json.dumps(patient.get("deceasedBoolean", "")).strip('"') == row["patientDeceased"]


def test_a_transfer_goes_on_with_the_course_as_a_stay_of_its_own() -> None:
    first, second = told(What.ADMIT_EMERGENCY), told(What.ADMIT_EMERGENCY, What.TRANSFER)

    assert (first["Encounter"][0]["class"]["code"], activity(second)) == ("EMER", "admit-inpatient")
    course, _ = tell(What.ADMIT_EMERGENCY, None, PATIENT, NOW)
    moved, _ = tell(What.TRANSFER, course, PATIENT, NOW + HOUR)
    assert moved.episode == course.episode
    assert moved.encounter != course.encounter
    assert [one[1] for one in moved.told] == ["admit-emergency", "admit-inpatient"]
    with pytest.raises(NotAdmitted):
        tell(What.TRANSFER, None, PATIENT, NOW)


def test_the_hospital_keeps_its_name_of_a_stay_whatever_it_tells_of_it() -> None:
    course: Course | None = None
    names = set()
    for what in (What.ADMIT, What.START_LEAVE, What.END_LEAVE, What.CORRECT, What.DISCHARGE):
        course, body = tell(what, course, PATIENT, NOW)
        names.add(resources(body)["Encounter"][0]["id"])

    assert len(names) == 1


def leave(message: dict[str, list[dict[str, Any]]]) -> dict[str, str] | None:
    return next((one["valuePeriod"] for one in message["Encounter"][0].get("extension", ())), None)


def test_a_leave_that_was_none_is_named_once_more_and_then_gone() -> None:
    assert leave(told(What.ADMIT, What.START_LEAVE, What.CANCEL_START_LEAVE)) == {"start": at(1)}
    assert leave(told(What.ADMIT, What.START_LEAVE, What.CANCEL_START_LEAVE, What.DISCHARGE)) is None
    assert leave(told(What.ADMIT, What.START_LEAVE, What.END_LEAVE, What.CANCEL_END_LEAVE)) == {
        "start": at(1)
    }


@pytest.mark.parametrize(
    ("before", "status", "ended"),
    [
        ((What.ADMIT,), "in-progress", None),
        ((What.ADMIT, What.START_LEAVE), "onleave", None),
        ((What.ADMIT, What.DISCHARGE), "finished", at(1)),
    ],
)
def test_a_death_that_was_none_leaves_the_stay_as_it_was(
    before: tuple[What, ...], status: str, ended: datetime | None
) -> None:
    dead = told(*before, What.DEATH)["Encounter"][0]
    alive = told(*before, What.DEATH, What.RETRACT_DEATH)["Encounter"][0]

    assert (dead["status"], dead["period"]["end"]) == ("finished", at(len(before)))
    assert (alive["status"], alive["period"].get("end")) == (status, ended)


def test_a_ward_asks_for_a_report_and_names_itself() -> None:
    message = told(What.ADMIT, wants_report=True)

    flag, recipient = message["MessageHeader"][0]["extension"]
    assert flag["valueBoolean"] is True
    ward = recipient["valueReference"]["reference"].removeprefix("Organization/")
    assert [one["name"] for one in message["Organization"] if one["id"] == ward] == [
        "Psykiatrisk afsnit i sandkassen"
    ]
    assert "extension" not in told(What.ADMIT)["MessageHeader"][0]


async def test_nobody_is_discharged_before_an_admission() -> None:
    region = a_region()
    form = {"what": "discharge", "cpr": BRUNO.cpr.number, "name": BRUNO.name}

    door = await client_of(region).post("/send", json={"what": "discharge", "cpr": BRUNO.cpr.number})
    page = await client_of(region).post("/page/send", data=form)

    assert door.status_code == 409
    assert (page.status_code, page.headers["location"]) == (303, "/?besked=ikke-indlagt")
    assert "ikke er indlagt" in (await client_of(region).get("/?besked=ikke-indlagt")).text


@pytest.mark.parametrize("what", What)
async def test_every_use_case_is_a_button_of_the_page(what: What) -> None:
    heard = a_heard_region()
    form = {"cpr": BRUNO.cpr.number, "name": BRUNO.name}
    for one in (What.ADMIT, what):
        answer = await client_of(heard.region).post("/page/send", data={"what": one, **form})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    page = (await client_of(heard.region).get("/")).text
    assert f'name="what" value="{what}"' in page
    assert [one.what for one in heard.region.memory.sent] == ["admit", what]


async def test_somebody_without_a_cpr_number_has_one_in_its_own_system() -> None:
    patient = Patient(REGIONAL_REPLACEMENT.cpr.number, REGIONAL_REPLACEMENT.name)

    _, body = tell(What.ADMIT, None, patient, NOW)

    assert resources(body)["Patient"][0]["identifier"] == [
        {"use": "temp", "system": "urn:oid:1.2.208.176.1.6.1.3", "value": patient.cpr}
    ]
