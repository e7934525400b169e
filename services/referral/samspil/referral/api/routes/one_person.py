"""``/v1/citizens/{citizen}/…``: a number that was found, two files of one person, and parted again."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.referral.api.doors import Door, Staff
from samspil.referral.api.keep_pointing import point
from samspil.referral.api.known import known
from samspil.referral.api.numbers import lead_here, require_free
from samspil.referral.api.remedies import NUMBER_OF_ANOTHER
from samspil.referral.api.routes.identity import FileChanged, told
from samspil.referral.api.seal_identity import seal_number
from samspil.referral.domain.citizen_file import CitizenIsDead, FileIsMerged
from samspil.referral.domain.link_number import link_number as link
from samspil.referral.domain.merge import CANNOT_BE_MERGED
from samspil.referral.domain.split import NotMerged
from samspil.referral.domain.transition import ChildWithoutTransition, Transition, require_of_age
from samspil.referral.handlers.change_file import change_file
from samspil.referral.handlers.merge_files import merge_files as merge
from samspil.referral.handlers.split_files import split_files as split
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.web.at_hand import require_case
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}", tags=["citizens"])


class LinkNumber(Body):
    """The number that the citizen goes by from now on."""

    EXAMPLE: ClassVar = {"cpr": "2509479989"}

    cpr: Cpr
    transition: Annotated[
        Transition | None, Field(description="Of somebody under 18: why they are registered already.")
    ] = None


class MergeCitizen(Body):
    """The file that survives."""

    EXAMPLE: ClassVar = {"into": "f0bb1f0f-9a3c-49e7-8a8c-7f0ad1c2a7d4"}

    into: UUID
    """Of which everything new is said from then on."""


@router.post("/link", response_model=FileChanged)
@refuses(FileIsMerged, ChildWithoutTransition, NUMBER_OF_ANOTHER)
async def link_number(
    citizen: Citizen, body: LinkNumber, caller: Staff, once: Changing, door: Door
) -> Response:
    """Write down the number that was found, or another one than before; the old one still leads here."""
    file = (await known(door, citizen)).file
    transition = body.transition or file.transition
    require_of_age(body.cpr.birthday, transition, danish_day(datetime.now(UTC)))
    owner = await require_free(door, citizen, file, body.cpr, caller)
    number = await seal_number(door, citizen, file, body.cpr.number, caller, "link-number")
    if file.merged_into is None and once.seen == file.version:
        await lead_here(door, citizen, body.cpr, owner)
    by = caller.subject
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            citizen, change_file(tx, once.seen, lambda it, now: link(it, number, body.transition, by, now))
        ),
    )


@router.post("/merge", response_model=FileChanged)
@refuses(CitizenIsDead, *CANNOT_BE_MERGED)
async def merge_citizen(
    citizen: Citizen, body: MergeCitizen, caller: Staff, once: Changing, door: Door
) -> Response:
    """Let the file be part of another one of the same person; both keep what is theirs."""
    into = CitizenId(body.into)
    await known(door, into)
    await require_case(door, into, caller)
    answer = await door.decide(
        citizen, once, lambda tx: told(citizen, merge(tx, into, once.seen, caller.subject)), also=[into]
    )
    await point(door, citizen)
    return answer


@router.post("/split", response_model=FileChanged)
@refuses(NotMerged)
async def split_citizen(citizen: Citizen, caller: Staff, once: Changing, door: Door) -> Response:
    """Part the file again from the one that it was made part of: they are two persons."""
    answer = await door.decide(citizen, once, lambda tx: told(citizen, split(tx, once.seen, caller.subject)))
    await point(door, citizen)
    return answer
