"""Make a referral of what a hospital asks for in a message."""

from uuid import UUID

from samspil.contracts.referral import Priority
from samspil.referral.domain.basis import require_help
from samspil.referral.domain.citizen_file import require_alive, require_standing
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.take_request import referral_of, take_request
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import all_referrals
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


class AlreadyReferred(Exception):
    """What is asked for in that thread has become a referral before."""


def refer_message(
    tx: ReferralTransaction,
    thread: UUID,
    priority: Priority,
    words: Sealed,
    basis: LegalBasis,
    by: str,
    rules: Rulebook,
) -> Referral:
    """The referral, to the one way in; its answer goes back in the thread, by which it is asked once.

    Raises ``NotRegistered``, ``FileIsMerged``, ``CitizenIsDead``, ``LawWithoutHelp``, ``AlreadyReferred``.
    """
    require_standing(require_alive(tx.files.of(tx.citizen)))
    require_help(basis)
    if referral_of(Sector.REGION, thread) in all_referrals(tx):
        raise AlreadyReferred
    referral, facts = take_request(
        tx.referrals.of(tx.citizen),
        thread,
        Sector.REGION,
        basis,
        words,
        rules,
        tx.now,
        urgent=priority is Priority.URGENT,
        entered_by=by,
    )
    return keep_referral(tx, referral, *facts)
