"""Referrals: who asked whom, and whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from samspil.contracts.referral import ReferralDeclined
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, day_ahead, days_past
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.referral import GIVE_MORE, NOTIFY_DELAY
from samspil.overview.pages.publishers.referral_acts import ANSWERS, note, offers
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.web.auth import Caller


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """One referral."""

    id: UUID
    words: str
    path: str
    """From whom to whom."""
    standing: str
    turn: str
    """Whose step is next; empty where nobody owes one."""
    when: str
    tone: str
    """``error`` past the day, ``warning`` on it, else ``info``: never the only sign of it."""
    told: tuple[tuple[str, str], ...] = ()
    """What was written on the way: what each part is, and what it says."""
    letters: tuple[str, ...] = ()
    """What the citizen was written."""
    citizen_sees: str = ""
    offers: tuple[Filled, ...] = ()
    """Everything that the reader can do about it."""
    near: tuple[Filled, ...] = ()
    """Of these, the next step."""
    note: str = ""
    """Why the reader cannot answer it, where they might think so."""


def referral_card(
    one: ReferralStanding, read: Read, me: Caller | None, units: UnitWords, today: date
) -> ReferralCard:
    """Where it stands and whose turn it is, and what the reader can do."""
    late = one.turn is not None and one.answer_by < today
    offered = tuple(offers(one, read, me, units.asked))
    return ReferralCard(
        id=one.id,
        words=read(one.words),
        path=f"Fra {_asker(one, units)} til {_asked(one, units)}",
        standing=_standing(one),
        turn=_turn(one, me, units),
        when=_when(one, today),
        tone="error" if late else "warning" if one.turn and one.answer_by == today else "info",
        told=tuple(_told(one, read, units)),
        letters=tuple(map(read, one.letters)),
        citizen_sees=_citizen_sees(one, units),
        offers=offered,
        near=tuple(offer for offer in offered if offer.form.name in NEAR),
        note=note(one, me),
    )


NEAR = {form.name for form in (*chain.from_iterable(ANSWERS.values()), GIVE_MORE, NOTIFY_DELAY)}
"""What stands on the citizen's page; the rest is on the referral's own."""


def _asker(one: ReferralStanding, units: UnitWords) -> str:
    return units.name(one.from_unit) if one.from_unit else words.PARTY[one.from_sector].lower()


def _asked(one: ReferralStanding, units: UnitWords) -> str:
    return units.name(one.to_unit)


def _standing(one: ReferralStanding) -> str:
    if one.waits_to_be_sent:
        return "Ikke sendt endnu"
    if one.closed:
        return f"{words.STANDING[one.standing]}: {words.CLOSING[one.closed]}"
    return words.STANDING[one.standing] + (f", {words.OVERDUE}" if one.overdue else "")


def _turn(one: ReferralStanding, me: Caller | None, units: UnitWords) -> str:
    """Until the partner's system has it, it is not their turn."""
    if one.turn is None or one.waits_to_be_sent:
        return ""
    if one.standing is Standing.INFORMATION_REQUESTED:
        return "Din tur" if me and me.subject == one.author else f"{_asker(one, units).capitalize()}s tur"
    mine = me is not None and one.to_unit in me.units and me.subject != one.author
    return "Din tur" if mine else f"{_asked(one, units)}s tur"


def _when(one: ReferralStanding, today: date) -> str:
    if one.standing is Standing.STARTED and one.starts_on:
        return f"Hjælpen begyndte {day(one.starts_on)}"
    if one.turn is None or one.waits_to_be_sent:
        return ""
    what = "Hjælpen begynder" if one.standing in BEGINS else "Svar senest"
    if one.answer_by < today:
        return f"{what} {day(one.answer_by)}: {days_past(one.answer_by, today)}"
    return f"{what} {day_ahead(one.answer_by, today)}"


BEGINS = frozenset({Standing.ACCEPTED, Standing.WAITLISTED})

CITIZEN_SEES = {
    Standing.SUBMITTED: "Din henvendelse er sendt.",
    Standing.TOLD: "Din henvendelse er sendt.",
    Standing.RECEIVED: "Din henvendelse er læst.",
    Standing.INFORMATION_REQUESTED: "De har spurgt om mere, før de svarer.",
    Standing.DECLINED: "De har sagt nej, og hvorfor står i brevet.",
    Standing.CANCELLATION_REQUESTED: "Der er bedt om, at hjælpen stopper.",
    Standing.COMPLETED: "Hjælpen er slut.",
    Standing.CANCELLED: "Henvendelsen er trukket tilbage.",
    Standing.CLOSED: "Henvendelsen er lukket.",
    Standing.VOIDED: "",
}


def _citizen_sees(one: ReferralStanding, units: UnitWords) -> str:
    if one.starts_on and one.standing in BEGINS | {Standing.STARTED}:
        began = one.standing is Standing.STARTED
        return f"Du får hjælp {'siden' if began else 'fra'} {day(one.starts_on)}."
    if one.standing is Standing.REDIRECTED:
        return "Din henvendelse er sendt videre, og hvorfor."
    return CITIZEN_SEES.get(one.standing, "")


def _told(one: ReferralStanding, read: Read, units: UnitWords) -> Iterator[tuple[str, str]]:
    for question in one.questions:
        yield f"{_asked(one, units)} spurgte", read(question.words)
        if question.answer:
            yield "Svaret var", read(question.answer)
    if one.declined:
        yield from _no(one.declined, read)
    if one.standing is Standing.CANCELLATION_REQUESTED and one.why:
        yield "Hvorfor hjælpen skal stoppe", read(one.why)
    elif one.standing is Standing.STARTED and one.why:
        yield "Hvorfor hjælpen fortsætter", read(one.why)
    elif one.standing is Standing.REDIRECTED and one.why:
        yield "Hvorfor den er sendt videre", read(one.why)
    elif one.standing is Standing.VOIDED and one.why:
        yield "Hvad fejlen var", read(one.why)
    if one.completed:
        if one.completed.outcome:
            yield "Hvordan det gik", words.COMPLETION[one.completed.outcome]
        if one.completed.words:
            yield "Til den, der henvendte sig", read(one.completed.words)


def _no(no: ReferralDeclined, read: Read) -> Iterator[tuple[str, str]]:
    yield "Grund", words.DECLINE_REASON[no.reason]
    yield "Begrundelse", read(no.words)
    if no.suggestion:
        yield "Forslag", read(no.suggestion)
    if no.hearing:
        yield "Partshøring", words.HEARING[no.hearing]
    yield (
        "Klage",
        "Det er en afgørelse, som borgeren kan klage over" if no.is_decision else "Ingen afgørelse",
    )
