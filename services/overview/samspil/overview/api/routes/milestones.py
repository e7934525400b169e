"""``/v1/citizens/{citizen}/milestones``: entering steps towards work, for who has a case at hand.

Each is what the jobcenter-bridge's door of the same address takes and answers; its OpenAPI shows the bodies.
"""

from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from samspil.overview.api import entered
from samspil.overview.api.doors import Door, Entering
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.served_goal import GoalIsOver, NotTheirGoal
from samspil.web import step_problems
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing, Creating, Told
from samspil.web.problem_types import (
    CONFLICT,
    IDEMPOTENCY_KEY_REUSED,
    INVALID_REQUEST,
    MALFORMED_REQUEST,
    SERVICE_AWAY,
    STALE_VERSION,
    VERSION_NEEDED,
)
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/milestones", tags=["milestones"])


PASSED_ON = (INVALID_REQUEST, MALFORMED_REQUEST, IDEMPOTENCY_KEY_REUSED, CONFLICT, SERVICE_AWAY)
"""What the bridge may answer to anything."""


class MilestoneNow(Told):
    """Which step, and its version."""

    milestone_id: UUID


class Verb(StrEnum):
    """What happens to a step."""

    AGREE = "agree"
    START = "start"
    ADJUST = "adjust"
    ACHIEVE = "achieve"
    SUSTAIN = "sustain"
    LOSE = "lose"
    END = "end"
    VOID = "void"


@router.post("", status_code=201, response_model=MilestoneNow)
@refuses(NotOurs, NotTheirGoal, GoalIsOver, *PASSED_ON)
async def add_milestone(
    request: Request, citizen: Citizen, caller: Entering, _: Creating, door: Door
) -> Response:
    """Add a step, proposed or agreed."""
    return await entered.add(request, door, citizen, caller)


@router.post("/{milestone_id}/{verb}", response_model=MilestoneNow)
@refuses(NotTheirGoal, GoalIsOver, VERSION_NEEDED, STALE_VERSION, *step_problems.CHANGING, *PASSED_ON)
async def change_milestone(
    request: Request,
    citizen: Citizen,
    milestone_id: UUID,
    verb: Verb,
    caller: Entering,
    _: Changing,
    door: Door,
) -> Response:
    """Something happens to a step that was entered here; what the jobcenter tells is changed there."""
    return await entered.change(request, door, citizen, caller, milestone_id, verb)
