"""Messages about known citizens that no ground lets in: the same list and doors as notices, settled once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx2
import pytest

from care_communications import letter, text
from samspil.contracts.hospital import HospitalMessageReceived
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

REASON = {"reason": "Borgeren har selv bedt afdelingen om at skrive."}


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def waiting(bridge: RegionBridge) -> tuple[CitizenId, dict[str, Any]]:
    citizen = await bridge.disclose(BRUNO, messages=False)
    await bridge.post(letter(text("Må vi ringe til støtten?")).body())
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL)}
    [one] = (await bridge.client.get("/v1/held-notices", headers=headers)).json()
    return citizen, one


async def settles(bridge: RegionBridge, held: str, verb: str, seen: str = '"0"') -> httpx2.Response:
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL), "if-match": seen}
    return await bridge.client.post(f"/v1/held-notices/{held}/{verb}", json=REASON, headers=headers)


def kinds(said: list[Any]) -> list[str]:
    return [one.type.removeprefix("hospital.").removesuffix(".v1") for one in said]


async def test_it_is_listed_with_what_it_says(bridge: RegionBridge) -> None:
    citizen, one = await waiting(bridge)

    assert (one["what"], one["why"], UUID(one["citizen_id"])) == ("message", "ground_unclear", citizen)
    assert one["message"]["texts"] == ["Må vi ringe til støtten?"]
    assert (one["says"], one["before"], one["after"], one["until"]) == (None, None, None, None)


async def test_let_in_it_is_received_on_the_word_of_who_did(bridge: RegionBridge) -> None:
    citizen, one = await waiting(bridge)

    answer = await settles(bridge, one["held_id"], "apply")

    assert (answer.status_code, answer.json()["state"]) == (200, "applied")
    said = await bridge.said(citizen)
    assert kinds(said) == ["held", "message_received", "held_settled"]
    fact = said[1].data
    assert isinstance(fact, HospitalMessageReceived)
    assert (fact.basis, fact.let_in_by) == (None, "sagsbehandler-social")


async def test_put_aside_nothing_of_it_is_told(bridge: RegionBridge) -> None:
    citizen, one = await waiting(bridge)

    assert (await settles(bridge, one["held_id"], "discard")).status_code == 200
    assert kinds(await bridge.said(citizen)) == ["held", "held_settled"]


async def test_of_several_people_at_once_one_settles_it_and_the_others_are_told(bridge: RegionBridge) -> None:
    citizen, one = await waiting(bridge)

    answers = await asyncio.gather(
        *(settles(bridge, one["held_id"], verb) for verb in ("apply", "discard", "apply"))
    )

    assert {one.status_code for one in answers} <= {200, 404, 409}
    assert [one.status_code for one in answers].count(200) == 1
    assert kinds(await bridge.said(citizen)).count("held_settled") == 1
    assert (await settles(bridge, one["held_id"], "apply")).status_code in {404, 409}


async def test_whoever_read_another_version_is_refused(bridge: RegionBridge) -> None:
    _, one = await waiting(bridge)

    assert (await settles(bridge, one["held_id"], "apply", '"7"')).status_code == 412
