"""``/v1/citizens/search``: finding a citizen by number, asked in the body and never in an address."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from samspil.referral.api.doors import Door, OfUnits
from samspil.referral.storage.queries import read_file
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.body import Body
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])


class FindCitizen(Body):
    """Whom the caller looks for."""

    EXAMPLE: ClassVar = {"cpr": "0201609995"}

    cpr: Cpr


class FoundCitizen(BaseModel):
    """Where the file is; nothing of what stands in it."""

    citizen_id: UUID


@router.post("/search")
@refuses(problem_types.UNKNOWN_CITIZEN)
async def find_citizen(body: FindCitizen, caller: OfUnits, door: Door) -> FoundCitizen:
    """The citizen of the number, who has a file; that somebody looked is logged with the citizen."""
    citizen = await door.keyring.find(body.cpr)
    if citizen is None or await read_file(door.store.pool, citizen) is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await door.keyring.note(citizen, caller.access("search"))
    return FoundCitizen(citizen_id=citizen)
