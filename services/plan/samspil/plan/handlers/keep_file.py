"""Say and keep what was decided about a file, and have the clock look when a follow-up is late."""

from samspil.contracts.plan import PlanFollowUpOpened
from samspil.ledger.say import Cause
from samspil.ledger.versions import all_at, at
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.files import File
from samspil.plan.handlers.late import late, name_of
from samspil.plan.storage.transaction import PlanTransaction


def keep_file(tx: PlanTransaction, file: File, cause: Cause) -> None:
    """Each thing at its new version, of the citizen at hand."""
    if file.plan is not None:
        questions, follow_ups, reviews = file.brought
        versions = tx.say(*file.said, caused_by=cause)
        tx.plans.put(at(file.plan, versions.get(file.plan.id, file.plan.version)))
        tx.questions.save(tx.citizen, all_at(questions, versions))
        tx.follow_ups.save(tx.citizen, all_at(follow_ups, versions))
        tx.reviews.save(tx.citizen, all_at(reviews, versions))
        for fact in file.said:
            if isinstance(fact, PlanFollowUpOpened):
                tx.mark(name_of(fact.follow_up_id), late(fact.due_on))
    if file.citizen != (tx.citizen_states.of(tx.citizen) or Citizen()):
        tx.citizen_states.put(file.citizen)
    tx.stays.save(tx.citizen, file.stays)
