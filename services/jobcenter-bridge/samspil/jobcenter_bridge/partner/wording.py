"""What the jobcenter reads, in Danish: the same words whatever the cause."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from samspil.contracts.delivery import Told
from samspil.exchange.referral_items import REFERRAL, REQUEST
from samspil.exchange.referral_words import referral_words
from samspil.jobcenter_bridge.partner.plan_wording import of_the_plan
from samspil.jobcenter_bridge.partner.task_words import Task, new_task
from samspil.vocabulary.copenhagen import written
from samspil.vocabulary.plain_text import readable


class NotForTheJobcenter(Exception):
    """The jobcenter is never told this."""


class TaskTypes(NamedTuple):
    """The case system's own codes for tasks."""

    asking: str = "HENVENDELSE"
    """One that is to be answered: what is heard of such a task is the answer."""
    telling: str = "ORIENTERING"


TASK_TYPES: Final = TaskTypes()

_ASKS: Final = frozenset({Told.REFERRAL, Told.CANCELLATION_REQUESTED})


def task(told: Told, opened: Mapping[str, str], types: TaskTypes = TASK_TYPES) -> Task:
    """A task for their caseworker, but for whom it is about; ``opened`` holds what the wording names.

    Of what nobody can read something is said all the same: that there is a pause, that somebody is asked.
    ``externalReference`` names the referral, or their own request, in each task about it.
    Raises ``NotForTheJobcenter``.
    """
    match told:
        case Told.CONTACT_HOLD:
            until = date.fromisoformat(opened["until"])
            ask = readable(opened["ask"], "socialpsykiatrien")
            words = f"Borgeren skal ikke kontaktes til og med {written(until)}. Spørgsmål rettes til {ask}."
            return new_task("Kontaktpause", words, types.telling, until)
        case Told.CONTACT_HOLD_ENDED:
            return new_task("Kontaktpause ophørt", "Borgeren kan igen kontaktes.", types.telling)
        case Told.SHARING_ENDED:
            words = "Der deles ikke længere oplysninger om borgeren."
            return new_task("Deling er ophørt", words, types.telling)
        case (
            Told.CONTACT_PERSON
            | Told.EMPLOYMENT_GOAL
            | Told.WORKPLACE_SUPPORT
            | Told.MEETING
            | Told.MEETING_CANCELLED
        ):
            return of_the_plan(told, opened, types.telling)
        case _:
            return _about_a_referral(told, opened, types)


def _about_a_referral(told: Told, opened: Mapping[str, str], types: TaskTypes) -> Task:
    """A task about one of ours, or about a request of theirs."""
    unit = readable(opened.get("unit", ""), "jeres enhed")
    said = referral_words(told, opened, unit)
    if said is None:
        raise NotForTheJobcenter
    type_ = types.asking if told in _ASKS else types.telling
    made = new_task(said.heading, said.text, type_, said.answer_by)
    if REQUEST in opened:
        return {**made, "externalReference": opened[REQUEST]}
    return {**made, "externalReference": opened[REFERRAL], "unit": unit}
