"""From what the region is to be told to the Danish words that tell it."""

from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.medcom.care_communication import Letter
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.plain_text import readable

SHARING_HAS_ENDED = "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
"""All that is said; why, and what was told before, is not."""


UNNAMED = "Ukendt"
"""The citizen, where nothing of a stored name can be read: the number says who it is."""
NO_NAME = "navnet kan ikke læses"
"""The contact person, likewise."""


class NothingToSay(ValueError):
    """The region is never told this."""


def letter(told: Told, cpr: Cpr, name: str, opened: dict[str, str]) -> Letter:
    """The letter about the citizen of that number and name; ``opened`` holds what the item tells.

    Whatever was stored before texts were plain, what leaves is: a letter can always be written.
    """
    name = readable(name, UNNAMED)
    match told:
        case Told.CONTACT_PERSON:
            text = f"Kontaktperson i socialpsykiatrien: {readable(opened['name'], NO_NAME)}"
            return Letter(cpr, name, "Kontaktperson", text)
        case Told.SHARING_ENDED:
            return Letter(cpr, name, "Deling er ophørt", SHARING_HAS_ENDED)
        case _:
            raise NothingToSay(told)
