"""A served process starts, ends when told, and ends anyway."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic, sleep

import httpx2
import pytest

from samspil.web.server import _listening

PROCESS = """
import asyncio, sys
from fastapi import APIRouter
from samspil.web import server
from samspil.web.app import create_app

doors = APIRouter()

@doors.get("/slow")
async def slow() -> dict[str, str]:
    await asyncio.sleep(1)
    return {"slow": "done"}

async def main(port: int, hangs: bool) -> None:
    stop = server.stop_on_signal(hard_stop_seconds=1.5)
    await server.serve(create_app("test", routers=[doors]), "127.0.0.1", port, stop=stop)
    if hangs:
        await asyncio.Event().wait()
    print("ended in good order")

asyncio.run(main(int(sys.argv[1]), sys.argv[2] == "hangs"))
"""

Start = Callable[[str], "tuple[subprocess.Popen[str], str]"]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def start(port: int) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def starting(way: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(port), way],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        started.append(process)
        address = f"http://127.0.0.1:{port}"
        deadline = monotonic() + 20
        while process.poll() is None and monotonic() < deadline:
            try:
                httpx2.get(f"{address}/livez", trust_env=False)
                break
            except httpx2.TransportError:
                sleep(0.05)
        return process, address

    yield starting
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_good_order(start: Start, number: signal.Signals) -> None:
    process, _ = start("ends")

    process.send_signal(number)
    out, _ = process.communicate(timeout=10)

    assert process.returncode == 0
    assert "ended in good order" in out


def test_a_request_that_was_begun_is_still_answered(start: Start) -> None:
    process, address = start("ends")
    asking = subprocess.Popen(
        [sys.executable, "-c", f"import httpx2; print(httpx2.get('{address}/slow', trust_env=False).text)"],
        stdout=subprocess.PIPE,
        text=True,
    )
    sleep(0.7)

    process.send_signal(signal.SIGTERM)

    assert asking.communicate(timeout=10)[0].strip() == '{"slow":"done"}'
    assert process.wait(timeout=10) == 0


def test_an_answer_carries_the_date_on_which_it_is_given(start: Start) -> None:
    _, address = start("ends")
    sleep(2.5)

    told = httpx2.get(f"{address}/livez", trust_env=False).headers["date"]

    assert datetime.now(UTC) - parsedate_to_datetime(told) < timedelta(seconds=2.2)


def test_a_process_that_hangs_is_ended_hard(start: Start) -> None:
    process, _ = start("hangs")
    told = monotonic()

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 70
    assert monotonic() - told < 5


def test_a_busy_port_is_told_in_one_sentence(start: Start, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(port), "ends"], stderr=subprocess.PIPE, text=True
        )
        _, err = process.communicate(timeout=20)

    assert process.returncode == 1
    assert err.strip() == f"Cannot listen on 127.0.0.1:{port}: Address already in use."


def test_a_large_body_sent_over_the_wire_gets_its_answer(start: Start) -> None:
    _, address = start("ends")

    answer = httpx2.post(f"{address}/slow", content=b" " * 5_000_000, trust_env=False)

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


def test_an_answer_does_not_wait_for_its_first_part_to_be_acknowledged() -> None:
    with _listening("127.0.0.1", 0) as door, socket.create_connection(door.getsockname()):
        accepted, _ = door.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
