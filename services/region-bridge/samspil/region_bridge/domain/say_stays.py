"""Saying stays: the facts that bring what was said of a citizen's stays to what is now known of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Set
from datetime import datetime
from uuid import UUID

from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayStep,
)
from samspil.region_bridge.domain.stays import Stay, Step
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
"""Hospitals tell the municipality of admissions and discharges by retssikkerhedsloven § 12 c."""

Fact = (
    HospitalStayAdmitted
    | HospitalStayLeaveStarted
    | HospitalStayLeaveEnded
    | HospitalStayDischarged
    | HospitalStayEnded
    | HospitalStayStepTakenBack
    | HospitalStayRetracted
)


def say_stays(
    said: Iterable[Fact], stays: Collection[Stay], known: Set[UUID], at: datetime
) -> tuple[Fact, ...]:
    """What is missing is said, what is not so is taken back; of a stay that nobody told us of, nothing.

    ``known`` are the ids of all stays that notices of ours could be about, ``at`` is when something was told
    that takes back what was said. An end is said before its admission, so that whoever hears both asks
    nobody about a stay that is over.
    """
    admitted, steps = _counted(said)
    facts: list[Fact] = []
    for stay in stays:
        of_stay = steps.get(stay.id, Counter())
        for one in sorted(stay.steps):
            facts += [_said(stay.id, one)] * (1 - of_stay[one])
        facts += [_admitted(stay)] * (1 - admitted[stay.id])
        for one in sorted(of_stay.keys() - stay.steps):
            facts += [_taken_back(stay.id, one, at)] * of_stay[one]
    for id_ in sorted(known - {stay.id for stay in stays}):
        # A step that was said of a stay whose admission never was has to go, too.
        alone = id_ not in admitted and any(times > 0 for times in steps.get(id_, Counter()).values())
        facts += [HospitalStayRetracted(stay_id=id_, basis=BASIS, occurred_at=at)] * (admitted[id_] or alone)
    return tuple(facts)


def _counted(said: Iterable[Fact]) -> tuple[Counter[UUID], dict[UUID, Counter[Step]]]:
    """How often more each stay was admitted than retracted, and each step said than taken back."""
    admitted: Counter[UUID] = Counter()
    steps: dict[UUID, Counter[Step]] = {}

    def count(stay_id: UUID, step: StayStep, at: datetime, by: int = 1) -> None:
        steps.setdefault(stay_id, Counter())[Step(step, at)] += by

    for fact in said:
        match fact:
            case HospitalStayAdmitted(stay_id=id_):
                admitted[id_] += 1
            case HospitalStayRetracted(stay_id=id_):
                admitted[id_] -= 1
            case HospitalStayLeaveStarted(stay_id=id_, occurred_at=at):
                count(id_, StayStep.LEAVE_STARTED, at)
            case HospitalStayLeaveEnded(stay_id=id_, occurred_at=at):
                count(id_, StayStep.LEAVE_ENDED, at)
            case HospitalStayDischarged(stay_id=id_, discharged_at=at):
                count(id_, StayStep.DISCHARGED, at)
            case HospitalStayEnded(stay_id=id_, ended_at=at):
                count(id_, StayStep.ENDED, at)
            case HospitalStayStepTakenBack(stay_id=id_, step=step, step_at=at):
                count(id_, step, at, -1)
    return admitted, steps


def _admitted(stay: Stay) -> Fact:
    return HospitalStayAdmitted(
        stay_id=stay.id, kind=stay.kind, admitted_at=stay.began_at, basis=BASIS, occurred_at=stay.began_at
    )


def _said(stay_id: UUID, one: Step) -> Fact:
    step, at = one
    match step:
        case StayStep.LEAVE_STARTED:
            return HospitalStayLeaveStarted(stay_id=stay_id, basis=BASIS, occurred_at=at)
        case StayStep.LEAVE_ENDED:
            return HospitalStayLeaveEnded(stay_id=stay_id, basis=BASIS, occurred_at=at)
        case StayStep.DISCHARGED:
            return HospitalStayDischarged(stay_id=stay_id, discharged_at=at, basis=BASIS, occurred_at=at)
        case StayStep.ENDED:
            return HospitalStayEnded(stay_id=stay_id, ended_at=at, basis=BASIS, occurred_at=at)


def _taken_back(stay_id: UUID, one: Step, at: datetime) -> Fact:
    return HospitalStayStepTakenBack(
        stay_id=stay_id, step=one.step, step_at=one.at, basis=BASIS, occurred_at=at
    )
