"""Looks every quarter of an hour whether somebody has registered whom a message under no citizen is about."""

import asyncio

from pydantic import ValidationError as Invalid

from samspil.ledger.database import passes
from samspil.ledger.store import Store
from samspil.region_bridge.api.place_message import place
from samspil.region_bridge.partner.medcom.fhir import Unreadable
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.region_bridge.storage.unplaced import read_strangers
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger

LOOK_EVERY = 900.0
"""Seconds."""

log = get_logger()


async def keep_placing(store: Store[RegionTransaction], keyring: Keyring) -> None:
    """Returns never."""
    while True:
        try:
            await look(store, keyring)
        except Exception as fault:
            if not (isinstance(fault, KeyringAway) or passes(fault)):
                raise
            log.info("unplaced.waits", fault=type(fault).__name__)
        await asyncio.sleep(LOOK_EVERY)


async def look(store: Store[RegionTransaction], keyring: Keyring) -> None:
    """Once, at each of them; one that can no longer be read holds up none of the others."""
    for held in await read_strangers(store.pool):
        try:
            await place(store, keyring, held)
        except (Refused, Unreadable, Invalid) as fault:
            log.warning("unplaced.unreadable", fault=type(fault).__name__)
