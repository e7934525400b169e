"""``/v1/citizens/{citizen}/access`` and ``/v1/access``: who looked at whom, what for, and why they might."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from samspil.overview.api.doors import Door, Log, Officer, OfficerOrOwn
from samspil.overview.api.look_up_access import look_up, question
from samspil.sealing.read_access import NothingAsked, PeriodEndsEarly, Place
from samspil.sealing.read_access import Page as LogPage
from samspil.vocabulary.plausible import AgreedDay
from samspil.web import problem_types
from samspil.web.claims import Subject
from samspil.web.door import Citizen
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem
from samspil.web.read_model import ReadModel
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1", tags=["access log"])

Who = Annotated[Subject | None, Query(description="The subject id of whoever looked.")]
First = Annotated[AgreedDay | None, Query(alias="from", description="The first day, on Danish clocks.")]
Last = Annotated[AgreedDay | None, Query(alias="to", description="The last day.")]
WithoutCase = Annotated[bool, Query(description="Only looks for which a reason had to be given.")]
Cursor = Annotated[str, StringConstraints(pattern="^[0-9]{1,18}-[0-9]{1,18}$")]
Older = Annotated[Cursor | None, Query(description="From the page before.")]


class LookShown(ReadModel):
    """One look: never what was seen, only the names of it."""

    at: datetime
    who: str
    """The subject id of the reader's token."""
    role: str
    sector: str
    citizen_id: UUID = Field(validation_alias="citizen")
    """All zero where the log itself was looked at, without a citizen."""
    why: str
    """The purpose, as a code of the door's."""
    fields: list[str]
    units: list[str]
    """The units that the reader worked for then."""
    relation: str | None
    """How a case was at hand; null where none was, or where nobody was asked."""
    reason: str | None
    """Without a case at hand: why they looked, as a code."""


class LooksListed(ReadModel):
    """A page, the newest first; ``cursor`` asks for the next one and is null at the end."""

    looks: list[LookShown]
    cursor: str | None


@router.get("/citizens/{citizen_id}/access")
@refuses(PeriodEndsEarly)
async def list_looks_at_citizen(
    citizen: Citizen,
    caller: OfficerOrOwn,
    door: Door,
    log: Log,
    who: Who = None,
    first: First = None,
    last: Last = None,
    without_case: WithoutCase = False,
    cursor: Older = None,
) -> LooksListed:
    """Who looked at the citizen, a hundred at a time; asking is a look at the citizen and is logged.

    The citizen asks about themselves (GDPR article 15), and is told of their own looks, too.
    """
    asked = question(citizen, who, first, last, without_case=without_case)
    return _listed(await look_up(door, log, asked, caller, _older_than(cursor)))


@router.get("/access")
@refuses(NothingAsked, PeriodEndsEarly)
async def list_looks(
    caller: Officer,
    door: Door,
    log: Log,
    who: Who = None,
    first: First = None,
    last: Last = None,
    without_case: WithoutCase = False,
    cursor: Older = None,
) -> LooksListed:
    """Of one person or a period, a hundred at a time; asking is logged as a look at the log itself."""
    asked = question(None, who, first, last, without_case=without_case)
    return _listed(await look_up(door, log, asked, caller, _older_than(cursor)))


def _listed(page: LogPage) -> LooksListed:
    looks = [LookShown.model_validate(one) for one in page.looks]
    return LooksListed(looks=looks, cursor=str(page.older) if page.older else None)


def _older_than(cursor: str | None) -> Place | None:
    try:
        return Place.read(cursor) if cursor else None
    except ValueError:
        wrong = FieldError("#/cursor", "string_pattern_mismatch", "query")
        raise Problem(problem_types.INVALID_REQUEST, errors=[wrong]) from None
