"""Ask for a discharge agreement or coordination plan: one under way of each kind, in whichever file."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.plan.domain.agreement import Agreement
from samspil.plan.domain.ask_agreement import Asking, NotHeardOf, NotOurs
from samspil.plan.domain.ask_agreement import ask_agreement as ask
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def ask_agreement(tx: PlanTransaction, asking: Asking, rules: Rulebook) -> Agreement:
    """The agreement as it was asked for.

    Raises ``NotHeardOf``, ``NotOurs``, ``AgreementUnderWay`` and ``UnknownStay``.
    """
    citizen = tx.citizen
    state = tx.citizen_states.of(citizen)
    if state is None and tx.plans.of(citizen) is None:
        raise NotHeardOf
    if state is not None and state.is_away:
        raise NotOurs
    there: list[Agreement] = []
    stays: list[UUID] = []
    for file in sorted(tx.citizens):
        tx.turn_to(file)
        there += tx.agreements.of(file).values()
        stays += tx.stays.of(file)
    tx.turn_to(citizen)
    agreement, facts = ask(there, stays, asking, rules, tx.now)
    return tx.keep(tx.agreements, agreement, *facts, caused_by=Cause(case=agreement.id))
