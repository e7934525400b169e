"""``/adgangslog``: the data protection officer's page: who looked at whom; asking is a logged look itself."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Posted
from starlette.responses import Response

from samspil.overview.api.doors import Door, Log, OverviewDoor
from samspil.overview.api.kept_form import given_back, posted, texts
from samspil.overview.api.look_up_access import look_up, place, question
from samspil.overview.api.page import PageOfficer, page
from samspil.overview.api.remedies import NOTHING_ASKED, PERIOD_ENDS_EARLY
from samspil.overview.api.staff_names import staff_names
from samspil.overview.pages.access_log_page import (
    HEADINGS,
    TABLE_HEADINGS,
    LookLine,
    look_lines,
    summary,
    table_line,
)
from samspil.overview.pages.danish import parse_day
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.access_log import ASK, checked
from samspil.sealing.errors import UnknownCitizen
from samspil.sealing.read_access import AT_MOST, AccessLog, Asked, NothingAsked, Page, PeriodEndsEarly, Place
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.web.auth import Caller
from samspil.web.problem_types import INVALID_REQUEST, UNKNOWN_CITIZEN
from samspil.web.session import OwnForm, OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

NOT_KNOWN = "Borgeren findes ikke i Samspil."
TABLE_AT_MOST = 10_000
"""Lines of a table; who needs more asks for a shorter period."""
MORE = "Der er flere opslag. Vælg en kortere periode."


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for, as it was read, and what was found."""

    asked: Asked
    found: Page


async def _written(request: Request) -> None:
    """Whoever was signed out meanwhile gets back what they wrote."""
    request.state.kept_form = await posted(request, ASK, "/adgangslog")


@router.get("/adgangslog")
async def ask(request: Request, caller: PageOfficer, log: Log) -> Response:
    """What to ask for; nothing is shown yet."""
    return _shown(request, await given_back(request, ASK, caller.subject) or Filled(ASK))


@router.post("/adgangslog", dependencies=[Depends(_written), OwnForm])
async def answer(
    request: Request, caller: PageOfficer, door: Door, log: Log, older: Annotated[str, Posted()] = ""
) -> Response:
    """A page of looks, repeats as one line; ``older`` goes on where the page before ended."""
    filled = Filled(ASK, written=await texts(request, ASK))
    told = await _answer(filled, caller, door, log, older)
    if isinstance(told, Filled):
        return _shown(request, told)
    lines = look_lines(told.found.looks, await staff_names(door), told.asked.citizen)
    return _shown(request, filled, lines, len(told.found.looks), told.found.older)


@router.post("/adgangslog/opslag.csv", dependencies=[Depends(_written), OwnForm])
async def table(request: Request, caller: PageOfficer, door: Door, log: Log) -> Response:
    """All that is asked for, one line a look, for a spreadsheet; separated as Danish ones expect."""
    filled = Filled(ASK, written=await texts(request, ASK))
    told = await _answer(filled, caller, door, log, at_most=TABLE_AT_MOST)
    if isinstance(told, Filled):
        return _shown(request, told)
    staff = await staff_names(door)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(TABLE_HEADINGS)
    rows.writerows(table_line(one, staff, told.asked.citizen) for one in told.found.looks)
    if told.found.older:
        rows.writerow((MORE,))
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


async def _answer(
    filled: Filled,
    caller: Caller,
    door: OverviewDoor,
    log: AccessLog,
    older: str = "",
    at_most: int = AT_MOST,
) -> Answer | Filled:
    """What was found, or the form with why nothing is."""
    filled = checked(filled, danish_day(datetime.now(UTC)))
    if filled.wrong:
        return replace(filled, status=INVALID_REQUEST.status)
    citizen = await door.keyring.find(Cpr.parse(cpr)) if (cpr := filled.text("cpr")) else None
    if cpr and citizen is None:
        return _unknown(filled)
    first, last = parse_day(filled.text("first")), parse_day(filled.text("last"))
    try:
        asked = question(
            citizen, filled.text("who") or None, first, last, without_case=bool(filled.text("without_case"))
        )
        return Answer(asked, await look_up(door, log, asked, caller, place(older), at_most))
    except NothingAsked:
        return filled.because(NOTHING_ASKED.slug, NOTHING_ASKED.status, NOTHING_ASKED.danish, {})
    except PeriodEndsEarly:
        why = PERIOD_ENDS_EARLY.told(danish=True)["message"]
        return filled.because(INVALID_REQUEST.slug, INVALID_REQUEST.status, why, {"last": why})
    except UnknownCitizen:
        return _unknown(filled)


def _unknown(filled: Filled) -> Filled:
    return filled.because(UNKNOWN_CITIZEN.slug, UNKNOWN_CITIZEN.status, NOT_KNOWN, {"cpr": NOT_KNOWN})


def _shown(
    request: Request,
    filled: Filled,
    lines: Sequence[LookLine] | None = None,
    looks: int = 0,
    older: Place | None = None,
) -> Response:
    """The page; ``lines`` are None before anything was asked."""
    refused = filled if filled.status >= 400 else None
    return page(
        request,
        "access_log.html",
        filled.status,
        ask=filled,
        refused=refused,
        lines=lines,
        headings=HEADINGS,
        summary=summary(lines or (), looks),
        older=older,
        example=danish_day(datetime.now(UTC)),
    )
