"""Open a plan when a referral was accepted."""

from dataclasses import replace
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.say import Cause
from samspil.plan.domain.begin import begin
from samspil.plan.domain.citizen import Citizen
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.sector import Sector


def open_plan(heard: Event[ReferralAccepted], tx: PlanTransaction) -> None:
    """The first acceptance by social psychiatry opens it; another adds nothing, until it has ended.

    Where the person has other files the clock opens it, unless there is a plan in one of them.
    """
    if heard.data.to_sector is not Sector.SOCIAL:
        return
    citizen, referral = tx.citizen_states.of(heard.subject) or Citizen(), heard.data.referral_id
    if citizen.has_other_files:
        tx.citizen_states.put(replace(citizen, accepted=citizen.accepted or referral))
        look_soon(tx)
    else:
        _open(tx, referral, Cause.heard(heard))


def open_plan_of(tx: PlanTransaction, citizen: Citizen) -> None:
    """That of the citizen at hand, by the referral that was accepted while there were other files."""
    if citizen.accepted is not None:
        _open(tx, citizen.accepted, Cause(case=citizen.accepted))


def _open(tx: PlanTransaction, referral: UUID, cause: Cause) -> None:
    plan, facts = begin(tx.plans.of(tx.citizen), uuid7(), referral, tx.now)
    tx.keep(tx.plans, plan, *facts, caused_by=cause)
