"""What the region-bridge keeps, says and has delivered: a disclosure is heard, a notice received."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from hospital_life import hour, notice
from region_in_memory import CONTACT, DAY, MIDNIGHT, OTHER, RAW, TODAY, Bridge, informed
from samspil.contracts.delivery import Told
from samspil.contracts.hospital import HeldWhat
from samspil.exchange.delivery import Content
from samspil.exchange.delivery import State as Sent
from samspil.exchange.disclosure import Disclosure
from samspil.region_bridge.domain.held import Why
from samspil.region_bridge.domain.notice import Happened, Held, Notice
from samspil.region_bridge.storage.notices import KeptNotice
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


async def test_a_disclosure_is_kept_as_it_was_told(bridge: Bridge) -> None:
    await bridge.hears(7, until=TODAY + DAY, received_until=TODAY + 2 * DAY)

    told = informed(until=TODAY + DAY, received_until=TODAY + 2 * DAY)
    assert (await bridge.kept()).disclosure == Disclosure(7, told, told.identity)


async def test_of_an_earlier_disclosure_nothing_stays_but_whom_it_was_about(bridge: Bridge) -> None:
    await bridge.hears(1, until=TODAY, received_until=TODAY)
    known = informed().identity
    nothing: dict[str, Any] = {
        "shares": False,
        "notices_received": False,
        "identity": None,
        "contact_person": None,
    }
    await bridge.hears(2, **nothing)
    assert (await bridge.kept()).disclosure == Disclosure(2, informed(**nothing), known)

    told = informed(identity=None, until=TODAY + DAY, received_until=TODAY + 2 * DAY)
    await bridge.hears(3, identity=None, until=TODAY + DAY, received_until=TODAY + 2 * DAY)
    assert (await bridge.kept()).disclosure == Disclosure(3, told, known)


async def test_the_contact_person_is_delivered_at_once_and_the_end_of_sharing_after_it(
    bridge: Bridge,
) -> None:
    await bridge.hears(7, until=TODAY + DAY)
    (one,) = (await bridge.kept()).deliveries
    assert one.content == Content(Told.CONTACT_PERSON, {"name": CONTACT}, TODAY + DAY)
    assert (one.item, one.seq, one.state, one.at, one.made_at) == (
        "contact_person",
        7,
        Sent.OPEN,
        MONDAY,
        MONDAY,
    )

    async with bridge.store.transaction([CITIZEN]) as tx:
        tx.deliveries.put(replace(one, state=Sent.ACKNOWLEDGED, body="sealed"))
    await bridge.hears(8, until=TODAY + DAY)
    assert len((await bridge.kept()).deliveries) == 1
    await bridge.hears(9, shares=False, contact_person=None)
    assert [told.content.told for told in (await bridge.kept()).deliveries] == [
        Told.CONTACT_PERSON,
        Told.SHARING_ENDED,
    ]
    assert (await bridge.kept(OTHER)).deliveries == ()


async def test_a_notice_is_kept_and_what_follows_is_said_in_the_case_of_its_stay(bridge: Bridge) -> None:
    await bridge.hears()
    admission, home = notice(Happened.ADMITTED), notice(Happened.DISCHARGED, at=9)
    await bridge.receives(admission)
    assert (await bridge.kept()).notices == (KeptNotice(admission.message_id, RAW, MONDAY),)
    await bridge.receives(home)

    assert bridge.said == ["admitted", "discharged"]
    for said, one in zip(bridge.store.said, (admission, home), strict=True):
        assert said.subject == CITIZEN
        assert said.correlationid == said.data.stay_id
        assert said.causationid == UUID(one.message_id)
    assert len({said.data.stay_id for said in bridge.store.said}) == 1
    assert (await bridge.kept()).stays == {admission.message_id, home.message_id}


async def test_a_message_whose_id_is_no_uuid_is_a_cause_all_the_same(bridge: Bridge) -> None:
    await bridge.hears()
    await bridge.receives(replace(notice(Happened.ADMITTED), message_id="message-1"))

    assert bridge.store.said[0].causationid == uuid5(NAMESPACE_URL, "message-1")


async def test_a_stay_is_said_once_though_it_is_told_twice(bridge: Bridge) -> None:
    await bridge.hears()
    admission = notice(Happened.ADMITTED)
    await bridge.receives(admission, replace(admission, message_id=str(UUID(int=5))), admission)
    await bridge.follows()

    assert bridge.said == ["admitted"]


async def test_a_notice_about_one_citizen_is_read_for_nobody_else(bridge: Bridge) -> None:
    for citizen in (CITIZEN, OTHER):
        await bridge.hears(citizen=citizen)
    await bridge.receives(notice(Happened.ADMITTED))
    await bridge.receives(notice(Happened.DISCHARGED, at=9), citizen=OTHER)

    assert [(one.subject, one.type) for one in bridge.store.said] == [
        (CITIZEN, "hospital.stay_admitted.v1"),
        (OTHER, "hospital.stay_discharged.v1"),
        (OTHER, "hospital.stay_admitted.v1"),
    ]
    mine, others = (
        {one.data.stay_id for one in bridge.store.said if one.subject == citizen}
        for citizen in (CITIZEN, OTHER)
    )
    assert mine.isdisjoint(others)
    assert (await bridge.kept()).stays == {notice(Happened.ADMITTED).message_id}


@pytest.mark.parametrize(
    ("told", "now", "received"),
    [
        ({}, MONDAY, True),
        ({"received_until": TODAY}, MIDNIGHT - timedelta(seconds=1), True),
        ({"received_until": TODAY}, MIDNIGHT + 30 * DAY, False),
        ({"notices_received": False}, MONDAY, False),
        ({"notices_received": False, "received_until": TODAY}, MIDNIGHT, False),
        ({"shares": False, "until": TODAY - DAY}, MONDAY, True),
    ],
)
async def test_without_a_basis_a_notice_leaves_nothing(
    bridge: Bridge, told: dict[str, Any], now: datetime, received: bool
) -> None:
    await bridge.hears(**told)
    bridge.store.now = now
    await bridge.receives(notice(Happened.ADMITTED), notice(Held.DEATH, at=3))

    assert bool(bridge.said) is received
    assert bool((await bridge.kept()).notices) is received
    assert bool((await bridge.kept()).stays) is received
    assert await bridge.may_hold(CITIZEN) is received


async def test_a_stranger_who_was_never_disclosed_leaves_nothing(bridge: Bridge) -> None:
    await bridge.receives(notice(Happened.ADMITTED))

    assert (bridge.said, (await bridge.kept()).notices) == ([], ())


@pytest.mark.parametrize(
    ("what", "bears"),
    [
        (Held.CONTRADICTION, False),
        (Held.DEATH, True),
        (Held.DEATH_RETRACTED, True),
    ],
)
async def test_what_a_person_has_to_look_at_is_held_and_said_without_a_word_of_why(
    bridge: Bridge, what: Held, bears: bool
) -> None:
    await bridge.hears()
    held = notice(what, at=3)
    await bridge.receives(held)

    assert bridge.said == ["hospital.held"]
    assert (await bridge.kept()).notices == (KeptNotice(held.message_id, RAW, MONDAY),)
    (waiting,) = await bridge.held()
    assert (waiting.why.value, waiting.says, waiting.message_id) == (what.value, held, held.message_id)
    (said,) = bridge.store.said
    assert (said.data.held_id, said.data.what, said.seq) == (waiting.id, HeldWhat.NOTICE, waiting.version)
    assert what.value not in said.model_dump_json()
    assert (await bridge.kept()).stays == ({held.message_id} if bears else set())


async def test_what_takes_back_a_death_is_held_beside_it_and_told_as_what_it_is(bridge: Bridge) -> None:
    await bridge.hears()
    await bridge.receives(notice(Held.DEATH, at=3), alive := notice(Happened.ADMITTED, noted=4, alive=True))

    assert [one.why for one in await bridge.held()] == [Why.DEATH, Why.DEATH_RETRACTED]
    assert (await bridge.held())[1].message_id == alive.message_id
    assert bridge.said == ["hospital.held", "admitted", "hospital.held"]


@pytest.mark.parametrize(
    "alive",
    [
        notice(Happened.ADMITTED, noted=4),
        notice(Happened.ADMITTED, noted=2, alive=True),
        notice(Happened.ADMITTED, noted=4, alive=True, episodes=(2,)),
        notice(Happened.ADMITTED, of=1, noted=4, alive=True, encounter=2),
    ],
    ids=["no mark of life", "noted before", "another course", "another stay"],
)
async def test_what_takes_back_no_death_is_an_ordinary_notice(bridge: Bridge, alive: Notice) -> None:
    await bridge.hears()
    await bridge.receives(notice(Held.DEATH, at=3), alive)

    assert [one.why for one in await bridge.held()] == [Why.DEATH]


async def test_a_step_that_is_taken_back_is_dated_by_the_notice_that_says_so(bridge: Bridge) -> None:
    await bridge.hears()
    await bridge.receives(
        notice(Happened.ADMITTED),
        notice(Happened.DISCHARGED, at=30, noted=31),
        notice(Happened.DISCHARGED, at=20, noted=33),
    )

    assert bridge.said == ["admitted", "discharged", "discharged", "step_taken_back"]
    taken_back = bridge.store.said[-1].data
    assert (taken_back.step_at, taken_back.occurred_at) == (hour(30), hour(33))


async def test_the_clock_says_what_is_missing_once_and_only_on_a_basis(bridge: Bridge) -> None:
    admission = notice(Happened.ADMITTED)
    async with bridge.store.transaction([CITIZEN]) as tx:
        tx.stay_notices.save(CITIZEN, {admission.message_id: admission})
    await bridge.follows()
    await bridge.hears(notices_received=False)
    await bridge.follows()
    assert bridge.said == []

    await bridge.hears(2)
    await bridge.follows()
    await bridge.follows()
    assert bridge.said == ["admitted"]
    said = bridge.store.said[0]
    assert (said.correlationid, said.causationid) == (said.data.stay_id, None)


async def test_a_message_is_held_where_notices_are_received_of_anybody_whom_it_may_be_about(
    bridge: Bridge,
) -> None:
    strange = CitizenId(UUID(int=1))
    await bridge.hears(citizen=OTHER, notices_received=False)
    assert not await bridge.may_hold()
    assert not await bridge.may_hold(strange, OTHER)

    await bridge.hears()
    assert await bridge.may_hold(strange, OTHER, CITIZEN)
