"""The timeline: every fact of a citizen as one Danish line in the lane of its party, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentGiven, CitizenConsentWithdrawn, CitizenRegistered
from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposed,
    CoordinationContactHoldSet,
    CoordinationUndeliveredHandled,
)
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
)
from samspil.contracts.envelope import Event
from samspil.contracts.hospital import (
    HospitalDeliveryEnded,
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
)
from samspil.contracts.plan import (
    PlanAgreed,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpWithdrawn,
    PlanGoalAdded,
    PlanInterventionAdded,
    PlanOpened,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
)
from samspil.contracts.referral import (
    ReferralAccepted,
    ReferralCancelled,
    ReferralReceived,
    ReferralSubmitted,
    ReferralUnanswered,
)
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, instant, listed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    at: datetime
    """When it was so."""
    sector: Sector
    what: str
    more: str = ""
    known: datetime | None = None
    """When we were told, if on a later day."""


Asked = dict[UUID, Sector]
"""Which party each referral went to."""
Told = tuple[Sector, str] | tuple[Sector, str, str]

SOCIAL, EMPLOYMENT, REGION = Sector.SOCIAL, Sector.EMPLOYMENT, Sector.REGION


def timeline(history: Iterable[Event[Any]]) -> list[Entry]:
    """All that staff need to read of it; sealed words stay sealed."""
    events = sorted(history, key=lambda event: (event.time, event.seq), reverse=True)
    asked: Asked = {
        one.data.referral_id: one.data.to_sector for one in events if isinstance(one.data, ReferralSubmitted)
    }
    entries = [entry for event in events if (entry := _entry(event, asked))]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entry(event: Event[Any], asked: Asked) -> Entry | None:
    fact = event.data
    told = _social(fact) or _plan(fact) or _referral(fact, asked) or _employment(fact) or _region(fact)
    if told is None:
        return None
    at = _at(fact)
    later = event.time if danish_day(event.time) > danish_day(at) else None
    return Entry(at, told[0], told[1], told[2] if len(told) == 3 else "", later)


def _at(fact: Any) -> datetime:
    match fact:
        case HospitalStayAdmitted(admitted_at=at) | HospitalStayDischarged(discharged_at=at):
            found: datetime = at
        case _:
            found = fact.occurred_at
    return found


def _social(fact: Any) -> Told | None:
    match fact:
        case CitizenRegistered():
            return SOCIAL, "Borgeren er oprettet"
        case CitizenConsentGiven():
            to = listed([words.PARTY[one].lower() for one in fact.to_sectors])
            return SOCIAL, f"Samtykke givet: {to} må få oplysninger", f"Gælder til og med {day(fact.until)}"
        case CitizenConsentWithdrawn():
            return SOCIAL, "Samtykke trukket tilbage"
        case CoordinationContactHoldProposed():
            return SOCIAL, "Kontaktpause foreslået", "Nogen skal tage stilling"
        case CoordinationContactHoldDeclined():
            return SOCIAL, "Der er ikke brug for en kontaktpause"
        case CoordinationContactHoldSet():
            return SOCIAL, "Kontaktpause sat", f"Til og med {day(fact.until)}"
        case CoordinationContactHoldEnded():
            return SOCIAL, "Kontaktpause afsluttet"
        case CoordinationUndeliveredHandled():
            return SOCIAL, "Taget hånd om en besked, der ikke kom frem"
    return None


def _plan(fact: Any) -> Told | None:
    match fact:
        case PlanOpened():
            return SOCIAL, "Plan oprettet"
        case PlanGoalAdded():
            return SOCIAL, "Mål tilføjet", words.AREA[fact.area]
        case PlanInterventionAdded():
            return SOCIAL, "Indsats tilføjet", fact.provision.reading
        case PlanAgreed():
            return SOCIAL, "Planen er aftalt med borgeren"
        case PlanSupportQuestionAsked():
            return SOCIAL, "Støttekontaktpersonen er spurgt om støtten under indlæggelsen"
        case PlanSupportQuestionAnswered():
            return SOCIAL, words.SUPPORT[fact.answer]
        case PlanSupportQuestionWithdrawn():
            return SOCIAL, "Spørgsmålet om støtten er trukket tilbage"
        case PlanFollowUpOpened():
            return SOCIAL, "Opfølgning aftalt efter udskrivelse", f"Senest {day(fact.due_on)}"
        case PlanFollowUpCompleted():
            return SOCIAL, "Fulgt op efter udskrivelse"
        case PlanFollowUpWithdrawn():
            return SOCIAL, "Opfølgning efter udskrivelse er ikke længere aktuel"
    return None


def _referral(fact: Any, asked: Asked) -> Told | None:
    match fact:
        case ReferralSubmitted():
            to = words.PARTY[fact.to_sector].lower()
            return fact.from_sector, f"Henvendelse sendt til {to}", f"Svar senest {day(fact.answer_by)}"
        case ReferralUnanswered():
            return asked.get(fact.referral_id, SOCIAL), "Henvendelsen blev ikke besvaret til tiden"
        case ReferralCancelled():
            return SOCIAL, "Henvendelsen er trukket tilbage"
        case ReferralReceived():
            return asked.get(fact.referral_id, SOCIAL), "Henvendelsen er modtaget"
        case ReferralAccepted():
            start = f"Hjælpen begynder {day(fact.starts_on)}"
            return asked.get(fact.referral_id, SOCIAL), "Henvendelsen er imødekommet", start
    return None


def _employment(fact: Any) -> Told | None:
    match fact:
        case EmploymentMilestonePlanned():
            return EMPLOYMENT, f"{words.MILESTONE[fact.kind]} planlagt", f"Begynder {day(fact.starts_on)}"
        case EmploymentMilestoneStarted():
            return EMPLOYMENT, "Aktivitet begyndt", f"Den {day(fact.started_on)}"
        case EmploymentMilestoneAdjusted():
            return EMPLOYMENT, f"{words.MILESTONE[fact.kind]} ændret", _as_it_is_now(fact)
        case EmploymentMilestoneEnded():
            return EMPLOYMENT, "Aktivitet afsluttet", f"Sidste dag {day(fact.ended_on)}"
        case EmploymentMilestoneVoided():
            return EMPLOYMENT, "Aktivitet slettet hos jobcentret"
        case EmploymentDeliveryEnded():
            return EMPLOYMENT, f"Besked til jobcentret: {words.TOLD[fact.told].lower()}", _outcome(fact)
    return None


def _region(fact: Any) -> Told | None:
    match fact:
        case HospitalStayAdmitted():
            return REGION, f"{words.STAY[fact.kind]} begyndt"
        case HospitalStayLeaveStarted():
            return REGION, "På orlov fra indlæggelsen"
        case HospitalStayLeaveEnded():
            return REGION, "Tilbage fra orlov"
        case HospitalStayDischarged():
            return REGION, "Udskrevet"
        case HospitalStayEnded():
            return REGION, "Opholdet er slut"
        case HospitalStayStepTakenBack():
            return REGION, "En besked fra hospitalet gælder ikke længere", _step(fact)
        case HospitalStayRetracted():
            return REGION, "Beskeden om indlæggelse var en fejl og er trukket tilbage"
        case HospitalDeliveryEnded():
            return REGION, f"Besked til regionen: {words.TOLD[fact.told].lower()}", _outcome(fact)
    return None


def _as_it_is_now(fact: EmploymentMilestoneAdjusted) -> str:
    begins = f"Begyndt {day(fact.started_on)}" if fact.started_on else f"Begynder {day(fact.starts_on)}"
    ends = f", sidste dag {day(fact.ends_on)}" if fact.ends_on else ""
    hours = f", {fact.hours_per_week} timer om ugen" if fact.hours_per_week else ""
    return f"{begins}{ends}{hours}"


def _step(fact: HospitalStayStepTakenBack) -> str:
    return f"{words.STEP[fact.step]} {instant(fact.step_at)}"


def _outcome(fact: EmploymentDeliveryEnded | HospitalDeliveryEnded) -> str:
    return words.OUTCOME[fact.outcome]


def latest(entries: Iterable[Entry]) -> dict[Sector, str]:
    """When each party was last heard from, of those that were."""
    newest: dict[Sector, datetime] = {}
    for entry in entries:
        newest[entry.sector] = max(entry.at, newest.get(entry.sector, entry.at))
    return {sector: instant(at) for sector, at in newest.items()}
