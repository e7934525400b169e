"""What the jobcenter reads of the plan: agreed goals, help at work, meetings with it, whom to call."""

from collections.abc import Mapping
from datetime import datetime

from samspil.contracts.delivery import Told
from samspil.exchange.referral_words import quoted
from samspil.jobcenter_bridge.partner.task_words import Task, new_task
from samspil.vocabulary.copenhagen import danish_day, written_at
from samspil.vocabulary.plain_text import readable


def of_the_plan(told: Told, opened: Mapping[str, str], type_: str) -> Task:
    """One task of those that only tell. Raises ``KeyError`` for anything else."""
    match told:
        case Told.CONTACT_PERSON:
            return new_task("Kontaktperson", f"Kontaktperson i socialpsykiatrien: {_reached(opened)}.", type_)
        case Told.EMPLOYMENT_GOAL:
            words = f"Borgerens eget mål om arbejde eller uddannelse, aftalt i planen: {quoted(opened)}"
            return new_task("Mål om arbejde eller uddannelse", words, type_)
        case Told.WORKPLACE_SUPPORT:
            words = f"Borgeren får støtte til arbejde eller uddannelse ved {_reached(opened)}."
            return new_task("Støtte til arbejde eller uddannelse", words + _how_much(opened), type_)
        case Told.MEETING:
            where = f" Sted: {readable(opened['place'], 'kan ikke læses')}." if "place" in opened else ""
            day = danish_day(datetime.fromisoformat(opened["at"]))
            return new_task("Fælles møde", f"Fælles møde om borgeren {_when(opened)}.{where}", type_, day)
        case Told.MEETING_CANCELLED:
            return new_task("Fælles møde aflyst", f"Det fælles møde {_when(opened)} er aflyst.", type_)
    raise KeyError(told)


def _reached(opened: Mapping[str, str]) -> str:
    name = readable(opened["name"], "navnet kan ikke læses")
    return f"{name}, tlf. {readable(opened['phone'], 'ukendt')}" if "phone" in opened else name


def _how_much(opened: Mapping[str, str]) -> str:
    return f" Omfang: {opened['minutes']} minutter om ugen." if "minutes" in opened else ""


def _when(opened: Mapping[str, str]) -> str:
    return f"den {written_at(datetime.fromisoformat(opened['at']))}"
