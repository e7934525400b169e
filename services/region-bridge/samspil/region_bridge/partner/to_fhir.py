"""From what the region is to be told to the Danish words that tell it."""

from samspil.contracts.delivery import Told
from samspil.region_bridge.partner.care_communication import Letter
from samspil.vocabulary.cpr import Cpr

SHARING_HAS_ENDED = "Socialpsykiatrien deler ikke længere oplysninger om borgeren."
"""All that is said; why, and what was told before, is not."""


class NothingToSay(ValueError):
    """The region is never told this."""


def letter(told: Told, cpr: Cpr, name: str, opened: dict[str, str]) -> Letter:
    """The letter about the citizen of that number and name; ``opened`` holds what the item tells."""
    match told:
        case Told.CONTACT_PERSON:
            text = f"Kontaktperson i socialpsykiatrien: {opened['name']}"
            return Letter(cpr, name, "Kontaktperson", text)
        case Told.SHARING_ENDED:
            return Letter(cpr, name, "Deling er ophørt", SHARING_HAS_ENDED)
        case _:
            raise NothingToSay(told)
