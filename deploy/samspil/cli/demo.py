"""``samspil demo``: the journey once more, with a citizen of its own."""

import secrets
import sys
from collections.abc import Callable

from samspil.cli.failing import one_sentence
from samspil.cli.journey.player import Citizen, Player
from samspil.cli.journey.steps import STEPS
from samspil.sandboxes.citizens import SYNTHETIC_CPRS, synthetic_cpr, synthetic_name
from samspil.stack import settings
from samspil.stack.settings import Settings

BRUNO = Citizen("2509479989", "Bruno Test Elmer")
"""One of MedCom's published test persons: the first start plays with him."""


def demo() -> None:
    """Play the journey again for a new synthetic citizen; ends with an error when a step is missing."""
    with one_sentence():
        number = secrets.randbelow(SYNTHETIC_CPRS)
        play(settings.read(), Citizen(synthetic_cpr(number).number, synthetic_name(number)), _print)


def play(chosen: Settings, citizen: Citizen, say: Callable[[str], None]) -> None:
    """Play every step. Raises ``StackProblem`` at the first that is missing."""
    player = Player(chosen, citizen, say)
    try:
        for step in STEPS:
            step(player)
    finally:
        player.close()


def _print(line: str) -> None:
    print(line)
    sys.stdout.flush()
