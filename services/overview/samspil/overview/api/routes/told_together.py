"""``/v1/citizens/{citizen}/told-together``: what was told of one file under another's name."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter

from samspil.overview.api.doors import Door, Staff
from samspil.overview.api.told_together import see_told_together
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.told_together import Why
from samspil.overview.pages.party_names import with_names
from samspil.overview.pages.told_together_page import sentence
from samspil.overview.storage.queries import read_view
from samspil.vocabulary.copenhagen import danish_day
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.read_model import ReadModel

router = APIRouter(prefix="/v1/citizens", tags=["disclosures"])


class ToldTogetherShown(ReadModel):
    """One thing that a partner was told under the name of the file that survived."""

    receiver: Receiver
    field: str
    thing: UUID | None
    """The id of the referral, request or contact hold, where it is one."""
    why: Why
    first: datetime
    last: datetime
    """When it was told first and last."""
    sentence: str = ""


class TogetherShown(ReadModel):
    """A time in which two files were taken for one person's."""

    survivor: UUID
    absorbed: UUID
    since: datetime
    until: datetime | None
    told: list[ToldTogetherShown]
    written: list[UUID]
    """Referrals that were written in the survivor's file meanwhile: somebody knows whom they are about."""


@router.get("/{citizen_id}/told-together")
async def read_told_together(citizen: Citizen, caller: Staff, door: Door) -> list[TogetherShown]:
    """The newest time first; asked of either of the two, it is the same. Reading it is logged."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await door.keyring.note(citizen, caller.access("read-told-together"), ["told_together"])
    today = danish_day(datetime.now(UTC))
    return [
        TogetherShown(
            survivor=one.survivor,
            absorbed=one.absorbed,
            since=one.since,
            until=one.until,
            told=[
                ToldTogetherShown.model_validate(told).model_copy(
                    update={"sentence": with_names(sentence(told), door.rules, today)}
                )
                for told in one.told
            ],
            written=[id_ for _, id_ in one.written],
        )
        for one in await see_told_together(door.store.pool, citizen, view)
    ]
