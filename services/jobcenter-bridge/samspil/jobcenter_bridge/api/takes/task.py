"""A task: what their caseworker answered in it is said of our referral."""

from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile, Taking, end
from samspil.jobcenter_bridge.domain.answers import Answer
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.handlers.record_answer import ReferralNeverTold, record_answer
from samspil.jobcenter_bridge.partner.task import Reply
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_kept
from samspil.jobcenter_bridge.storage.tables import ANSWERS
from samspil.vocabulary.citizen_id import CitizenId


async def take_task(taking: Taking, claimed: Claimed) -> None:
    """Tasks that ask nothing of ours are of no use here.

    Raises ``ReferralNeverTold``, ``AboutSomebodyElse``, ``LookedAtMeanwhile``, and what fetching raises.
    """
    found = await taking.partner.task(claimed.notification.entity, taking.today)
    if found is None:
        await taking.ends(claimed, State.GONE)
    elif found.entity is None:
        await taking.ends(claimed, State.UNUSED)
    else:
        citizen = await taking.whose(claimed, found.cpr)
        if citizen is None:
            raise ReferralNeverTold
        await _record(taking, claimed, citizen, found.entity)


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, reply: Reply) -> None:
    task = claimed.notification.entity
    known = await read_kept(taking.store.pool, ANSWERS, citizen, task)
    said = known.words if known else None
    words = await taking.sealed(citizen, reply.words, said)
    answer = Answer(task, reply.version, reply.referral, reply.answer, reply.day, words)
    async with taking.store.transaction([citizen]) as tx:
        if tx.answers.of(citizen).get(task) != known:
            raise LookedAtMeanwhile
        await end(tx, claimed, record_answer(tx, citizen, answer), citizen)
