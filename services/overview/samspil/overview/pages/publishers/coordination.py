"""Contact holds, what stays propose, and messages that somebody took care of."""

from dataclasses import dataclass
from typing import assert_never

from samspil.contracts.coordination import (
    CoordinationAttentionAnswered,
    CoordinationAttentionRaised,
    CoordinationAttentionWithdrawn,
    CoordinationContactHoldDeclined,
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
    CoordinationContactHoldSet,
    CoordinationContradictionHandled,
    CoordinationFact,
    CoordinationMessageHandled,
    CoordinationMessageWritten,
    CoordinationUndeliveredHandled,
)
from samspil.overview.domain.contradictions import AnswerHeard
from samspil.overview.domain.coordination import Hold, Proposal, Seen
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.pages import attention_words, message_words
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.coordination import (
    DECLINE_HOLD,
    END_HOLD,
    HANDLE_ANSWER,
    HANDLE_DELIVERY,
    SET_HOLD,
    said,
)
from samspil.overview.pages.line import Line
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class HoldCard:
    """The contact hold that stands."""

    until: str
    ask: str
    end: Filled


def hold_card(hold: Hold | None, read: Read) -> HoldCard | None:
    """The card; None while none stands."""
    if hold is None:
        return None
    return HoldCard(day(hold.until), read(hold.ask), Filled(END_HOLD, (Thing(hold.id, hold.version),)))


def set_hold(standing: Seen, ask: str) -> Filled:
    """The form that sets a hold in the place of what stands; ``ask`` is whom it suggests."""
    return Filled(SET_HOLD, written={"seen": said(standing), "ask": ask})


def decline_hold(proposals: tuple[Proposal, ...]) -> Filled | None:
    """The no to all that is proposed; None where nothing is."""
    things = tuple(Thing(one.id, one.version) for one in proposals)
    return Filled(DECLINE_HOLD, things) if things else None


def handle_delivery(lost: DeliveryEnd) -> Filled:
    """The button that says that somebody took care of it."""
    return Filled(HANDLE_DELIVERY, (Thing(lost.id, lost.version),))


def handle_answer(later: AnswerHeard) -> Filled:
    """The button that says that somebody found out which of two answers holds."""
    return Filled(HANDLE_ANSWER, (Thing(later.id, later.version),))


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
        case CoordinationContradictionHandled():
            return Line(Sector.SOCIAL, "Fundet ud af, hvilket af to svar der gælder")
        case CoordinationMessageWritten():
            return Line(Sector.SOCIAL, "Skrevet til hospitalet", message_words.CATEGORY[fact.category])
        case CoordinationMessageHandled():
            return Line(Sector.SOCIAL, "Læst en besked fra hospitalet: den skal ikke besvares")
        case CoordinationAttentionRaised():
            until = f"Se på det senest {day(fact.by)}" if fact.by else ""
            return Line(Sector.SOCIAL, attention_words.ATTENTION[fact.rule], until)
        case CoordinationAttentionAnswered():
            return Line(Sector.SOCIAL, attention_words.ATTENTION_ANSWER[fact.answer])
        case CoordinationAttentionWithdrawn():
            return Line(Sector.SOCIAL, "Det skal ikke længere tages op")
    assert_never(fact)
