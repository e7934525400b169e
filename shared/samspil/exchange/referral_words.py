"""What a partner reads of a referral to it, and of what it asked of us: the same words to both, in Danish."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.exchange.referral_items import URGENT
from samspil.vocabulary.copenhagen import written
from samspil.vocabulary.plain_text import readable

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


class Words(NamedTuple):
    """A heading, what stands below it, and by when an answer is asked for, where one is."""

    heading: str
    text: str
    answer_by: date | None = None


def referral_words(told: Told, opened: Mapping[str, str], asked: str) -> Words | None:
    """None for what tells of no referral; ``asked`` is what the partner calls who is asked for help."""
    match told:
        case Told.REQUEST_ANSWERED:
            return Words("Svar på jeres henvendelse", _answer(opened))
        case Told.REFERRAL:
            by = date.fromisoformat(opened["answer_by"])
            urgent = " Det haster." if opened["urgency"] == URGENT else ""
            text = (
                f"Socialpsykiatrien spørger på borgerens vegne, om {asked} kan hjælpe.{urgent}"
                f" Borgerens egne ord: {quoted(opened)} Svar senest den {written(by)}."
            )
            return Words("Henvendelse fra socialpsykiatrien", text, by)
        case Told.CANCELLATION_REQUESTED:
            by = date.fromisoformat(opened["answer_by"])
            text = (
                "Socialpsykiatrien beder om, at hjælpen efter henvendelsen stoppes."
                f" Svar senest den {written(by)}, om den stopper eller fortsætter."
            )
            return Words("Ønske om at stoppe hjælpen", text, by)
        case Told.REFERRAL_INFORMATION:
            text = f"Socialpsykiatrien svarer på det, I har spurgt om: {quoted(opened)}"
            return Words("Oplysninger til henvendelsen", text)
        case Told.REFERRAL_CANCELLED:
            text = "Socialpsykiatrien har taget henvendelsen tilbage. Den skal ikke besvares."
            return Words("Henvendelsen er taget tilbage", text)
        case Told.REFERRAL_CLOSED:
            return Words("Henvendelsen er lukket", "Den skal ikke besvares.")
    return None


def quoted(opened: Mapping[str, str]) -> str:
    """The citizen's own words."""
    return f"»{readable(opened['words'], 'kan ikke læses')}«"


def _answer(opened: Mapping[str, str]) -> str:
    answer = _ANSWERS[PartnerAnswer(opened["answer"])]
    if "day" not in opened:
        return answer
    return f"{answer} Dato: {written(date.fromisoformat(opened['day']))}."
