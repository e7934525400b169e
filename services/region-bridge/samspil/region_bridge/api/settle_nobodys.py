"""Settle what is held under no citizen: in one transaction with what it means, and once."""

from datetime import UTC, datetime
from uuid import UUID

from samspil.ledger.versions import require_version
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.placing import KINDS
from samspil.region_bridge.domain.held import (
    CitizenWanted,
    HeldIsSettled,
    How,
    Look,
    Settled,
    UnknownHeld,
    Unsettled,
)
from samspil.region_bridge.storage import held
from samspil.sealing.errors import KeyDestroyed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller
from samspil.web.idempotency import Answer, Once


async def place_nobodys(
    door: RegionDoor,
    held_id: UUID,
    citizen_id: UUID | None,
    caller: Caller,
    reason: str,
    once: Once,
    answer: Answer,
) -> Answer:
    """Receive it as that citizen's.

    Raises ``UnknownHeld``, ``CitizenWanted``, ``HeldIsSettled``, ``StaleVersion``, ``NotReceived``, and what
    sealing for the citizen raises.
    """
    message = await held.read_message(door.store.pool, held_id)
    kind = KINDS.get(message.what) if message else None
    if message is None or kind is None:
        raise UnknownHeld
    if citizen_id is None:
        raise CitizenWanted
    citizen = CitizenId(citizen_id)
    sealed = await door.keyring.seal(citizen, "reason", reason)
    try:
        text = await door.keyring.open_held(message.raw, caller.access("read-held-notices"))
    except KeyDestroyed:  # it has just had its time
        raise UnknownHeld from None
    place = await kind.placing(door, citizen, text, datetime.now(UTC))
    async with door.store.transaction([citizen]) as tx:
        is_ours = await held.settle(
            tx.connection, held_id, Settled(How.APPLIED, Look(caller.subject, tx.now, sealed))
        )

        def decide() -> Answer:
            _require(once, is_ours=is_ours)
            place(tx)
            return answer

        return await once.answer(tx.connection, decide)


async def discard_nobodys(
    door: RegionDoor, held_id: UUID, caller: Caller, reason: str, once: Once, answer: Answer
) -> Answer:
    """Put it aside; the reason is sealed as the message is.

    Raises ``UnknownHeld``, ``HeldIsSettled``, ``StaleVersion``.
    """
    if await held.read_message(door.store.pool, held_id) is None:
        raise UnknownHeld
    sealed = await door.keyring.seal_held("reason", reason)
    async with door.store.transaction([]) as tx:
        is_ours = await held.settle(
            tx.connection, held_id, Settled(How.DISCARDED, Look(caller.subject, tx.now, sealed))
        )

        def decide() -> Answer:
            _require(once, is_ours=is_ours)
            return answer

        return await once.answer(tx.connection, decide)


def _require(once: Once, *, is_ours: bool) -> None:
    if not is_ours:
        raise HeldIsSettled
    require_version(Unsettled(), once.seen)
