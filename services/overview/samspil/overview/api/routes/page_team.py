"""``/team``: the leader's page: open, overdue, and the balance by unit."""

import csv
import io
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.open_names import NAMES_AT_MOST, open_names
from samspil.overview.api.page import PageLeader, page
from samspil.overview.pages.team_page import COUNTS, HEADINGS, team_page, told
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.late import read_lacking, read_late
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.unit import Unit
from samspil.web.session import OwnHost

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/team")
async def show(
    request: Request, caller: PageLeader, door: Door, enhed: Annotated[Unit | None, Query()] = None
) -> Response:
    """What is overdue in the leader's own units; names are opened for one that is chosen, and logged.

    While the keyring is away everything else is shown.
    """
    today = danish_day(datetime.now(UTC))
    chosen = enhed if enhed in caller.units else None
    units = [chosen] if chosen else sorted(caller.units)
    late = await read_late(door.store.pool, units, today)
    lacking = await read_lacking(door.store.pool, units, today)
    citizens = dict.fromkeys(citizen for citizen, _ in (*late.longest, *lacking.longest))
    names = await open_names(door, citizens, caller, "team") if chosen else {}
    shown = team_page(
        await _balance(request, door),
        [(task, names.get(citizen) if names else None) for citizen, task in late.longest],
        late.count,
        caller.units,
        unit_words(door.rules, today),
        today,
        chosen,
        [(task, names.get(citizen) if names else None) for citizen, task in lacking.longest],
        lacking.count,
        is_nameless=names is None,
    )
    return page(request, "team.html", page=shown, headings=HEADINGS, names_at_most=NAMES_AT_MOST)


@router.get("/team/henvendelser.csv")
async def table(request: Request, caller: PageLeader, door: Door) -> Response:
    """The balance for a spreadsheet: as the page shows it, separated by semicolons as Danish ones expect."""
    units = unit_words(door.rules, danish_day(datetime.now(UTC)))
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(("Enhed", *HEADINGS))
    for line in await _balance(request, door):
        is_own = line["to_unit"] in caller.units
        counts = (told(line[name], is_own=is_own) for name in COUNTS)
        rows.writerow((units.name(line["to_unit"]), *counts))
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8")


async def _balance(request: Request, door: OverviewDoor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await door.services.read(request.state.token, "referral", "/v1/balance")
    return found
