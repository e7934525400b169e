"""What the jobcenter asks about people whom nobody here knows, as the bridge holds it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends

from samspil.overview.api.doors import REGISTERING, OverviewDoor
from samspil.overview.api.services import Refused
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller
from samspil.web.session import signed_in

Registering = Annotated[Caller, Depends(signed_in(*REGISTERING, sector=Sector.SOCIAL))]
"""Who reads it, and opens files."""

BRIDGE, PATH = "jobcenter-bridge", "/v1/held-requests"


async def read_held(door: OverviewDoor, token: str) -> list[Mapping[str, Any]]:
    """All that wait, the oldest first; reading them is logged."""
    held: list[Mapping[str, Any]] = await door.services.read(token, BRIDGE, PATH)
    return held


async def read_one(door: OverviewDoor, token: str, request: UUID) -> Mapping[str, Any]:
    """The one; reading it is logged, and no other is read. Raises ``Problem`` where it waits no more."""
    held: Mapping[str, Any] = await door.services.read(token, BRIDGE, f"{PATH}/{request}")
    return held


async def look_again(door: OverviewDoor, token: str, request: UUID) -> None:
    """Have the bridge look at once; where it cannot be asked, it does so within a quarter of an hour."""
    with suppress(Refused):
        await door.services.ask(token, BRIDGE, f"{PATH}/{request}/look-again", {})
