"""``samspil law``: what another law would change, before it is in force."""

import sys
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, ask
from samspil.overview.storage.law_preview import Preview, preview
from samspil.rulebook.law import LawPack, in_force, next_change
from samspil.rulebook.law_files import read_law
from samspil.rulebook.rulebook import read_rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.settings import RulebookSettings, read

app = typer.Typer(help="The law of who may be told what, as dated packs.", no_args_is_help=True)

Day = datetime | None
ISO = ["%Y-%m-%d"]


@app.callback()
def law() -> None:
    """What the law says is in ``rulebook/data/law``; here it is asked what that means for people."""


@app.command()
def diff(
    from_: Annotated[Day, typer.Option("--from", formats=ISO, help="By default today.")] = None,
    to: Annotated[Day, typer.Option(formats=ISO, help="By default the day of the next law.")] = None,
) -> None:
    """List the citizens for whom the law of two days differs: a line for each field that starts or ends."""
    packs = read_law()
    first = from_.date() if from_ else danish_day(datetime.now(UTC))
    last = to.date() if to else next_change(packs, first)
    if last is None:
        print(f"No other law is known after {first}.")
        return
    with one_sentence():
        found = _preview(in_force(packs, first), in_force(packs, last), last)
    for citizen, changes in found.changes.items():
        for one in changes:
            print(citizen, one.receiver, one.field, "starts" if one.starts else "ends", sep="\t")
    print(f"For {len(found.changes)} of {found.citizens} citizens something changes on {last}.")
    if found.unreadable:
        print(f"Of {found.unreadable} not everything could be read: see `samspil parked`.", file=sys.stderr)


def _preview(before: LawPack, after: LawPack, day: date) -> Preview:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Comparing", total=None)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        ours = read_rulebook(read(RulebookSettings).rulebook_folder).municipalities
        return ask(Service.OVERVIEW, lambda pool: preview(pool, before, after, day, ours, told))
