"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow

Door = Annotated[door.Door[PlanTransaction], Depends(door.door_of)]

Planner = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
SupportWorker = Annotated[Caller, Depends(allow(Role.SUPPORT_WORKER, sector=Sector.SOCIAL))]
Reader = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]
