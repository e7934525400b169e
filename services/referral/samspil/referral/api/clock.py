"""What falls due here."""

from functools import partial

from samspil.ledger.due import Step
from samspil.referral.handlers.expire_consent import expire_consent
from samspil.referral.handlers.keep_consent import CONSENT
from samspil.referral.handlers.keep_referral import ANSWER
from samspil.referral.handlers.miss_referral_answer import miss_referral_answer
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook


def due(rules: Rulebook) -> dict[str, Step[ReferralTransaction]]:
    """The steps, under this rulebook."""
    return {ANSWER: partial(miss_referral_answer, rules=rules), CONSENT: expire_consent}
