"""Answering a hospital that wrote about a stranger: we are the wrong place, by MedCom's rule of resending."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from care_communications import Letter, letter, text
from medcom import acknowledging
from samspil.region_bridge.api.answer_strangers import answer_due
from samspil.region_bridge.partner.post import Post
from samspil.rulebook.organisations import Organisations, ReceiverForm, ReceiverType, read_organisations
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.behaviour import Behaviour, How
from samspil.testkit.in_process import bearer
from samspil.testkit.people import VERA
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

DOOR = "/v1/unplaced-messages"
SAID = {"words": "Borgeren bor i en anden kommune.", "phone": "12345678"}


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def asked(bridge: RegionBridge, path: str, body: Any = None, key: str = "") -> httpx2.Response:
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL)}
    if key:
        headers["idempotency-key"] = key
    method = "GET" if body is None else "POST"
    return await bridge.client.request(method, f"{DOOR}{path}", headers=headers, json=body)


async def answered(bridge: RegionBridge) -> Letter:
    """A stranger's message, to which we have written that we are the wrong place."""
    one = letter(text("Vera skal hjem."), person=VERA)
    await bridge.post(one.body())
    assert (await asked(bridge, f"/{one.sent.id}/answer-wrong-place", SAID)).status_code == 202
    return one


async def sends(bridge: RegionBridge, **theirs: Any) -> None:
    """What is due, to receivers who are as the rulebook says, but for this."""
    there = httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app(bridge.sandbox)))
    post = Post("http://region", there, give_up_seconds=1)
    receivers = Organisations(tuple(replace(one, **theirs) for one in read_organisations().rows))
    await answer_due(bridge.pool, bridge.keyring, post, receivers)


async def later(bridge: RegionBridge, minutes: int = 31) -> None:
    await bridge.pool.execute("UPDATE unplaced_answer SET at = at - $1::interval", timedelta(minutes=minutes))


async def test_the_ward_reads_in_its_thread_who_says_so_and_nothing_of_it_stays(bridge: RegionBridge) -> None:
    one = await answered(bridge)

    await sends(bridge)

    [told] = [received for received in bridge.sandbox.memory.received if received.text]
    assert SAID["words"] in told.text
    assert told.cpr == VERA.cpr.number
    assert [await bridge.count(name) for name in ("unplaced_message", "unplaced_answer")] == [0, 0]
    assert [await bridge.count(name) for name in ("event", "delivery", "thread")] == [0, 0, 0]
    assert (await asked(bridge, f"/{one.sent.id}")).status_code == 404
    assert await bridge.keyring.find(VERA.cpr) is None


async def test_unanswered_it_leaves_three_times_half_an_hour_apart_and_then_it_is_for_people_to_see(
    bridge: RegionBridge,
) -> None:
    one = await answered(bridge)
    bridge.sandbox.behaviour = Behaviour(How.ERROR_WITH_EFFECT)

    for _ in range(4):
        await sends(bridge)
        await sends(bridge)  # nothing goes before its time
        await later(bridge)

    [received] = bridge.sandbox.memory.received
    assert len(received.bundle_ids) == len({*received.bundle_ids}) == 3
    assert (await asked(bridge, f"/{one.sent.id}")).json()["answered"] == "expired"
    assert (await asked(bridge, f"/{one.sent.id}/answer-wrong-place", SAID)).status_code == 202
    assert (await asked(bridge, f"/{one.sent.id}")).json()["answered"] == "waits"


async def test_who_reads_xml_is_answered_in_xml_and_who_never_acknowledges_once(bridge: RegionBridge) -> None:
    await answered(bridge)
    bridge.sandbox.behaviour = Behaviour(How.LATER)
    bridge.sandbox.afterwards.pause = 60

    await sends(bridge, receiver_type=ReceiverType.C, receiver_form=ReceiverForm.XML)

    [received] = bridge.sandbox.memory.received
    assert received.kinds == ["application/fhir+xml"]
    assert await bridge.count("unplaced_message") == 0


@pytest.mark.parametrize(("code", "waits"), [("ok", False), ("fatal-error", True), ("transient-error", True)])
async def test_an_acknowledgement_that_comes_by_itself_ends_it(
    bridge: RegionBridge, code: str, waits: bool
) -> None:
    one = await answered(bridge)
    answer = await bridge.pool.fetchval("SELECT id FROM unplaced_answer")

    assert (await bridge.post(acknowledging(str(answer), code))).status_code == 204

    assert await bridge.count("unplaced_message") == waits
    if waits:
        state = (await asked(bridge, f"/{one.sent.id}")).json()["answered"]
        assert state == ("refused" if code == "fatal-error" else "waits")


async def test_there_is_one_answer_and_none_to_what_does_not_wait_or_to_nobody(bridge: RegionBridge) -> None:
    one = await answered(bridge)
    again = await asked(bridge, f"/{one.sent.id}/answer-wrong-place", SAID)
    nowhere = await asked(bridge, "/nobody/answer-wrong-place", SAID)

    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "already-answered")
    assert nowhere.status_code == 404


async def test_sent_again_with_its_key_it_is_the_same_act(bridge: RegionBridge) -> None:
    one, key = letter(text("Vera skal hjem."), person=VERA), str(uuid4())
    await bridge.post(one.body())

    first, again = [await asked(bridge, f"/{one.sent.id}/answer-wrong-place", SAID, key) for _ in range(2)]

    assert (first.status_code, again.status_code, first.json()) == (202, 202, again.json())
    assert await bridge.count("unplaced_answer") == 1


async def test_nothing_of_whom_it_is_about_can_be_read_while_it_waits(bridge: RegionBridge) -> None:
    await answered(bridge)

    everything = await bridge.everything()

    for told in ("Vera", "anden kommune", VERA.cpr.number, "12345678"):
        assert told not in everything
