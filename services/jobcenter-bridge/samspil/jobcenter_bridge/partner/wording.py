"""What the jobcenter reads, in Danish: the same words whatever the cause."""

from collections.abc import Mapping
from datetime import date

from samspil.contracts.delivery import Told
from samspil.vocabulary.copenhagen import written
from samspil.vocabulary.plain_text import readable

TASK_TYPE = "ORIENTERING"


class NotForTheJobcenter(Exception):
    """The jobcenter is never told this."""


def task(told: Told, opened: Mapping[str, str]) -> dict[str, str | None]:
    """A task for their caseworker, but for whom it is about; ``opened`` holds what the wording names.

    A name of which nothing can be read is left out: that there is a pause is said all the same.
    Raises ``NotForTheJobcenter``.
    """
    match told:
        case Told.CONTACT_HOLD:
            until = date.fromisoformat(opened["until"])
            ask = readable(opened["ask"], "socialpsykiatrien")
            return _task(
                "Kontaktpause",
                f"Borgeren skal ikke kontaktes til og med {written(until)}. Spørgsmål rettes til {ask}.",
                until,
            )
        case Told.CONTACT_HOLD_ENDED:
            return _task("Kontaktpause ophørt", "Borgeren kan igen kontaktes.", None)
        case Told.SHARING_ENDED:
            return _task("Deling er ophørt", "Der deles ikke længere oplysninger om borgeren.", None)
        case _:
            raise NotForTheJobcenter


def _task(title: str, description: str, deadline: date | None) -> dict[str, str | None]:
    return {
        "title": title,
        "description": description,
        "deadline": deadline.isoformat() if deadline else None,
        "taskType": TASK_TYPE,
    }
