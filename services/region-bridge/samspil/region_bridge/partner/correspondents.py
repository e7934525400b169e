"""Organisations and people of a thread: as JSON where they are sealed, and as letters name them."""

from typing import Final

from pydantic import TypeAdapter

from samspil.region_bridge.domain.thread import Addressee, Correspondent, Party
from samspil.region_bridge.partner.medcom import letter
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.vocabulary.plain_text import readable

PARTY: Final = TypeAdapter(Party)
CORRESPONDENT: Final = TypeAdapter(Correspondent)
UNKNOWN: Final = "ukendt"


def organisation_of(party: Party | None) -> Organisation | None:
    """By its numbers."""
    return Organisation(party.sor, party.gln) if party else None


def addressee_of(one: Addressee | None) -> letter.Addressee | None:
    """Somebody without a name is nobody in particular."""
    name = readable(one.name or "", "") if one else ""
    if one is None or not name:
        return None
    return letter.Addressee(name, readable(one.role or "", "") or None, is_team=one.kind == "CareTeam")


def signer_of(name: str | None, phone: str | None, role: str | None) -> letter.Author:
    """Whoever signed a text that we repeat, as far as they are known."""
    return letter.Author(
        readable(name or "", UNKNOWN),
        readable(phone or "", UNKNOWN),
        readable(role or "", UNKNOWN),
        is_person=True,
    )
