"""From what the region is to be told to the Danish words that tell it."""

from datetime import date, datetime

from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.medcom.care_communication import Letter
from samspil.vocabulary.copenhagen import written, written_at
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.plain_text import readable

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


class NothingToSay(ValueError):
    """The region is never told this."""


def letter(told: Told, cpr: Cpr, name: str, opened: dict[str, str]) -> Letter:
    """The letter about the citizen of that number and name; ``opened`` holds what the item tells.

    Whatever was stored before texts were plain, what leaves is: a letter can always be written.
    """
    name = readable(name, UNNAMED)
    match told:
        case Told.CONTACT_PERSON:
            phone = f", tlf. {readable(opened['phone'], UNREADABLE)}" if "phone" in opened else ""
            text = f"Kontaktperson i socialpsykiatrien: {readable(opened['name'], NO_NAME)}{phone}"
            return Letter(cpr, name, "Kontaktperson", text)
        case Told.PLAN:
            agreed = written(date.fromisoformat(opened["agreed_on"]))
            return Letter(cpr, name, "Plan", f"Borgeren har en plan i kommunen, aftalt den {agreed}.")
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
        case _:
            raise NothingToSay(told)


def _when(opened: dict[str, str]) -> str:
    return f"den {written_at(datetime.fromisoformat(opened['at']))}"
