"""``/v1/citizens/{citizen}/plan/meetings``: meetings with, or about, the citizen."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, StringConstraints

from samspil.contracts.plan import MeetingKind, Participant
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.book_meeting import Booking, MeetingLongPast, move_meeting
from samspil.plan.domain.cancel_meeting import cancel_meeting
from samspil.plan.domain.hold_meeting import hold_meeting
from samspil.plan.domain.meeting import Meeting, MeetingAhead, MeetingOver, MeetingState, UnknownMeeting
from samspil.plan.domain.miss_meeting import miss_meeting
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.domain.without_citizen import CitizenCame, ReasonMissing
from samspil.plan.handlers.book_meeting import book_meeting
from samspil.plan.handlers.change_plan import change_meeting
from samspil.plan.storage.queries import read_meetings
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import AgreedTime
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, Told
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/meetings", tags=["meetings"])

Participants = Annotated[list[Participant], Field(min_length=1, max_length=len(Participant))]
At = Annotated[AgreedTime, Field(description="With its zone, e.g. 2026-12-14T13:30+01:00.")]
Place = Annotated[Words, Field(max_length=400, description="Where it is held.")]


class BookMeeting(Body):
    """Who meets, when and where."""

    EXAMPLE: ClassVar = {
        "kind": "planning",
        "at": f"{in_days(14)}T13:30:00+01:00",
        "place": "Hjemme hos borgeren",
        "invited": ["citizen", "support_worker", "employment"],
    }

    kind: MeetingKind
    at: At
    place: Place | None = None
    invited: Participants
    responsible: Annotated[
        str | None,
        StringConstraints(pattern="^[A-Za-z0-9._@-]{1,100}$"),
        Field(description="Staff id of who says afterwards what became of it; left out: the caller."),
    ] = None


class MoveMeeting(Body):
    """Another time, and where it is held if that is elsewhere."""

    EXAMPLE: ClassVar = {"at": f"{in_days(15)}T10:00:00+01:00"}

    at: At
    place: Place | None = None


class HoldMeeting(Body):
    """Who came, and what was agreed."""

    EXAMPLE: ClassVar = {"came": ["citizen", "support_worker"], "result": "Vi prøver to timer om ugen."}

    came: Participants
    without_citizen_because: Annotated[
        Words | None, Field(description="Why it was held without the citizen, who reads it.")
    ] = None
    result: Annotated[Words | None, Field(description="What was agreed there.")] = None


class MissMeeting(Body):
    """Who did not come."""

    EXAMPLE: ClassVar = {"missing": ["employment"]}

    missing: Participants


class CancelMeeting(Body):
    """Who called it off, and why."""

    EXAMPLE: ClassVar = {"cancelled_by": "citizen"}

    cancelled_by: Participant
    reason: Annotated[Words | None, Field(description="Nobody has to say why.")] = None


class MeetingNow(Told):
    """The meeting, and what became of it."""

    meeting_id: UUID
    state: MeetingState


class MeetingRead(ReadModel):
    """One meeting."""

    meeting_id: UUID = Field(validation_alias="id")
    kind: MeetingKind
    at: datetime
    place: Opened | None
    invited: list[Participant]
    responsible: str
    """Staff id of who says afterwards what became of it."""
    state: MeetingState
    came: list[Participant]
    missing: list[Participant]
    cancelled_by: Participant | None
    why: Opened | None
    """Why it was held without the citizen, or called off."""
    result: Opened | None
    version: int


class MeetingsRead(BaseModel):
    """A citizen's meetings, the latest first."""

    citizen_id: UUID
    version: int
    meetings: list[MeetingRead]


