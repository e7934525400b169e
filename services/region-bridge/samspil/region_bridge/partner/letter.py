"""From what the region is to be told to the Danish words that tell it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from samspil.contracts.delivery import Told
from samspil.contracts.message import Category, Urgency
from samspil.contracts.plan_agreements import AgreementKind, AgreementStage
from samspil.exchange.referral_items import URGENT
from samspil.exchange.referral_words import referral_words
from samspil.region_bridge.partner.medcom.letter import Author, Letter
from samspil.vocabulary.copenhagen import written, written_at
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import readable
from samspil.vocabulary.role import Role

SHARING_HAS_ENDED = "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
"""All that is said; why, and what was told before, is not."""


UNNAMED = "Ukendt"
"""The citizen, where nothing of a stored name can be read: the number says who it is."""
NO_NAME = "navnet kan ikke læses"
"""The contact person, likewise."""
UNREADABLE = "kan ikke læses"
CRISIS_PLAN = {
    "early_signs": "De første tegn",
    "what_helps": "Det hjælper",
    "whom_to_call": "Ring til",
    "what_not_to_do": "Det skal man lade være med",
}
"""The parts of a crisis plan, as the ward reads them."""

_AGREEMENT: Final = {
    AgreementKind.DISCHARGE_AGREEMENT: ("Udskrivningsaftale", "udskrivningsaftalen", Category.DISCHARGE),
    AgreementKind.COORDINATION_PLAN: (
        "Koordinationsplan",
        "koordinationsplanen",
        Category.PSYCHIATRY_SOCIAL_DISABILITY,
    ),
}
ROLE: Final = {
    Role.CASEWORKER: "Sagsbehandler",
    Role.VISITATOR: "Visitator",
    Role.SUPPORT_WORKER: "Støttekontaktperson",
    Role.LEADER: "Leder",
}
"""Of who writes; nobody else does."""
EMPLOYEE: Final = "Medarbejder"


class NothingToSay(ValueError):
    """The region is never told this."""


def letter(told: Told, cpr: Cpr, name: str, opened: Mapping[str, str]) -> Letter:
    """The letter about the citizen of that number and name; ``opened`` holds what the item tells.

    Whatever was stored before texts were plain, what leaves is: a letter can always be written.
    """
    name = readable(name, UNNAMED)
    match told:
        case Told.MESSAGE:
            return _message(cpr, name, opened)
        case Told.AGREEMENT:
            return _agreement(cpr, name, opened)
        case Told.CONTACT_PERSON:
            return Letter(cpr, name, "Kontaktperson", _contact_person(opened))
        case Told.PLAN:
            return Letter(cpr, name, "Plan", _plan(opened))
        case Told.ADMISSION_REPORT:
            return Letter(cpr, name, "Indlæggelsesrapport", _report(opened))
        case Told.CRISIS_PLAN:
            parts = (
                f"{heading}: {readable(opened[part], UNREADABLE)}"
                for part, heading in CRISIS_PLAN.items()
                if part in opened
            )
            return Letter(cpr, name, "Borgerens kriseplan", "\n".join(parts))
        case Told.MEETING:
            where = f" Sted: {readable(opened['place'], UNREADABLE)}." if "place" in opened else ""
            return Letter(cpr, name, "Fælles møde", f"Fælles møde om borgeren {_when(opened)}.{where}")
        case Told.MEETING_CANCELLED:
            return Letter(cpr, name, "Fælles møde aflyst", f"Det fælles møde {_when(opened)} er aflyst.")
        case Told.SHARING_ENDED:
            return Letter(cpr, name, "Deling er ophørt", SHARING_HAS_ENDED)
    said = referral_words(told, opened, "I")
    if said is None:
        raise NothingToSay(told)
    urgency = Urgency.ASAP if opened.get("urgency") == URGENT else None
    return Letter(cpr, name, said.heading, said.text, Category.REGARDING_REFERRAL, urgency)


def _message(cpr: Cpr, name: str, opened: Mapping[str, str]) -> Letter:
    """In the words of who wrote it, and signed by them."""
    writer = Author(
        readable(opened["name"], NO_NAME),
        readable(opened["phone"], UNREADABLE),
        ROLE.get(Role(opened["role"]), EMPLOYEE),
        is_person=True,
    )
    category = Category(opened["category"])
    said = Letter(cpr, name, readable(opened["topic"], UNREADABLE), lines(opened["words"]), category)
    if category is Category.REGARDING_REFERRAL and "urgency" in opened:
        said = replace(said, urgency=Urgency(opened["urgency"]))
    return replace(said, author=writer)


def _agreement(cpr: Cpr, name: str, opened: Mapping[str, str]) -> Letter:
    heading, it, category = _AGREEMENT[AgreementKind(opened["kind"])]
    day = f" den {written(date.fromisoformat(opened['day']))}" if "day" in opened else ""
    match AgreementStage(opened["stage"]):
        case AgreementStage.ASKED:
            text = f"Der er bedt om en {heading.lower()}."
        case AgreementStage.DRAFTED:
            text = f"Udkast til {it}:"
        case AgreementStage.AGREED:
            text = f"{it.capitalize()} er aftalt{day}:"
        case AgreementStage.REPLACED | AgreementStage.ENDED:
            text = f"{it.capitalize()} er slut{day}."
    if "words" in opened:
        text = f"{text}\n{lines(opened['words'])}"
    return Letter(cpr, name, heading, text, category)


def _report(opened: Mapping[str, str]) -> str:
    """What a ward that asked is told: whom to ask, the plan's day, and the help."""
    told = [_contact_person(opened)] if "name" in opened else []
    if "agreed_on" in opened:
        told.append(_plan(opened))
    told += [_help(one) for one in opened.get("help", "").split()]
    return "\n".join(told) or "Borgeren får ingen hjælp, som socialpsykiatrien kan fortælle om."


def _help(told: str) -> str:
    provision, _, minutes = told.partition(":")
    how_much = f", {minutes} minutter om ugen" if minutes else ""
    return f"Hjælp: {LegalBasis(provision).reading}{how_much}"


def _contact_person(opened: Mapping[str, str]) -> str:
    phone = f", tlf. {readable(opened['phone'], UNREADABLE)}" if "phone" in opened else ""
    return f"Kontaktperson i socialpsykiatrien: {readable(opened['name'], NO_NAME)}{phone}"


def _plan(opened: Mapping[str, str]) -> str:
    agreed = written(date.fromisoformat(opened["agreed_on"]))
    return f"Borgeren har en plan i kommunen, aftalt den {agreed}."


def lines(text: str) -> str:
    """Several lines, each as it can be read."""
    kept = "\n".join(readable(line, "") for line in text.splitlines()).strip()
    return kept or UNREADABLE


def _when(opened: Mapping[str, str]) -> str:
    return f"den {written_at(datetime.fromisoformat(opened['at']))}"
