"""What holds our reports against KL's profiles: published examples pass it, planted faults do not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fhir_profiles import FILES
from kl_invariants import INVARIANTS, NOT_LOOKED_AT
from plan_reported import of_kind, profiles
from published import STANDARDS, examples, needs_standards

pytestmark = needs_standards

PUBLISHED = examples("kl/ffb-reporting/examples")
WHOLE = "aaa5d153-968e-46ec-9f9e-cfc6e93a3f1b"
"""The example with a resource of every profile in it."""

Bundle = dict[str, Any]


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_what_kl_published_passes(file: Path) -> None:
    assert profiles().faults(json.loads(file.read_text())) == []


def test_every_condition_of_the_profiles_is_asked_or_named() -> None:
    definitions = [json.loads(file.read_text()) for pattern in FILES for file in STANDARDS.glob(pattern)]
    keys = {
        constraint["key"]
        for one in definitions
        if "ffbreporting" in one["url"]
        for element in one["snapshot"]["element"]
        if element["max"] != "0"
        for constraint in element.get("constraint", ())
    }

    assert {key for key in keys if key.startswith("kl-")} <= INVARIANTS.keys()
    assert keys - INVARIANTS.keys() <= NOT_LOOKED_AT.keys()


def one(bundle: Bundle, kind: str, profile: str = "") -> dict[str, Any]:
    return of_kind(bundle, kind, profile)[0]


Change = Callable[[Bundle], object]
WRONG: dict[str, tuple[Change, str]] = {
    "a name": (
        lambda it: one(it, "Patient").update(name=[{"text": "Test"}]),
        "Patient.name: 1 where 0..0 are allowed",
    ),
    "no number": (
        lambda it: one(it, "Patient").pop("identifier"),
        "Patient.identifier: 0 where 1..1 are allowed",
    ),
    "a number of another system": (
        lambda it: one(it, "Patient")["identifier"][0].update(system="urn:oid:1.2.3"),
        "Patient.identifier.system: not the fixed value",
    ),
    "an organisation without its use's value": (
        lambda it: one(it, "Patient")["managingOrganization"]["identifier"].update(use="usual"),
        "Patient.managingOrganization.identifier.use: not the fixed value",
    ),
    "an order for a request": (
        lambda it: one(it, "ServiceRequest").update(intent="order"),
        "ServiceRequest.intent: not by the pattern",
    ),
    "an extension that is not there to be used": (
        lambda it: one(it, "ServiceRequest")["extension"].append({"url": "http://x", "valueString": "x"}),
        "ServiceRequest.extension: one more than the slices that there are",
    ),
    "no case number": (
        lambda it: one(it, "CarePlan", "carePlan")["extension"].pop(0),
        "CarePlan.extension:municipalityCaseNumber: 0 where 1..1 are allowed",
    ),
    "a plan without a start": (
        lambda it: one(it, "CarePlan", "carePlan")["period"].pop("start"),
        "CarePlan.period.start: 0 where 1..1 are allowed",
    ),
    "a plan that ends before it begins": (
        lambda it: one(it, "CarePlan", "carePlan")["period"].update(end="2021-05-28"),
        "CarePlan.period: ends before it begins",
    ),
    "an order without a target group": (
        lambda it: [plan.pop("addresses") for plan in of_kind(it, "CarePlan", "carePlan")],
        "CarePlan: kl-reporting-ffb-care-plan-5",
    ),
    "an order without an evaluation": (
        lambda it: [plan.pop("activity") for plan in of_kind(it, "CarePlan", "carePlan")],
        "CarePlan: kl-reporting-ffb-care-plan-4",
    ),
    "an order without a day to follow up": (
        lambda it: [plan["extension"].pop() for plan in of_kind(it, "CarePlan", "carePlan")],
        "CarePlan: kl-reporting-ffb-care-plan-1",
    ),
    "two first target groups": (
        lambda it: one(it, "CarePlan", "carePlan")["addresses"].append(
            one(it, "CarePlan", "carePlan")["addresses"][0]
        ),
        "CarePlan: kl-reporting-ffb-care-plan-2",
    ),
    "a third rank": (
        lambda it: one(it, "CarePlan", "carePlan")["addresses"][0]["extension"][0].update(valuePositiveInt=3),
        "CarePlan.addresses.extension:conditionRank.value[x]: more than 2",
    ),
    "help that is a whole group of the classification": (
        lambda it: one(it, "CarePlan", "intervention")["activity"][0]["detail"]["code"]["coding"][0].update(
            code="1f0ff82b-3243-422f-9651-1d00fd2dcd61"
        ),
        "CarePlan.activity.detail.code.coding: not in KLInterventionsFFB",
    ),
    "help in words": (
        lambda it: one(it, "CarePlan", "intervention")["activity"][0]["detail"]["code"].update(text="x"),
        "CarePlan.activity.detail.code.text: 1 where 0..0 are allowed",
    ),
    "help of no plan": (
        lambda it: one(it, "CarePlan", "intervention")["basedOn"][0].update(reference="CarePlan/1"),
        "CarePlan.basedOn: refers to nothing here",
    ),
    "help of other help": (
        lambda it: one(it, "CarePlan", "intervention")["basedOn"][0].update(
            reference=f"CarePlan/{one(it, 'CarePlan', 'intervention')['id']}"
        ),
        "CarePlan.basedOn: refers to something else",
    ),
    "a moment that is none": (
        lambda it: one(it, "CarePlan", "intervention").update(created="2026-11-24 09:00"),
        "CarePlan.created: no dateTime",
    ),
    "a follow-up that has been": (
        lambda it: one(it, "Encounter").update(status="finished"),
        "Encounter.status: not by the pattern",
    ),
    "a result that is no code for one": (
        lambda it: one(it, "Observation", "followUp").update(
            valueCodeableConcept={"coding": [{"code": "dd628e73-d6c9-4837-a2b8-aa62d73bd6ae"}]}
        ),
        "Observation.value[x]: not in KLFollowUpCodesFFB",
    ),
    "a result in words": (
        lambda it: one(it, "Observation", "followUp").update(
            valueString=one(it, "Observation", "followUp").pop("valueCodeableConcept")["coding"][0]["code"]
        ),
        "Observation.value[x]: not of a type that is allowed",
    ),
    "a follow-up still to be written": (
        lambda it: one(it, "Observation", "followUp").update(status="preliminary"),
        "Observation: kl-reporting-ffb-follow-up-1",
    ),
    "two kinds of place in one": (
        lambda it: one(it, "CareTeam")["category"].append(one(it, "CareTeam")["category"][0]),
        "CareTeam.category: 2 where 1..1 are allowed",
    ),
    "a goal of one measure": (
        lambda it: one(it, "Goal")["target"].pop(),
        "Goal.target:changeValueSlice: 0 where 1..1 are allowed",
    ),
    "a goal that addresses nothing first": (
        lambda it: one(it, "Goal").pop("addresses"),
        "Goal: kl-reporting-ffb-intervention-goal-2",
    ),
    "a severity where there is none": (
        lambda it: of_kind(it, "Condition", "condition")[0].update(
            severity=of_kind(it, "Goal")[0]["target"][0]["detailCodeableConcept"]
        ),
        "Condition: kl-reporting-ffb-condition-1",
    ),
    "an element that nobody defined": (
        lambda it: one(it, "Encounter").update(mood="planned"),
        "Encounter.mood: nobody defined it",
    ),
    "an empty list": (
        lambda it: one(it, "CarePlan", "carePlan").update(careTeam=[]),
        "Bundle.entry.resource.careTeam: is there and empty",
    ),
    "one where there is a list": (
        lambda it: one(it, "CareTeam").update(category=one(it, "CareTeam")["category"][0]),
        "CareTeam.category: a list where there is one, or one where there is a list",
    ),
    "another's address": (
        lambda it: it["entry"][0].update(fullUrl=it["entry"][1]["fullUrl"]),
        "Bundle: bdl-7",
    ),
    "a resource that does not belong": (
        lambda it: one(it, "Encounter").update(resourceType="Basic"),
        "Bundle.entry.resource: no Basic is allowed",
    ),
    "a batch": (lambda it: it.update(type="batch"), "Bundle.type: not by the pattern"),
    "no time": (lambda it: it.pop("timestamp"), "Bundle.timestamp: 0 where 1..1 are allowed"),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_a_planted_fault_is_found(what: str) -> None:
    change, fault = WRONG[what]
    bundle = json.loads(next(file for file in PUBLISHED if WHOLE in file.name).read_text())

    change(bundle)

    assert fault in profiles().faults(bundle)
