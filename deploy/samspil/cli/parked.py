"""``samspil parked``: what could not be applied or fails when it is due, and what people can do about it."""

import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, as_json, ask
from samspil.ledger import parked as ledger
from samspil.ledger.database import Connection, Pool
from samspil.ledger.discard import LONGEST_REASON, ReasonUnfit, discard
from samspil.stack.problem import StackProblem

R = TypeVar("R")

app = typer.Typer(
    help="Records that could not be applied with what waits behind them, and steps of the clock that fail.",
    no_args_is_help=True,
)

Whose = Annotated[Service | None, typer.Option("--service", help="Of this service only.")]
Name = Annotated[str, typer.Argument(help="Its id, as the list shows it: SERVICE/….")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]

COLUMNS = ("id", "what", "citizen_id", "seq", "state", "error_class", "attempts", "since")
AT_MOST = 100
"""Rows of each service on a terminal; programs get all."""


@app.command("list")
def list_(service: Whose = None, as_json_: AsJson = False) -> None:
    """What is open, oldest first: a table on a terminal, else a line a row, its columns parted by tabs."""
    terminal = _on_terminal() and not as_json_
    most = AT_MOST if terminal else None
    with one_sentence():
        found = {
            one: _ask(one, lambda connection: ledger.list_parked(connection, most)) for one in _of(service)
        }
    rows = [{**row, "id": f"{one}/{row['id']}"} for one, rows in found.items() for row in rows]
    rows.sort(key=lambda row: row["since"])
    if as_json_:
        print(as_json([{name: row[name] for name in COLUMNS} for row in rows]))
    elif not rows:
        where = f" at {service}" if service else ""
        print(f"Nothing is parked{where}.", file=sys.stdout if terminal else sys.stderr)
    elif terminal:
        _table(rows)
        total = sum(rows[0]["total"] for rows in found.values() if rows)
        if total > len(rows):
            print(f"The first {len(rows)} of {total}.")
    else:
        for row in rows:
            print(*(_text(row[name]) for name in COLUMNS), sep="\t")


@app.command()
def show(name: Name, as_json_: AsJson = False) -> None:
    """All that is known of one, except what it says: payloads are not shown."""
    with one_sentence():
        service, local = _parted(name)
        row = _ask(service, lambda connection: ledger.show_parked(connection, local))
        if row is None:
            raise StackProblem(f"Nothing parked is called {name}.")
    if as_json_:
        print(as_json({**row, "id": name}))
    else:
        for column, value in {**row, "id": name}.items():
            print(f"{column:12} {_text(value)}")


@app.command()
def release(
    name: Annotated[str | None, typer.Argument(help="One id, as the list shows it: SERVICE/….")] = None,
    service: Whose = None,
    citizen: Annotated[UUID | None, typer.Option(help="All of this citizen id.")] = None,
    error_class: Annotated[str | None, typer.Option(help="All of this class.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are parked.")] = False,
) -> None:
    """Try them again at once, in order; hearing goes on where it was stopped."""
    with one_sentence():
        if name is None and citizen is None and error_class is None and not everything:
            raise StackProblem("Say which: an id, --citizen, --error-class or --all.")
        chosen, local = _parted(name) if name is not None else (service, None)
        count = sum(
            _ask(one, lambda connection: ledger.release(connection, local, citizen, error_class))
            for one in _of(chosen)
        )
    print(f"Released {count}.")


@app.command("discard")
def discard_(
    name: Name,
    reason: Annotated[
        str,
        typer.Option(help="Why, in plain words. It is kept: no names and no numbers of people belong in it."),
    ],
) -> None:
    """Give up what can never succeed; it is kept with the reason.

    A step is taken off the clock until something asks for it anew. A record is kept and its number passed
    over: what waits behind is applied, copies are dropped, and no rebuild or refill brings it back.
    """
    with one_sentence():
        service, local = _parted(name)
        try:
            gone = _ask(service, lambda connection: discard(connection, local, reason))
        except ReasonUnfit:
            raise StackProblem(
                f"Give a reason in plain words, at most {LONGEST_REASON} signs, without numbers of people."
            ) from None
        if not gone:
            raise StackProblem(f"Nothing that failed is called {name}.")
    print(f"Discarded {name}.")


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _of(service: Service | None) -> tuple[Service, ...]:
    return (service,) if service else tuple(Service)


def _parted(name: str) -> tuple[Service, str]:
    service, _, local = name.partition("/")
    if service not in set(Service) or not local:
        raise StackProblem(f"{name} is no id: the list shows them, such as overview/17.")
    return Service(service), local


def _ask(service: Service, question: Callable[[Connection], Awaitable[R]]) -> R:
    async def asked(pool: Pool) -> R:
        async with pool.acquire() as connection:
            return await question(connection)

    return ask(service, asked)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _table(rows: list[dict[str, Any]]) -> None:
    table = Table(*COLUMNS, box=None)
    for row in rows:
        table.add_row(*(_text(row[name]) for name in COLUMNS))
    # As wide as it has to be, whatever the window: a name that is cut cannot be used.
    Console(width=10_000).print(table, soft_wrap=True)
