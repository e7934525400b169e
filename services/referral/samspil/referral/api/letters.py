"""Letters to the citizen, written at the door: only there is what somebody wrote not yet sealed.

They say what no decision changes: when the referral was sent, and whom it asks.
"""

from datetime import UTC, date, datetime
from uuid import UUID

from samspil.contracts.referral import Hearing
from samspil.referral.api.doors import ReferralDoor
from samspil.referral.api.known import known_referral
from samspil.referral.domain.letter import delay, refusal
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


async def seal_refusal(
    door: ReferralDoor,
    citizen: CitizenId,
    referral_id: UUID,
    words: str,
    suggestion: str | None,
    hearing: Hearing | None,
) -> Sealed | None:
    """The letter that says no; None where the no is no decision, or one that is refused.

    Raises ``Problem``, ``UnknownReferral``.
    """
    referral = await known_referral(door, citizen, referral_id)
    if not referral.needs_decision or hearing is None:
        return None
    text = refusal(referral, words, suggestion, hearing, door.rules, datetime.now(UTC))
    return await door.keyring.seal(citizen, "letter", text)


async def seal_delay(door: ReferralDoor, citizen: CitizenId, referral_id: UUID, answer_by: date) -> Sealed:
    """The letter that names another day. Raises ``Problem``, ``UnknownReferral``."""
    referral = await known_referral(door, citizen, referral_id)
    text = delay(referral, answer_by, door.rules, datetime.now(UTC))
    return await door.keyring.seal(citizen, "letter", text)
