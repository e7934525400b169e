"""Look at the citizen because of what was just heard, and say what stays and milestones ask by now."""

from uuid import UUID

from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.look import look
from samspil.plan.handlers.end_agreements import end_agreements
from samspil.plan.handlers.keep_file import keep_file
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.handlers.read_file import read_file
from samspil.plan.handlers.settle_reviews import settle_reviews
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def look_now(tx: PlanTransaction, told: UUID | None, rules: Rulebook, cause: Cause) -> None:
    """``told`` is the stay or milestone that was heard of. Of nobody who is not ours anything is asked.

    Where the person has other files the clock looks, with all of them locked.
    """
    if (tx.citizen_states.of(tx.citizen) or Citizen()).has_other_files:
        look_soon(tx, told)
        return
    [file] = look((read_file(tx),), rules, told, tx.now, in_time=False)
    keep_file(tx, file, cause)
    settle_reviews(tx, cause)
    end_agreements(tx, cause)
