"""A plan as a delivery report (KL FFB reporting 1.0.0, kl-reporting-ffb-deliveryReport; FHIR R4).

Coded values, days and ids; the citizen by the CPR number alone, and no word that anybody wrote.
What the plan does not know is left out and never made up: see the service's README.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanReviewHeld
from samspil.plan.domain.delivery import Delivery, Given
from samspil.plan.partner.kl.codes import (
    ACT,
    AT_HOME,
    CARE_SOCIAL,
    CPR,
    FFB,
    FOLLOWED_UP,
    FOLLOWING_UP,
    OBSERVATION_VALUES,
    OFFERS,
    ORGANISATION,
    PROFILES,
    RESULTS,
    SNOMED,
    URI,
    code_of,
)
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.legal_basis import LegalBasis

Resource = dict[str, Any]

BASE = "https://samspil.example/fhir"
"""Only a name: what stands in a bundle is resolved inside of it."""


def delivery_report(delivery: Delivery, cpr: Cpr, organisation: UUID, now: datetime) -> Resource:
    """The whole report; ``cpr`` is a civil number, ``organisation`` the municipality's in KOMBIT's STS.

    Every resource has the same id in each report of the plan. ``SUBSETTED`` marks one without all the help.
    """
    report = {
        **_resource("Bundle", "deliveryReport", uuid5(delivery.plan.id, now.isoformat())),
        "type": "collection",
        "timestamp": _at(now),
        "entry": [
            {"fullUrl": f"{BASE}/{one['resourceType']}/{one['id']}", "resource": one}
            for one in _resources(delivery, cpr, organisation, danish_day(now))
        ],
    }
    if any(code_of(one.help) is None for one in delivery.given):
        report["meta"]["tag"] = [{"system": OBSERVATION_VALUES, "code": "SUBSETTED"}]
    return report


def _resources(delivery: Delivery, cpr: Cpr, organisation: UUID, today: date) -> Iterator[Resource]:
    plan = delivery.plan
    citizen = _citizen(uuid5(plan.id, "citizen"), cpr, organisation)
    subject = {"subject": _reference(citizen)}
    case = _extension("municipalityCaseNumber", extension=[_case_number(plan.referral_id)])
    follow_up = [
        _planned(uuid5(plan.id, f"review/{day}"), day, subject) for day in [delivery.next_review] if day
    ]
    running = (one.help.provision for one in delivery.given if not one.is_over)
    offers = [_offer(uuid5(plan.id, code), code, subject) for code in _offers(running)]
    course = {
        **_resource("CarePlan", "carePlan", plan.id),
        "extension": [
            case,
            *(_extension("follow-up-date-extension", valueReference=_reference(one)) for one in follow_up),
        ],
        "status": "completed" if plan.ended_on else "active",
        # An order would need the target group and the evaluation, which the plan does not know.
        "intent": "plan",
        **subject,
        "period": _period(danish_day(plan.opened_at), plan.ended_on),
        **_some("careTeam", [_reference(one) for one in offers]),
    }
    yield citizen
    yield {
        **_resource("ServiceRequest", "serviceRequest", plan.referral_id),
        "extension": [case],
        "status": "completed" if plan.ended_on else "active",
        "intent": "proposal",
        **subject,
    }
    yield from offers
    yield from follow_up
    yield course
    for one in delivery.given:
        if code := code_of(one.help):
            yield _help(one, code, course, subject, today)
    for review in delivery.reviews:
        yield _followed_up(review, course, subject)


def _citizen(id_: UUID, cpr: Cpr, organisation: UUID) -> Resource:
    return {
        **_resource("Patient", "citizen", id_),
        "identifier": [{"use": "official", "system": CPR, "value": cpr.number}],
        "managingOrganization": {
            "identifier": {"use": "official", "system": ORGANISATION, "value": str(organisation)}
        },
    }


def _help(given: Given, code: str, course: Resource, subject: Resource, today: date) -> Resource:
    """Help that rests is in force: why it rests may be of a stay's class, and so is that it does."""
    if given.is_over:
        status, activity = "completed", "completed"
    else:
        status, activity = "active", "scheduled" if given.begins_on > today else "in-progress"
    return {
        **_resource("CarePlan", "intervention", given.help.id),
        "basedOn": [_reference(course)],
        "status": status,
        "intent": "order" if given.help.decision_reference else "plan",
        **subject,
        "period": _period(given.begins_on, given.help.ended_on),
        "created": _at(given.decided_at),
        "activity": [{"detail": {"code": _coded(FFB, code), "status": activity}}],
    }


def _planned(id_: UUID, day: date, subject: Resource) -> Resource:
    return {
        **_resource("Encounter", "followUpEncounter", id_),
        "status": "planned",
        "class": {"system": ACT, "code": AT_HOME},
        "type": [_coded(CARE_SOCIAL, FOLLOWING_UP)],
        **subject,
        "period": _period(day, None),
    }


def _followed_up(review: PlanReviewHeld, course: Resource, subject: Resource) -> Resource:
    return {
        **_resource("Observation", "followUp", review.review_id),
        "status": "final",
        "code": _coded(SNOMED, FOLLOWED_UP),
        **subject,
        "focus": [_reference(course)],
        "effectiveDateTime": review.held_on.isoformat(),
        "valueCodeableConcept": _coded(FFB, RESULTS[review.result]),
    }


def _offers(provisions: Iterable[LegalBasis]) -> list[str]:
    return sorted({OFFERS[one] for one in provisions if one in OFFERS})


def _offer(id_: UUID, code: str, subject: Resource) -> Resource:
    return {
        **_resource("CareTeam", "servicePerformer", id_),
        "category": [_coded(FFB, code)],
        **subject,
    }


def _resource(kind: str, profile: str, id_: UUID) -> Resource:
    return {
        "resourceType": kind,
        "id": str(id_),
        "meta": {"profile": [f"{PROFILES}/kl-reporting-ffb-{profile}"]},
    }


def _case_number(referral: UUID) -> Resource:
    """Everything about the plan belongs to the case of the referral that opened it."""
    number = {"use": "usual", "system": URI, "value": referral.urn}
    return {"url": "municipalitySpecific", "valueIdentifier": number}


def _extension(name: str, **holds: Any) -> Resource:
    return {"url": f"{PROFILES}/kl-reporting-ffb-{name}", **holds}


def _reference(resource: Resource) -> Resource:
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def _coded(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def _period(start: date, end: date | None) -> Resource:
    """An end before the start says nothing."""
    return {"start": start.isoformat()} | ({"end": end.isoformat()} if end and end >= start else {})


def _some(name: str, values: list[Resource]) -> Resource:
    """FHIR has no empty lists."""
    return {name: values} if values else {}


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
