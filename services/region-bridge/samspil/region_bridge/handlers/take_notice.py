"""Take a notice in: it joins the others of its citizen, or waits where nothing may follow from it yet."""

from samspil.region_bridge.domain.held import HeldNotice, How, Look, Settled, Why, as_applied
from samspil.region_bridge.domain.identifiers import event_id
from samspil.region_bridge.domain.notice import Held, Notice
from samspil.region_bridge.domain.receive import follow
from samspil.region_bridge.domain.stays import cancels_nothing, takes_back_a_death
from samspil.region_bridge.handlers.follow_notices import say
from samspil.region_bridge.handlers.hold_notice import hold_notice
from samspil.region_bridge.handlers.settle_held import end, waiting
from samspil.region_bridge.storage.transaction import RegionTransaction


def take_notice(tx: RegionTransaction, notice: Notice) -> None:
    """Say what follows; hold a contradiction, a cancellation of nothing, a death and what takes one back."""
    known = tx.stay_notices.of(tx.citizen)
    if notice.what is Held.CONTRADICTION:
        hold_notice(tx, notice, Why.CONTRADICTION)
    elif cancels_nothing(tx.citizen, notice, known):
        hold_notice(tx, notice, Why.UNKNOWN_STAY)
    else:
        takes_back = takes_back_a_death(notice, known)
        join_notice(tx, notice)
        if notice.what is Held.DEATH_RETRACTED or takes_back:
            hold_notice(tx, notice, Why.DEATH_RETRACTED)  # whoever looks at the death sees this beside it
        elif notice.what is Held.DEATH:
            hold_notice(tx, notice, Why.DEATH)


def join_notice(tx: RegionTransaction, notice: Notice) -> None:
    """Say what follows from all of the citizen's notices with this one, and settle what waited for it."""
    citizen = tx.citizen
    notices = {**tx.stay_notices.of(citizen), notice.message_id: notice}
    found: list[HeldNotice] = []
    while known := [
        one
        for one in waiting(tx, Why.UNKNOWN_STAY)
        if one not in found and one.says and not cancels_nothing(citizen, one.says, notices)
    ]:
        found += known
        notices |= {one.message_id: one.says for one in known if one.says}
    tx.stay_notices.save(citizen, notices)
    facts = follow(notices, tx.said_stays.of(citizen), citizen, notice.noted_at)
    say(tx, citizen, facts, before=event_id(notice.message_id))
    found += [one for one in waiting(tx, Why.CONTRADICTION) if one.says and _tells_it_right(notice, one.says)]
    for one in found:
        end(tx, one, Settled(How.OVERTAKEN, Look(None, tx.now, None)))


def _tells_it_right(notice: Notice, contradiction: Notice) -> bool:
    """Whether the hospital has told the same of the same stay since, without contradicting itself."""
    meant = as_applied(contradiction)
    return (
        notice.message_id != contradiction.message_id
        and (notice.what, notice.start) == (meant.what, meant.start)
        and not set(notice.episodes).isdisjoint(meant.episodes)
        and notice.noted_at >= contradiction.noted_at
    )
