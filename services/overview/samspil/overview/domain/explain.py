"""Explaining: each line of a disclosure as one plain Danish sentence."""

from samspil.overview.domain.disclose import RECEIVED, Line
from samspil.overview.domain.law import Receiver

RECEIVERS = {Receiver.JOBCENTER: "Jobcentret", Receiver.REGION: "Regionen"}

FIELDS = {
    "identity": "hvem borgeren er",
    "contact_hold": "at borgeren ikke skal kontaktes, til hvornår, og hvem der kan spørges",
    "contact_person": "hvem der er kontaktperson i socialpsykiatrien",
    "milestones_received": "aktiviteter på vej mod arbejde, som jobcentret fortæller os om",
    "notices_received": "indlæggelser, som regionen giver os besked om",
    "employment_goal": "hvad borgeren håber på med arbejde eller uddannelse",
    "support": "hvilken støtte borgeren får",
    "stay": "om borgeren er indlagt",
    "plan": "at borgeren har en plan",
    "milestones": "hvilke skridt borgeren tager på vej mod arbejde",
}


def sentence(receiver: Receiver, line: Line) -> str:
    """What is told or not, on which basis and until when."""
    who, what = RECEIVERS[receiver], FIELDS[line.field]
    if line.ground is None:
        return (
            f"Vi modtager ikke {what}: der er intet grundlag."
            if line.field in RECEIVED
            else f"{who} får ikke at vide, {what}: der er intet grundlag."
        )
    until = f", til og med {line.ground.until:%d.%m.%Y}" if line.ground.until else ""
    basis = line.ground.basis.reading
    if line.field in RECEIVED:
        return f"Vi modtager {what}{until}. Grundlag: {basis}."
    return f"{who} får at vide, {what}{until}. Grundlag: {basis}."
