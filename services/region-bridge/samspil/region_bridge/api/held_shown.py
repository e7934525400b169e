"""How held notices are shown: what each says, and what would follow if it were applied."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from samspil.contracts.hospital import HeldWhat, StayKind, StayStep
from samspil.contracts.message import Category
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.placing import KINDS
from samspil.region_bridge.domain.held import HeldIsSettled, HeldNotice, if_applied
from samspil.region_bridge.domain.notice import Notice, Notices
from samspil.region_bridge.domain.stays import Stay, stays_of
from samspil.region_bridge.partner.medcom.read_again import read_again
from samspil.region_bridge.storage.held import HeldMessage
from samspil.region_bridge.storage.notices import raw_of
from samspil.region_bridge.storage.stay_notices import StayNotices
from samspil.region_bridge.storage.unplaced import KEPT_FOR
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller


class _Shown(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class StepShown(_Shown):
    """Something within a stay, or its end."""

    step: StayStep
    at: datetime


class StayShown(_Shown):
    """One of the citizen's stays."""

    stay_id: UUID
    kind: StayKind
    admitted_at: datetime
    steps: list[StepShown]

    @classmethod
    def of(cls, stay: Stay) -> "StayShown":
        """The steps in their order."""
        steps = sorted(stay.steps, key=lambda one: (one.at, one.step))
        return cls(
            stay_id=stay.id,
            kind=stay.kind,
            admitted_at=stay.began_at,
            steps=[StepShown(step=one.step, at=one.at) for one in steps],
        )


class NoticeShown(_Shown):
    """What a notice says."""

    what: str
    """What happened, or `death`, `death_retracted`, `contradiction`."""
    activity: str | None
    """As what a contradiction is taken where it is applied."""
    kind: StayKind
    started_at: datetime
    """When the stay began that it is about."""
    occurred_at: datetime
    noted_at: datetime
    """When the hospital noted it."""
    alive: bool
    """Whether the patient is expressly marked as not dead."""
    wants_report: bool
    report_to: str | None
    """Who is to have the admission report that the ward asks for."""

    @classmethod
    def of(cls, says: Notice, report_to: str | None) -> "NoticeShown":
        """In codes and moments."""
        return cls(
            what=says.what,
            activity=says.activity,
            kind=says.kind,
            started_at=says.started_at,
            occurred_at=says.occurred_at,
            noted_at=says.noted_at,
            alive=says.alive,
            wants_report=says.wants_report,
            report_to=report_to,
        )


class MessageShown(_Shown):
    """What a message says."""

    category: Category
    topic: str | None
    sender: str
    """The unit that wrote, as it names itself."""
    texts: list[str]


class HeldNoticeShown(_Shown):
    """One that waits, opened; reading it is logged."""

    held_id: UUID
    version: int
    """What a writer says in `If-Match`."""
    citizen_id: UUID | None
    """None: nobody can say whose it is, and whoever applies it says so."""
    what: HeldWhat
    why: str
    """`death`, `death_retracted`, `contradiction`, `unknown_stay`, `replacement_number`, `ground_in_doubt`;
    of a message `ground_unclear`;
    under no citizen `patient_unclear`, `number_unclear`, `citizen_unclear`."""
    received_at: datetime
    until: datetime | None
    """It is destroyed then, whether somebody has looked or not; null: it waits for ever."""
    says: NoticeShown | None
    message: MessageShown | None = None
    """Of what is no notice."""
    names: list[str]
    """Under no citizen: how the message calls its patients."""
    numbers: list[str]
    """Under no citizen: every number that it names, former ones too."""
    confirmed_by: list[str]
    """Of a death: who has found already that it is so."""
    before: list[StayShown] | None
    """The citizen's stays as they are; null where nobody can say whose."""
    after: list[StayShown] | None
    """And as they are if it is applied."""


async def says_of(door: RegionDoor, citizen: CitizenId, thing: HeldNotice, caller: Caller) -> Notice:
    """What it says: as it was read when it came, or, of a version before, read again now; the look is logged.

    Raises ``HeldIsSettled``, ``KeyDestroyed``, ``UnknownCitizen``.
    """
    if thing.says is not None:
        await door.keyring.note(citizen, caller.access("read-held-notices"), ["notice"])
        return thing.says
    raw = await raw_of(door.store.pool, thing.message_id)
    if raw is None:  # it was let go with its ground
        raise HeldIsSettled
    text = (await door.open(citizen, {"message": raw}, caller, "read-held-notices"))["message"]
    return read_again(text, datetime.now(UTC)).notice


async def shown(
    door: RegionDoor, citizen: CitizenId, thing: HeldNotice, caller: Caller
) -> HeldNoticeShown | None:
    """A notice about a known citizen; None where the citizen was erased in this very moment."""
    try:
        says = await says_of(door, citizen, thing, caller)
        report_to = says.report_to and (
            await door.open(citizen, {"report_to": says.report_to}, caller, "read-held-notices")
        ).get("report_to")
    except (HeldIsSettled, KeyDestroyed, UnknownCitizen):
        return None
    async with door.store.pool.acquire() as connection:
        notices: Notices = await StayNotices().look(connection, citizen) or {}
    return HeldNoticeShown(
        held_id=thing.id,
        version=thing.version,
        citizen_id=citizen,
        what=HeldWhat.NOTICE,
        why=thing.why,
        received_at=thing.received_at,
        until=None,
        says=NoticeShown.of(says, report_to),
        names=[],
        numbers=[],
        confirmed_by=[one.by for one in thing.confirmed if one.by],
        before=_stays(stays_of(citizen, notices)),
        after=_stays(stays_of(citizen, if_applied(notices, says))),
    )


async def shown_of_nobody(door: RegionDoor, held: HeldMessage, caller: Caller) -> HeldNoticeShown | None:
    """One under no citizen; None where it has just had its time, or is of a kind that is not shown here."""
    kind = KINDS.get(held.what)
    if kind is None:
        return None
    try:
        text = await door.keyring.open_held(held.raw, caller.access("read-held-notices"))
    except KeyDestroyed:
        return None
    found = kind.shown(text, datetime.now(UTC))
    return HeldNoticeShown(
        held_id=held.id,
        version=0,
        citizen_id=None,
        what=held.what,
        why=held.why,
        received_at=held.received_at,
        until=held.received_at + KEPT_FOR,
        says=NoticeShown.of(found.notice, found.report_to) if found.notice else None,
        names=list(found.names),
        numbers=list(found.numbers),
        confirmed_by=[],
        before=None,
        after=None,
    )


def _stays(stays: Iterable[Stay]) -> list[StayShown]:
    return [StayShown.of(one) for one in stays]
