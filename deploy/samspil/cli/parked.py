"""``samspil parked``: what could not be applied, and trying it again."""

from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, as_json, ask
from samspil.ledger import parked as ledger
from samspil.stack.problem import StackProblem

app = typer.Typer(help="Records that could not be applied, and what waits behind them.", no_args_is_help=True)

Whose = Annotated[Service, typer.Option("--service", help="Whose records.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]

COLUMNS = ("id", "topic", "citizen_id", "seq", "state", "error_class", "attempts", "parked_at")


@app.command("list")
def list_(service: Whose = Service.OVERVIEW, as_json_: AsJson = False) -> None:
    """The open ones, oldest first."""
    with one_sentence():
        rows = ask(service, lambda pool: _with(pool, ledger.list_parked))
    if as_json_:
        print(as_json(rows))
    elif not rows:
        print(f"Nothing is parked at {service}.")
    else:
        _table(rows)


@app.command()
def show(
    number: Annotated[int, typer.Argument(help="The record's id in the list.")],
    service: Whose = Service.OVERVIEW,
    as_json_: AsJson = False,
) -> None:
    """All that is known of one, except what it says: payloads are not shown."""
    with one_sentence():
        row = ask(
            service, lambda pool: _with(pool, lambda connection: ledger.show_parked(connection, number))
        )
        if row is None:
            raise StackProblem(f"There is no parked record {number} at {service}.")
    if as_json_:
        print(as_json(row))
    else:
        for name, value in row.items():
            print(f"{name:12} {'' if value is None else value}")


@app.command()
def release(
    number: Annotated[int | None, typer.Argument(help="One record's id in the list.")] = None,
    service: Whose = Service.OVERVIEW,
    citizen: Annotated[UUID | None, typer.Option(help="All of this citizen id.")] = None,
    error_class: Annotated[str | None, typer.Option(help="All of this class.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are parked.")] = False,
) -> None:
    """Try them again at once, in order; hearing goes on where it was stopped."""
    with one_sentence():
        if number is None and citizen is None and error_class is None and not everything:
            raise StackProblem("Say which: an id, --citizen, --error-class or --all.")
        count = ask(
            service,
            lambda pool: _with(
                pool, lambda connection: ledger.release(connection, number, citizen, error_class)
            ),
        )
    print(f"Released {count} at {service}.")


async def _with(pool: Any, question: Any) -> Any:
    async with pool.acquire() as connection, connection.transaction():
        return await question(connection)


def _table(rows: list[dict[str, Any]]) -> None:
    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in COLUMNS))
    console = Console()
    console.print(table)
    if rows[0]["total"] > len(rows):
        console.print(f"The first {len(rows)} of {rows[0]['total']}.")
