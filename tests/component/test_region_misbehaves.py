"""However the region behaves, the bridge ends right: what was sent, how often, and what is said of it."""

import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from medcom import acknowledging
from samspil.contracts.hospital import HospitalDeliveryEnded, HospitalDeliverySent
from samspil.sandboxes.region.behaviour import TURNING_AWAY, WAITS, Behaviour, How
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

OK, FATAL, TRANSIENT = "ok", "fatal-error", "transient-error"


@pytest.fixture
async def bridge(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RegionBridge]:
    for one in WAITS:
        monkeypatch.setitem(WAITS, one, 0.01)
    async with region_bridge(servers) as bridge:
        bridge.sandbox.afterwards.pause = 0.01
        yield bridge


class Ends(NamedTuple):
    """How often the message came in there, and what was said of it."""

    receptions: int
    said: list[str]


ONCE = Ends(1, ["sent", "acknowledged"])
AGAIN = Ends(2, ["sent", "acknowledged"])
EVERY_WAY = {
    How.WELL: ONCE,
    How.SLOW: ONCE,
    How.LATE: ONCE,
    How.LATER: ONCE,
    How.TWICE: ONCE,
    How.OUT_OF_ORDER: ONCE,
    How.UNKNOWN: ONCE,
    How.SILENT: AGAIN,
    How.WRONG: AGAIN,
    How.ERROR_WITH_EFFECT: AGAIN,
    How.ERROR: ONCE,
    How.AWAY: ONCE,
    How.BUSY: ONCE,
    How.REFUSING: Ends(0, ["sent", "refused"]),
}
"""For one message; from then on it behaves."""


async def said(bridge: RegionBridge, citizen: CitizenId) -> list[str]:
    facts = [event.data for event in await bridge.said(citizen)]
    assert all(isinstance(one, HospitalDeliverySent | HospitalDeliveryEnded) for one in facts)
    return ["sent" if isinstance(one, HospitalDeliverySent) else one.outcome.value for one in facts]


async def goes_on(bridge: RegionBridge) -> None:
    """All answers have come, and time has passed until nothing is to be sent any more."""
    for _ in range(5):
        await bridge.courier.round()
        await bridge.sandbox.afterwards.done()
        await bridge.time_passes()


async def the_delivery(bridge: RegionBridge) -> dict[str, Any]:
    (row,) = await bridge.pool.fetch("SELECT id, state, kept::text FROM delivery")
    return {"id": row["id"], "state": row["state"], **json.loads(row["kept"])}


@pytest.mark.parametrize("how", How)
async def test_a_region_that_misbehaves_once_ends_with_the_message_once(
    bridge: RegionBridge, how: How
) -> None:
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(how, times=1)

    await goes_on(bridge)

    received = bridge.sandbox.memory.received
    ends = EVERY_WAY[how]
    assert len(received) == (ends.receptions > 0)
    for one in received:
        assert (one.receptions, one.same_bytes) == (ends.receptions, True)
        assert len(one.bundle_ids) == ends.receptions, "each transmission has a Bundle.id of its own"
    assert await said(bridge, citizen) == ends.said
    assert (await the_delivery(bridge))["state"] == ends.said[-1]


@pytest.mark.parametrize("how", [How.SILENT, How.WRONG, How.ERROR_WITH_EFFECT, How.ERROR, How.AWAY, How.BUSY])
async def test_a_region_that_misbehaves_for_good_gets_it_three_times_and_then_it_is_a_persons_task(
    bridge: RegionBridge, how: How
) -> None:
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(how)

    await goes_on(bridge)

    taken = [(one.receptions, len(one.bundle_ids)) for one in bridge.sandbox.memory.received]
    assert taken == ([] if how in TURNING_AWAY else [(3, 3)])
    assert (await the_delivery(bridge))["transmissions"] == 3
    assert await said(bridge, citizen) == ["sent", "expired"]


