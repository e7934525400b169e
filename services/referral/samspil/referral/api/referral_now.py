"""What the doors answer to every change of a referral: where it stands from now on."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from samspil.ledger.transaction import Decide
from samspil.referral.domain.referral import Referral, State
from samspil.referral.handlers.change_referral import change_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.web.idempotency import Answer, Once, Told


class ReferralNow(Told):
    """Where the referral stands, and until when its next step is owed."""

    referral_id: UUID
    state: State
    answer_by: date
    overdue: bool
    successor: UUID | None
    """The referral that asks the next unit, where it was passed on."""


def told(referral: Referral, status: int = 200, location: str | None = None) -> Answer:
    """The referral as it is now."""
    now = ReferralNow(
        referral_id=referral.id,
        state=referral.state,
        answer_by=referral.answer_by,
        overdue=referral.overdue,
        successor=referral.redirected.successor if referral.redirected else None,
        version=referral.version,
    )
    return Answer.of(now, status, location)


def change(
    referral_id: UUID, once: Once, decide: Decide[Referral]
) -> Callable[[ReferralTransaction], Answer]:
    """The decision about one referral, as a door takes it."""
    return lambda tx: told(change_referral(tx, referral_id, once.seen, decide))
