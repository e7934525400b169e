"""What falls due here."""

from samspil.ledger.due import Step
from samspil.referral.handlers.miss_referral_answer import miss_referral_answer
from samspil.referral.handlers.submit_referral import ANSWER
from samspil.referral.storage.transaction import ReferralTransaction

DUE: dict[str, Step[ReferralTransaction]] = {ANSWER: miss_referral_answer}
