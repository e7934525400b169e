"""However the region meets a message, the bridge ends right: it was told once, and that is said once."""

import json
from collections.abc import AsyncIterator

import pytest

from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.sandboxes.region.behaviour import TURNING_AWAY, WAITS, Behaviour, How
from samspil.testkit.people import BRUNO, NANCY
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers

AFTERWARDS = {How.LATER: 1, How.TWICE: 1, How.OUT_OF_ORDER: 2, How.UNKNOWN: 1}
"""How many acknowledgements come by themselves, of two messages or one."""


@pytest.fixture
async def bridge(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RegionBridge]:
    """One that waits for less than a second, as the region does, in its ways."""
    monkeypatch.setattr("samspil.exchange.courier.LONGEST_TRY", 0.5)
    for how, seconds in ((How.SLOW, 0.05), (How.LATE, 1.0), (How.SILENT, 2.0)):
        monkeypatch.setitem(WAITS, how, seconds)
    async with region_bridge(servers) as bridge:
        bridge.sandbox.afterwards.pause = 0.05
        yield bridge


async def goes_on(bridge: RegionBridge) -> None:
    """Whatever comes by itself has come, and whatever goes again has gone."""
    await bridge.sandbox.afterwards.done()
    await bridge.pool.execute("UPDATE delivery SET at = clock_timestamp()")
    await bridge.courier.round()


@pytest.mark.parametrize("how", How)
async def test_the_region_is_told_once_and_that_is_said_once(bridge: RegionBridge, how: How) -> None:
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(how, times=1)

    await bridge.courier.round()
    taken = len(bridge.sandbox.memory.received)
    await goes_on(bridge)
    await goes_on(bridge)

    assert taken == (how not in TURNING_AWAY)
    said = [event.data for event in await bridge.said(citizen)]
    outcomes = [one.outcome for one in said if isinstance(one, HospitalDeliveryEnded)]
    assert outcomes == ["refused" if how is How.REFUSING else "acknowledged"]
    assert len(bridge.sandbox.memory.received) == (how is not How.REFUSING)
    for one in bridge.sandbox.memory.received:
        assert (one.receptions <= 2, one.same_bytes) == (True, True)
        assert one.text == "Kontaktperson i socialpsykiatrien: Aisha Digtet"


@pytest.mark.parametrize("how", AFTERWARDS)
async def test_acknowledgements_that_come_by_themselves_are_taken_and_never_acknowledged(
    bridge: RegionBridge, how: How
) -> None:
    people = (BRUNO, NANCY) if how is How.OUT_OF_ORDER else (BRUNO,)
    for person in people:
        await bridge.disclose(person, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(how)

    await bridge.courier.round()
    await bridge.sandbox.afterwards.done()

    sent = bridge.sandbox.memory.sent
    assert [(one.what, one.status, one.code) for one in sent] == [("ok", 204, None)] * AFTERWARDS[how]
    of = [json.loads(one.body)["entry"][0]["resource"]["response"]["identifier"] for one in sent]
    told = [one.message_id for one in bridge.sandbox.memory.received]
    assert of == ([*reversed(told)] if how is not How.UNKNOWN else of)
    assert (how is How.UNKNOWN) == (of[0] not in told)
