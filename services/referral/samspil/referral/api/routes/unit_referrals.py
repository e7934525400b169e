"""``/v1/referrals`` and ``/v1/balance``: what units owe and wait for, and whether anything is lost."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from samspil.contracts.referral import Priority
from samspil.referral.api.doors import Door, Leading
from samspil.referral.domain.referral import GOES_ON, OVER, Referral, State
from samspil.referral.storage.queries import BEFORE_ALL, After, OfUnit, read_balance, read_of_units
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web import problem_types
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1", tags=["referrals"])

AT_MOST = 100
OWED = tuple(state for state in State if state not in OVER | GOES_ON)
"""What is listed where no state is named: those of which a step is owed."""

Cursor = Annotated[str, StringConstraints(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9a-f-]{36}$")]


class ReferralListed(BaseModel):
    """One referral in a list: codes, days and ids, and nothing of what was written."""

    model_config = ConfigDict(from_attributes=True)

    citizen_id: UUID
    referral_id: UUID
    state: State
    overdue: bool
    escalated: bool
    from_sector: Sector
    from_unit: str | None
    to_sector: Sector
    to_unit: str
    priority: Priority
    author: str
    answer_by: date
    submitted_at: datetime
    version: int


class ReferralsListed(BaseModel):
    """A page of the list; ``cursor`` asks for the next one and is null at the end."""

    referrals: list[ReferralListed]
    cursor: str | None


class BalanceShown(BaseModel):
    """Of one unit: sent = open + answered + cancelled + closed, and of the open ones so many are overdue."""

    model_config = ConfigDict(from_attributes=True)

    to_sector: Sector
    to_unit: str
    sent: int
    open: int
    overdue: int
    answered: int
    cancelled: int
    closed: int


@router.get("/referrals")
@refuses(problem_types.INVALID_REQUEST)
async def list_referrals(
    caller: Leading,
    door: Door,
    unit: Annotated[Unit | None, Query(description="One of the caller's; without it, all of them.")] = None,
    state: Annotated[list[State], Query(max_length=20)] = [],  # noqa: B006  FastAPI copies it
    overdue: bool | None = None,
    cursor: Annotated[Cursor | None, Query(description="From the page before.")] = None,
) -> ReferralsListed:
    """What the caller's units are asked and wait for, the nearest day first, a hundred at a time."""
    if unit is not None and unit not in caller.units:
        raise _wrong("unit", "not_their_unit")
    units = [unit] if unit else sorted(caller.units)
    found = await read_of_units(door.store.pool, units, state or OWED, overdue, _after(cursor), AT_MOST + 1)
    more = _cursor(found[AT_MOST - 1].referral) if len(found) > AT_MOST else None
    return ReferralsListed(referrals=[_listed(one) for one in found[:AT_MOST]], cursor=more)


@router.get("/balance")
async def read_referral_balance(caller: Leading, door: Door) -> list[BalanceShown]:
    """Of every unit that was ever asked; it holds at every moment."""
    return [BalanceShown.model_validate(one) for one in await read_balance(door.store.pool)]


def _listed(one: OfUnit) -> ReferralListed:
    shown = {name: getattr(one.referral, name) for name in ReferralListed.model_fields.keys() - _IDS}
    return ReferralListed(citizen_id=one.citizen, referral_id=one.referral.id, **shown)


_IDS = {"citizen_id", "referral_id"}


def _cursor(last: Referral) -> str:
    return f"{last.owed}_{last.id}"


def _after(cursor: str | None) -> After:
    if cursor is None:
        return BEFORE_ALL
    owed, _, last = cursor.partition("_")
    try:
        return After(owed, UUID(last))
    except ValueError:
        raise _wrong("cursor", "string_pattern_mismatch") from None


def _wrong(field: str, code: str) -> Problem:
    return Problem(problem_types.INVALID_REQUEST, errors=[FieldError(f"#/{field}", code, "query")])
