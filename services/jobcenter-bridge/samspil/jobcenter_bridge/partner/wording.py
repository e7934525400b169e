"""What the jobcenter reads, in Danish: the same words whatever the cause."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.jobcenter_bridge.domain.wanted import URGENT
from samspil.jobcenter_bridge.partner.plan_wording import of_the_plan
from samspil.jobcenter_bridge.partner.task_words import Task, new_task, quoted
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


_ANSWERS: Final = {
    PartnerAnswer.RECEIVED: "Socialpsykiatrien har modtaget jeres henvendelse.",
    PartnerAnswer.INFORMATION_REQUESTED: "Socialpsykiatrien mangler oplysninger for at kunne svare.",
    PartnerAnswer.ACCEPTED: "Socialpsykiatrien vil hjælpe borgeren.",
    PartnerAnswer.DECLINED: "Socialpsykiatrien hjælper ikke på denne henvendelse.",
    PartnerAnswer.NOT_OURS: "Henvendelsen hører ikke til hos socialpsykiatrien.",
    PartnerAnswer.STARTED: "Hjælpen er begyndt.",
    PartnerAnswer.COMPLETED: "Hjælpen er afsluttet.",
    PartnerAnswer.CANCELLATION_ACCEPTED: "Hjælpen er stoppet.",
    PartnerAnswer.CANCELLATION_REFUSED: "Hjælpen fortsætter.",
}


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
        case Told.REQUEST_ANSWERED:
            answered = new_task("Svar på jeres henvendelse", _answer(opened), types.telling)
            return {**answered, "externalReference": opened["request"]}
        case Told.PLAN | Told.CRISIS_PLAN:
            raise NotForTheJobcenter
        case (
            Told.CONTACT_PERSON
            | Told.EMPLOYMENT_GOAL
            | Told.WORKPLACE_SUPPORT
            | Told.MEETING
            | Told.MEETING_CANCELLED
        ):
            return of_the_plan(told, opened, types.telling)
        case _:
            unit = readable(opened["unit"], "Jobcentret")
            return {
                **_about(told, opened, unit, types),
                "externalReference": opened["referral"],
                "unit": unit,
            }


def _about(told: Told, opened: Mapping[str, str], unit: str, types: TaskTypes) -> Task:
    """A task about a referral."""
    match told:
        case Told.REFERRAL:
            by = date.fromisoformat(opened["answer_by"])
            urgent = " Det haster." if opened["urgency"] == URGENT else ""
            words = (
                f"Socialpsykiatrien spørger på borgerens vegne, om {unit} kan hjælpe.{urgent}"
                f" Borgerens egne ord: {quoted(opened)} Svar senest den {written(by)}."
            )
            return new_task("Henvendelse fra socialpsykiatrien", words, types.asking, by)
        case Told.CANCELLATION_REQUESTED:
            by = date.fromisoformat(opened["answer_by"])
            words = (
                "Socialpsykiatrien beder om, at hjælpen efter henvendelsen stoppes."
                f" Svar senest den {written(by)}, om den stopper eller fortsætter."
            )
            return new_task("Ønske om at stoppe hjælpen", words, types.asking, by)
        case Told.REFERRAL_INFORMATION:
            words = f"Socialpsykiatrien svarer på det, I har spurgt om: {quoted(opened)}"
            return new_task("Oplysninger til henvendelsen", words, types.telling)
        case Told.REFERRAL_CANCELLED:
            words = "Socialpsykiatrien har taget henvendelsen tilbage. Den skal ikke besvares."
            return new_task("Henvendelsen er taget tilbage", words, types.telling)
        case Told.REFERRAL_CLOSED:
            return new_task("Henvendelsen er lukket", "Den skal ikke besvares.", types.telling)
        case _:
            raise NotForTheJobcenter


def _answer(opened: Mapping[str, str]) -> str:
    answer = _ANSWERS[PartnerAnswer(opened["answer"])]
    if "day" not in opened:
        return answer
    return f"{answer} Dato: {written(date.fromisoformat(opened['day']))}."
