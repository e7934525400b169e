"""An activity: it becomes a milestone, and its deletion takes that back."""

from dataclasses import replace

from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile, Taking, end
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.notification import Change, State
from samspil.jobcenter_bridge.domain.sustained import looked_at, unsaid, unseen
from samspil.jobcenter_bridge.handlers.record_activity import record_activity, void_activity
from samspil.jobcenter_bridge.partner.entity import Worded
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_kept, read_owner
from samspil.jobcenter_bridge.storage.tables import MILESTONES
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of

log = get_logger()


class GoneUnsaid(Exception):
    """What was achieved is not found on the day of its look, and nobody says that it is deleted."""


async def take_activity(taking: Taking, claimed: Claimed) -> None:
    """Raises ``StillThere``, ``AboutSomebodyElse``, ``GoneUnsaid``, ``LookedAtMeanwhile``, and what fetching
    raises.
    """
    found = await taking.partner.activity(claimed.notification.entity, taking.today)
    if found is None:
        await _require_said(taking, claimed)
        owner = await taking.of_deleted(claimed)
        if owner is not None:
            await _void(taking, claimed, owner)
        return
    is_off = found.entity.entity.status is Status.DELETED
    citizen = await taking.of_found(claimed, found.cpr, is_off=is_off)
    if citizen is not None:
        await _record(taking, claimed, citizen, found.entity)


async def _require_said(taking: Taking, claimed: Claimed) -> None:
    """Whether it lasts stays unknown, and people see that. Raises ``GoneUnsaid``."""
    activity, pool = claimed.notification.entity, taking.store.pool
    owner = await read_owner(pool, claimed.kind, activity)
    known = await read_kept(pool, MILESTONES, owner, activity) if owner is not None else None
    if known is None or known.told is None or claimed.change is Change.DELETED:
        return
    months = looked_at(taking.rules, taking.today)
    if unsaid(known.told, known.sustained, months, taking.today) is not None:
        raise GoneUnsaid


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, found: Worded[Activity]) -> None:
    activity, version = found.entity, claimed.notification.version
    known = await read_kept(taking.store.pool, MILESTONES, citizen, activity.id)
    before = known.told.purpose if known and known.told else None
    purpose = await taking.maybe_sealed(citizen, found.words, before)
    async with taking.store.transaction([citizen]) as tx:
        if tx.milestones.of(citizen).get(activity.id) != known:
            raise LookedAtMeanwhile
        state = record_activity(tx, citizen, replace(activity, purpose=purpose), version, taking.rules)
        _tell_unseen(tx.milestones.of(citizen).get(activity.id), known, taking)
        changes_on = activity.changes_on(danish_day(tx.now))
        if state is State.RECEIVED and changes_on is not None:
            await notifications.look_on(tx.connection, claimed, start_of(changes_on))
        else:
            await end(tx, claimed, state, citizen)


def _tell_unseen(now: Milestone | None, before: Milestone | None, taking: Taking) -> None:
    """How many months went by in which nobody could see whether it lasted: told when that is known."""
    if now is None or now.told is None or now.sustained == (before.sustained if before else ()):
        return
    months = looked_at(taking.rules, taking.today)
    if looks := unseen(now.told, now.sustained, months, taking.today):
        log.warning("activity.unseen", looks=len(looks))


async def _void(taking: Taking, claimed: Claimed, citizen: CitizenId) -> None:
    one = claimed.notification
    async with taking.store.transaction([citizen]) as tx:
        await end(tx, claimed, void_activity(tx, citizen, one.entity, one.version), citizen)
