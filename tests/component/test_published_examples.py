"""Every message that MedCom has published gets the answer that data/published_answers.csv has for it.

The table says what is right when all families are taken in, as JSON and as XML, and why, wherever a message
is wrong on purpose or our answer differs from what its profile expects. Each is sent as if we were whom it is
for, once about strangers and once about somebody whom we know: the answer is the same.
"""

import csv
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import httpx2
import pytest

from published import STANDARDS, needs_standards
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

TABLE = Path(__file__).parent / "data" / "published_answers.csv"
MEDCOM = STANDARDS / "medcom"
TYPES = {".json": "application/fhir+json", ".xml": "application/fhir+xml"}
FHIR = "{http://hl7.org/fhir}"
US = Organisation("999990000000002", "5799999900020")


class Row(NamedTuple):
    """What is right for one example."""

    example: str
    answer: str
    error: str
    why: str


def rows(suffix: str) -> list[Row]:
    with TABLE.open() as table:
        next(table)
        return [row for row in map(Row._make, csv.reader(table)) if row.example.endswith(suffix)]


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def receiver_of(body: bytes, suffix: str) -> Organisation:
    """Whom the message is for, by its endpoint."""
    if suffix == ".xml":
        found = ElementTree.fromstring(body).find(f".//{FHIR}destination/{FHIR}endpoint")  # noqa: S314
        endpoint = found.get("value", "") if found is not None else ""
    else:
        endpoint = json.loads(body)["entry"][0]["resource"]["destination"][0]["endpoint"]
    return Organisation(endpoint.partition("#id=")[2] or US.sor, US.gln)


async def answer_to(bridge: RegionBridge, example: str) -> tuple[str, str]:
    """Status or code, and the error; whatever came before is forgotten."""
    file = MEDCOM / example
    body = file.read_bytes()
    await bridge.pool.execute("TRUNCATE message, transmission CASCADE")
    bridge.app.state.door.us = receiver_of(body, file.suffix)
    headers = {"content-type": TYPES[file.suffix], "accept": TYPES[".json"]}
    return read(await bridge.post(body, Role.INTEGRATOR, Sector.REGION, **headers))


def read(answer: httpx2.Response) -> tuple[str, str]:
    if answer.status_code != 200:
        return str(answer.status_code), ""
    resources = [one["resource"] for one in answer.json()["entry"]]
    outcomes = [one["issue"][0] for one in resources if one["resourceType"] == "OperationOutcome"]
    errors = [one["details"]["coding"][0]["code"] for one in outcomes]
    return resources[0]["response"]["code"], "".join(errors)


async def differences(bridge: RegionBridge, suffix: str) -> list[str]:
    """Which answers are others than the table has."""
    answers = {row: await answer_to(bridge, row.example) for row in rows(suffix)}
    return [
        f"{row.example}: {' '.join(answer).strip()} instead of {row.answer} {row.error}".strip()
        for row, answer in answers.items()
        if answer != (row.answer, row.error)
    ]


@needs_standards
@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize("known", [False, True], ids=["strangers", "somebody-known"])
async def test_every_published_message_gets_its_answer(
    bridge: RegionBridge, suffix: str, known: bool
) -> None:
    if known:
        await bridge.disclose(BRUNO)

    assert await differences(bridge, suffix) == []


@needs_standards
def test_the_table_has_every_published_message_and_no_other() -> None:
    listed = {row.example for suffix in TYPES for row in rows(suffix)}

    there = {
        str(file.relative_to(MEDCOM))
        for folder in ("examples", "examples-xml")
        for file in (MEDCOM / folder).rglob("Bundle-*")
    }
    assert listed == there
    assert (len(rows(".json")), len(rows(".xml"))) == (102, 19)


def test_the_table_says_why_wherever_an_answer_is_not_ok() -> None:
    silent = [row.example for suffix in TYPES for row in rows(suffix) if row.answer != "ok" and not row.why]

    assert silent == []


def transmissions() -> dict[str, list[bytes]]:
    """Published messages that were sent more than once, under a Bundle.id of its own each time."""
    sent: dict[str, list[bytes]] = {}
    for row in rows(".json"):
        body = (MEDCOM / row.example).read_bytes()
        header = json.loads(body)["entry"][0]["resource"]
        if "testscripts" in row.example and "eventCoding" in header:
            folder = row.example.rpartition("/")[0]
            sent.setdefault(f"{folder} {header['id']}", []).append(body)
    return {message: bodies for message, bodies in sent.items() if len(bodies) > 1}


@needs_standards
async def test_a_published_message_that_is_sent_again_gets_the_answer_that_it_got_first(
    bridge: RegionBridge,
) -> None:
    answers: dict[str, set[bytes]] = {}
    for message, bodies in transmissions().items():
        bridge.app.state.door.us = receiver_of(bodies[0], ".json")
        answers[message] = {(await bridge.post(body)).content for body in (*bodies, bodies[0])}

    assert len(answers) >= 4
    assert {message: len(different) for message, different in answers.items() if len(different) > 1} == {}
