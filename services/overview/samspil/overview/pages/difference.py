"""What a partner sees today and would see: one row for each thing, in the words that staff read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samspil.contracts.answer import PartnerAnswer
from samspil.overview.domain.disclosed_fields import FIELDS
from samspil.overview.domain.receiver import Receiver
from samspil.overview.pages import plan_words, words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.disclosure_words import RECEIVERS
from samspil.overview.pages.publishers.agreement_lines import KIND, STAGE
from samspil.vocabulary.legal_basis import LegalBasis

NOTHING = "Intet"
NEW, ENDS = "Nyt", "Ophører"

RECEIVED = {
    "milestones_received": "De fortæller os om aktiviteter på vej mod arbejde",
    "referrals_received": "De svarer os på henvendelser og kan bede os om noget",
    "calls_received": "De fortæller os om møder, som de indkalder til",
    "status_received": "De fortæller os, hvilken gruppe de regner borgeren med til",
    "messages_received": "De skriver til os om borgeren",
    "notices_received": "De giver os besked om indlæggelser",
}
NEVER = {
    "employment_goal": "Mål om arbejde eller uddannelse",
    "support": "Anden støtte",
    "stay": "Indlæggelse",
    "milestones": "Skridt på vej mod arbejde",
}
IDS = (
    "referral_id",
    "request_id",
    "goal_id",
    "intervention_id",
    "meeting_id",
    "message_id",
    "agreement_id",
)
"""By what one of several is known."""
UNTIL = {
    "until": "Det gælder til og med {}",
    "received_until": "De fortæller os til og med {}",
    "messages_until": "De skriver til os til og med {}",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, as it is told and as it would be."""

    now: str
    after: str
    mark: str = ""
    """``Nyt`` or ``Ophører``; nothing where it stays."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one partner."""

    name: str
    """``Jobcentret``"""
    rows: tuple[Row, ...]
    """None where nothing changes."""


def differences(receivers: Sequence[Mapping[str, Any]]) -> tuple[Difference, ...]:
    """As the preview's route tells it; whoever hears of a change comes first."""
    return tuple(sorted(map(_difference, receivers), key=lambda one: not one.rows))


def _difference(told: Mapping[str, Any]) -> Difference:
    receiver = Receiver(told["receiver"])
    rows = tuple(_rows(receiver, told["now"], told["after"])) if told["changes"] else ()
    return Difference(RECEIVERS[receiver], rows)


def _rows(receiver: Receiver, now: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Row]:
    before, then = dict(_things(receiver, now)), dict(_things(receiver, after))
    for thing in dict.fromkeys([*before, *then]):
        yield _row(before.get(thing), then.get(thing))
    for one in FIELDS[receiver]:
        if not one.is_carried:
            never = f"{NEVER[one.name]}: aldrig"
            yield Row(never, never)


def _row(now: str | None, after: str | None) -> Row:
    if now == after:
        return Row(now or NOTHING, after or NOTHING)
    return Row(now or NOTHING, after or NOTHING, NEW if after else ENDS)


def _things(receiver: Receiver, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What it is → how it reads, of all that is told or received."""
    for one in FIELDS[receiver]:
        value = told.get(one.name)
        if not value:
            continue
        if one.received:
            yield one.name, RECEIVED[one.name]
        elif isinstance(value, list):
            yield from ((f"{one.name} {_id(item)}", _reading(one.name, item)) for item in value)
        else:
            yield one.name, _reading(one.name, value)
    for name, text in UNTIL.items():
        if told.get(name):
            yield name, text.format(_day(told[name]))


def _id(item: Mapping[str, Any]) -> str:
    return str(next(item[name] for name in IDS if name in item))


def _reading(name: str, value: Mapping[str, Any]) -> str:
    match name:
        case "identity":
            return f"{value['name']}, CPR"
        case "contact_hold":
            return f"Ingen kontakt til og med {_day(value['until'])}. Spørg {value['ask']}"
        case "contact_person":
            return f"Kontaktperson: {_reached(value)}"
        case "employment_goals":
            return f"Mål om arbejde eller uddannelse: “{value['words']}”"
        case "workplace_support":
            return f"Støtte til arbejde eller uddannelse ved {_reached(value)}"
        case "meetings":
            became = "Møde aflyst" if value["called_off"] else "Møde"
            where = f", {value['place']}" if value["place"] else ""
            return f"{became}: {instant(datetime.fromisoformat(value['at']))}{where}"
        case "plan":
            return f"Der er en plan, aftalt {_day(value['agreed_on'])}"
        case "crisis_plan":
            parts = (
                f"{heading}: {value[part]}" for part, heading in plan_words.CRISIS.items() if value[part]
            )
            return f"Kriseplan. {'. '.join(parts)}"
        case "referrals":
            return f"Henvendelse: “{value['words']}”. Svar senest {_day(value['answer_by'])}"
        case "requests":
            return f"Svar på det, de har bedt om: {words.PARTNER_ANSWER[PartnerAnswer(value['answer'])]}"
        case "messages":
            return f"Besked: {value['topic']}. “{value['words']}”"
        case "admission_report":
            named = value["contact_person"]
            whom = f"Kontaktperson: {_reached(named)}" if named else "Ingen kontaktperson"
            helped = ", ".join(LegalBasis(one["provision"]).reading for one in value["help"])
            return f"Indlæggelsesrapport. {whom}. Hjælp: {helped or 'ingen'}"
        case "agreements":
            said = f": “{value['words']}”" if value["words"] else ""
            return f"{KIND[value['kind']]}, {STAGE[value['stage']]}{said}"
    raise KeyError(name)


def _reached(value: Mapping[str, Any]) -> str:
    return f"{value['name']}, tlf. {value['phone']}" if value["phone"] else str(value["name"])


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
