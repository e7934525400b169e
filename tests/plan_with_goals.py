"""A plan with a goal that was agreed and one that was not, and help for the first."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from samspil.contracts.plan import LifeArea
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

NOW: Final = MONDAY + timedelta(days=3)
TODAY: Final = date(2026, 11, 26)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
OPENED_ON: Final = date(2026, 11, 23)
AGREED: Final = Goal(UUID(int=1), LifeArea.HOME, sealed(), "planner", agreed=True)
PROPOSED: Final = Goal(UUID(int=2), LifeArea.NETWORK, sealed(), "planner")
HELP: Final = Intervention(
    UUID(int=3), AGREED.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "planner", agreed=True
)
NEW_HELP: Final = replace(HELP, id=UUID(int=4), agreed=False)
NOBODY: Final = UUID(int=99)
"""An id of nothing."""


def plan(*things: Goal | Intervention, **changed: Any) -> Plan:
    """With these goals and help in place of what is there by the same ids."""
    goals = {one.id: one for one in (AGREED, PROPOSED, *things) if isinstance(one, Goal)}
    helping = {one.id: one for one in (HELP, NEW_HELP, *things) if isinstance(one, Intervention)}
    made = Plan(UUID(int=5), UUID(int=6), MONDAY, goals, helping, agreed_on=OPENED_ON)
    return replace(made, **changed)


OVER: Final[dict[str, Any]] = {"ended_on": YESTERDAY}
"""Of a plan, of a goal with how it ended, and of help."""
