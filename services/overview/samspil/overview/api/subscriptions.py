"""What this service hears: every fact of every publisher, all folded alike."""

from samspil.contracts import citizen, employment, hospital, plan, referral
from samspil.ledger.hear import Subscriptions
from samspil.overview.handlers.fold_event import fold_event
from samspil.overview.storage.transaction import HearingTransaction

HEARD: Subscriptions[HearingTransaction] = {
    publisher.TOPIC: dict.fromkeys(publisher.FACTS, fold_event)
    for publisher in (citizen, referral, plan, employment, hospital)
}
