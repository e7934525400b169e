"""Batch: files of activities over HTTP, beside bare parse, read and insert of the same files.

Ours: ``jobcenter-bridge-web`` as it is, until it answers that the file is here. It reads the token, cuts and
reads the rows while they come, finds their citizens in the keyring, asks whether their activities are
received, seals what is personal, keeps the rows, and knows the file again by its digest.

Each file has ten activities of each of two thousand people, a purpose with every fourth.

Bare: Python's CSV reader over the whole file, the same reading of each row, COPY of the same columns.

Besides, without a goal: how fast the worker's recorder makes milestones of the rows that were kept.
"""

import csv
import io
import time
from datetime import UTC, date, datetime
from uuid import UUID

from activity_file import as_csv, let_in, row
from bench.report import Figure, rates
from bench.rounds import interleave
from bench.servers import Bench
from samspil.jobcenter_bridge.api.recorder import AT_ONCE, Recorder
from samspil.jobcenter_bridge.partner.batch_file import NUMBERS
from samspil.jobcenter_bridge.partner.batch_row import Row, read_row
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.jobcenter_bridge.storage.batches import ACTIVITY
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import Pool, open_pool
from samspil.testkit.builders import RULES
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr

ROUNDS = 7
ROWS = 20_000
PEOPLE = 2_000
RECORDED = 50
"""Transactions of the recorder's."""
GOAL = 0.5

TABLE = """
CREATE TABLE bare (number int, cpr text, version bigint, activity json, purpose text, at timestamptz)
"""
READING = Reading(ACTIVITY_KINDS)


async def batch(bench: Bench) -> list[Figure]:
    """Rows a second, about people whose activities are received and about strangers."""
    system = bench.system
    await system.start_all("jobcenter-bridge-web")
    headers = {**await system.headers("integrator", "employment"), "content-type": "text/csv"}
    door = system.address("jobcenter-bridge-web") + "/v1/batches"
    known = [synthetic_cpr(n) for n in range(PEOPLE)]
    strangers = [synthetic_cpr(n) for n in range(PEOPLE, 2 * PEOPLE)]
    await let_in(system, known)
    figures = []
    async with await open_pool(await bench.bare_database(), 2) as bare:
        await bare.execute(TABLE)
        for name, people in (("known", known), ("strangers", strangers)):

            async def ours(n: int, people: list[Cpr] = people) -> float:
                body = file_of(people, n)
                began = time.perf_counter()
                answer = await system.http.post(door, content=body, headers=headers)
                took = time.perf_counter() - began
                assert (answer.status_code, answer.json()["bad_rows"]) == (202, 0), answer.text
                return ROWS / took

            async def beside(n: int, people: list[Cpr] = people) -> float:
                body = file_of(people, n)
                began = time.perf_counter()
                await insert(bare, body, danish_day(datetime.now(UTC)))
                return ROWS / (time.perf_counter() - began)

            found = await interleave(f"batch, {name}", ROUNDS, ours=ours, bare=beside)
            figures.append(rates(f"batch, {name} / bare", found["ours"], found["bare"], GOAL))
    return [*figures, await recorded(system)]


def file_of(people: list[Cpr], version: int) -> bytes:
    """Activities of these people in turn, with this version."""
    return as_csv(
        [
            row(
                people[n % len(people)].number,
                UUID(int=(int(people[0].number) << 64) + n),
                versionIdentifier=version,
                formaal="At prøve kræfter med et lager, nogle timer om ugen" if n % 4 == 0 else "",
            )
            for n in range(ROWS)
        ]
    )


async def insert(pool: Pool, body: bytes, today: date) -> None:
    """The least that could take the file in."""
    now, waiting = datetime.now(UTC), []
    for number, cells in enumerate(csv.DictReader(io.StringIO(body.decode(), newline="")), 1):
        typed = {
            name: int(cell) if name in NUMBERS and cell.isdigit() else cell
            for name, cell in cells.items()
            if cell
        }
        read = read_row(number, typed, READING, today)
        assert isinstance(read, Row)
        cpr, (activity, purpose) = read.cpr, read.told
        kept = ACTIVITY.dump_json(activity).decode()
        waiting.append((number, cpr and cpr.number, read.version, kept, purpose, now))
        if len(waiting) == 1000:
            async with pool.acquire() as connection:
                await connection.copy_records_to_table("bare", records=waiting)
            waiting = []


async def recorded(system: SystemUnderTest) -> Figure:
    """How fast rows become milestones that are said to be planned and started."""
    async with system.keyring() as keyring, await open_pool(system.urls["jobcenter-bridge"], 2) as pool:
        recorder = Recorder(jobcenter_store(pool), keyring, RULES)
        began = time.perf_counter()
        for _ in range(RECORDED):
            assert await recorder.round()
        rate = RECORDED * AT_ONCE / (time.perf_counter() - began)
    return Figure("batch, recorded rows", rate, "/s")
