"""What every route of this service works with."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.ledger.database import Pool
from samspil.web import problem_types
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
"""All that is behind these doors: notifications hold nothing to seal."""
