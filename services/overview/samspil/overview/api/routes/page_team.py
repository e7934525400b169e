"""``/team``: the leader's page: open, overdue, and the balance by unit."""

import csv
import io
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door, OverviewDoor
from samspil.overview.api.page import page
from samspil.overview.api.routes.page_work_list import NAME
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.team_page import COUNTS, HEADINGS, team_page, told
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.late import read_late
from samspil.overview.storage.queries import read_names
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.unit import Unit
from samspil.web.auth import Caller, Role
from samspil.web.session import OwnHost, signed_in

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])

Leader = Annotated[Caller, Depends(signed_in(Role.LEADER, sector=Sector.SOCIAL))]


@router.get("/team")
async def show(
    request: Request, caller: Leader, door: Door, enhed: Annotated[Unit | None, Query()] = None
) -> Response:
    """What is overdue in the leader's own units; names are opened for one that is chosen, and logged."""
    today = danish_day(datetime.now(UTC))
    chosen = enhed if enhed in caller.units else None
    late = await read_late(door.store.pool, [chosen] if chosen else sorted(caller.units), today)
    names = await _names(door, caller, {citizen for citizen, _ in late}) if chosen else {}
    shown = team_page(
        await _balance(request, door),
        [(task, names.get(citizen)) for citizen, task in late],
        caller.units,
        unit_words(door.rules, today),
        today,
        chosen,
    )
    return page(request, "team.html", page=shown, headings=HEADINGS)


@router.get("/team/henvendelser.csv")
async def table(request: Request, caller: Leader, door: Door) -> Response:
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


async def _names(
    door: OverviewDoor, caller: Caller, citizens: Collection[CitizenId]
) -> Mapping[CitizenId, str | None]:
    """Each that is opened is a look; None for one who was erased."""
    opened: dict[CitizenId, str | None] = {}
    for citizen, names in (await read_names(door.store.pool, citizens)).items():
        tokens = {NAME: names.citizen} if names.citizen else {}
        texts = await door.open_if_known(citizen, tokens, caller.access("team"))
        if texts is not None:
            opened[citizen] = texts.get(NAME, NAMELESS)
    return opened


async def _balance(request: Request, door: OverviewDoor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await door.services.read(request.state.token, "referral", "/v1/balance")
    return found
