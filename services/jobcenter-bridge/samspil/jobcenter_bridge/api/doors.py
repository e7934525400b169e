"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends, Request

from samspil.ledger.database import Pool
from samspil.web import problem_types
from samspil.web.refusals import refuses


@refuses(problem_types.DATABASE_AWAY)
async def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


Database = Annotated[Pool, Depends(_pool)]
"""All that is behind these doors: notifications hold nothing to seal."""
