"""``/v1/citizens/{citizen}/plan/interventions/{intervention}``: who gives the help, and who stands in."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.plan.api.doors import Door, Planner, Reader, ReaderOrOwn, written_by
from samspil.plan.api.given_by import GivenBy, giver_of
from samspil.plan.api.help_now import HelpNow, told
from samspil.plan.domain.given_help import HelpOver, UnknownHelp
from samspil.plan.domain.giver import DeputyIsTheWorker, DeputyMissing
from samspil.plan.domain.note_away import AwayUntilPast, NotAway, note_away
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.domain.reassign_help import reassign_help
from samspil.plan.domain.want_change import want_change
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.handlers.hand_over_help import hand_over_help
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/interventions/{intervention_id}", tags=["plan"])


class Reassign(GivenBy):
    """Who gives it from now on: all of it, as it is then."""

    EXAMPLE: ClassVar = {
        "support_worker": "kontaktperson-2",
        "support_worker_name": "Bente Prøve",
        "support_worker_phone": "+45 12 34 56 78",
    }


class Away(Body):
    """Until when the support worker is away; without a day they are back."""

    EXAMPLE: ClassVar = {
        "away_until": in_days(14),
    }

    away_until: Annotated[AgreedDay | None, Field(description="The last day.")] = None


class WantChange(Body):
    """What the citizen wants to say about it; no reason has to be given."""

    EXAMPLE: ClassVar = {
        "words": "Jeg vil hellere tale med en kvinde.",
    }

    words: Words | None = None


@router.post("/reassign", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver, DeputyIsTheWorker, DeputyMissing)
async def reassign_intervention(
    citizen: Citizen, intervention_id: UUID, body: Reassign, caller: Planner, once: Changing, door: Door
) -> Response:
    """Give the help to somebody else; what waits for whoever gave it waits for them."""
    to = await giver_of(door, citizen, body)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            hand_over_help(
                tx,
                intervention_id,
                once.seen,
                lambda it, now: reassign_help(it, intervention_id, to, caller.subject, now),
            ),
            intervention_id,
        ),
    )


@router.post("/away", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver, AwayUntilPast, NotAway)
async def note_support_worker_away(
    citizen: Citizen, intervention_id: UUID, body: Away, caller: Reader, once: Changing, door: Door
) -> Response:
    """Note that the support worker is away, or back; meanwhile the deputy is asked, if there is one."""
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            hand_over_help(
                tx,
                intervention_id,
                once.seen,
                lambda it, now: note_away(it, intervention_id, body.away_until, caller.subject, now),
            ),
            intervention_id,
        ),
    )


@router.post("/change-wanted", response_model=HelpNow)
@refuses(NoPlan, PlanOver, UnknownHelp, HelpOver)
async def request_support_worker_change(
    citizen: Citizen, intervention_id: UUID, body: WantChange, caller: ReaderOrOwn, once: Changing, door: Door
) -> Response:
    """Note that the citizen wants another support worker, or as the citizen ask for one."""
    words, by = await door.sealed(citizen, "words", body.words), written_by(caller)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_plan(tx, once.seen, lambda it, now: want_change(it, intervention_id, words, by, now)),
            intervention_id,
        ),
    )
