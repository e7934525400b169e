"""Saying stays: the facts that bring what was said of a citizen's stays to what is now known of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Set
from datetime import datetime
from uuid import UUID

from samspil.contracts.hospital import (
    HospitalAdmissionReportRequested,
    HospitalDischargeCancelled,
    HospitalLeaveCancelled,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayStep,
)
from samspil.region_bridge.domain.notice import Start
from samspil.region_bridge.domain.stays import Stay, Step
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
"""Hospitals tell the municipality of admissions and discharges by retssikkerhedsloven § 12 c."""

Fact = (
    HospitalStayAdmitted
    | HospitalStayCorrected
    | HospitalStayLeaveStarted
    | HospitalStayLeaveEnded
    | HospitalStayDischarged
    | HospitalStayEnded
    | HospitalStayStepTakenBack
    | HospitalDischargeCancelled
    | HospitalLeaveCancelled
    | HospitalStayRetracted
    | HospitalAdmissionReportRequested
)


_BEGINNINGS = (HospitalStayAdmitted, HospitalStayCorrected)


def say_stays(
    said: Iterable[Fact], stays: Collection[Stay], known: Set[UUID], at: datetime
) -> tuple[Fact, ...]:
    """What is missing is said, what is not so is taken back; of a stay that nobody told us of, nothing.

    ``known`` are the ids of all stays that notices of ours could be about, ``at`` is when something was told
    that takes back what was said. An end and a correction are said before their admission, so that whoever
    hears both asks nobody about a stay that is over, or by what was wrong.
    """
    said = tuple(said)
    admitted, steps = _counted(said)
    facts: list[Fact] = []
    for stay in stays:
        of_stay = steps.get(stay.id, Counter())
        for one in sorted(stay.steps):
            facts += [_said(stay, one)] * (1 - of_stay[one])
        facts += _corrected(stay, said, at)
        facts += [_admitted(stay)] * (1 - admitted[stay.id])
        for one in sorted(of_stay.keys() - stay.steps):
            facts += [_taken_back(stay, one, at)] * of_stay[one]
        facts += _report(stay, said, at)
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
            case HospitalLeaveCancelled(stay_id=id_, step=step, step_at=at):
                count(id_, step, at, -1)
            case HospitalDischargeCancelled(stay_id=id_, discharged_at=at):
                count(id_, StayStep.DISCHARGED, at, -1)
            case HospitalStayCorrected() | HospitalAdmissionReportRequested():
                pass  # not counted: the newest correction holds, and a report is asked for once
    return admitted, steps


def _admitted(stay: Stay) -> Fact:
    began_at, kind = stay.told_first
    return HospitalStayAdmitted(
        stay_id=stay.id, kind=kind, admitted_at=began_at, basis=BASIS, occurred_at=began_at
    )


def _corrected(stay: Stay, said: Iterable[Fact], at: datetime) -> list[Fact]:
    """One more correction, where the newest one, or else the admission, says it otherwise."""
    of_stay = [one for one in said if isinstance(one, _BEGINNINGS) and one.stay_id == stay.id]
    told = min(
        (Start(one.admitted_at, one.kind) for one in of_stay if isinstance(one, HospitalStayAdmitted)),
        default=stay.told_first,
    )
    number, start = max(
        (
            (one.number, Start(one.admitted_at, one.kind))
            for one in of_stay
            if isinstance(one, HospitalStayCorrected)
        ),
        default=(0, told),
    )
    if start == stay.now:
        return []
    return [
        HospitalStayCorrected(
            stay_id=stay.id,
            number=number + 1,
            kind=stay.kind,
            admitted_at=stay.began_at,
            guessed=stay.guessed_beginning,
            basis=BASIS,
            occurred_at=at,
        )
    ]


def _report(stay: Stay, said: Iterable[Fact], at: datetime) -> list[Fact]:
    """The ward's wish for a report, once, whoever is to have it."""
    asked = any(isinstance(one, HospitalAdmissionReportRequested) and one.stay_id == stay.id for one in said)
    if asked or not stay.wants_report:
        return []
    return [
        HospitalAdmissionReportRequested(
            stay_id=stay.id, recipient=stay.report_to, basis=BASIS, occurred_at=at
        )
    ]


def _said(stay: Stay, one: Step) -> Fact:
    step, at = one
    guessed = one in stay.guessed
    match step:
        case StayStep.LEAVE_STARTED:
            return HospitalStayLeaveStarted(stay_id=stay.id, guessed=guessed, basis=BASIS, occurred_at=at)
        case StayStep.LEAVE_ENDED:
            return HospitalStayLeaveEnded(stay_id=stay.id, guessed=guessed, basis=BASIS, occurred_at=at)
        case StayStep.DISCHARGED:
            return HospitalStayDischarged(
                stay_id=stay.id, discharged_at=at, guessed=guessed, basis=BASIS, occurred_at=at
            )
        case StayStep.ENDED:
            return HospitalStayEnded(stay_id=stay.id, ended_at=at, basis=BASIS, occurred_at=at)


def _taken_back(stay: Stay, one: Step, at: datetime) -> Fact:
    """By the hospital where it took the step back expressly; else by what has been told since."""
    if one not in stay.cancelled:
        return HospitalStayStepTakenBack(
            stay_id=stay.id, step=one.step, step_at=one.at, basis=BASIS, occurred_at=at
        )
    if one.step is StayStep.DISCHARGED:
        return HospitalDischargeCancelled(stay_id=stay.id, discharged_at=one.at, basis=BASIS, occurred_at=at)
    return HospitalLeaveCancelled(stay_id=stay.id, step=one.step, step_at=one.at, basis=BASIS, occurred_at=at)
