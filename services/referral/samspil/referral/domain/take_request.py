"""Taking a partner's request in: it becomes a referral to the one way in."""

from datetime import datetime
from uuid import UUID, uuid5

from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.referral import Referral, Referrals
from samspil.referral.domain.submit import Submission, submitted
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

_NAMESPACE = UUID("8d0e7a52-4a6e-5c86-9a40-3a2d9b0f6c17")


def referral_of(asked_by: Sector, request: UUID) -> UUID:
    """Which referral a request becomes."""
    return uuid5(_NAMESPACE, f"{asked_by}/{request}")


def take_request(
    referrals: Referrals,
    request: UUID,
    asked_by: Sector,
    asked_for: LegalBasis,
    words: Sealed,
    rules: Rulebook,
    now: datetime,
    *,
    urgent: bool,
    entered_by: str | None = None,
) -> tuple[Referral, tuple[ReferralSubmitted, ...]]:
    """A referral; the same request again is the one that it became. ``entered_by`` read it for them."""
    id_ = referral_of(asked_by, request)
    if id_ in referrals:
        return referrals[id_], ()
    today = danish_day(now)
    service = rules.service(asked_for, today)
    asked = Submission(
        id=id_,
        from_sector=asked_by,
        to_unit=rules.way_in(today).code,
        priority=Priority.URGENT if urgent else Priority.ROUTINE,
        words=words,
        basis=asked_for,
        author=asked_by.value,
        request=request,
        entered_by=entered_by,
    )
    return submitted(
        asked, Sector.SOCIAL, rules, now, needs_decision=service is None or service.needs_decision
    )
