"""``/v1/citizens/{citizen}/referrals/{referral}/…``: the asked party takes a referral in and answers it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from samspil.referral.api.doors import Behind, Visitator
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import Answerer, Referral, State
from samspil.referral.handlers.accept_referral import accept_referral
from samspil.referral.handlers.receive_referral import receive_referral
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.plausible import AgreedDay
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller
from samspil.web.idempotency import Answer, OnceOnly
from samspil.web.versions import VersionSeen, etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals/{referral_id}", tags=["referrals"])


class AcceptReferral(BaseModel):
    """A visitator's yes."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    starts_on: Annotated[AgreedDay, Field(description="The day help is expected to start.")]


class AnsweredReferral(BaseModel):
    """Where the referral stands from now on."""

    referral_id: UUID
    state: State
    version: int


@router.post("/receive", response_model=AnsweredReferral)
async def receive(
    citizen_id: UUID,
    referral_id: UUID,
    caller: Visitator,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Take the referral in; the day for an answer does not move."""
    citizen = CitizenId(citizen_id)
    async with behind.store.transaction([citizen]) as tx:
        answer = await once.answer(
            tx.connection,
            lambda: _answer(*receive_referral(tx, citizen, referral_id, _answerer(caller), version_seen)),
        )
    return answer.response()


@router.post("/accept", response_model=AnsweredReferral)
async def accept(
    citizen_id: UUID,
    referral_id: UUID,
    body: AcceptReferral,
    caller: Visitator,
    once: OnceOnly,
    version_seen: VersionSeen,
    behind: Behind,
) -> Response:
    """Say that the asked party will help."""
    citizen, by = CitizenId(citizen_id), _answerer(caller)
    async with behind.store.transaction([citizen]) as tx:
        answer = await once.answer(
            tx.connection,
            lambda: _answer(*accept_referral(tx, citizen, referral_id, by, body.starts_on, version_seen)),
        )
    return answer.response()


def _answerer(caller: Caller) -> Answerer:
    return Answerer(caller.subject, caller.sector or Sector.SOCIAL)


def _answer(file: CitizenFile, referral: Referral) -> Answer:
    return Answer(
        200,
        {"referral_id": str(referral.id), "state": referral.state, "version": file.version},
        {"etag": etag(file.version)},
    )
