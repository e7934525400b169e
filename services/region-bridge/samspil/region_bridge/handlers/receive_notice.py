"""Receive a hospital notice, if notices about the citizen are received."""

from samspil.region_bridge.domain.ground import Ground, ground_of
from samspil.region_bridge.domain.held import Why
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.handlers.hold_notice import hold_notice
from samspil.region_bridge.handlers.take_notice import take_notice
from samspil.region_bridge.storage.notices import KeptNotice
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


def receive_notice(
    tx: RegionTransaction, citizen: CitizenId, notice: Notice, raw: Sealed, *, by_replacement: bool = False
) -> None:
    """Say what follows from it, or hold it for a person; without a ground leave nothing of the notice.

    ``by_replacement``: it names the citizen by a replacement number only.
    """
    ground = ground_of(tx.disclosures.of(citizen), danish_day(tx.now))
    if ground is Ground.NONE:
        return
    tx.notices.save(citizen, (KeptNotice(notice.message_id, raw, tx.now),))
    if ground is Ground.IN_DOUBT:
        hold_notice(tx, notice, Why.GROUND_IN_DOUBT)
    elif by_replacement:
        hold_notice(tx, notice, Why.REPLACEMENT_NUMBER)
    else:
        take_notice(tx, notice)
