"""What every route of this service works with."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import Pool
from samspil.vocabulary.sector import Sector
from samspil.web import door, problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.refusals import refuses


@refuses(problem_types.DATABASE_AWAY)
async def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


async def _entity_kinds(request: Request) -> Mapping[str, Kind]:
    kinds: Mapping[str, Kind] = request.app.state.entity_kinds
    return kinds


EntityKinds = Annotated[Mapping[str, Kind], Depends(_entity_kinds)]
"""How the case system calls what is fetched."""

Database = Annotated[Pool, Depends(_pool)]
"""All that is behind the doors of notifications, which hold nothing to seal."""

Door = Annotated[door.Door[JobcenterTransaction], Depends(door.door_of)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
"""Whoever may register somebody."""