@router.get("")
@refuses(NoPlan)
async def read_meetings_of_citizen(
    citizen: Citizen, caller: Reader, door: Door, response: Response
) -> MeetingsRead:
    """All that were booked, and what became of them, opened; reading them is logged."""
    meetings = await read_meetings(door.store.pool, citizen)
    texts = await door.opened(citizen, {str(one.id): one for one in meetings}, caller, "read-meetings")
    response.headers["etag"] = etag(highest(meetings))
    shown = [MeetingRead.model_validate(one, context=texts) for one in meetings]
    return MeetingsRead(citizen_id=citizen, version=highest(meetings), meetings=shown)


@router.post("", status_code=201, response_model=MeetingNow)
@refuses(NoPlan, PlanOver, MeetingLongPast)
async def book_meeting_with_citizen(
    citizen: Citizen, body: BookMeeting, caller: Reader, once: Creating, door: Door
) -> Response:
    """Book a meeting; one that has been, too, to say what became of it."""
    booking = Booking(
        id=uuid7(),
        kind=body.kind,
        at=body.at,
        place=await door.sealed(citizen, "words", body.place),
        invited=each_once(body.invited),
        responsible=body.responsible or caller.subject,
        by=caller.subject,
    )
    location = f"/v1/citizens/{citizen}/plan/meetings"
    return await door.decide(citizen, once, lambda tx: told(book_meeting(tx, booking), 201, location))


@router.post("/{meeting_id}/move", response_model=MeetingNow)
@refuses(NoPlan, UnknownMeeting, MeetingOver, MeetingLongPast)
async def move_meeting_with_citizen(
    citizen: Citizen, meeting_id: UUID, body: MoveMeeting, caller: Reader, once: Changing, door: Door
) -> Response:
    """Move a meeting that was booked; left out, its place stays."""
    place, by = await door.sealed(citizen, "words", body.place), caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_meeting(
                tx, meeting_id, once.seen, lambda it, now: move_meeting(it, body.at, place, by, now)
            )
        ),
    )


@router.post("/{meeting_id}/hold", response_model=MeetingNow)
@refuses(NoPlan, UnknownMeeting, MeetingOver, MeetingAhead, ReasonMissing, CitizenCame)
async def hold_meeting_with_citizen(
    citizen: Citizen, meeting_id: UUID, body: HoldMeeting, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record that it took place, and who came; without the citizen it needs a reason."""
    came, by = each_once(body.came), caller.subject
    because = await door.sealed(citizen, "words", body.without_citizen_because)
    result = await door.sealed(citizen, "words", body.result)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_meeting(
                tx,
                meeting_id,
                once.seen,
                lambda it, now: hold_meeting(it, came, because, result, by, now),
            )
        ),
    )


@router.post("/{meeting_id}/miss", response_model=MeetingNow)
@refuses(NoPlan, UnknownMeeting, MeetingOver, MeetingAhead)
async def miss_meeting_with_citizen(
    citizen: Citizen, meeting_id: UUID, body: MissMeeting, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record that it did not take place, and who did not come; nobody is told of that by itself."""
    missing, by = each_once(body.missing), caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_meeting(tx, meeting_id, once.seen, lambda it, now: miss_meeting(it, missing, by, now))
        ),
    )


@router.post("/{meeting_id}/cancel", response_model=MeetingNow)
@refuses(NoPlan, UnknownMeeting, MeetingOver)
async def cancel_meeting_with_citizen(
    citizen: Citizen, meeting_id: UUID, body: CancelMeeting, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record that it was called off."""
    whose, by = body.cancelled_by, caller.subject
    reason = await door.sealed(citizen, "words", body.reason)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_meeting(
                tx, meeting_id, once.seen, lambda it, now: cancel_meeting(it, whose, reason, by, now)
            )
        ),
    )


def each_once(those: list[Participant]) -> tuple[Participant, ...]:
    """In the order in which they were named."""
    return tuple(dict.fromkeys(those))


def told(meeting: Meeting, status: int = 200, location: str | None = None) -> Answer:
    """The meeting, as it is now."""
    now = MeetingNow(meeting_id=meeting.id, state=meeting.state, version=meeting.version)
    return Answer.of(now, status, location)
