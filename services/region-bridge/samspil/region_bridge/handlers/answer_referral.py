"""Say of a referral to the region what a hospital answers it in a message."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.region_bridge.domain.answers import Answer, answered, referral_of
from samspil.region_bridge.domain.held import NotReceived
from samspil.region_bridge.domain.incoming import ground_of
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.copenhagen import danish_day


def answer_referral(tx: RegionTransaction, answer: Answer) -> tuple[UUID, int]:
    """The referral's id, and the version that the answer has.

    Raises ``UnknownMessage``, ``NotAboutReferral``, ``NotReceived``.
    """
    disclosure = tx.disclosures.of(tx.citizen)
    ground = ground_of(disclosure.told if disclosure else None, danish_day(tx.now))
    deliveries = tx.deliveries.of(tx.citizen).values()
    referral = referral_of(answer.message, tx.threads.of(tx.citizen).values(), deliveries)
    if ground is None or ground.basis is None:
        raise NotReceived
    said = tx.say(answered(answer, referral, ground.basis, tx.now), caused_by=Cause(case=referral))
    (version,) = said.values()
    return referral, version
