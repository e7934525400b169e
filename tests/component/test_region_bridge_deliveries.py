"""The region-bridge and the region's sandbox, both ways, on real databases."""

from collections.abc import AsyncIterator

import pytest

from samspil.sandboxes.region.behaviour import Behaviour, How
from samspil.sandboxes.region.hospital import Patient, What
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, Person
from samspil.testkit.region_kit import House, house_of_the_region
from samspil.testkit.servers import Servers


@pytest.fixture
async def house(servers: Servers) -> AsyncIterator[House]:
    async with house_of_the_region(servers) as house:
        yield house


async def test_the_region_is_told_the_contact_person_and_then_that_sharing_has_ended(house: House) -> None:
    citizen = await house.disclose(BRUNO, 1, contact="Aisha Digtet")
    await house.courier.round()
    await house.disclose(BRUNO, 2, shares=False)
    await house.courier.round()

    assert [(one.cpr, one.name, one.text) for one in house.sandbox.memory.received] == [
        (BRUNO.cpr.number, BRUNO.name, "Kontaktperson i socialpsykiatrien: Aisha Digtet"),
        (BRUNO.cpr.number, BRUNO.name, "Socialpsykiatrien deler ikke længere oplysninger om borgeren."),
    ]
    ended = [(event.data.told, event.data.outcome) for event in await house.said(citizen)]
    assert ended == [("contact_person", "acknowledged"), ("sharing_ended", "acknowledged")]
    left = await house.everything()
    assert BRUNO.cpr.number not in left
    assert "Digtet" not in left
    assert not {"traceparent", "tracestate", "baggage"} & {
        name for one in house.sandbox.memory.received for name in one.headers
    }


@pytest.mark.parametrize("how", [How.ERROR_WITH_EFFECT, How.AWAY, How.BUSY])
async def test_a_region_in_trouble_ends_with_the_message_once(house: House, how: How) -> None:
    await house.disclose(BRUNO, 1, contact="Aisha Digtet")
    house.sandbox.behaviour = Behaviour(how, times=1)
    await house.courier.round()
    await house.pool.execute("UPDATE delivery SET at = clock_timestamp()")
    await house.courier.round()

    (received,) = house.sandbox.memory.received
    assert (received.receptions, received.same_bytes) == (2 if how is How.ERROR_WITH_EFFECT else 1, True)
    assert await house.pool.fetchval("SELECT state FROM delivery") == "acknowledged"


async def test_a_region_that_refuses_is_believed(house: House) -> None:
    citizen = await house.disclose(BRUNO, 1, contact="Aisha Digtet")
    house.sandbox.behaviour = Behaviour(How.REFUSING)

    await house.courier.round()

    assert [event.data.outcome for event in await house.said(citizen)] == ["refused"]


async def test_an_administrative_replacement_number_is_never_sent_and_its_delivery_ends_refused(
    house: House,
) -> None:
    citizen = await house.disclose(ADMINISTRATIVE_REPLACEMENT, 1, contact="Aisha Digtet")

    await house.courier.round()
    await house.courier.round()

    assert house.sandbox.memory.received == []
    ended = [(event.data.told, event.data.outcome) for event in await house.said(citizen)]
    assert ended == [("contact_person", "refused")]


@pytest.mark.parametrize("name", ["\x01", "\x00\u202e", " ", "Elmer\x00"])
async def test_a_name_from_before_texts_were_plain_stops_no_letter(house: House, name: str) -> None:
    citizen = await house.disclose(Person(BRUNO.cpr, name), 1, contact=name)

    await house.courier.round()

    (received,) = house.sandbox.memory.received
    assert received.name in {"Ukendt", "Elmer"}
    assert [event.data.outcome for event in await house.said(citizen)] == ["acknowledged"]


async def test_the_sandbox_sends_through_the_real_door_and_repeats_itself(house: House) -> None:
    citizen = await house.disclose(BRUNO, 1)

    admitted = await house.sandbox.send(What.ADMIT, Patient(BRUNO.cpr.number, BRUNO.name))
    again = await house.sandbox.repeat(admitted.message_id)

    assert (admitted.status, admitted.code) == (200, "ok")
    assert again is not None
    assert again.code == "ok"
    assert len(await house.said(citizen)) == 1
