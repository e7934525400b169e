"""What this service hears: what became of referrals at partners, what they ask of us, and who died."""

from functools import partial

from samspil.contracts import topics
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentReferralAnswered,
)
from samspil.contracts.hospital import (
    HospitalDeathReported,
    HospitalDeathRetracted,
    HospitalDeliveryEnded,
    HospitalReferralAnswered,
)
from samspil.ledger.hear import Subscriptions
from samspil.referral.handlers.hear_death import hear_death, hear_retraction
from samspil.referral.handlers.hear_partner import hear_answer_of_partner, hear_delivery
from samspil.referral.handlers.take_request import take_request
from samspil.referral.handlers.withdraw_request import withdraw_request
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook


def heard(rules: Rulebook) -> Subscriptions[ReferralTransaction]:
    """Each fact with its handler, under this rulebook."""
    delivery = partial(hear_delivery, rules=rules)
    answer = partial(hear_answer_of_partner, rules=rules)
    return {
        topics.EMPLOYMENT: {
            EmploymentDeliveryEnded: delivery,
            EmploymentReferralAnswered: answer,
            EmploymentHelpRequested: partial(take_request, rules=rules),
            EmploymentHelpRequestWithdrawn: withdraw_request,
        },
        topics.HOSPITAL: {
            HospitalDeliveryEnded: delivery,
            HospitalReferralAnswered: answer,
            HospitalDeathReported: hear_death,
            HospitalDeathRetracted: partial(hear_retraction, rules=rules),
        },
        # Known and not used yet.
        topics.PLAN: {},
        topics.COORDINATION: {},
    }
