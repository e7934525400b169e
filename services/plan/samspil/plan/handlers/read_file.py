"""Read the file of the citizen at hand: what is kept of them, and what is planned."""

from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.files import File
from samspil.plan.domain.settle import Brought
from samspil.plan.storage.transaction import PlanTransaction


def read_file(tx: PlanTransaction) -> File:
    """As it is kept, with nothing to be said of it."""
    id_ = tx.citizen
    brought = Brought(tx.questions.of(id_), tx.follow_ups.of(id_), tx.reviews.of(id_))
    citizen = tx.citizen_states.of(id_) or Citizen()
    return File(citizen, tx.plans.of(id_), tx.stays.of(id_), brought, tx.milestones.of(id_))
