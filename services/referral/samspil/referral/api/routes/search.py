"""``/v1/citizens/search``: finding a citizen by number, asked in the body and never in an address."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from samspil.referral.api.doors import Door, Searching
from samspil.referral.api.known import standing
from samspil.rulebook.case_at_hand import AccessReason, NoWords
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.plain_text import Words
from samspil.web import problem_types
from samspil.web.at_hand import give_reason, require_case
from samspil.web.body import Body
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])


class FindCitizen(Body):
    """Whom the caller looks for."""

    EXAMPLE: ClassVar = {"cpr": "0201609995"}

    cpr: Cpr
    reason: Annotated[
        AccessReason | None,
        Field(description="Why, where the caller has no case of the citizen's at hand."),
    ] = None
    words: Annotated[
        Words | None, Field(description="The reason in the caller's own words; asked for with `other`.")
    ] = None


class FoundCitizen(BaseModel):
    """Where the file is; nothing of what stands in it."""

    citizen_id: UUID


@router.post("/search")
@refuses(problem_types.UNKNOWN_CITIZEN, problem_types.NO_CASE_AT_HAND, NoWords)
async def find_citizen(body: FindCitizen, caller: Searching, door: Door) -> FoundCitizen:
    """The citizen of the number, who has a file; that somebody looked is logged with the citizen.

    Of two files of one person it is the one that stands for both.

    A reason is kept for the rest of the day, and opens the citizen's other doors, too.
    """
    of_number = await door.keyring.find(body.cpr)
    if of_number is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    citizen, found = await standing(door, of_number)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    if body.reason:
        await give_reason(door, citizen, caller, body.reason, body.words)
    known = await require_case(door, citizen, caller)
    await door.keyring.note(citizen, known.access("search"))
    return FoundCitizen(citizen_id=citizen)
