"""``/v1/citizens/search-by-name``: finding one of one's own citizens again."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from samspil.overview.api.doors import AnyStaff, Door
from samspil.overview.api.open_names import open_names
from samspil.overview.domain.named import is_meant
from samspil.overview.storage.own_citizens import read_own_citizens
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plain_text import Name
from samspil.web.body import Body
from samspil.web.problem_types import KEYRING_AWAY
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens", tags=["citizens"])

OWN_AT_MOST = 500
"""Of so many citizens the names are looked through; whoever has more searches by number."""


class FindByName(Body):
    """Whom the caller looks for."""

    EXAMPLE: ClassVar = {"name": "Bruno"}

    name: Annotated[Name, Field(description="The name, or the beginning of each of some of its parts.")]


class NamedCitizen(BaseModel):
    """One of the caller's own."""

    citizen_id: UUID
    name: str


class NamedCitizens(BaseModel):
    """By their names; ``looked_through`` is false where the caller has more citizens than were looked at."""

    citizens: list[NamedCitizen]
    looked_through: bool


@router.post("/search-by-name")
@refuses(KEYRING_AWAY)
async def find_citizen_by_name(body: FindByName, caller: AnyStaff, door: Door) -> NamedCitizens:
    """Those of the citizens of whom the caller has a case at hand; opening the names is logged."""
    today = danish_day(datetime.now(UTC))
    own = await read_own_citizens(door.store.pool, caller.subject, caller.units, today, OWN_AT_MOST + 1)
    names = await open_names(door, own[:OWN_AT_MOST], caller, "search-by-name", OWN_AT_MOST)
    if names is None:
        raise Problem(KEYRING_AWAY)
    found = [
        NamedCitizen(citizen_id=one, name=name) for one, name in names.items() if is_meant(name, body.name)
    ]
    found.sort(key=lambda one: (one.name.casefold(), one.citizen_id))
    return NamedCitizens(citizens=found, looked_through=len(own) <= OWN_AT_MOST)
