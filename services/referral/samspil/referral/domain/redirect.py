"""Redirecting: the asked unit passes it on; a successor of the same words asks the next unit."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.referral import ReferralRedirected
from samspil.referral.domain.referral import (
    NotReceived,
    Referral,
    Staff,
    State,
    require_asked,
    require_state,
)
from samspil.referral.domain.step import step
from samspil.referral.domain.submit import Submission
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


class RedirectedToItself(Exception):
    """It is passed on to the unit that has it."""


def redirect(
    referral: Referral, by: Staff, successor: UUID, to_unit: str, words: Sealed, now: datetime
) -> tuple[Referral, tuple[ReferralRedirected, ...]]:
    """Raises ``RedirectedToItself``, ``NotReceived``, ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    if referral.received_by is None:
        raise NotReceived
    require_state(referral, State.RECEIVED, State.INFORMATION_REQUESTED)
    if to_unit == referral.to_unit:
        raise RedirectedToItself
    fact = ReferralRedirected(
        referral_id=referral.id, redirected_by=by.id, successor=successor, words=words, occurred_at=now
    )
    return step(referral, State.REDIRECTED, answered=True, redirected=fact), (fact,)


def follow(referral: Referral, id_: UUID, to_unit: str, basis: LegalBasis | None) -> Submission:
    """What the successor asks for: the same, of the next unit, by the same author."""
    return Submission(
        id=id_,
        from_sector=referral.from_sector,
        to_unit=to_unit,
        priority=referral.priority,
        words=referral.words,
        basis=basis or referral.basis,
        author=referral.author,
        from_unit=referral.from_unit,
        follows=referral.id,
        request=referral.request,
    )
