"""The citizen's file and consents."""

from typing import assert_never

from samspil.contracts.citizen import (
    CitizenConsentGiven,
    CitizenConsentWithdrawn,
    CitizenFact,
    CitizenRegistered,
)
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, listed
from samspil.overview.pages.line import Line
from samspil.vocabulary.sector import Sector


def line(fact: CitizenFact) -> Line:
    """The fact as staff read it."""
    match fact:
        case CitizenRegistered():
            return Line(Sector.SOCIAL, "Borgeren er oprettet")
        case CitizenConsentGiven():
            to = listed([words.PARTY[one].lower() for one in fact.to_sectors])
            return Line(
                Sector.SOCIAL,
                f"Samtykke givet: {to} må få oplysninger",
                f"Gælder til og med {day(fact.until)}",
            )
        case CitizenConsentWithdrawn():
            return Line(Sector.SOCIAL, "Samtykke trukket tilbage")
    assert_never(fact)
