"""``samspil demo``: the journey once more, with a citizen of its own."""

import secrets
import sys
from collections.abc import Callable

from samspil.cli.failing import one_sentence
from samspil.cli.player import Player
from samspil.sandboxes.citizens import SYNTHETIC_CPRS, synthetic_cpr, synthetic_name
from samspil.sandboxes.journey.script import STEPS
from samspil.sandboxes.journey.state import Journey
from samspil.stack import settings
from samspil.stack.settings import Settings


def demo() -> None:
    """Play the journey again for a new synthetic citizen; ends with an error when a step is missing."""
    with one_sentence():
        number = secrets.randbelow(SYNTHETIC_CPRS)
        play(settings.read(), Journey(synthetic_cpr(number).number, synthetic_name(number)), _print)


def bruno() -> Journey:
    """One of MedCom's published test persons: the first start plays with him."""
    return Journey("2509479989", "Bruno Test Elmer")


def play(chosen: Settings, journey: Journey, say: Callable[[str], None]) -> None:
    """Play every step. Raises ``StackProblem`` at the first that is missing."""
    player = Player(chosen, journey.cpr, say)
    try:
        for step in STEPS:
            player.play(step(journey))
    finally:
        player.close()


def _print(line: str) -> None:
    print(line)
    sys.stdout.flush()
