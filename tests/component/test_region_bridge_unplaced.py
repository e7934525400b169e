"""What hospitals write about strangers: under no citizen, for thirty days, and never seen in the answer."""

import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from care_communications import Letter, file, letter, text
from samspil.region_bridge.api import unplaced as clock
from samspil.region_bridge.api.held import look
from samspil.region_bridge.partner.medcom.codes import NATIONAL_REPLACEMENT
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, NANCY, VERA
from samspil.testkit.people import NATIONAL_REPLACEMENT as XECPR
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

MONTH = timedelta(days=30)
PDF = base64.b64encode(b"%PDF-1.7 Vera").decode()
DOOR = "/v1/unplaced-messages"


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def about_vera(**more: Any) -> Letter:
    return letter(text("Vera skal hjem."), file("Epikrise", PDF), person=VERA, **more)


async def ask(bridge: RegionBridge, method: str, path: str = "") -> httpx2.Response:
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL)}
    return await bridge.client.request(method, f"{DOOR}{path}", headers=headers)


def code(answer: httpx2.Response) -> str:
    return str(answer.json()["entry"][0]["resource"]["response"]["code"])


async def test_a_strangers_message_is_kept_under_no_citizen_and_answered_as_any_other(
    bridge: RegionBridge,
) -> None:
    await bridge.disclose(BRUNO, messages=True)

    known, unknown = await bridge.post(letter().body()), await bridge.post(about_vera().body())

    assert (code(known), code(unknown)) == ("ok", "ok")
    assert len(known.content) == len(unknown.content)
    assert [await bridge.count(one) for one in ("event", "message_in", "unplaced_message")] == [1, 1, 1]
    assert await bridge.keyring.find(VERA.cpr) is None
    everything = await bridge.everything()
    for told in ("Vera", "hjem", "Epikrise", "Udskrivning", "Burns", PDF, VERA.cpr.number):
        assert told not in everything


async def test_a_person_reads_what_waits_and_reading_it_is_logged(bridge: RegionBridge) -> None:
    one = about_vera(recipient="Ida Holm")
    await bridge.post(one.body())

    [listed] = (await ask(bridge, "GET")).json()

    assert listed == (await ask(bridge, "GET", f"/{one.sent.id}")).json()
    assert (listed["message_id"], listed["why"], listed["numbers"]) == (
        one.sent.id,
        None,
        [VERA.cpr.number],
    )
    assert (listed["name"], listed["sender"], listed["recipient"], listed["topic"]) == (
        VERA.name,
        "Psykiatrisk Center, afsnit O82",
        "Ida Holm",
        "Udskrivning",
    )
    assert [one["words"] for one in listed["texts"]] == ["Vera skal hjem."]
    assert [(one["title"], one["size"]) for one in listed["files"]] == [("Epikrise", 13)]
    async with bridge.owner_of_the_keyring() as owner:
        purposes = await owner.fetchval("SELECT array_agg(DISTINCT why) FROM access")
        held = await owner.fetch("SELECT key_id FROM held_key")
        looked = await owner.fetch("SELECT DISTINCT citizen_id FROM access")
    assert purposes == ["read-unplaced-messages"]
    assert {row["citizen_id"] for row in looked} <= {row["key_id"] for row in held}


@pytest.mark.parametrize("path", ["/nobody", "/nobody/look-again"])
async def test_what_does_not_wait_is_not_found(bridge: RegionBridge, path: str) -> None:
    method = "POST" if path.endswith("again") else "GET"

    assert (await ask(bridge, method, path)).status_code == 404


