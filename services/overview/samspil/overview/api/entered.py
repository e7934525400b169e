"""Steps towards work that are entered here: the jobcenter-bridge keeps them, overview vouches.

What was sent and what is answered is passed on as it is; that the citizen is ours, and the goal theirs, is
asked here, where it is known.
"""

import json
from datetime import UTC, datetime
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.domain.ours import require_ours
from samspil.overview.domain.served_goal import require_goal
from samspil.overview.domain.view import View
from samspil.overview.storage.queries import read_survivor
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem
from samspil.web.vouching import HEADER, vouch

BRIDGE = "jobcenter-bridge"
ASKED = ("content-type", "accept-language", "idempotency-key", "if-match")
ANSWERED = ("content-type", "content-language", "etag", "idempotency-replayed")


async def add(request: Request, door: OverviewDoor, citizen: CitizenId, caller: Caller) -> Response:
    """A new step, of a citizen of ours. Raises ``NotOurs``, ``NotTheirGoal``, ``GoalIsOver``, ``Problem``."""
    view = await _known(door, citizen)
    require_ours(view.citizen, door.rules.municipalities)
    if (goal := await _goal(request)) is not None:
        require_goal(view, goal, served_before=False)
    return await _passed_on(request, door, citizen, caller, citizen, "")


async def change(
    request: Request, door: OverviewDoor, citizen: CitizenId, caller: Caller, step: UUID, verb: str
) -> Response:
    """What happens to one. Raises ``NotTheirGoal``, ``GoalIsOver``, ``Problem``."""
    view = await _known(door, citizen)
    if (goal := await _goal(request)) is not None:
        work = view.employment
        served = {one.id: one.goal_id for one in work.proposed} | {
            one.id: one.goal_id for one in work.milestones
        }
        require_goal(view, goal, served_before=served.get(step) == goal)
    return await _passed_on(request, door, citizen, caller, step, f"/{step}/{verb}")


async def _known(door: OverviewDoor, citizen: CitizenId) -> View:
    view = await read_survivor(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    return view


async def _goal(request: Request) -> UUID | None:
    """The goal that the body names; what cannot be read is the bridge's to refuse."""
    try:
        told = json.loads(await request.body())
        return UUID(told["goal_id"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


async def _passed_on(
    request: Request, door: OverviewDoor, citizen: CitizenId, caller: Caller, thing: UUID, below: str
) -> Response:
    """``thing`` is the step; where it is not there yet, the citizen."""
    path = f"/v1/citizens/{citizen}/milestones{below}"
    headers = {name: request.headers[name] for name in ASKED if name in request.headers}
    headers[HEADER] = await vouch(door.keyring, citizen, caller, thing, datetime.now(UTC))
    token = request.headers["authorization"].partition(" ")[2]
    answer = await door.services.pass_on(token, BRIDGE, path, await request.body(), headers)
    told = {name: answer.headers[name] for name in ANSWERED if name in answer.headers}
    return Response(answer.content, answer.status_code, told)
