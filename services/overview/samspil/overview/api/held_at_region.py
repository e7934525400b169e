"""What hospitals sent that waits for a person, as the region-bridge holds it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Path

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.held_requests import Registering as Registering
from samspil.overview.api.services import Refused

BRIDGE, HELD, UNPLACED = "region-bridge", "/v1/held-notices", "/v1/unplaced-messages"
MessageId = Annotated[str, Path(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
"""As hospitals write it (FHIR R4, id)."""
PAGE: Final = UUID(int=0)
"""Where what was done is announced: the page of all that waits is no citizen's."""


async def read_held(door: OverviewDoor, token: str) -> list[Mapping[str, Any]]:
    """All that wait, the oldest first; reading them is logged by the bridge."""
    held: list[Mapping[str, Any]] = await door.services.read(token, BRIDGE, HELD)
    return held


async def read_one_held(door: OverviewDoor, token: str, held: UUID) -> Mapping[str, Any]:
    """The one, and no other is read. Raises ``Problem`` where it waits no more."""
    one: Mapping[str, Any] = await door.services.read(token, BRIDGE, f"{HELD}/{held}")
    return one


async def settle(
    door: OverviewDoor, token: str, one: Mapping[str, Any], verb: str, body: Mapping[str, Any], key: UUID
) -> None:
    """Apply it or put it aside; sent again with the same key it is the same act. Raises ``Refused``."""
    path = f"{HELD}/{one['held_id']}/{verb}"
    await door.services.ask(token, BRIDGE, path, body, one["version"], key)


async def read_unplaced(door: OverviewDoor, token: str) -> list[Mapping[str, Any]]:
    """Messages about people whom nobody here knows, the oldest first; the bridge logs the look."""
    held: list[Mapping[str, Any]] = await door.services.read(token, BRIDGE, UNPLACED)
    return held


async def read_one_unplaced(door: OverviewDoor, token: str, message: str) -> Mapping[str, Any]:
    """The one, and no other is read. Raises ``Problem`` where it waits no more."""
    held: Mapping[str, Any] = await door.services.read(token, BRIDGE, f"{UNPLACED}/{message}")
    return held


async def look_again(door: OverviewDoor, token: str, message: str) -> None:
    """Have the bridge look at once; where it cannot be asked, it does so by itself later."""
    with suppress(Refused):
        await door.services.ask(token, BRIDGE, f"{UNPLACED}/{message}/look-again", {})


async def answer_wrong_place(
    door: OverviewDoor, token: str, message: str, body: Mapping[str, Any], key: UUID
) -> None:
    """Have whoever wrote told that we are the wrong place. Raises ``Refused``."""
    await door.services.ask(token, BRIDGE, f"{UNPLACED}/{message}/answer-wrong-place", body, key=key)
