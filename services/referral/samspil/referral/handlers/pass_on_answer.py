"""Hear where the referral stands what a partner said in another file of the same person."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.referral.domain.hear_answer import hear_answer
from samspil.referral.domain.stray import settled
from samspil.referral.domain.tell import tell
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import files_of_person
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed


def pass_on_answer(
    tx: ReferralTransaction,
    stray_id: UUID,
    owner: CitizenId | None,
    words: Sealed | None,
    rules: Rulebook,
) -> None:
    """Once; ``words`` are sealed for the owner, who is None where nobody has the referral.

    What came about somebody else changes nothing.
    """
    heard_at = tx.citizen
    stray = tx.strays.of(heard_at).get(stray_id)
    if stray is None or not stray.open:
        return
    tx.strays.put(settled(stray))
    file = tx.files.of(heard_at)
    if owner is None or file is None or owner not in {*files_of_person(tx), *file.parted}:
        return
    tx.turn_to(owner)
    referral = tx.referrals.of(owner)[stray.referral_id]
    cause = Cause(stray.case, stray.id)
    if stray.answer is None:
        arrived, said = tell(referral, rules, tx.now)
        keep_referral(tx, arrived, *said, caused_by=cause)
    elif words is not None:
        after, facts = hear_answer(referral, stray.answer, words, stray.day, rules, tx.now)
        keep_referral(tx, after, *facts, caused_by=cause)
