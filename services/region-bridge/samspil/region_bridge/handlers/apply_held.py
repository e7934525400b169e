"""Apply a held notice: somebody found it to be so, or two did that a citizen died."""

from dataclasses import replace
from uuid import UUID

from samspil.contracts.hospital import HospitalDeathReported, HospitalDeathRetracted
from samspil.ledger.say import Cause
from samspil.region_bridge.domain.ground import may_be_applied
from samspil.region_bridge.domain.held import (
    HeldNotice,
    How,
    Look,
    NotReceived,
    SecondPersonWanted,
    Settled,
    Why,
    as_applied,
)
from samspil.region_bridge.domain.notice import Held, Notice
from samspil.region_bridge.domain.say_stays import BASIS
from samspil.region_bridge.domain.stays import takes_back
from samspil.region_bridge.handlers.settle_held import end, require_waiting, waiting
from samspil.region_bridge.handlers.take_notice import join_notice
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


def apply_held(
    tx: RegionTransaction, held_id: UUID, says: Notice, by: str, reason: Sealed, seen: int | None
) -> HeldNotice:
    """It as it is now: settled, or confirmed by the first of two.

    Raises ``UnknownHeld``, ``HeldIsSettled``, ``StaleVersion``, ``NotReceived``, ``SecondPersonWanted``.
    """
    thing = require_waiting(tx, held_id, seen)
    if not may_be_applied(tx.disclosures.of(tx.citizen)):
        raise NotReceived
    look = Look(by, tx.now, reason)
    if says.what is Held.DEATH:
        if any(one.by == by for one in thing.confirmed):
            raise SecondPersonWanted
        thing = replace(thing, says=says, confirmed=(*thing.confirmed, look))
        if len(thing.confirmed) < 2:
            tx.held.put(thing)
            return thing
    thing = end(tx, replace(thing, says=says), Settled(How.APPLIED, look))
    join_notice(tx, as_applied(says))
    if says.what is Held.DEATH:
        _report(tx, thing, says)
        for one in [*waiting(tx, Why.DEATH)]:  # told again by another message, it is the same death
            end(tx, one, Settled(How.OVERTAKEN, look))
    else:
        _retract(tx, says, look)
    return thing


def _report(tx: RegionTransaction, death: HeldNotice, says: Notice) -> None:
    """The death, on the day that the hospital tells: not later than today."""
    fact = HospitalDeathReported(
        report_id=death.id,
        died_on=min(danish_day(says.occurred_at), danish_day(tx.now)),
        confirmed_by=tuple(one.by for one in death.confirmed if one.by),
        basis=BASIS,
        occurred_at=tx.now,
    )
    tx.say(fact, caused_by=Cause(case=death.id))


def _retract(tx: RegionTransaction, says: Notice, look: Look) -> None:
    """What was told of a death that this takes back: reported, it is retracted; waiting, it is settled."""
    for death in list(tx.held.of(tx.citizen).values()):
        if death.says is None or death.says.what is not Held.DEATH or not takes_back(says, death.says):
            continue
        if death.settled is None:
            end(tx, death, Settled(How.OVERTAKEN, look))
        elif death.settled.how is How.APPLIED and not death.retracted:
            fact = HospitalDeathRetracted(
                report_id=death.id, confirmed_by=look.by or "", basis=BASIS, occurred_at=tx.now
            )
            tx.held.put(replace(death, retracted=True))
            tx.say(fact, caused_by=Cause(case=death.id))
