"""``/v1/citizens/{citizen}/plan/discharge-agreements``: what is agreed with a hospital for afterwards."""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from samspil.contracts.plan import AgreementEnd, AgreementKind, AgreementStage
from samspil.plan.api.doors import Door, Planner, Reader
from samspil.plan.domain.agreement import Agreement, AgreementOver, AlreadyAgreed, UnknownAgreement
from samspil.plan.domain.ask_agreement import AgreementUnderWay, Asking, NotHeardOf, NotOurs, UnknownStay
from samspil.plan.domain.conclude_agreement import AgreedBeforeAsked, KindOfOtherPart, NothingDrafted
from samspil.plan.domain.draft_agreement import draft_agreement
from samspil.plan.domain.end_agreement import AgreementEndedBefore, EndOfOtherStage, end_agreement
from samspil.plan.handlers.ask_agreement import ask_agreement
from samspil.plan.handlers.change_agreement import change_agreement, conclude_agreement
from samspil.plan.storage.queries import read_agreements
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import HappenedDay
from samspil.vocabulary.sector import Sector
from samspil.web.body import Body, in_days
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Creating, Told
from samspil.web.read_model import Opened, ReadModel, highest
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(
    prefix="/v1/citizens/{citizen_id}/plan/discharge-agreements", tags=["discharge agreements"]
)

Side = Literal[Sector.SOCIAL, Sector.REGION]
Happened = Annotated[HappenedDay | None, Field(description="Left out: today.")]


class AskAgreement(Body):
    """Which of the two, and who asked whom."""

    EXAMPLE: ClassVar = {"kind": "discharge_agreement", "asked_by": "region", "asked_on": in_days(-1)}

    kind: AgreementKind
    asked_by: Annotated[Side, Field(description="What the region asked is noted by whoever was told.")]
    asked_on: Happened = None
    stay_id: Annotated[UUID | None, Field(description="The stay at whose end it is to be there.")] = None
    message_id: Annotated[UUID | None, Field(description="The region's message that asked for it.")] = None


class DraftAgreement(Body):
    """What is to be agreed, in place of what was drafted before."""

    EXAMPLE: ClassVar = {
        "words": "Du bor hjemme. Aisha kommer to gange om ugen. Vi ser på aftalen igen om tre måneder.",
        "drafted_by": "social",
    }

    words: Annotated[Words, Field(description="Where to live, who helps with what, whom to turn to.")]
    drafted_by: Side


class ConcludeAgreement(Body):
    """Both sides stand by what was drafted last."""

    EXAMPLE: ClassVar = {"with_citizen": True, "agreed_on": in_days(0)}

    with_citizen: Annotated[
        bool, Field(description="True of a discharge agreement, false of a coordination plan.")
    ]
    agreed_on: Happened = None


class EndAgreement(Body):
    """Why, and by which side."""

    EXAMPLE: ClassVar = {"why": "kept", "ended_by": "social", "ended_on": in_days(0)}

    why: Literal[AgreementEnd.KEPT, AgreementEnd.NO_LONGER_NEEDED, AgreementEnd.NOT_MADE]
    ended_by: Side
    ended_on: Happened = None


class AgreementNow(Told):
    """The agreement, and how far it is."""

    agreement_id: UUID
    stage: AgreementStage


class AgreementRead(ReadModel):
    """One agreement."""

    agreement_id: UUID = Field(validation_alias="id")
    kind: AgreementKind
    stage: AgreementStage
    asked_by: Sector
    asked_on: date
    stay_id: UUID | None
    words: Opened | None
    """What was drafted last; once agreed, what is agreed."""
    drafted_by: Sector | None
    agreed_on: date | None
    with_citizen: bool | None
    ended_on: date | None
    ended_by: Sector | None
    why: AgreementEnd | None
    replaced_by: UUID | None
    version: int


