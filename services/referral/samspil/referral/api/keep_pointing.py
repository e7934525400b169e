"""The keyring follows the files: the numbers of a file that is part of another lead to that one."""

import asyncio

from samspil.ledger.database import passes
from samspil.referral.api.doors import ReferralDoor
from samspil.referral.storage.queries import read_file, read_merged
from samspil.sealing.errors import KeyringAway
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId

LOOK_EVERY = 60.0

_log = get_logger()


async def point(door: ReferralDoor, citizen: CitizenId) -> None:
    """As the citizen's file says, once it has been said; what fails here is caught up on within a minute."""
    found = await read_file(door.store.pool, citizen)
    into = found.file.merged_into if found else None
    try:
        await door.keyring.follow_merges({citizen: into} if into else {}, about=citizen)
    except KeyringAway as fault:
        _log.warning("pointing.waits", fault=type(fault).__name__)


async def point_all(door: ReferralDoor) -> None:
    """As all files say: somebody may have been killed between the files and the keyring."""
    await door.keyring.follow_merges(await read_merged(door.store.pool))


async def keep_pointing(door: ReferralDoor) -> None:
    """Returns never."""
    while True:
        try:
            await point_all(door)
        except Exception as fault:
            if not isinstance(fault, KeyringAway) and not passes(fault):
                raise
        await asyncio.sleep(LOOK_EVERY)
