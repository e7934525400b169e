"""``samspil up`` where it cannot start, or is told to stop before it has: one sentence, and nothing left."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from samspil.stack import ports
from up import Up

pytestmark = [pytest.mark.connected, pytest.mark.timeout(300)]


@pytest.fixture
def up() -> Iterator[Up]:
    up = Up()
    yield up
    up.remove()


def test_a_second_start_from_the_same_folder_is_refused_in_one_sentence(up: Up) -> None:
    up.start()
    up.wait_for("starting")

    second = up.says("up")

    assert second.returncode == 1
    assert second.stderr.startswith("samspil: Samspil already runs from")
    assert second.stderr.count("\n") == 1
    assert up.stop(signal.SIGTERM) == 0  # while it is still starting
    assert all(ports.is_free(port) for port in up.ports.values())


def test_a_busy_port_ends_the_start_with_one_sentence_and_leaves_nothing_running(up: Up) -> None:
    busy = up.ports["postgres_port"]
    other = subprocess.Popen(
        ["python3", "-m", "http.server", str(busy), "--bind", ports.HOST],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not ports.answers(busy):
            assert other.poll() is None
            time.sleep(0.05)
        done = up.says("up")
    finally:
        other.kill()
        other.wait()

    assert done.returncode == 1
    assert re.fullmatch(r"samspil: Port \d+ is busy and PostgreSQL needs it.*\n", done.stderr)
    assert ports.is_free(up.ports["kafka_port"])


def test_without_the_stack_a_token_is_refused_in_one_sentence(up: Up) -> None:
    done = up.says("token", "--role", "caseworker")

    assert done.returncode == 1
    assert re.fullmatch(r"samspil: No token from .*\n", done.stderr)
