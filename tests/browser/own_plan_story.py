"""What somebody who has a plan reads of it at home."""

from datetime import datetime, time
from uuid import uuid5

from browser.stories import SUPPORT_WORKER, Story, ago
from samspil.contracts.plan import (
    LifeArea,
    MeetingKind,
    Participant,
    PlanCrisisPlanWritten,
    PlanGoalAdded,
    PlanMeetingBooked,
    PlanMeetingHeld,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
    Whose,
)
from samspil.vocabulary.copenhagen import COPENHAGEN, danish_day
from samspil.vocabulary.ids import uuid7


async def is_helped_at_home(story: Story, days: float) -> None:
    """A wish, a meeting to come and one without the citizen, who helps, and a crisis plan."""
    plan, help_ = (uuid5(story.citizen, word) for word in ("plan", "help"))
    at = ago(days)
    to_come, held = uuid7(), uuid7()
    noon = datetime.combine(danish_day(ago(-5)), time(13), COPENHAGEN)
    await story.tell(
        PlanGoalAdded(
            plan_id=plan,
            goal_id=uuid7(),
            area=LifeArea.NETWORK,
            words=await story.seal("words", "Jeg vil se min søster oftere."),
            added_by="citizen",
            origin=Whose.CITIZEN,
            rank=1,
            occurred_at=at,
        ),
        PlanSupportWorkerChanged(
            plan_id=plan,
            intervention_id=help_,
            support_worker=SUPPORT_WORKER,
            support_worker_name=await story.seal("name", "Aisha Digtet"),
            support_worker_phone=await story.seal("phone", "12 34 56 78"),
            deputy="kontaktperson-2",
            deputy_name=await story.seal("name", "Bente Prøve"),
            changed_by="sagsbehandler-social",
            occurred_at=at,
        ),
        PlanSupportWorkerAway(
            plan_id=plan,
            intervention_id=help_,
            away_until=danish_day(ago(-9)),
            noted_by=SUPPORT_WORKER,
            occurred_at=at,
        ),
        PlanCrisisPlanWritten(
            plan_id=plan,
            early_signs=await story.seal("words", "Jeg holder op med at sove."),
            what_helps=await story.seal("words", "En gåtur, og at nogen bliver siddende."),
            whom_to_call=await story.seal("words", "Min søster."),
            what_not_to_do=None,
            written_by=Whose.CITIZEN,
            noted_by=SUPPORT_WORKER,
            occurred_at=at,
        ),
        *[
            PlanMeetingBooked(
                plan_id=plan,
                meeting_id=meeting,
                kind=MeetingKind.PLANNING,
                at=when,
                place=await story.seal("words", "Rådhuset"),
                invited=(Participant.CITIZEN, Participant.CASEWORKER),
                responsible="sagsbehandler-social",
                booked_by="sagsbehandler-social",
                occurred_at=at,
            )
            for meeting, when in ((to_come, noon), (held, ago(3)))
        ],
        PlanMeetingHeld(
            plan_id=plan,
            meeting_id=held,
            came=(Participant.CASEWORKER,),
            without_citizen_because=await story.seal("words", "Vi kunne ikke få fat i dig."),
            result=None,
            noted_by="sagsbehandler-social",
            occurred_at=ago(2.5),
        ),
    )