class AgreementsRead(BaseModel):
    """A citizen's agreements with hospitals, the newest first; with or without a plan."""

    citizen_id: UUID
    version: int
    agreements: list[AgreementRead]


@router.get("")
@refuses(NotHeardOf)
async def read_agreements_of_citizen(
    citizen: Citizen, caller: Reader, door: Door, response: Response
) -> AgreementsRead:
    """All that were asked for, and what became of them, opened; reading them is logged."""
    there = await read_agreements(door.store.pool, citizen)
    texts = await door.opened(citizen, {str(one.id): one for one in there}, caller, "read-agreements")
    response.headers["etag"] = etag(highest(there))
    shown = [AgreementRead.model_validate(one, context=texts) for one in there]
    return AgreementsRead(citizen_id=citizen, version=highest(there), agreements=shown)


@router.post("", status_code=201, response_model=AgreementNow)
@refuses(NotHeardOf, NotOurs, AgreementUnderWay, UnknownStay)
async def ask_agreement_about_citizen(
    citizen: Citizen, body: AskAgreement, caller: Planner, once: Creating, door: Door
) -> Response:
    """Ask for one, or note that the region did; until it ends, the region is told what it needs for it."""
    asking = Asking(
        id=uuid7(),
        kind=body.kind,
        asked_by=body.asked_by,
        on=body.asked_on,
        stay_id=body.stay_id,
        message_id=body.message_id,
        by=caller.subject,
    )
    location = f"/v1/citizens/{citizen}/plan/discharge-agreements"
    return await door.decide(
        citizen, once, lambda tx: told(ask_agreement(tx, asking, door.rules), 201, location)
    )


@router.post("/{agreement_id}/draft", response_model=AgreementNow)
@refuses(UnknownAgreement, AgreementOver, AlreadyAgreed)
async def draft_agreement_about_citizen(
    citizen: Citizen, agreement_id: UUID, body: DraftAgreement, caller: Reader, once: Changing, door: Door
) -> Response:
    """Write what is to be agreed, or note what the region wrote."""
    words, by = await door.keyring.seal(citizen, "words", body.words), caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_agreement(
                tx,
                agreement_id,
                once.seen,
                lambda it, now: draft_agreement(it, words, body.drafted_by, by, now),
            )
        ),
    )


@router.post("/{agreement_id}/agree", response_model=AgreementNow)
@refuses(UnknownAgreement, AgreementOver, AlreadyAgreed, NothingDrafted, KindOfOtherPart, AgreedBeforeAsked)
async def conclude_agreement_about_citizen(
    citizen: Citizen,
    agreement_id: UUID,
    body: ConcludeAgreement,
    caller: Planner,
    once: Changing,
    door: Door,
) -> Response:
    """Record that both sides stand by it; every other that is open gives its place to it."""
    on, by, with_citizen = body.agreed_on, caller.subject, body.with_citizen
    return await door.decide(
        citizen,
        once,
        lambda tx: told(conclude_agreement(tx, agreement_id, once.seen, on, by, with_citizen=with_citizen)),
    )


@router.post("/{agreement_id}/end", response_model=AgreementNow)
@refuses(UnknownAgreement, AgreementOver, EndOfOtherStage, AgreementEndedBefore)
async def end_agreement_about_citizen(
    citizen: Citizen, agreement_id: UUID, body: EndAgreement, caller: Planner, once: Changing, door: Door
) -> Response:
    """Record that it is over; from now on the region is told nothing on it."""
    by = caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            change_agreement(
                tx,
                agreement_id,
                once.seen,
                lambda it, now: end_agreement(it, body.why, body.ended_by, body.ended_on, by, now),
            )
        ),
    )


def told(agreement: Agreement, status: int = 200, location: str | None = None) -> Answer:
    """The agreement, as it is now."""
    now = AgreementNow(agreement_id=agreement.id, stage=agreement.stage, version=agreement.version)
    return Answer.of(now, status, location)
