"""What every route of this service works with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Request

from samspil.jobcenter_bridge.api.take_batch import BatchIntake
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import Pool
from samspil.sealing.errors import KeyringAway
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web import door, problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.problem_types import NO_CASE_AT_HAND
from samspil.web.refusals import refuses
from samspil.web.vouching import HEADER, vouched


@refuses(problem_types.DATABASE_AWAY)
async def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


async def _entity_kinds(request: Request) -> Mapping[str, Kind]:
    kinds: Mapping[str, Kind] = request.app.state.entity_kinds
    return kinds


EntityKinds = Annotated[Mapping[str, Kind], Depends(_entity_kinds)]
"""How the case system calls what is fetched."""

Database = Annotated[Pool, Depends(_pool)]
"""All that is behind the doors of notifications, which hold nothing to seal."""


@refuses(problem_types.DATABASE_AWAY, KeyringAway)
async def _intake(request: Request) -> BatchIntake:
    intake: BatchIntake = request.app.state.intake
    return intake


Intake = Annotated[BatchIntake, Depends(_intake)]
"""Where files come in."""

Door = Annotated[door.Door[JobcenterTransaction], Depends(door.door_of)]

CaseSystem = Annotated[Caller, Depends(allow(Role.INTEGRATOR, sector=Sector.EMPLOYMENT))]
"""The jobcenter's own system."""

Operator = Annotated[Caller, Depends(allow(Role.OPERATOR))]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
"""Whoever may register somebody."""

Voucher = Annotated[Sealed | None, Header(alias=HEADER, description="Overview's word for them.")]
MilestoneId = Annotated[UUID, Path(description="Of a step that was entered here.")]


@refuses(NO_CASE_AT_HAND)
async def _of_citizen(citizen: door.Citizen, caller: Staff, at: Door, voucher: Voucher = None) -> Caller:
    return await vouched(at.keyring, citizen, caller, citizen, voucher, datetime.now(UTC))


@refuses(NO_CASE_AT_HAND)
async def _of_step(
    citizen: door.Citizen, milestone_id: MilestoneId, caller: Staff, at: Door, voucher: Voucher = None
) -> Caller:
    return await vouched(at.keyring, citizen, caller, milestone_id, voucher, datetime.now(UTC))


Adding = Annotated[Caller, Depends(_of_citizen)]
"""Whoever may add a step of the citizen's: nothing of cases is known here, so overview says it."""
Entering = Annotated[Caller, Depends(_of_step)]
"""Whoever may change this one."""
