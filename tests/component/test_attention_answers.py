"""What does not go together, on a real database: raised, on the work list, answered over REST."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from clash_facts import called, cancelled
from component.test_hold_proposals import application
from overview_facts import consent, registered
from samspil.ledger.database import Pool
from samspil.testkit.builders import UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.newest_law import newest_law
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

NOW = datetime.now(UTC)
IN_TEN_DAYS = NOW + timedelta(days=10)


@pytest.fixture
async def overview(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "overview", application) as made:
        yield made


class Clashing:
    """Somebody whom the jobcenter calls to a meeting in a hold."""

    def __init__(self, overview: WebUnderTest, citizen: CitizenId) -> None:
        self.overview, self.citizen, self.call = overview, citizen, uuid4()
        self.heard = Heard(overview.pool, newest_law())

    @classmethod
    async def known(cls, overview: WebUnderTest, number: int) -> "Clashing":
        made = cls(overview, await overview.keyring.get_or_create(synthetic_cpr(number)))
        told = consent(
            danish_day(NOW) + timedelta(days=90), (DataClass.MEETING,), giver=Sector.EMPLOYMENT,
            to=(Sector.SOCIAL,), at=NOW - timedelta(days=1),
        )  # fmt: skip
        words = await overview.keyring.seal(made.citizen, "words", "Ord.")
        known = replace(registered(NOW - timedelta(days=1)), name=words, cpr=words)
        await made.heard.tell(made.citizen, known, told, *asked_of(*UNITS, words=words))
        hold = {"until": danish_day(NOW + timedelta(days=20)).isoformat(), "ask": "Aisha Digtet"}
        assert (await overview.post(f"/v1/citizens/{made.citizen}/contact-holds", hold)).status_code == 201
        await made.heard.tell(made.citizen, called(made.call, IN_TEN_DAYS))
        return made

    async def attention(self) -> dict[str, Any]:
        view = (await self.overview.get(f"/v1/citizens/{self.citizen}/view")).json()
        (found,) = view["coordination"]["attention"].values()
        assert isinstance(found, dict)
        return found

    async def answer(self, id_: str, version: int, body: object, **more: Any) -> Any:
        door = f"/v1/citizens/{self.citizen}/attention/{id_}/answer"
        return await self.overview.post(door, body, if_match=f'"{version}"', **more)

    async def tasks(self) -> list[str]:
        rows = await self.overview.pool.fetch("SELECT work FROM task WHERE citizen_id = $1", self.citizen)
        return [row["work"] for row in rows]


async def test_an_answer_with_words_takes_the_task_away_and_is_read_in_the_view(
    overview: WebUnderTest,
) -> None:
    here = await Clashing.known(overview, 31)
    raised = await here.attention()
    assert (raised["rule"], raised["about"], raised["state"]) == (
        "call_during_hold", str(here.call), "open",
    )  # fmt: skip
    assert (await here.tasks()).count("take_up") == 1

    body = {"answer": "not_relevant", "words": "Borgeren vil selv med."}
    done = await here.answer(raised["id"], raised["version"], body)
    assert done.status_code == 204
    again = await here.answer(raised["id"], int(done.headers["etag"].strip('"')), body)
    await here.heard.tell(here.citizen, called(uuid4(), NOW + timedelta(days=30)))

    assert again.status_code == 204
    answered = await here.attention()
    assert (answered["state"], answered["answer"], answered["words"]) == (
        "answered", "not_relevant", "Borgeren vil selv med.",
    )  # fmt: skip
    assert "take_up" not in await here.tasks()
    said = await overview.types_said(here.citizen)
    assert [one for one in said if "attention" in one] == [
        "coordination.attention_raised.v1",
        "coordination.attention_answered.v1",
    ]
    assert await _plain(overview.pool, "Borgeren vil selv med.") == 0


async def test_an_answer_that_cannot_be_is_refused_and_explained(overview: WebUnderTest) -> None:
    here = await Clashing.known(overview, 32)
    raised = await here.attention()
    id_, version = raised["id"], raised["version"]
    taken_up = {"answer": "taken_up"}

    without_why = await here.answer(id_, version, {"answer": "not_relevant"})
    stale = await here.answer(id_, version + 7, taken_up)
    unknown = await here.answer(str(uuid4()), 1, taken_up)
    nonsense = await here.answer(id_, version, {"answer": "ignored"})
    stranger = await here.answer(id_, version, taken_up, role=Role.LEADER)
    await here.heard.tell(here.citizen, cancelled(here.call))
    late = await here.answer(id_, (await here.attention())["version"], taken_up)

    assert (without_why.status_code, without_why.json()["errors"][0]["pointer"]) == (422, "#/words")
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/stale-version")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/no-such-attention")
    assert nonsense.status_code == 422
    assert stranger.status_code == 403
    assert (late.status_code, late.json()["type"]) == (409, "/problems/no-longer-raised")
    assert "take_up" not in await here.tasks()


async def _plain(pool: Pool, words: str) -> int:
    """How many events hold these words."""
    found: int = await pool.fetchval(
        "SELECT count(*) FROM event WHERE position($1 in convert_from(record, 'UTF8')) > 0", words
    )
    return found
