"""A repeated request against a real database: done once, answered alike."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Depends
from starlette.responses import Response

from samspil.ledger.database import Pool, open_pool
from samspil.sandboxes.issuer.app import Wish, issuer_app, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.testkit.people import BRUNO
from samspil.testkit.servers import Servers
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types as types
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role, allow
from samspil.web.idempotency import Answer, Once, OnceOnly, forget
from samspil.web.problems import Problem

ISSUER = "https://issuer.test"
NUMBER = BRUNO.cpr.number


@dataclass
class Counter:
    """A door that counts; each count is a row, written in the transaction that the claim is in."""

    client: httpx2.AsyncClient
    pool: Pool
    refuses: bool = False
    slow: bool = False

    async def count(
        self, key: str | None, body: str = "1", *, subject: str = "a", query: str = ""
    ) -> httpx2.Response:
        wish = Wish(role=Role.CASEWORKER, sector=Sector.SOCIAL, subject=subject)
        headers = {"authorization": f"Bearer {signed(ISSUER, KEY, wish)}", "content-type": "application/json"}
        if key is not None:
            headers["idempotency-key"] = key
        return await self.client.post(f"/count{query}", content=body, headers=headers)

    async def counted(self) -> int:
        return int(await self.pool.fetchval("SELECT count(*) FROM counted"))


KEY = new_key()


@pytest.fixture
async def counter(servers: Servers) -> AsyncIterator[Counter]:
    url = await servers.postgres.database(("web", Path(str(files("samspil.web") / "migrations"))))
    pool = await open_pool(url)
    await pool.execute("CREATE TABLE counted (id bigint GENERATED ALWAYS AS IDENTITY)")
    await pool.execute("TRUNCATE idempotency")
    issuer = httpx2.AsyncClient(transport=httpx2.ASGITransport(issuer_app(ISSUER, KEY)))
    made = Counter(httpx2.AsyncClient(), pool)
    doors = APIRouter()

    @doors.post("/count")
    async def count(caller: Annotated[Caller, Depends(allow(Role.CASEWORKER))], once: OnceOnly) -> Response:
        async with pool.acquire() as connection, connection.transaction():
            decided = []

            def decide() -> Answer:
                if made.refuses:
                    raise Problem(types.CONFLICT)
                decided.append(True)
                return Answer(201, {"id": "c-1"}, {"location": "/count/c-1", "etag": '"1"'})

            answer = await once.answer(connection, decide)
            if made.slow:
                await asyncio.sleep(0.3)
            if decided:
                await connection.execute("INSERT INTO counted DEFAULT VALUES")
            return answer.response()

    app = create_app("test", routers=[doors], issuer=Issuer(ISSUER, issuer), idempotency_secret=b"secret")
    made.client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door")
    yield made
    await pool.close()


async def test_a_repetition_gets_the_first_answer_and_takes_no_effect(counter: Counter) -> None:
    first = await counter.count("k-1")
    again = await counter.count("k-1")

    assert (first.status_code, first.json(), first.headers["location"]) == (201, {"id": "c-1"}, "/count/c-1")
    assert (again.status_code, again.json(), again.headers["location"]) == (201, {"id": "c-1"}, "/count/c-1")
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await counter.counted() == 1


@pytest.mark.parametrize(("body", "query"), [("2", ""), ("1", "?also=this")])
async def test_the_same_key_on_another_request_is_refused(counter: Counter, body: str, query: str) -> None:
    await counter.count("k-1")

    other = await counter.count("k-1", body, query=query)

    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert await counter.counted() == 1


async def test_without_a_key_every_request_takes_effect(counter: Counter) -> None:
    await counter.count(None)
    await counter.count(None)

    assert await counter.counted() == 2


async def test_keys_of_two_callers_do_not_meet(counter: Counter) -> None:
    await counter.count("k-1", subject="a")
    other = await counter.count("k-1", subject="b")

    assert "idempotency-replayed" not in other.headers
    assert await counter.counted() == 2


async def test_twins_at_the_same_moment_take_effect_once(counter: Counter) -> None:
    counter.slow = True

    answers = await asyncio.gather(*(counter.count("k-1") for _ in range(5)))

    assert [answer.status_code for answer in answers] == [201] * 5
    assert sorted(answer.headers.get("idempotency-replayed", "first") for answer in answers) == [
        "first",
        *["true"] * 4,
    ]
    assert await counter.counted() == 1


async def test_a_refused_decision_leaves_nothing_and_may_be_tried_again(counter: Counter) -> None:
    counter.refuses = True
    refused = await counter.count("k-1")
    counter.refuses = False
    later = await counter.count("k-1")

    assert (refused.status_code, later.status_code) == (409, 201)
    assert await counter.counted() == 1


async def test_a_twin_of_a_request_that_failed_decides_for_itself(counter: Counter) -> None:
    once = Once(b"key", b"fingerprint")
    async with counter.pool.acquire() as first, counter.pool.acquire() as second:
        failing = first.transaction()
        await failing.start()
        await once.answer(first, lambda: Answer(201, {"by": "first"}))
        twin = asyncio.create_task(once.answer(second, lambda: Answer(201, {"by": "second"})))
        _, waiting = await asyncio.wait((twin,), timeout=0.2)
        await failing.rollback()

        assert waiting == {twin}
        assert await twin == Answer(201, {"by": "second"})


async def test_neither_key_nor_caller_nor_body_can_be_read_from_the_table(counter: Counter) -> None:
    await counter.count(NUMBER, f'"{NUMBER}"', subject=NUMBER)

    (row,) = await counter.pool.fetch("SELECT idempotency::text AS told, key, fingerprint FROM idempotency")

    for part in (row["told"].encode(), row["key"], row["fingerprint"]):
        assert NUMBER.encode() not in part
        assert base64.b64encode(NUMBER.encode()) not in part
    assert NUMBER.encode().hex() not in row["told"]


async def test_old_answers_are_forgotten(counter: Counter) -> None:
    await counter.count("k-1")
    assert await forget(counter.pool, timedelta(hours=1)) == 0
    assert await forget(counter.pool, timedelta(hours=-1)) == 1
    again = await counter.count("k-1")

    assert "idempotency-replayed" not in again.headers


async def test_a_database_that_is_away_is_told_as_such(counter: Counter) -> None:
    await counter.pool.close()

    answer = await counter.count("k-1")

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/database-away")
