"""``/v1/citizens/{citizen}/relatives/{relative}/view``: what the citizen lets a relative know."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from samspil.overview.api.doors import Door
from samspil.overview.api.let_know import let_know
from samspil.overview.api.open_view import open_view
from samspil.web.auth import Caller, Role, allow, refusal
from samspil.web.door import Citizen
from samspil.web.own import of_their_own
from samspil.web.own import relative_id as own_relative_id
from samspil.web.problem_types import NOT_THEIR_OWN
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/relatives", tags=["view"])

Relative = Annotated[Caller, Depends(of_their_own(allow(own=(Role.RELATIVE,))))]


class KnownShown(BaseModel):
    """What of the view they may know; of all else, nothing and none."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    citizen_id: UUID
    until: date | None
    """The last day on which they may."""
    shown: list[str]
    """The fields of the view that are told, whether or not there are data."""
    view: dict[str, Any]


@router.get("/{relative_id}/view")
@refuses(NOT_THEIR_OWN)
async def read_what_relatives_know(
    citizen: Citizen, relative_id: UUID, caller: Relative, door: Door
) -> KnownShown:
    """For the relative alone, while the citizen lets them; the citizen sees that they read it."""
    let = await let_know(door, citizen, relative_id) if own_relative_id(caller) == relative_id else None
    if let is None:
        raise refusal(NOT_THEIR_OWN)
    access = caller.access("read-what-relatives-know")
    view = await open_view(door.keyring, let.citizen, let.view, access, let.shown)
    return KnownShown(
        citizen_id=citizen,
        until=let.relative.until,
        shown=[one.name for one in let.shown],
        view=view,
    )
