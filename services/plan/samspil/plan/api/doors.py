"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends, Request

from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow


async def _door(request: Request) -> door.Door[PlanTransaction]:
    behind: door.Door[PlanTransaction] = request.app.state.door
    return behind


Door = Annotated[door.Door[PlanTransaction], Depends(_door)]

Planner = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
SupportWorker = Annotated[Caller, Depends(allow(Role.SUPPORT_WORKER, sector=Sector.SOCIAL))]
Reader = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]
