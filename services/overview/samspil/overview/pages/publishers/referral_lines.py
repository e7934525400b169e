"""Every fact about referrals as one line of the timeline."""

from collections.abc import Mapping
from typing import assert_never
from uuid import UUID

from samspil.contracts.referral import (
    Escalation,
    ReferralAccepted,
    ReferralCancellationRefused,
    ReferralCancellationRequested,
    ReferralCancelled,
    ReferralClosed,
    ReferralCompleted,
    ReferralCorrected,
    ReferralDeclined,
    ReferralDelayNotified,
    ReferralFact,
    ReferralInformationGiven,
    ReferralInformationRequested,
    ReferralReceived,
    ReferralRedirected,
    ReferralStarted,
    ReferralSubmitted,
    ReferralTold,
    ReferralUnanswered,
    ReferralVoided,
    ReferralWaitlisted,
)
from samspil.overview.pages import words
from samspil.overview.pages.danish import day
from samspil.overview.pages.line import Line
from samspil.vocabulary.sector import Sector


def line(fact: ReferralFact, asked: Mapping[UUID, Sector]) -> Line:
    """The fact as staff read it; ``asked`` is which party each referral went to."""
    to = asked.get(fact.referral_id, Sector.SOCIAL)
    match fact:
        case ReferralSubmitted():
            party = words.PARTY[fact.to_sector].lower()
            by = f"Svar senest {day(fact.answer_by)}"
            return Line(fact.from_sector, f"Henvendelse sendt til {party}", by)
        case ReferralTold():
            by = f"Svar senest {day(fact.answer_by)}"
            return Line(to, f"{words.PARTY[to]} har fået henvendelsen", by)
        case ReferralUnanswered():
            leader = "Lederen kan se den" if fact.escalation is Escalation.LEADER else ""
            return Line(to, "Henvendelsen blev ikke besvaret til tiden", leader)
        case ReferralDelayNotified():
            return Line(to, "Borgeren har fået besked om en ny dato", f"Svar senest {day(fact.answer_by)}")
        case ReferralInformationRequested():
            return Line(to, "Bedt om at vide mere", f"Svar senest {day(fact.give_by)}")
        case ReferralInformationGiven():
            return Line(Sector.SOCIAL, "Svaret på spørgsmålet", f"Svar senest {day(fact.answer_by)}")
        case ReferralWaitlisted():
            return Line(to, "På venteliste", f"Hjælpen ventes {day(fact.expected_on)}")
        case ReferralRedirected():
            return Line(to, "Henvendelsen er sendt videre")
        case ReferralStarted():
            return Line(to, "Hjælpen er begyndt", f"Den {day(fact.started_on)}")
        case ReferralCompleted():
            return Line(to, "Hjælpen er slut", words.COMPLETION[fact.outcome] if fact.outcome else "")
        case ReferralCancellationRequested():
            by = f"Svar senest {day(fact.answer_by)}"
            return Line(Sector.SOCIAL, "Bedt om, at hjælpen stopper", by)
        case ReferralCancellationRefused():
            return Line(to, "Hjælpen fortsætter")
        case ReferralCancelled():
            return Line(Sector.SOCIAL, "Henvendelsen er trukket tilbage")
        case ReferralClosed():
            return Line(Sector.SOCIAL, "Henvendelsen er lukket", words.CLOSING[fact.reason])
        case ReferralCorrected():
            return Line(Sector.SOCIAL, "Henvendelsen er rettet", f"Svar senest {day(fact.answer_by)}")
        case ReferralVoided():
            return Line(Sector.SOCIAL, "Henvendelsen var en fejl og gælder ikke")
        case ReferralReceived():
            return Line(to, "Henvendelsen er modtaget")
        case ReferralAccepted():
            start = f"Hjælpen begynder {day(fact.starts_on)}"
            return Line(to, "Der er sagt ja", start)
        case ReferralDeclined():
            return Line(to, "Der er sagt nej", words.DECLINE_REASON[fact.reason])
    assert_never(fact)
