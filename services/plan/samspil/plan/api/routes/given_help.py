"""``/v1/citizens/{citizen}/plan/interventions/{intervention}``: help rests, goes on and ends."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import InterventionEnd, PauseReason
from samspil.plan.api.doors import Door, Planner, Reader
from samspil.plan.api.help_now import HelpNow, told
from samspil.plan.domain.end_help import EndedAhead, EndedBeforePlan, end_help
from samspil.plan.domain.given_help import HelpOver, UnknownHelp
from samspil.plan.domain.pause_help import AlreadyPaused, NotInForce, PausedUntilPast, pause_help
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.domain.resume_help import NotPaused, resume_help
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.end_help import end_help as end
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/interventions/{intervention_id}", tags=["plan"])


class PauseHelp(Body):
    """Why it rests; because of a stay it does so by rule."""

    EXAMPLE: ClassVar = {
        "because": "citizen_wish",
        "until": in_days(30),
    }

    because: Literal[PauseReason.CITIZEN_WISH, PauseReason.NO_WORKER, PauseReason.OTHER]
    until: Annotated[AgreedDay | None, Field(description="The last day, where it is known.")] = None


class EndHelp(Body):
    """Why it ends, and what it changed."""

    EXAMPLE: ClassVar = {
        "because": "goal_reached",
        "found_change": "Jeg kommer ud hver dag nu.",
    }

    because: InterventionEnd
    ended_on: Annotated[AgreedDay | None, Field(description="Today, where it is not said.")] = None
    found_change: Annotated[Words | None, Field(description="What it changed for the citizen.")] = None


@router.post("/pause", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver, NotInForce, AlreadyPaused, PausedUntilPast)
async def pause_intervention(
    citizen: Citizen, intervention_id: UUID, body: PauseHelp, caller: Reader, once: Changing, door: Door
) -> Response:
    """Let the help rest; its place is kept."""
    why, until, by = body.because, body.until, caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(tx, once.seen, lambda it, now: pause_help(it, intervention_id, why, until, by, now)),
            intervention_id,
        ),
    )


@router.post("/resume", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver, NotPaused)
async def resume_intervention(
    citizen: Citizen, intervention_id: UUID, caller: Reader, once: Changing, door: Door
) -> Response:
    """Let help that rests go on, whatever it rests because of."""
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(tx, once.seen, lambda it, now: resume_help(it, intervention_id, caller.subject, now)),
            intervention_id,
        ),
    )


@router.post("/end", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver, EndedAhead, EndedBeforePlan)
async def end_intervention(
    citizen: Citizen, intervention_id: UUID, body: EndHelp, caller: Planner, once: Changing, door: Door
) -> Response:
    """End the help; what nobody answered about it is asked no more."""
    change = await door.sealed(citizen, "words", body.found_change)
    why, on, by = body.because, body.ended_on, caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            end(
                tx,
                intervention_id,
                once.seen,
                lambda it, now: end_help(it, intervention_id, why, on, change, by, now),
            ),
            intervention_id,
        ),
    )
