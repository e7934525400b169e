"""Keep a step that somebody enters here, and each change to it; all of it is said in the step's own case."""

from uuid import UUID

from samspil.jobcenter_bridge.domain.own_steps.add_step import add_step
from samspil.jobcenter_bridge.domain.own_steps.step import OwnStep, require_step
from samspil.jobcenter_bridge.domain.told import Told
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.say import Cause
from samspil.ledger.transaction import Decide


def enter_step(tx: JobcenterTransaction, id_: UUID, told: Told, by: str) -> OwnStep:
    """The new one. Raises what ``add_step`` does."""
    step, facts = add_step(id_, told, by, tx.now)
    return tx.keep(tx.own_steps, step, *facts, caused_by=Cause(case=id_))


def change_step(tx: JobcenterTransaction, id_: UUID, seen: int | None, decide: Decide[OwnStep]) -> OwnStep:
    """The step as it is now. Raises ``UnknownStep``, ``StaleVersion`` and what the decision raises."""
    return tx.change(tx.own_steps, require_step(tx.own_steps.of(tx.citizen), id_), seen, decide, id_)
