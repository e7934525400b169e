"""What a partner said in one file of a referral in another of the same person's, heard there: sealed anew.

The worker that hears it has no key.
"""

import asyncio

from samspil.ledger.database import passes
from samspil.referral.api.doors import ReferralDoor
from samspil.referral.handlers.pass_on_answer import pass_on_answer
from samspil.referral.storage.queries import Strayed, read_strays
from samspil.sealing.access import Access
from samspil.sealing.errors import (
    KeyDestroyed,
    KeyringAway,
    NotThisCitizens,
    TamperedToken,
    UnknownCitizen,
)
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

LOOK_EVERY = 2.0
AT_ONCE = 200
UNREADABLE = "Det, der er skrevet, kan ikke læses mere."
ACCESS = Access("referral", Role.INTEGRATOR, Sector.SOCIAL, "pass-on-answer")

_log = get_logger()


async def pass_on(door: ReferralDoor) -> None:
    """Everything that waits, once each; whatever is wrong with one holds up nobody else's."""
    for one in await read_strays(door.store.pool, AT_ONCE):
        try:
            await _pass_on(door, one)
        except Exception as fault:
            if isinstance(fault, KeyringAway) or passes(fault):
                raise
            _log.error("answer.not_passed_on", citizen=one.heard_at, fault=type(fault).__name__)


async def keep_passing_on(door: ReferralDoor) -> None:
    """Returns never."""
    while True:
        try:
            await pass_on(door)
        except Exception as fault:
            if not isinstance(fault, KeyringAway) and not passes(fault):
                raise
        await asyncio.sleep(LOOK_EVERY)


async def _pass_on(door: ReferralDoor, one: Strayed) -> None:
    stray = one.stray
    words = await _sealed_anew(door, one.heard_at, stray.words, one.owner)
    async with door.store.transaction({one.heard_at, one.owner or one.heard_at}) as tx:
        tx.turn_to(one.heard_at)
        pass_on_answer(tx, stray.id, one.owner, words, door.rules)


async def _sealed_anew(
    door: ReferralDoor, heard_at: CitizenId, words: Sealed | None, owner: CitizenId | None
) -> Sealed | None:
    """None where there is nothing, or the owner was erased. What can be opened no more is an answer still."""
    if owner is None or words is None:
        return None
    try:
        text = (await door.keyring.open(heard_at, {"words": words}, ACCESS))["words"]
    except (KeyDestroyed, UnknownCitizen, NotThisCitizens, TamperedToken):
        text = UNREADABLE
    try:
        return await door.keyring.seal(owner, "words", text)
    except (KeyDestroyed, UnknownCitizen):
        return None
