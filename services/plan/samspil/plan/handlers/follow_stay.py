"""Follow a stay: ask while it goes on, follow up when it ends at home, take back what it asks no more."""

from collections.abc import Collection
from dataclasses import replace

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.settle import Brought, settle
from samspil.plan.handlers.keep_brought import keep_brought
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.messages.hospital import HospitalStay, stay_after
from samspil.plan.storage.transaction import PlanTransaction


def follow_stay(heard: Event[HospitalStay], tx: PlanTransaction, ours: Collection[str]) -> None:
    """Whatever order a stay's facts come in; what is heard while there is no plan asks nothing of anybody.

    Nor does a stay of somebody who is not ours: it is looked at again when they are. What it asks where the
    person has other files the clock says, with all of them locked.
    """
    id_ = heard.subject
    stay = stay_after(tx.stays.of(id_), heard.data)
    tx.stays.put(stay)
    plan, citizen = tx.plans.of(id_), tx.citizen_states.of(id_) or Citizen()
    if citizen.has_other_files:
        look_soon(tx, stay.id)
    elif citizen.is_ours(ours):
        before = Brought(tx.questions.of(id_), tx.follow_ups.of(id_))
        brought, facts = settle(plan, before, stay, tx.now)
        keep_brought(tx, brought, facts, Cause.heard(heard))
    elif plan is not None:
        tx.citizen_states.put(replace(citizen, resting=tuple(dict.fromkeys((*citizen.resting, stay.id)))))
