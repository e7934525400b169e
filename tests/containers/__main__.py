"""``make compose-test``: docker-compose.yml on a real engine, the journey in it, and a look from outside."""

import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from containers import look
from containers.composed import Composed
from containers.engine import Docker, NoEngine, engine
from containers.shell import Failed, say
from containers.standins import images
from repository import ROOT
from samspil.stack.ports import is_free
from samspil.stack.problem import StackProblem

NO_ENGINE = 3
"""The status that says: nothing was tested."""


def main() -> int:
    """The status to end with."""
    folder = Path(tempfile.mkdtemp(prefix="samspil-containers-"))
    try:
        with engine(folder) as docker:
            if busy := [port for port in look.CHOSEN.published if not is_free(port)]:
                raise Failed(f"these ports are busy, and the containers publish them: {busy}")
            play(docker, folder)
    except NoEngine as why:
        say(f"NOT TESTED: {why}.")
        return NO_ENGINE
    except (Failed, StackProblem) as why:
        say(f"FAILED: {why}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say("docker-compose.yml works here.")
    return 0


def play(docker: Docker, folder: Path) -> None:
    """Build, start, look, start again, end."""
    chosen = images(docker, folder)
    docker(
        "build",
        "--network",
        "host",
        "--build-arg",
        f"BASE={chosen.pop('python')}",
        "-t",
        "samspil:local",
        ROOT,
    )
    say("built samspil:local")
    composed = Composed(docker, folder, chosen)
    try:
        began = time.monotonic()
        composed.up()
        composed.wait_for_journey()
        say(f"up, and the journey played, after {time.monotonic() - began:.0f} s:\n{composed.log('journey')}")
        look.ports_answer(composed)
        look.journey_is_seen(composed)
        look.confined(composed)
        look.secrets_are_kept(composed)
        asyncio.run(look.nobody_is_believed_without_a_password(composed))
        look.operators_can_ask(composed)
        look.a_killed_worker_comes_back(composed)
        look.a_second_start_plays_nothing(composed)
    except Failed:
        for service in composed.all():
            say(f"--- {service}\n{composed.log(service)[-1500:]}")
        raise
    finally:
        composed.down()
    look.require("nothing is left", true=not composed.left())


if __name__ == "__main__":
    sys.exit(main())
