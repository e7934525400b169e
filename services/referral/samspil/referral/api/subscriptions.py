"""What this service hears."""

from samspil.ledger.hear import Subscriptions
from samspil.referral.storage.transaction import ReferralTransaction

HEARD: Subscriptions[ReferralTransaction] = {}
