"""``/v1/citizens/{citizen}/relatives``: whom the citizen has around them, and what each may be told."""

from datetime import UTC, date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.citizen import RelativeKind, RelativeLeft
from samspil.referral.api.doors import Door, OfUnits, ReferralDoor
from samspil.referral.api.known import known
from samspil.referral.domain.change_relative import change_relative as change
from samspil.referral.domain.citizen_file import FileIsMerged
from samspil.referral.domain.permission import WRONG_PERMISSIONS
from samspil.referral.domain.relative import Entry, Relative, RelativeHasLeft, UnknownRelative
from samspil.referral.domain.remove_relative import remove_relative as remove
from samspil.referral.handlers.add_relative import add_relative as add
from samspil.referral.handlers.change_relative import change_relative as decide
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Name, Words
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sealed import Sealed
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, Once, OnceOnly, Told
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/relatives", tags=["relatives"])


class EnterRelative(Body):
    """Somebody whom the citizen names; with the citizen's permission, or as nothing but a name."""

    EXAMPLE: ClassVar = {
        "kind": "sibling",
        "name": "Vera Test Opdigtet",
        "contact": "Ring om aftenen",
        "may_know": ["plan", "contact_hold"],
        "until": in_days(365),
    }

    kind: RelativeKind
    name: Name
    contact: Annotated[Words | None, Field(description="How to reach them.")] = None
    wishes: Annotated[
        Words | None, Field(description="When and about what they themselves want to be asked.")
    ] = None
    may_know: Annotated[
        list[DataClass],
        Field(
            max_length=100,
            default_factory=list,
            description="What the citizen lets them be told; nothing: only that they are there.",
        ),
    ]
    until: Annotated[
        AgreedDay | None,
        Field(description="The last day of that permission, at most two years ahead; none without one."),
    ] = None


class RemoveRelative(Body):
    """Why they are no longer there; nobody who steps back has to say why."""

    EXAMPLE: ClassVar = {"reason": "stepped_back"}

    reason: RelativeLeft


class RelativeNow(Told):
    """Whom it is about, and from when on they are no longer there."""

    relative_id: UUID
    left_at: datetime | None


class EntryRead(ReadModel):
    """What is entered."""

    kind: RelativeKind
    name: Opened
    contact: Opened | None
    wishes: Opened | None
    may_know: list[DataClass]
    until: date | None


class RelativeRead(EntryRead):
    """One of them."""

    relative_id: UUID
    may_be_told: list[DataClass]
    """What the citizen lets them be told today: nothing once the last day is over, or they have left."""
    signs_in: bool
    """Whether they were let sign in; they see something there for as long as they may be told something."""
    added_at: datetime
    left: RelativeLeft | None
    left_at: datetime | None
    version: int


class RelativesRead(BaseModel):
    """A citizen's relatives and others, the newest first, those who are no longer there included."""

    citizen_id: UUID
    version: int
    relatives: list[RelativeRead]


@router.post("", status_code=201, response_model=RelativeNow)
@refuses(FileIsMerged, *WRONG_PERMISSIONS)
async def add_relative(
    citizen: Citizen, body: EnterRelative, caller: OfUnits, once: Creating, door: Door
) -> Response:
    """Enter somebody whom the citizen names, and what they may be told."""
    entry, id_ = await _entry(door, citizen, body), uuid7()
    location = f"/v1/citizens/{citizen}/relatives"
    return await door.decide(
        citizen, once, lambda tx: told(add(tx, id_, entry, caller.subject), 201, location)
    )


@router.post("/{relative_id}/change", response_model=RelativeNow)
@refuses(UnknownRelative, RelativeHasLeft, *WRONG_PERMISSIONS)
async def change_relative(
    citizen: Citizen, relative_id: UUID, body: EnterRelative, caller: OfUnits, once: Changing, door: Door
) -> Response:
    """Enter all of it anew, the permission included."""
    entry = await _entry(door, citizen, body)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            decide(tx, relative_id, once.seen, lambda it, now: change(it, entry, caller.subject, now))
        ),
    )


@router.post("/{relative_id}/remove", response_model=RelativeNow)
@refuses(UnknownRelative, RelativeHasLeft)
async def remove_relative(
    citizen: Citizen, relative_id: UUID, body: RemoveRelative, caller: OfUnits, once: OnceOnly, door: Door
) -> Response:
    """From now on nobody tells or asks them anything, whatever version of it was seen."""
    return await leave(door, citizen, once, relative_id, body.reason, caller.subject)


@router.get("")
async def read_relatives(citizen: Citizen, caller: OfUnits, door: Door, response: Response) -> RelativesRead:
    """The citizen's relatives and others, opened; reading them is logged."""
    relatives = (await known(door, citizen)).relatives
    texts = await door.opened(citizen, {one.id: one.entry for one in relatives}, caller, "read-relatives")
    signing_in = await door.keyring.who_signs_in(citizen)
    response.headers["etag"] = etag(highest(relatives))
    today = danish_day(datetime.now(UTC))
    shown = [_read(one, texts, today, signs_in=one.id in signing_in) for one in relatives]
    return RelativesRead(citizen_id=citizen, version=highest(relatives), relatives=shown)


async def leave(
    door: ReferralDoor, citizen: CitizenId, once: Once, relative_id: UUID, why: RelativeLeft, by: str
) -> Response:
    """They are no longer there, and what they signed in with is forgotten: also of who had left before."""
    try:
        left = await door.decide(
            citizen,
            once,
            lambda tx: told(decide(tx, relative_id, None, lambda it, now: remove(it, why, by, now))),
        )
    except RelativeHasLeft:
        await door.keyring.end_sign_in(citizen, relative_id)
        raise
    await door.keyring.end_sign_in(citizen, relative_id)
    return left


async def _entry(door: ReferralDoor, citizen: CitizenId, body: EnterRelative) -> Entry:
    return Entry(
        kind=body.kind,
        name=await door.keyring.seal(citizen, "name", body.name),
        contact=await door.sealed(citizen, "contact", body.contact),
        wishes=await door.sealed(citizen, "words", body.wishes),
        may_know=tuple(body.may_know),
        until=body.until,
    )


def _read(relative: Relative, texts: dict[Sealed, str], today: date, *, signs_in: bool) -> RelativeRead:
    entry = EntryRead.model_validate(relative.entry, context=texts)
    return RelativeRead(
        **dict(entry),
        relative_id=relative.id,
        may_be_told=list(relative.may_be_told(today)),
        signs_in=signs_in,
        added_at=relative.added_at,
        left=relative.left,
        left_at=relative.left_at,
        version=relative.version,
    )


def told(relative: Relative, status: int = 200, location: str | None = None) -> Answer:
    """What each act is answered with."""
    now = RelativeNow(relative_id=relative.id, left_at=relative.left_at, version=relative.version)
    return Answer.of(now, status, location)
