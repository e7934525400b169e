"""Looks every quarter of an hour whether somebody has registered whom a message under no citizen is about."""

from functools import partial

from pydantic import ValidationError as Invalid

from samspil.ledger.store import Store
from samspil.region_bridge.api.again_and_again import again_and_again
from samspil.region_bridge.api.place_message import place
from samspil.region_bridge.partner.medcom.fhir import Unreadable
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.region_bridge.storage.unplaced import read_strangers
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger

LOOK_EVERY = 900.0
"""Seconds."""

log = get_logger()


async def keep_placing(store: Store[RegionTransaction], keyring: Keyring) -> None:
    """Returns never."""
    await again_and_again(partial(look, store, keyring), LOOK_EVERY, "unplaced.waits")


async def look(store: Store[RegionTransaction], keyring: Keyring) -> None:
    """Once, at each of them; one that can no longer be read holds up none of the others."""
    for held in await read_strangers(store.pool):
        try:
            await place(store, keyring, held)
        except (Refused, Unreadable, Invalid) as fault:
            log.warning("unplaced.unreadable", fault=type(fault).__name__)
