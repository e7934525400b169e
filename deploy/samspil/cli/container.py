"""``samspil container``: the steps of docker-compose.yml that come before and after the processes."""

import asyncio
from functools import partial
from pathlib import Path

import typer

from samspil.cli import demo
from samspil.cli.failing import one_sentence
from samspil.stack import prepare as stack
from samspil.stack import settings
from samspil.stack.hand_out import RECEIVERS, hand_out
from samspil.stack.ports import HOST
from samspil.stack.settings import Settings
from samspil.stack.state import State, password_in

app = typer.Typer(help="The steps of docker-compose.yml.", no_args_is_help=True)


@app.command()
def receivers() -> None:
    """Name the containers that are handed secrets."""
    print("\n".join(RECEIVERS))


@app.command()
def secrets(folder: Path) -> None:
    """Make the secrets, once, and leave in FOLDER for each container those that it needs."""
    with one_sentence():
        chosen = settings.read()
        state = State(chosen.samspil_state)
        hand_out(folder, chosen, state)
        state.close()


@app.command()
def prepare() -> None:
    """Make topics, users, rules, databases and tables."""
    with one_sentence():
        chosen = settings.read()
        asyncio.run(stack.prepare(chosen, partial(password_in, chosen.samspil_state)))


@app.command()
def journey(folder: Path) -> None:
    """Play the journey, unless FOLDER says that it was played, and say where everything is."""
    with one_sentence():
        chosen = settings.read()
        played = folder / "journey"
        if not played.exists():
            demo.play(chosen, demo.bruno(), _say)
            played.touch()
        _say(f"Samspil is up: {_addresses(chosen)}.")


def _addresses(chosen: Settings) -> str:
    return (
        f"the pages at {chosen.pages}, the jobcenter's sandbox at {chosen.jobcenter}, "
        f"the region's at {chosen.region}, traces at http://{HOST}:{chosen.zipkin_port}/zipkin/"
    )


def _say(line: str) -> None:
    print(line, flush=True)
