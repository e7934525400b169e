"""The citizen's file, network and consents."""

from typing import assert_never

from samspil.contracts.citizen import (
    CitizenConsentExpired,
    CitizenConsentGiven,
    CitizenConsentNarrowed,
    CitizenConsentWithdrawn,
    CitizenContactOpened,
    CitizenContactWishesSet,
    CitizenCoordinatorNamed,
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenFact,
    CitizenLinked,
    CitizenMerged,
    CitizenMoved,
    CitizenRegistered,
    CitizenRelativeAdded,
    CitizenRelativeChanged,
    CitizenRelativeRemoved,
    CitizenSplit,
)
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, listed
from samspil.overview.pages.line import Line
from samspil.vocabulary import municipality
from samspil.vocabulary.sector import Sector


def line(fact: CitizenFact) -> Line:
    """The fact as staff read it."""
    what, *more = _told(fact)
    return Line(Sector.SOCIAL, what, " ".join(more))


def _told(fact: CitizenFact) -> tuple[str, ...]:
    """What happened, and what is told beside it, if anything."""
    match fact:
        case CitizenRegistered():
            return ("Borgeren er oprettet",)
        case CitizenContactOpened():
            return ("Kontakten er begyndt, uden CPR-nummer",)
        case CitizenLinked():
            return ("Borgerens CPR-nummer er skrevet på",)
        case CitizenMerged():
            return ("To sager om borgeren er lagt sammen",)
        case CitizenSplit():
            return ("Sagerne er delt igen: det er to borgere",)
        case CitizenCorrected():
            return ("Borgerens oplysninger er rettet",)
        case CitizenMoved():
            acting = municipality.reading(fact.acting_municipality)
            return (f"Borgeren er flyttet {day(fact.moved_on)}", f"Handlekommune: {acting}")
        case CitizenDied():
            return (f"Borgeren er død {day(fact.died_on)}" if fact.died_on else "Borgeren er død",)
        case CitizenDeathRetracted():
            return ("Dødsfaldet var en fejl: borgeren lever",)
        case CitizenCoordinatorNamed():
            return ("Borgeren har fået en koordinator",)
        case CitizenContactWishesSet():
            return ("Borgeren har sagt, hvordan kontakten skal være",)
        case CitizenRelativeAdded():
            return (f"{words.RELATIVE[fact.kind]} er skrevet på som pårørende",)
        case CitizenRelativeChanged():
            return ("Oplysninger om en pårørende er ændret",)
        case CitizenRelativeRemoved():
            return (words.RELATIVE_LEFT[fact.reason],)
        case CitizenConsentGiven():
            to = listed([words.PARTY[one].lower() for one in fact.to_sectors])
            return (f"Samtykke givet: {to} må få oplysninger", f"Gælder til og med {day(fact.until)}")
        case CitizenConsentNarrowed():
            return ("Samtykke gjort mindre", f"Resten gælder til og med {day(fact.until)}")
        case CitizenConsentWithdrawn():
            return ("Samtykke trukket tilbage",)
        case CitizenConsentExpired():
            return ("Samtykke udløbet",)
    assert_never(fact)
