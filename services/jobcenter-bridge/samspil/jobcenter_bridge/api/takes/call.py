"""A call to a meeting: it is said, moved or called off."""

from dataclasses import replace

from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile, Taking, end, ending
from samspil.jobcenter_bridge.domain.meetings import Called, Meeting
from samspil.jobcenter_bridge.handlers.record_call import record_call
from samspil.jobcenter_bridge.partner.entity import Worded
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_kept
from samspil.jobcenter_bridge.storage.tables import MEETINGS
from samspil.vocabulary.citizen_id import CitizenId

NOTHING = Worded[Called | None](None, None)


async def take_call(taking: Taking, claimed: Claimed) -> None:
    """Raises ``StillThere``, ``AboutSomebodyElse``, ``LookedAtMeanwhile``, and what fetching raises."""
    found = await taking.partner.call(claimed.notification.entity, taking.today)
    if found is None:
        citizen, told = await taking.of_deleted(claimed), NOTHING
    else:
        is_off = found.entity.entity is None
        citizen, told = await taking.of_found(claimed, found.cpr, is_off=is_off), found.entity
    if citizen is not None:
        await _record(taking, claimed, citizen, told)


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, told: Worded[Called | None]) -> None:
    id_, called = claimed.notification.entity, told.entity
    known = await read_kept(taking.store.pool, MEETINGS, citizen, id_)
    if called is not None:
        before = known.called.place if known and known.called else None
        called = replace(called, place=await taking.maybe_sealed(citizen, told.words, before))
    async with taking.store.transaction([citizen]) as tx:
        if tx.meetings.of(citizen).get(id_) != known:
            raise LookedAtMeanwhile
        meeting = Meeting(id_, claimed.notification.version, called)
        state = record_call(tx, citizen, meeting)
        await end(tx, claimed, ending(claimed, state), citizen)