async def sent_and_not_answered(bridge: RegionBridge) -> tuple[CitizenId, str]:
    """A message that the region has, and its id."""
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(How.SILENT)
    await bridge.courier.round()
    return citizen, bridge.sandbox.memory.received[0].message_id


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([OK], ["acknowledged"]),
        ([OK, OK], ["acknowledged"]),
        ([OK, FATAL], ["acknowledged"]),
        ([FATAL, OK], ["refused"]),
        ([TRANSIENT, OK], ["acknowledged"]),
        ([TRANSIENT], []),
        (["maybe"], []),
    ],
)
async def test_an_acknowledgement_at_our_door_ends_its_message_and_the_first_stands(
    bridge: RegionBridge, codes: list[str], expected: list[str]
) -> None:
    citizen, message_id = await sent_and_not_answered(bridge)

    answers = [await bridge.post(acknowledging(message_id, code)) for code in codes]

    assert [(one.status_code, one.content) for one in answers] == [(204, b"")] * len(codes)
    assert await said(bridge, citizen) == ["sent", *expected]


def of_a_ward(bundle: dict[str, Any]) -> None:
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "Organization":
            for one in entry["resource"]["identifier"]:
                one["value"] = one["value"][:-3] + "888"


def nameless(bundle: dict[str, Any]) -> None:
    del bundle["entry"][0]["resource"]["response"]["identifier"]


def without_an_id(bundle: dict[str, Any]) -> None:
    del bundle["id"]


def twice_a_header(bundle: dict[str, Any]) -> None:
    bundle["entry"].append(bundle["entry"][0])


def about_no_uuid(bundle: dict[str, Any]) -> None:
    bundle["entry"][0]["resource"]["response"]["identifier"] = "B300720181623#5790000121526"


def a_number_for_a_code(bundle: dict[str, Any]) -> None:
    bundle["entry"][0]["resource"]["response"]["code"] = 7


@pytest.mark.parametrize(
    "change", [nameless, without_an_id, twice_a_header, about_no_uuid, a_number_for_a_code]
)
async def test_an_acknowledgement_that_says_nothing_of_ours_is_taken_and_changes_nothing(
    bridge: RegionBridge, change: Any
) -> None:
    citizen, message_id = await sent_and_not_answered(bridge)
    bundle = json.loads(acknowledging(message_id))
    change(bundle)

    answer = await bridge.post(json.dumps(bundle).encode())
    unknown = await bridge.post(acknowledging(str(uuid4())))

    assert [answer.status_code, unknown.status_code] == [204, 204]
    assert await said(bridge, citizen) == ["sent"]


async def test_a_ward_answers_under_numbers_of_its_own_and_is_believed(bridge: RegionBridge) -> None:
    citizen, message_id = await sent_and_not_answered(bridge)
    bundle = json.loads(acknowledging(message_id))
    of_a_ward(bundle)

    assert (await bridge.post(json.dumps(bundle).encode())).status_code == 204
    assert await said(bridge, citizen) == ["sent", "acknowledged"]


async def test_an_acknowledgement_of_a_message_that_expired_says_that_it_arrived(
    bridge: RegionBridge,
) -> None:
    citizen, message_id = await sent_and_not_answered(bridge)
    await goes_on(bridge)
    assert await said(bridge, citizen) == ["sent", "expired"]

    for code in (FATAL, OK, OK, FATAL):
        assert (await bridge.post(acknowledging(message_id, code))).status_code == 204

    assert await said(bridge, citizen) == ["sent", "expired", "acknowledged"]
    assert (await the_delivery(bridge))["state"] == "acknowledged"


async def test_what_waited_for_the_answer_goes_when_it_has_come(bridge: RegionBridge) -> None:
    citizen, message_id = await sent_and_not_answered(bridge)
    await bridge.disclose(BRUNO, contact="Bente Digtet")
    bridge.sandbox.behaviour = Behaviour()
    assert await bridge.courier.round() == 0, "half an hour has not passed"

    await bridge.post(acknowledging(message_id))
    await bridge.courier.round()

    assert [one.text[-12:] for one in bridge.sandbox.memory.received] == ["Aisha Digtet", "Bente Digtet"]
    assert await said(bridge, citizen) == ["sent", "acknowledged"] * 2
