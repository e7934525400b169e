"""Referrals: who asked whom, and whose turn it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.pages import words
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.referral import ACCEPT, DECLINE, RECEIVE
from samspil.overview.pages.line import Line
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

ANSWERS = (ACCEPT, DECLINE)
"""What can be said to a referral that somebody has taken in."""


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """One referral."""

    words: str
    path: str
    standing: str
    turn: str | None
    when: str
    no: tuple[tuple[str, str], ...] = ()
    """Why the asked party will not help: what each part is, and what it says."""
    offers: tuple[Filled, ...] = ()
    """What the reader can do about it."""
    note: str = ""
    """Why the reader can do nothing about it."""


def referral_card(referral: ReferralStanding, read: Read, me: Caller | None) -> ReferralCard:
    """Where it stands, and what the reader can do; who owes nothing any more is not named."""
    asker, asked = (words.PARTY[one].lower() for one in (referral.from_sector, referral.to_sector))
    path = f"Fra {asker} til {asked} ({referral.to_unit})"
    if referral.turn is None:
        when = f"Hjælpen begynder {day(referral.starts_on)}" if referral.starts_on else ""
        standing, no = words.STANDING[referral.standing], tuple(_parts(referral.declined, read))
        return ReferralCard(read(referral.words), path, standing, None, when, no)
    when = f"Svar senest {day(referral.answer_by)}"
    standing = words.STANDING[referral.standing] + (f", {words.OVERDUE}" if referral.overdue else "")
    card = ReferralCard(read(referral.words), path, standing, words.PARTY[referral.turn], when)
    if me is None or me.role is not Role.VISITATOR or referral.turn is not Sector.SOCIAL:
        return card
    if me.subject == referral.author:
        return replace(card, note="Du har selv skrevet den. En anden visitator skal svare.")
    forms = ANSWERS if referral.standing is Standing.RECEIVED else (RECEIVE,)
    return replace(
        card, offers=tuple(Filled(form, (Thing(referral.id, referral.version),)) for form in forms)
    )


def _parts(no: ReferralDeclined | None, read: Read) -> Iterator[tuple[str, str]]:
    if no:
        yield "Grund", words.DECLINE_REASON[no.reason]
        yield "Begrundelse", read(no.words)
        if no.suggestion:
            yield "Forslag", read(no.suggestion)
        yield (
            "Klage",
            "Det er en afgørelse, som borgeren kan klage over" if no.is_decision else "Ingen afgørelse",
        )


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
            return Line(to, "Henvendelsen er imødekommet", start)
        case ReferralDeclined():
            return Line(to, "Henvendelsen er afslået", words.DECLINE_REASON[fact.reason])
    assert_never(fact)
