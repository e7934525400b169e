"""``samspil law``: what another law, or other rules, would change, before they are in force."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, ask
from samspil.overview.domain.law_change import Change
from samspil.overview.domain.rules_change import InForce, RulesChange
from samspil.overview.storage.law_preview import Changes, Preview, preview
from samspil.rulebook.law import in_force, next_change
from samspil.rulebook.law_files import read_law
from samspil.rulebook.rulebook import read_rulebook
from samspil.vocabulary.citizen_id import CitizenId
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
    to: Annotated[Day, typer.Option(formats=ISO, help="By default the day of the next law or rule.")] = None,
    rulebook: Annotated[
        Path | None, typer.Option(help="Another rulebook's folder, compared with the one in force.")
    ] = None,
) -> None:
    """List the citizens for whom the law, or the rulebook, of two days differs.

    A line for each field that starts or ends, and each name, target group, look or attention that changes.
    """
    packs = read_law()
    first = from_.date() if from_ else danish_day(datetime.now(UTC))
    ours = read_rulebook(read(RulebookSettings).rulebook_folder)
    others = read_rulebook(rulebook) if rulebook else ours
    changes_on = (one for one in (next_change(packs, first), others.next_change(first)) if one)
    last = to.date() if to else min(changes_on, default=None)
    if last is None:
        print(f"No other law or rule is known after {first}.")
        return
    before, after = InForce(in_force(packs, first), ours, first), InForce(in_force(packs, last), others, last)
    with one_sentence():
        found = _preview(before, after)
    print(f"For {found.changed} of {found.citizens} citizens something changes on {last}.")
    if found.unreadable:
        print(f"Of {found.unreadable} not everything could be read: see `samspil parked`.", file=sys.stderr)


def _preview(before: InForce, after: InForce) -> Preview:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Comparing", total=None)

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        return ask(Service.OVERVIEW, lambda pool: preview(pool, before, after, _print, told))


def _print(citizen: CitizenId, changes: Changes) -> None:
    for one in changes:
        match one:
            case Change():
                print(citizen, one.receiver, one.field, "starts" if one.starts else "ends", sep="\t")
            case RulesChange():
                print(citizen, one.about, one.becomes, sep="\t")
