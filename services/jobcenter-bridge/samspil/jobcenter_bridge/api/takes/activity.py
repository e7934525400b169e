"""An activity: it becomes a milestone, and its deletion takes that back."""

from samspil.jobcenter_bridge.api.takes.taking import StillThere, Taking, end
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import Change, State
from samspil.jobcenter_bridge.handlers.record_activity import record_activity, void_activity
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_owner
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of


async def take_activity(taking: Taking, claimed: Claimed) -> None:
    """Raises ``StillThere``, ``AboutSomebodyElse``, and what fetching raises."""
    activity, deleted = claimed.notification.entity, claimed.change is Change.DELETED
    found = await taking.partner.activity(activity, taking.today)
    if found is None:
        owner = await read_owner(taking.store.pool, claimed.kind, activity)
        if deleted and owner is not None:
            await _void(taking, claimed, owner)
        else:  # that it is gone is believed when they have said so, too
            await taking.ends(claimed, State.GONE)
        return
    if deleted and found.entity.status is not Status.DELETED:
        raise StillThere
    citizen = await taking.whose(claimed, found.cpr)
    if citizen is None:
        await taking.ends(claimed, State.NOT_RECEIVED)
    else:
        await _record(taking, claimed, citizen, found.entity)


async def _record(taking: Taking, claimed: Claimed, citizen: CitizenId, activity: Activity) -> None:
    async with taking.store.transaction([citizen]) as tx:
        state = record_activity(tx, citizen, activity, claimed.notification.version)
        changes_on = activity.changes_on(danish_day(tx.now))
        if state is State.RECEIVED and changes_on is not None:
            await notifications.look_on(tx.connection, claimed, start_of(changes_on))
        else:
            await end(tx, claimed, state, citizen)


async def _void(taking: Taking, claimed: Claimed, citizen: CitizenId) -> None:
    one = claimed.notification
    async with taking.store.transaction([citizen]) as tx:
        await end(tx, claimed, void_activity(tx, citizen, one.entity, one.version), citizen)
