"""What falls due here, beside what the ledger drains."""

from functools import partial

from samspil.ledger.due import Step
from samspil.plan.handlers.late import FOLLOW_UP
from samspil.plan.handlers.look_at_files import look_at_files
from samspil.plan.handlers.look_soon import FILES
from samspil.plan.handlers.miss_follow_up import follow_up_missed
from samspil.plan.handlers.settle_reviews import SET_REVIEWS, set_reviews
from samspil.plan.handlers.take_back import TAKE_BACK, take_back_in_vain
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def due(rules: Rulebook) -> dict[str, Step[PlanTransaction]]:
    """Each step by its name, under this rulebook."""
    return {
        TAKE_BACK: take_back_in_vain,
        FILES: partial(look_at_files, rules=rules),
        FOLLOW_UP: follow_up_missed,
        SET_REVIEWS: partial(set_reviews, ours=rules.municipalities),
    }
