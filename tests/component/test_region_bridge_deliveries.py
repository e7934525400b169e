"""The region-bridge and the region's sandbox, both ways, on real databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest

from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.region_bridge.partner.medcom.forms import Form
from samspil.rulebook.organisations import Organisations, ReceiverForm, read_organisations
from samspil.sandboxes.region.behaviour import Behaviour, How
from samspil.sandboxes.region.hospital import Patient, What
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, Person
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def ends(bridge: RegionBridge, citizen: CitizenId) -> list[tuple[str, str]]:
    """What was said to have ended, and how."""
    facts = [event.data for event in await bridge.said(citizen)]
    return [(one.told, one.outcome) for one in facts if isinstance(one, HospitalDeliveryEnded)]


async def test_the_region_is_told_the_contact_person_and_then_that_sharing_has_ended(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    await bridge.courier.round()
    await bridge.disclose(BRUNO, shares=False)
    await bridge.courier.round()

    assert [(one.cpr, one.name, one.text) for one in bridge.sandbox.memory.received] == [
        (BRUNO.cpr.number, BRUNO.name, "Kontaktperson i socialpsykiatrien: Aisha Digtet"),
        (BRUNO.cpr.number, BRUNO.name, "Socialpsykiatrien deler ikke længere oplysninger om borgeren."),
    ]
    ended = await ends(bridge, citizen)
    assert ended == [("contact_person", "acknowledged"), ("sharing_ended", "acknowledged")]
    left = await bridge.everything()
    assert BRUNO.cpr.number not in left
    assert "Digtet" not in left
    assert not {"traceparent", "tracestate", "baggage"} & {
        name for one in bridge.sandbox.memory.received for name in one.headers
    }


async def test_who_reads_xml_gets_it_each_time_and_its_acknowledgement_in_xml_is_understood(
    servers: Servers,
) -> None:
    rows = tuple(replace(one, receiver_form=ReceiverForm.XML) for one in read_organisations().rows)
    async with region_bridge(servers, Organisations(rows)) as bridge:
        citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
        bridge.sandbox.behaviour = Behaviour(How.ERROR_WITH_EFFECT, 1)

        await bridge.courier.round()
        await bridge.time_passes()
        await bridge.courier.round()

        (received,) = bridge.sandbox.memory.received
        assert received.text == "Kontaktperson i socialpsykiatrien: Aisha Digtet"
        assert (received.kinds, received.receptions, received.same_bytes) == ([Form.XML], 2, True)
        assert await ends(bridge, citizen) == [("contact_person", "acknowledged")]


async def test_each_ward_is_told_the_crisis_plan_once_and_nothing_of_it_without_consent(
    bridge: RegionBridge,
) -> None:
    first, second = uuid4(), uuid4()
    citizen = await bridge.disclose(BRUNO, crisis=(first, "At nogen bliver siddende"))
    await bridge.courier.round()
    await bridge.disclose(BRUNO, contact="Aisha Digtet")
    await bridge.disclose(BRUNO, crisis=(second, "At nogen bliver siddende"))
    await bridge.courier.round()
    await bridge.courier.round()
    await bridge.disclose(BRUNO, shares=False)
    await bridge.courier.round()

    told = [one.text for one in bridge.sandbox.memory.received]
    assert told == [
        *["Det hjælper: At nogen bliver siddende\nRing til: Min søster"] * 2,
        "Socialpsykiatrien deler ikke længere oplysninger om borgeren.",
    ]
    ended = await ends(bridge, citizen)
    assert ended == [("crisis_plan", "acknowledged")] * 2 + [("sharing_ended", "acknowledged")]
    assert "siddende" not in await bridge.everything()


async def test_a_region_that_refuses_is_believed(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, contact="Aisha Digtet")
    bridge.sandbox.behaviour = Behaviour(How.REFUSING)

    await bridge.courier.round()

    assert await ends(bridge, citizen) == [("contact_person", "refused")]


async def test_an_administrative_replacement_number_is_never_sent_and_its_delivery_ends_refused(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(ADMINISTRATIVE_REPLACEMENT, contact="Aisha Digtet")

    await bridge.courier.round()
    await bridge.courier.round()

    assert bridge.sandbox.memory.received == []
    ended = await ends(bridge, citizen)
    assert ended == [("contact_person", "refused")]


@pytest.mark.parametrize("name", ["\x01", "\x00\u202e", " ", "Elmer\x00"])
async def test_a_name_from_before_texts_were_plain_stops_no_letter(bridge: RegionBridge, name: str) -> None:
    citizen = await bridge.disclose(Person(BRUNO.cpr, name), contact=name)

    await bridge.courier.round()

    (received,) = bridge.sandbox.memory.received
    assert received.name in {"Ukendt", "Elmer"}
    assert await ends(bridge, citizen) == [("contact_person", "acknowledged")]


async def test_the_sandbox_sends_through_the_real_door_and_repeats_itself(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)

    admitted = await bridge.sandbox.send(What.ADMIT, Patient(BRUNO.cpr.number, BRUNO.name))
    again = await bridge.sandbox.repeat(admitted.message_id)

    assert (admitted.status, admitted.code) == (200, "ok")
    assert again is not None
    assert again.code == "ok"
    assert len(await bridge.said(citizen)) == 1