@pytest.mark.parametrize(
    ("messages", "said"), [(True, "hospital.message_received.v1"), (False, "hospital.held.v1")]
)
async def test_once_the_citizen_is_registered_it_becomes_hers_once(
    bridge: RegionBridge, messages: bool, said: str
) -> None:
    one = about_vera()
    await bridge.post(one.body())
    before = await ask(bridge, "POST", f"/{one.sent.id}/look-again")
    citizen = await bridge.disclose(VERA, messages=messages)

    placed = await ask(bridge, "POST", f"/{one.sent.id}/look-again")
    again = await ask(bridge, "POST", f"/{one.sent.id}/look-again")

    assert [before.json(), placed.json()] == [{"placed": False}, {"placed": True}]
    assert again.status_code == 404
    assert await bridge.types_said(citizen) == [said]
    assert [await bridge.count(table) for table in ("unplaced_message", "message_in")] == [0, 1]
    row = await bridge.pool.fetchrow("SELECT * FROM attachment")
    assert row is not None
    assert row["citizen_id"] == citizen
    async with bridge.owner_of_the_keyring() as owner:
        keys = await owner.fetch("SELECT key_id FROM citizen_key WHERE citizen_id = $1", citizen)
    assert row["key"].split(".")[1] in {key["key_id"].hex for key in keys}


async def test_the_clock_looks_by_itself_and_opens_nothing_while_nobody_is_known(
    bridge: RegionBridge,
) -> None:
    await bridge.post(about_vera().body())
    await bridge.post(letter(person=NANCY).body())
    await clock.look(bridge.store, bridge.keyring)
    async with bridge.owner_of_the_keyring() as owner:
        assert not await owner.fetchval("SELECT count(*) FROM access")
    citizen = await bridge.disclose(VERA, messages=True)

    for _ in range(2):
        await clock.look(bridge.store, bridge.keyring)

    assert await bridge.types_said(citizen) == ["hospital.message_received.v1"]
    assert await bridge.count("unplaced_message") == 1


async def test_one_that_can_no_longer_be_read_holds_up_no_other(bridge: RegionBridge) -> None:
    broken, fine = about_vera(), about_vera()
    for one in (broken, fine):
        await bridge.post(one.body())
    await bridge.pool.execute(
        "UPDATE unplaced_message SET raw = $2 WHERE message_id = $1",
        broken.sent.id,
        await bridge.keyring.seal_held("message", "{}"),
    )
    citizen = await bridge.disclose(VERA, messages=True)

    await clock.look(bridge.store, bridge.keyring)

    assert len(await bridge.said(citizen)) == 1


async def test_after_thirty_days_message_files_and_keys_are_gone(bridge: RegionBridge) -> None:
    old, young = about_vera(), letter(person=NANCY)
    for one in (old, young):
        await bridge.post(one.body())
    await look(bridge.pool, bridge.keyring)
    assert await bridge.count("unplaced_message") == 2

    await bridge.pool.execute(
        "UPDATE unplaced_message SET received_at = received_at - $2::interval WHERE message_id = $1",
        old.sent.id,
        MONTH,
    )
    await bridge.pool.execute("UPDATE attachment SET received_at = received_at - $1::interval", MONTH)
    await look(bridge.pool, bridge.keyring)

    assert [await bridge.count(table) for table in ("unplaced_message", "attachment", "message")] == [1, 0, 2]
    async with bridge.owner_of_the_keyring() as owner:
        await owner.execute("UPDATE held_key SET until = until - $1::interval", MONTH)
    await look(bridge.pool, bridge.keyring)
    assert (await ask(bridge, "GET")).json() == []
    assert (await ask(bridge, "GET", f"/{young.sent.id}")).status_code == 404


async def test_of_whom_nobody_can_say_it_waits_too_and_is_nobodys(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)
    one = letter()

    answer = await bridge.post(
        one.body(lambda found: found["Communication"].update(subject={"reference": "Patient/x"}))
    )

    assert code(answer) == "ok"
    assert await bridge.said(citizen) == []
    assert (await ask(bridge, "GET", f"/{one.sent.id}")).json()["why"] == "patient_unclear"
    await clock.look(bridge.store, bridge.keyring)
    assert await bridge.said(citizen) == []


async def test_whoever_is_known_by_a_replacement_is_found_by_it(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(XECPR, messages=True)

    await bridge.post(letter(person=XECPR, system=NATIONAL_REPLACEMENT).body())

    assert await bridge.types_said(citizen) == ["hospital.message_received.v1"]
