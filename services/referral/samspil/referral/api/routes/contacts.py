"""``/v1/citizens/contacts``: somebody is helped before anybody knows them by a number."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.referral.api.doors import Door, Registering
from samspil.referral.api.routes.identity import FileChanged, told
from samspil.referral.domain.basis import LawWithoutHelp, require_help
from samspil.referral.domain.open_contact import Contact, NotWithoutNumber, require_no_number
from samspil.referral.domain.register import NotTheirMunicipality, require_own
from samspil.referral.handlers.open_contact import open_contact as open_
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name
from samspil.web.body import Body
from samspil.web.idempotency import Creating
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])


class OpenContact(Body):
    """A caseworker's entry."""

    EXAMPLE: ClassVar = {"name": "Kalder sig Bo", "acting_municipality": "101", "basis": "sel-99"}

    name: Annotated[Name, Field(description="What they call themselves.")]
    acting_municipality: Municipality
    basis: Annotated[
        LegalBasis, Field(description="Help that is given to whoever comes, e.g. sel-12, or sel-99.")
    ]


@router.post("/contacts", status_code=201, response_model=FileChanged)
@refuses(LawWithoutHelp, NotWithoutNumber, NotTheirMunicipality)
async def open_contact(body: OpenContact, caller: Registering, once: Creating, door: Door) -> Response:
    """Open a file without a number; each time for somebody else, for nothing tells them apart."""
    require_own(body.acting_municipality, caller.municipality)
    require_help(body.basis)
    require_no_number(body.basis, door.rules, danish_day(datetime.now(UTC)))
    citizen = await door.keyring.new_citizen()
    wanted = Contact(
        name=await door.keyring.seal(citizen, "name", body.name),
        acting_municipality=body.acting_municipality,
        basis=body.basis,
        by=caller.subject,
    )
    return await door.decide(
        citizen, once, lambda tx: told(citizen, open_(tx, wanted), 201, f"/v1/citizens/{citizen}")
    )
