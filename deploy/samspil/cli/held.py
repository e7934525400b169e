"""``samspil held``: what a partner sent that only a human can place; never what it says."""

import sys
from datetime import datetime
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, as_json, ask
from samspil.jobcenter_bridge.storage.held_requests import HeldRequest
from samspil.jobcenter_bridge.storage.held_requests import read_held as read_held_requests
from samspil.jobcenter_bridge.storage.notifications import Failed, read_failed
from samspil.ledger.database import Pool
from samspil.region_bridge.storage.held import Waiting, read_held

AT_MOST = 100
"""Of each service on a terminal; programs get all."""


UNKNOWN = "citizen_unknown"
"""Why a request of the jobcenter's waits."""


class Held(NamedTuple):
    """One that waits."""

    id: str
    """By which the partner finds it."""
    received: datetime
    why: str
    service: Service


def held(as_json_: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """List what partners sent and nobody here could place, oldest first: whose it is, why and since when."""
    console = Console()
    is_for_people = console.is_terminal and not as_json_
    at_most = AT_MOST if is_for_people else sys.maxsize

    async def of_the_region(pool: Pool) -> list[Waiting]:
        return await read_held(pool, at_most)

    async def of_the_jobcenter(pool: Pool) -> list[Failed | HeldRequest]:
        return [*await read_failed(pool, at_most), *await read_held_requests(pool, at_most)]

    with one_sentence():
        rows = [_of_region(one) for one in ask(Service.REGION_BRIDGE, of_the_region)]
        rows += [_of_jobcenter(one) for one in ask(Service.JOBCENTER_BRIDGE, of_the_jobcenter)]
    rows.sort(key=lambda row: row.received)
    if as_json_:
        print(as_json([row._asdict() for row in rows]))
    elif not rows:
        print("Nothing is held.", file=sys.stdout if is_for_people else sys.stderr)
    elif is_for_people:
        console.print(_table(rows))
    else:
        for row in rows:
            print(*row, sep="\t")


def _of_region(one: Waiting) -> Held:
    return Held(one.message_id, one.received_at, one.why, Service.REGION_BRIDGE)


def _of_jobcenter(one: Failed | HeldRequest) -> Held:
    if isinstance(one, HeldRequest):
        return Held(str(one.id), one.held_at, UNKNOWN, Service.JOBCENTER_BRIDGE)
    about = one.notification
    name = f"{about.entity_type}/{about.entity}/{about.version}"
    return Held(name, one.received_at, one.error_class, Service.JOBCENTER_BRIDGE)


def _table(rows: list[Held]) -> Table:
    table = Table(*Held._fields, caption=f"At most {AT_MOST} of each service; all, when piped.")
    for row in rows:
        table.add_row(*map(str, row))
    return table
