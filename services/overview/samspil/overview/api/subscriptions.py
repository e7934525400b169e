"""What this service hears."""

from samspil.contracts import topics
from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.referral import ReferralCancelled, ReferralSubmitted, ReferralUnanswered
from samspil.ledger.fold import FoldTransaction
from samspil.ledger.hear import Subscriptions
from samspil.overview.handlers.fold_event import fold_event

HEARD: Subscriptions[FoldTransaction] = {
    topics.CITIZEN: {CitizenRegistered: fold_event},
    topics.REFERRAL: {
        ReferralSubmitted: fold_event,
        ReferralUnanswered: fold_event,
        ReferralCancelled: fold_event,
    },
}
