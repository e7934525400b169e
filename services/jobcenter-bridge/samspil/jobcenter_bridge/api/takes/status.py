"""A contact group: where its citizen stands at the jobcenter is said, whole."""

from dataclasses import replace

from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile, Taking, end, ending
from samspil.jobcenter_bridge.domain.standing import Groups, Standing
from samspil.jobcenter_bridge.handlers.record_status import record_status
from samspil.jobcenter_bridge.partner.entity import Worded
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_kept
from samspil.jobcenter_bridge.storage.tables import STANDINGS
from samspil.vocabulary.citizen_id import CitizenId

NOTHING = Worded[Groups | None](None, None)


async def take_status(taking: Taking, claimed: Claimed) -> None:
    """Raises ``StillThere``, ``AboutSomebodyElse``, ``LookedAtMeanwhile``, and what fetching raises."""
    found = await taking.partner.status(claimed.notification.entity, taking.today)
    if found is None:
        citizen, told = await taking.of_deleted(claimed), NOTHING
    else:
        is_off = found.entity.entity is None
        citizen, told = await taking.of_found(claimed, found.cpr, is_off=is_off), found.entity
    if citizen is not None:
        await _record(taking, claimed, citizen, told)


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, told: Worded[Groups | None]) -> None:
    id_, groups = claimed.notification.entity, told.entity
    known = await read_kept(taking.store.pool, STANDINGS, citizen, id_)
    if groups is not None:
        before = known.groups.coordinator if known and known.groups else None
        name = await taking.maybe_sealed(citizen, told.words, before, "name")
        groups = replace(groups, coordinator=name)
    async with taking.store.transaction([citizen]) as tx:
        if tx.standings.of(citizen).get(id_) != known:
            raise LookedAtMeanwhile
        standing = Standing(id_, claimed.notification.version, groups)
        state = record_status(tx, citizen, standing)
        await end(tx, claimed, ending(claimed, state), citizen)
