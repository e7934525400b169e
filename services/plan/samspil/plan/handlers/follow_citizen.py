"""Follow the citizen: whoever died or is in another municipality's care asks nothing until that ends."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.rest import asking, rest, resume
from samspil.plan.domain.settle import Brought
from samspil.plan.handlers.keep_brought import keep_brought
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.handlers.settle_reviews import settle_reviews
from samspil.plan.messages.citizen import CitizenLife, citizen_after
from samspil.plan.storage.transaction import PlanTransaction


def follow_citizen(heard: Event[CitizenLife], tx: PlanTransaction, ours: Collection[str]) -> None:
    """Whether the stay or the death is heard of first, the same waits in the end.

    What becomes of all files of the person the clock says, with all of them locked.
    """
    id_ = heard.subject
    citizen = citizen_after(tx.citizen_states.of(id_) or Citizen(), heard.data)
    if citizen.has_other_files:
        tx.citizen_states.put(citizen)
        look_soon(tx)
        return
    plan, stays = tx.plans.of(id_), tx.stays.of(id_)
    before = Brought(tx.questions.of(id_), tx.follow_ups.of(id_))
    is_away = not citizen.is_ours(ours)
    if not is_away:
        brought, facts = resume(plan, before, (stays[one] for one in citizen.resting if one in stays), tx.now)
        resting: tuple[UUID, ...] = ()
    else:
        brought, facts = rest(plan, before, tx.now)
        resting = tuple(dict.fromkeys((*citizen.resting, *asking(before))))
    tx.citizen_states.put(replace(citizen, resting=resting, is_away=is_away))
    keep_brought(tx, brought, facts, Cause.heard(heard))
    settle_reviews(tx, Cause.heard(heard))
