"""The overview's doors for whoever comes from home: the citizen's own, and what a relative is let know."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import httpx2
import pytest

from component.test_access_log_doors import Doors, overview
from keyring_database import ACCESS
from overview_facts import registered
from samspil.contracts.citizen import (
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMerged,
    CitizenRelativeAdded,
    CitizenRelativeRemoved,
    DeathSource,
    RelativeKind,
    RelativeLeft,
)
from samspil.overview.api.let_know import who_signs_in
from samspil.overview.storage.queries import read_views
from samspil.sealing.read_access import access_log_at
from samspil.stack import databases
from samspil.testkit.builders import LAW
from samspil.testkit.heard import Heard
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, NANCY, VERA, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.web.auth import Role

NOW = datetime.now(UTC)
TODAY = danish_day(NOW)


class Home(NamedTuple):
    """A citizen, and their sister who may know of contact pauses."""

    doors: Doors
    citizen: CitizenId
    sister: UUID
    heard: Heard

    @property
    def own(self) -> str:
        return bearer(Role.CITIZEN, None, str(self.citizen))

    @property
    def sisters(self) -> str:
        return bearer(Role.RELATIVE, None, str(self.sister), self.citizen)

    async def tell(self, *facts: Any) -> None:
        await self.heard.tell(self.citizen, *facts)

    async def get(self, below: str, who: str, citizen: UUID | None = None) -> httpx2.Response:
        path = f"/v1/citizens/{citizen or self.citizen}/{below}"
        return await self.doors.web.doors.get(path, headers={"authorization": who})

    async def known(self, who: str | None = None) -> httpx2.Response:
        return await self.get(f"relatives/{self.sister}/view", who or self.sisters)


@pytest.fixture
async def home(servers: Servers) -> AsyncIterator[Home]:
    async with overview(servers, None) as doors:
        reader = await servers.postgres.role(doors.web.keyring_url, databases.LOG_READERS)
        async with access_log_at(reader) as log:
            doors.door.access_log = log
            citizen = await doors.web.keyring.get_or_create(BRUNO.cpr)
            made = Home(doors, citizen, uuid7(), Heard(doors.web.pool, LAW))
            name = await doors.web.keyring.seal(citizen, "name", BRUNO.name)
            cpr = await doors.web.keyring.seal(citizen, "cpr", BRUNO.cpr.number)
            await made.tell(replace(registered(), name=name, cpr=cpr), added(made, name))
            await doors.web.keyring.note(citizen, ACCESS, ["plan"])
            yield made


def added(home: Home, name: Any) -> CitizenRelativeAdded:
    return CitizenRelativeAdded(
        relative_id=home.sister,
        kind=RelativeKind.SIBLING,
        name=name,
        contact=None,
        wishes=None,
        may_know=(DataClass.CONTACT_HOLD,),
        until=TODAY + timedelta(days=9),
        recorded_by="staff-1",
        occurred_at=NOW,
    )


DIED = CitizenDied(died_on=None, source=DeathSource.RELATIVES, recorded_by="staff-1", occurred_at=NOW)
SET = {"until": (TODAY + timedelta(days=3)).isoformat(), "ask": "Aisha Digtet"}


def kind(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_the_citizen_reads_who_looked_at_them_and_nobody_elses_looks(home: Home) -> None:
    other = await home.doors.web.keyring.get_or_create(NANCY.cpr)
    await home.doors.web.keyring.note(other, ACCESS, ["plan"])
    answer = await home.get("access", home.own)

    assert answer.status_code == 200, answer.text
    own, theirs = answer.json()["looks"]
    assert (own["who"], own["role"], own["why"]) == (str(home.citizen), "citizen", "read-access-log")
    assert (theirs["who"], theirs["why"]) == (ACCESS.who, ACCESS.why)
    assert kind(await home.get("access", home.own, other)) == (403, "not-their-own")
    assert kind(await home.get("access", home.sisters)) == (403, "forbidden-role")
    everyones = await home.doors.web.doors.get("/v1/access?who=mette", headers={"authorization": home.own})
    assert kind(everyones) == (403, "forbidden-role")


async def test_the_citizen_reads_who_is_told_what_sets_a_pause_and_ends_it(home: Home) -> None:
    told = await home.get("disclosures", home.own)
    assert told.status_code == 200
    holds = f"/v1/citizens/{home.citizen}/contact-holds"
    post, own = home.doors.web.doors.post, {"authorization": home.own}
    hold = await post(holds, json=SET, headers=own)
    assert hold.status_code == 201, hold.text
    assert (await post(f"{holds}/{hold.json()['hold_id']}/end", headers=own)).status_code == 204
    assert (await post(holds, json=SET, headers={"authorization": home.sisters})).status_code == 403

    said = [one for one in await home.doors.web.said(home.citizen) if one.type.endswith("hold_set.v1")]
    assert [one.data.set_by for one in said] == [str(home.citizen)]


@pytest.mark.parametrize("below", ["view", "consents", "relatives", "plan", "referrals"])
async def test_no_other_door_is_open_to_whoever_comes_from_home(home: Home, below: str) -> None:
    for who in (home.own, home.sisters):
        assert (await home.get(below, who)).status_code in {403, 404}


async def test_a_relative_reads_what_they_are_let_know_and_it_is_logged_for_the_citizen(home: Home) -> None:
    ask = await home.doors.web.keyring.seal(home.citizen, "ask", "Aisha Digtet")
    holds = f"/v1/citizens/{home.citizen}/contact-holds"
    await home.doors.web.doors.post(holds, json=SET, headers={"authorization": home.own})
    answer = await home.known()

    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["until"], told["shown"]) == (str(TODAY + timedelta(days=9)), ["name", "contact_hold"])
    assert told["view"]["citizen"]["who"] == {
        **dict.fromkeys(told["view"]["citizen"]["who"]),
        "name": BRUNO.name,
    }
    assert [one["ask"] for one in told["view"]["coordination"]["holds"]] == ["Aisha Digtet"]
    assert BRUNO.cpr.number not in answer.text
    assert ask not in answer.text
    [look] = [
        one for one in (await home.get("access", home.own)).json()["looks"] if one["role"] == "relative"
    ]
    assert (look["who"], look["why"]) == (str(home.sister), "read-what-relatives-know")
    assert sorted(look["fields"]) == ["citizen.who.name", "coordination.holds.0.ask"]


@pytest.mark.parametrize("how", ["left", "dead", "waits", "unreadable", "another", "unknown"])
async def test_a_relative_is_let_know_nothing_once_it_does_not_hold_or_is_not_certain(
    home: Home, how: str
) -> None:
    assert (await home.known()).status_code == 200
    pool = home.doors.web.pool
    who = home.sisters
    if how == "left":
        await home.tell(
            CitizenRelativeRemoved(
                relative_id=home.sister,
                reason=RelativeLeft.STEPPED_BACK,
                recorded_by=str(home.sister),
                occurred_at=NOW,
            )
        )
    elif how == "dead":
        await home.tell(DIED)
    elif how == "waits":
        await pool.execute(
            "INSERT INTO parked (topic, part, log_offset, citizen_id, seq, state, error_class)"
            " VALUES ('citizen.v1', 0, 1, $1, 9, 'failed', 'E')",
            home.citizen,
        )
    elif how == "unreadable":
        await pool.execute(  # only what they are not told of
            "INSERT INTO folded SELECT (jsonb_populate_record(f, $1::text::jsonb)).* FROM folded f",
            '{"topic": "referral.v1"}',
        )
    elif how == "another":
        who = bearer(Role.RELATIVE, None, str(home.sister), await other_citizen(home))
    else:
        who = bearer(Role.RELATIVE, None, str(uuid7()), home.citizen)

    assert kind(await home.known(who)) == (403, "not-their-own")
    async with databases.connected(home.doors.web.keyring_url) as keyring:
        looked = await keyring.fetchval("SELECT count(*) FROM access WHERE who = $1", str(home.sister))
    assert looked == 1


async def other_citizen(home: Home) -> CitizenId:
    return await home.doors.web.keyring.get_or_create(NANCY.cpr)


async def test_who_is_recorded_as_dead_is_let_in_nowhere_until_it_is_put_right(home: Home) -> None:
    await home.tell(DIED)
    for below in ("access", "disclosures"):
        assert kind(await home.get(below, home.own)) == (403, "said-to-be-dead")
    hold = await home.doors.web.doors.post(
        f"/v1/citizens/{home.citizen}/contact-holds", json=SET, headers={"authorization": home.own}
    )
    assert hold.status_code == 403

    await home.tell(CitizenDeathRetracted(recorded_by="staff-1", occurred_at=NOW))
    assert (await home.get("access", home.own)).status_code == 200


async def test_a_hundred_who_sign_in_as_relatives_are_looked_through_in_no_time(home: Home) -> None:
    keyring = home.doors.web.keyring
    for number in range(100):
        await keyring.let_sign_in(home.citizen, uuid7(), synthetic_cpr(72_000 + number))
    await keyring.let_sign_in(home.citizen, home.sister, VERA.cpr)

    assert [one.relative for one in await keyring.find_relatives(VERA.cpr)] == [home.sister]


async def test_of_two_files_that_are_one_person_a_relative_is_let_know_by_the_one_that_stays(
    home: Home,
) -> None:
    keyring = home.doors.web.keyring
    stays = await keyring.get_or_create(NANCY.cpr)
    name = await keyring.seal(stays, "name", NANCY.name)
    await home.heard.tell(stays, replace(registered(), name=name, cpr=name))
    merged = CitizenMerged(survivor=stays, absorbed=home.citizen, merged_by="staff-1", occurred_at=NOW)
    for one in (stays, home.citizen):
        await home.heard.tell(one, merged)
    await keyring.follow_merges({home.citizen: stays})
    await keyring.let_sign_in(home.citizen, home.sister, VERA.cpr)

    told = await home.known()
    assert (told.status_code, told.json()["view"]["citizen"]["who"]["name"]) == (200, NANCY.name)
    view = (await read_views(home.doors.web.pool, [stays]))[stays][0]
    assert await who_signs_in(home.doors.door, stays, view) == {home.sister}
    await home.heard.tell(stays, DIED)
    assert kind(await home.known()) == (403, "not-their-own")
    assert kind(await home.get("access", home.own)) == (403, "said-to-be-dead")
