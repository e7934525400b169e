"""Hospital stays, and what the region was told."""

from dataclasses import dataclass
from typing import assert_never

from samspil.contracts.hospital import (
    HospitalAdmissionReportRequested,
    HospitalDeathReported,
    HospitalDeathRetracted,
    HospitalDeliveryEnded,
    HospitalDeliverySent,
    HospitalDischargeCancelled,
    HospitalFact,
    HospitalHeld,
    HospitalHeldSettled,
    HospitalLeaveCancelled,
    HospitalMessageReceived,
    HospitalReferralAnswered,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
)
from samspil.overview.domain.agreement_work import lacks_agreement
from samspil.overview.domain.hospital_state import Stay
from samspil.overview.domain.view import View
from samspil.overview.pages import message_words, words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.line import Line
from samspil.overview.pages.publishers.agreement_cards import agreement_note
from samspil.overview.pages.publishers.plan import follow_up_line
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class StayCard:
    """What is known of a stay, which is little, by law."""

    presence: str
    since: str
    since_day: str
    """The same without the time of day."""
    notes: tuple[str, ...]
    agreement: str = ""
    """How far it is with an agreement about the time after it; that there is none, of a stay in a ward."""
    lacks_agreement: bool = False


def stay_cards(view: View) -> tuple[StayCard, ...]:
    """Every stay that goes on, the newest first; where none does, the last, with what followed."""
    newest_first = sorted(view.hospital.stays, key=lambda stay: stay.admitted_at, reverse=True)
    open_ones = [stay for stay in newest_first if stay.id in view.hospital.present]
    return tuple(_stay_card(stay, view) for stay in open_ones or newest_first[:1])


def _stay_card(stay: Stay, view: View) -> StayCard:
    questions = (one for one in view.plan.questions if one.stay_id == stay.id)
    follow_ups = (one for one in view.plan.follow_ups if one.stay_id == stay.id)
    notes = [words.SUPPORT[one.answer] for one in questions if one.answer]
    notes += [follow_up_line(one) for one in follow_ups if one.withdrawn_at is None]
    presence = words.PRESENCE[stay.presence]
    if stay.ended_at:
        return StayCard(presence, instant(stay.ended_at), day(danish_day(stay.ended_at)), tuple(notes))
    since, since_day = instant(stay.admitted_at), day(danish_day(stay.admitted_at))
    lacks = lacks_agreement(stay, view)
    note = agreement_note(stay, view)
    return StayCard(presence, f"siden {since}", f"siden {since_day}", tuple(notes), note, lacks)


def _guess(guessed: bool) -> str:
    return "Vi gætter på, hvilket ophold det handler om" if guessed else ""


def line(fact: HospitalFact) -> Line:
    """The fact as staff read it."""
    lane = Sector.REGION
    match fact:
        case HospitalStayAdmitted():
            return Line(lane, f"{words.STAY[fact.kind]} begyndt", at=fact.admitted_at)
        case HospitalStayLeaveStarted():
            return Line(lane, "På orlov fra indlæggelsen", _guess(fact.guessed))
        case HospitalStayLeaveEnded():
            return Line(lane, "Tilbage fra orlov", _guess(fact.guessed))
        case HospitalStayDischarged():
            return Line(lane, "Udskrevet", _guess(fact.guessed), at=fact.discharged_at)
        case HospitalStayEnded():
            return Line(lane, "Opholdet er slut")
        case HospitalStayStepTakenBack():
            step = f"{words.STEP[fact.step]} {instant(fact.step_at)}"
            return Line(lane, "En besked fra hospitalet gælder ikke længere", step)
        case HospitalStayRetracted():
            return Line(lane, "Beskeden om indlæggelse var en fejl og er trukket tilbage")
        case HospitalStayCorrected():
            kind = words.STAY[fact.kind].lower()
            return Line(
                lane,
                "Hospitalet har rettet, hvornår opholdet begyndte",
                f"{kind}, {instant(fact.admitted_at)}",
            )
        case HospitalDischargeCancelled():
            return Line(lane, "Udskrivelsen var en fejl: opholdet fortsætter", instant(fact.discharged_at))
        case HospitalLeaveCancelled():
            step = f"{words.STEP[fact.step]} {instant(fact.step_at)}"
            return Line(lane, "Hospitalet har taget en besked om orlov tilbage", step)
        case HospitalDeathReported():
            return Line(
                lane, "Hospitalet har meldt dødsfald, og to har set på det", f"Død {day(fact.died_on)}"
            )
        case HospitalDeathRetracted():
            return Line(lane, "Hospitalets besked om dødsfald var en fejl")
        case HospitalAdmissionReportRequested():
            return Line(lane, "Afdelingen beder om en indlæggelsesrapport")
        case HospitalHeld():
            return Line(lane, message_words.HELD[fact.what])
        case HospitalHeldSettled():
            return Line(lane, "Set på det, der ventede fra hospitalet")
        case HospitalMessageReceived():
            return Line(lane, "Besked fra hospitalet", message_words.CATEGORY[fact.category])
        case HospitalDeliverySent():
            return Line(lane, f"Sendt til regionen: {words.TOLD[fact.told].lower()}")
        case HospitalDeliveryEnded():
            told = words.TOLD[fact.told].lower()
            return Line(lane, f"Besked til regionen: {told}", words.OUTCOME[fact.outcome])
        case HospitalReferralAnswered():
            begins = f"Fra {day(fact.day)}" if fact.day else ""
            return Line(lane, f"Svar fra regionen: {words.PARTNER_ANSWER[fact.answer]}", begins)
    assert_never(fact)
