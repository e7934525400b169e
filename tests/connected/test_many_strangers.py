"""Of strangers whom hospitals write about a thousand times nothing is found but ids and answers."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from care_communications import file, letter, text
from samspil.sandboxes.region.hospital import What
from samspil.stack import databases
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.region_bridge import notice
from samspil.testkit.servers import Servers
from samspil.testkit.span_sink import SpanSink, span_sink
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test
from scanned import forms, in_databases, in_logs, in_metrics, in_the_log, leaks

MESSAGES = 1_000
AT_ONCE = 8
PROCESSES = ("region-bridge-web", "region-bridge-worker")
FAMILY, TOPIC = "Kanariefuglsen", "Fortroligt"
PEOPLE = 40
WHATS = (*What,)
PDF = base64.b64encode(f"%PDF-1.7 {FAMILY}".encode()).decode()


def person(number: int) -> Person:
    """Whom the ``number``-th message is about."""
    return Person(synthetic_cpr(50_000 + number % PEOPLE), f"Test {FAMILY}")


def message(number: int) -> bytes:
    """Two notices, then a letter, every other one with a file, and so on."""
    if number % 3 < 2:
        return notice(person(number), What.ADMIT, WHATS[number % len(WHATS)])
    files = [file(TOPIC, PDF)] if number % 2 else []
    return letter(text(f"{TOPIC} {FAMILY}"), *files, person=person(number)).body()


NEEDLES = (
    {
        form
        for number in range(PEOPLE)
        for cpr in (person(number).cpr.number,)
        for written in (cpr, f"{cpr[:6]}-{cpr[6:]}")
        for form in forms(written)
    }
    | forms(FAMILY)
    | forms(TOPIC)
)


@pytest.fixture
async def spans() -> AsyncIterator[SpanSink]:
    async with span_sink() as sink:
        yield sink


@pytest.fixture
async def here(servers: Servers, spans: SpanSink, tmp_path: Path) -> AsyncIterator[SystemUnderTest]:
    settings = {"ZIPKIN_ENDPOINT": spans.endpoint, "LOG_LEVEL": "DEBUG"}
    async with system_under_test(servers, tmp_path, *PROCESSES, settings=settings) as built:
        yield built


async def test_after_a_thousand_messages_about_strangers_nothing_is_found_but_ids_and_answers(
    here: SystemUnderTest, spans: SpanSink
) -> None:
    headers = {**await here.headers("integrator", "region"), "content-type": "application/fhir+json"}
    door = here.address("region-bridge-web") + "/fhir/$process-message"
    answers: list[bytes] = []
    waiting = iter(range(MESSAGES))

    async def hospital() -> None:
        for number in waiting:
            answer = await here.http.post(door, content=message(number), headers=headers)
            assert answer.status_code == 200, answer.text
            answers.append(repr(answer.headers).encode() + answer.content)

    await asyncio.gather(*(hospital() for _ in range(AT_ONCE)))
    await asyncio.sleep(1.5)  # spans leave once a second

    rows, sent, lines = await in_databases(here), b"".join(spans.bodies), in_logs(here)
    numbers = await in_metrics(here, *PROCESSES)
    assert sent.count(b"process-message") >= MESSAGES
    assert len(rows) > 2 * MESSAGES
    assert all(b"http_server_request" in one for one in numbers[:1])
    for where, found in {
        "an answer": answers,
        "a row": rows,
        "a log": lines,
        "a span": spans.bodies,
        "the metrics": numbers,
        "a Kafka record": await in_the_log(here),
    }.items():
        everything = [b"\n".join(found)]
        assert leaks(where, everything, NEEDLES) == []
    kept = await here.fetch("region-bridge", "SELECT count(*) FROM message")
    assert kept[0][0] == MESSAGES
    for table in ("event", "notice", "stay_notice", "held", "message_in", "thread"):
        assert not await here.fetch("region-bridge", f"SELECT FROM {table}"), table
    assert not await here.fetch(databases.KEYRING, "SELECT FROM person")
