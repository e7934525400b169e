"""``samspil up``: everything on this machine, until Ctrl-C."""

import asyncio
import os
import signal

from rich.console import Console

from samspil.cli import demo
from samspil.cli.board import Board
from samspil.cli.failing import one_sentence
from samspil.stack import settings, system
from samspil.stack.problem import StackProblem
from samspil.stack.settings import Settings
from samspil.stack.state import State
from samspil.stack.supervisor import Supervisor, in_thread


def up() -> None:
    """Start everything on this machine, play the journey on a fresh state folder, run until Ctrl-C."""
    with one_sentence():
        chosen = settings.read()
        os.umask(0o077)  # what we and our children make is its owner's: data, records and logs
        state = State(chosen.samspil_state)
        with Board(Console()) as board:
            asyncio.run(_run(chosen, state, board))
        state.close()


async def _run(chosen: Settings, state: State, board: Board) -> None:
    supervisor = Supervisor(board.told)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    living = asyncio.create_task(_live(chosen, state, supervisor, board))
    told_to_stop = asyncio.create_task(stopping.wait())
    try:
        ended, _ = await asyncio.wait((living, told_to_stop), return_when=asyncio.FIRST_COMPLETED)
        if living in ended:
            await living  # only a problem ends it
    except StackProblem as problem:
        if not state.is_full:
            raise
        full = f"The disk that holds {state.folder} is full: make room and start again."
        raise StackProblem(full) from problem
    finally:
        living.cancel()
        told_to_stop.cancel()
        await supervisor.stop()


async def _live(chosen: Settings, state: State, supervisor: Supervisor, board: Board) -> None:
    await system.start(chosen, state, supervisor, board.told)
    keeping = asyncio.create_task(supervisor.keep())
    try:
        if not state.journey_was_played and chosen.oidc_issuer is None:
            await in_thread(lambda: demo.play(chosen, demo.bruno(), board.say))
            state.remember_journey()
        board.say("Samspil is up; Ctrl-C stops it.")
        await keeping
    finally:
        keeping.cancel()
