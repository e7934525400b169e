"""Let a task's answer be said of the referral that it is about."""

from samspil.exchange.referral_items import was_told
from samspil.jobcenter_bridge.domain.answers import Answer, answered
from samspil.jobcenter_bridge.domain.newest import take
from samspil.jobcenter_bridge.domain.notification import Kind, State
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.vocabulary.citizen_id import CitizenId


class ReferralNeverTold(Exception):
    """A task answers a referral of which the jobcenter was never told about this citizen."""


def record_answer(tx: JobcenterTransaction, citizen: CitizenId, answer: Answer) -> State:
    """What became of the notification. Raises ``ReferralNeverTold``."""
    if not was_told(tx.deliveries.of(citizen).values(), answer.referral):
        raise ReferralNeverTold
    if not tx.receives(citizen, Kind.TASK):
        return State.NOT_RECEIVED
    known, is_news, state = take(tx.answers.of(citizen), answer)
    tx.answers.save(citizen, known)
    if is_news:
        tx.say(answered(answer, tx.now), caused_by=Cause(case=answer.referral))
    return state
