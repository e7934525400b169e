"""Contact holds, what stays propose, and messages that somebody took care of."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
    CoordinationContactHoldSet,
    CoordinationFact,
    CoordinationUndeliveredHandled,
)
from samspil.overview.domain.coordination import Hold
from samspil.overview.pages.danish import day
from samspil.overview.pages.line import Line
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class HoldCard:
    """The contact hold that stands."""

    id: UUID
    until: str
    ask: str


def hold_card(hold: Hold | None, read: Read) -> HoldCard | None:
    """The card; None while none stands."""
    return HoldCard(hold.id, day(hold.until), read(hold.ask)) if hold else None


def line(fact: CoordinationFact) -> Line | None:
    """The fact as staff read it; that a proposal is over follows from another line."""
    match fact:
        case CoordinationContactHoldProposed():
            return Line(Sector.SOCIAL, "Kontaktpause foreslået", "Nogen skal tage stilling")
        case CoordinationContactHoldProposalEnded():
            return None
        case CoordinationContactHoldDeclined():
            return Line(Sector.SOCIAL, "Der er ikke brug for en kontaktpause")
        case CoordinationContactHoldSet():
            return Line(Sector.SOCIAL, "Kontaktpause sat", f"Til og med {day(fact.until)}")
        case CoordinationContactHoldEnded():
            return Line(Sector.SOCIAL, "Kontaktpause afsluttet")
        case CoordinationUndeliveredHandled():
            return Line(Sector.SOCIAL, "Taget hånd om en besked, der ikke kom frem")
    assert_never(fact)
