"""Hospital stays, and what the region was told."""

from dataclasses import dataclass
from typing import assert_never

from samspil.contracts.hospital import (
    HospitalDeliveryEnded,
    HospitalFact,
    HospitalReferralAnswered,
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
)
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.line import Line
from samspil.overview.pages.publishers.plan import follow_up_line
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class StayCard:
    """What is known of the newest stay, which is little, by law."""

    presence: str
    since: str
    notes: tuple[str, ...]


def stay_card(view: View) -> StayCard | None:
    """The newest stay with what the support worker answered and what is to be followed up."""
    newest = max(view.hospital.stays, key=lambda stay: stay.admitted_at, default=None)
    if newest is None:
        return None
    questions = (one for one in view.plan.questions if one.stay_id == newest.id)
    follow_ups = (one for one in view.plan.follow_ups if one.stay_id == newest.id)
    notes = [words.SUPPORT[one.answer] for one in questions if one.answer]
    notes += [follow_up_line(one) for one in follow_ups if one.withdrawn_at is None]
    presence = words.PRESENCE[newest.presence]
    if newest.ended_at:
        return StayCard(presence, instant(newest.ended_at), tuple(notes))
    return StayCard(presence, f"siden {instant(newest.admitted_at)}", tuple(notes))


def line(fact: HospitalFact) -> Line:
    """The fact as staff read it."""
    lane = Sector.REGION
    match fact:
        case HospitalStayAdmitted():
            return Line(lane, f"{words.STAY[fact.kind]} begyndt", at=fact.admitted_at)
        case HospitalStayLeaveStarted():
            return Line(lane, "På orlov fra indlæggelsen")
        case HospitalStayLeaveEnded():
            return Line(lane, "Tilbage fra orlov")
        case HospitalStayDischarged():
            return Line(lane, "Udskrevet", at=fact.discharged_at)
        case HospitalStayEnded():
            return Line(lane, "Opholdet er slut")
        case HospitalStayStepTakenBack():
            step = f"{words.STEP[fact.step]} {instant(fact.step_at)}"
            return Line(lane, "En besked fra hospitalet gælder ikke længere", step)
        case HospitalStayRetracted():
            return Line(lane, "Beskeden om indlæggelse var en fejl og er trukket tilbage")
        case HospitalDeliveryEnded():
            told = words.TOLD[fact.told].lower()
            return Line(lane, f"Besked til regionen: {told}", words.OUTCOME[fact.outcome])
        case HospitalReferralAnswered():
            begins = f"Fra {day(fact.day)}" if fact.day else ""
            return Line(lane, f"Svar fra regionen: {words.PARTNER_ANSWER[fact.answer]}", begins)
    assert_never(fact)
