"""Submit a referral, with the consent that it stands on where that is given in the same act."""

from samspil.referral.domain.citizen_file import require_file
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.submit import Submission, submit
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook


def submit_referral(tx: ReferralTransaction, asked: Submission, rules: Rulebook) -> Referral:
    """The referral. Raises ``NotRegistered``, ``LawWithoutHelp`` and one of ``WRONG_SUBMISSIONS``."""
    require_file(tx.files.of(tx.citizen))
    referral, facts = submit(asked, rules, tx.now)
    return keep_referral(tx, referral, *facts)
