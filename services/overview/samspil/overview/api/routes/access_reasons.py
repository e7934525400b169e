"""``/v1/citizens/{citizen}/access-reasons``: why somebody without a case has to look."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from samspil.overview.api.doors import Door, Reasoning
from samspil.rulebook.case_at_hand import AccessReason, NoWords
from samspil.vocabulary.plain_text import Words
from samspil.web.at_hand import give_reason
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/access-reasons", tags=["access"])


class GiveReason(Body):
    """Why they have to look."""

    EXAMPLE: ClassVar = {"reason": "acute", "words": None}

    reason: AccessReason
    words: Annotated[
        Words | None, Field(description="Their own words; the citizen may read them. Asked for with `other`.")
    ] = None


class ReasonGiven(BaseModel):
    """From now until then the citizen's doors are open to them."""

    reason_id: UUID
    until: datetime


@router.post("", status_code=201)
@refuses(NoWords)
async def give_access_reason(
    citizen: Citizen, body: GiveReason, caller: Reasoning, door: Door
) -> ReasonGiven:
    """Give a reason; it is logged, and the citizen and the unit's leader see it."""
    given = await give_reason(door, citizen, caller, body.reason, body.words)
    return ReasonGiven(reason_id=given.id, until=given.until)
