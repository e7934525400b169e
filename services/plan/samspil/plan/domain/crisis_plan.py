"""The crisis plan: what to do when it gets worse, written by the citizen or with the citizen."""

from dataclasses import dataclass
from datetime import datetime

from samspil.contracts.plan import PlanCrisisPlanWritten, Whose
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.sealed import Sealed


class NothingWritten(Exception):
    """None of its parts is there."""


class WrittenByOthers(Exception):
    """It is written by the citizen, or with the citizen."""


@dataclass(frozen=True, slots=True)
class CrisisPlan:
    """The whole of it."""

    early_signs: Sealed | None
    what_helps: Sealed | None
    whom_to_call: Sealed | None
    what_not_to_do: Sealed | None
    written_by: Whose


def write_crisis_plan(
    plan: Plan, written: CrisisPlan, by: str, now: datetime
) -> tuple[Plan, tuple[PlanCrisisPlanWritten, ...]]:
    """In place of what was written before. Raises ``NothingWritten`` or ``WrittenByOthers``."""
    parts = (written.early_signs, written.what_helps, written.whom_to_call, written.what_not_to_do)
    if all(part is None for part in parts):
        raise NothingWritten
    if written.written_by is Whose.PROFESSIONAL:
        raise WrittenByOthers
    fact = PlanCrisisPlanWritten(
        plan_id=plan.id,
        early_signs=written.early_signs,
        what_helps=written.what_helps,
        whom_to_call=written.whom_to_call,
        what_not_to_do=written.what_not_to_do,
        written_by=written.written_by,
        noted_by=by,
        occurred_at=now,
    )
    return plan, (fact,)
