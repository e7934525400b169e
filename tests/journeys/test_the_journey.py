"""The journey, from a referral to the end of sharing, with real processes at every door."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from samspil.contracts.topics import SERVICES
from samspil.sandboxes.journey.state import GOAL, SUPPORT_WORKER_NAME, WORDS
from samspil.testkit.checker import BRIDGES
from samspil.testkit.partners import JOBCENTER, REGION, Partners
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import PARTNERS, SystemUnderTest, system_under_test
from samspil.testkit.topic_log import disorder
from samspil.testkit.walk import Walk

NAME = "Ida Test Opdigtet"
ENDED = "ophørt"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    async with system_under_test(servers, tmp_path_factory.mktemp("system")) as built:
        await built.start_partners()
        yield built


@pytest.fixture
def partners(here: SystemUnderTest) -> Partners:
    return Partners(here)


async def test_one_citizen_walks_the_whole_journey(here: SystemUnderTest, partners: Partners) -> None:
    walk = Walk(here, Person(synthetic_cpr(70_001), NAME))
    cpr = walk.person.cpr.number

    await walk.refer()
    await walk.until(lambda: walk.get("caseworker", "plan", walk.about("/plan")))
    assert await here.all_wrongs() == []
    assert [await partners.told(one, walk.person) for one in PARTNERS] == [[], []]
    assert cpr not in await partners.asked_about()

    await walk.consent()
    await walk.plan()
    await walk.milestone()
    await walk.admit()
    await walk.answer()
    await walk.hold()
    (hold,) = await partners.told(JOBCENTER, walk.person)
    assert hold.title == "Kontaktpause"
    assert hold.body.keys() == {"title", "description", "deadline", "taskType", "reference"}
    assert SUPPORT_WORKER_NAME in hold.body["description"]
    for why in (WORDS, GOAL, NAME, cpr, "indlæg", "hospital", "ophold", "§", "støtte"):
        assert why.lower() not in str(hold.body).lower()
    (person,) = await partners.told(REGION, walk.person)
    assert SUPPORT_WORKER_NAME in person.body["text"]

    await walk.discharge()
    await walk.withdraw()
    view = await walk.view()
    assert view["stays"][0]["presence"] == "discharged"
    assert [one["state"] for one in view["coordination"]["proposals"].values()] == ["ended"]

    await walk.notice("admit")
    await walk.hold()
    assert await here.all_wrongs() == []
    for partner in PARTNERS:
        first, last = await partners.told(partner, walk.person)
        assert ENDED not in first.title + str(first.body)
        assert ENDED in last.title + str(last.body)
        assert SUPPORT_WORKER_NAME not in str(last.body)
        assert not (first.headers | last.headers) & {"traceparent", "tracestate", "baggage"}


async def test_without_a_consent_no_partner_is_told_anything(
    here: SystemUnderTest, partners: Partners
) -> None:
    walk = Walk(here, Person(synthetic_cpr(70_002), NAME))
    for step in (walk.refer, walk.plan, walk.admit, walk.answer, walk.hold, walk.discharge):
        await step()

    assert await here.all_wrongs() == []
    assert [await partners.told(one, walk.person) for one in PARTNERS] == [[], []]
    assert walk.person.cpr.number not in await partners.asked_about()


async def test_the_jobcenter_reads_the_same_with_a_stay_and_without(
    here: SystemUnderTest, partners: Partners
) -> None:
    admitted, at_home = (Walk(here, Person(synthetic_cpr(n), NAME)) for n in (70_003, 70_004))
    for walk in (admitted, at_home):
        await walk.refer()
        await walk.consent()
        await walk.plan()
    await admitted.admit()
    await admitted.answer()
    for walk in (admitted, at_home):
        await walk.hold()

    (one,) = await partners.told(JOBCENTER, admitted.person)
    (other,) = await partners.told(JOBCENTER, at_home.person)
    assert one.text != other.text
    assert one.text_about("somebody") == other.text_about("somebody")
    assert one.headers == other.headers


CITIZENS = 50
MORTAL = ("worker", "jobcenter-bridge-web", "region-bridge-web")

SAID = """
SELECT citizen_id, convert_from(record, 'UTF8')::json ->> 'type' AS type, count(*) FROM event
WHERE topic NOT LIKE 'disclosure.%' GROUP BY 1, 2
"""

ONCE = {
    "citizen.registered.v1": 1,
    "citizen.consent_given.v1": 5,
    "citizen.consent_withdrawn.v1": 5,
    "referral.submitted.v1": 2,
    "referral.received.v1": 2,
    "referral.accepted.v1": 2,
    "referral.told.v1": 1,
    "employment.referral_answered.v1": 1,
    "plan.opened.v1": 1,
    "plan.goal_added.v1": 1,
    "plan.intervention_added.v1": 1,
    "plan.participation_recorded.v1": 1,
    "plan.agreed.v1": 1,
    "plan.review_due.v1": 4,
    "plan.support_question_asked.v1": 1,
    "plan.support_question_answered.v1": 1,
    "plan.follow_up_opened.v1": 1,
    "employment.milestone_planned.v1": 1,
    "employment.milestone_started.v1": 1,
    "employment.delivery_ended.v1": 3,
    "hospital.stay_admitted.v1": 1,
    "hospital.stay_discharged.v1": 1,
    "hospital.delivery_sent.v1": 2,
    "hospital.delivery_ended.v1": 2,
    "coordination.contact_hold_proposed.v1": 1,
    "coordination.contact_hold_proposal_ended.v1": 1,
    "coordination.contact_hold_set.v1": 1,
    "coordination.attention_raised.v1": 1,
    "coordination.attention_withdrawn.v1": 1,
}
"""What is said of everybody who walked the whole way, and how often."""


TOLD = {
    JOBCENTER: ["Henvendelse fra socialpsykiatrien", "Kontaktpause", "Deling er ophørt"],
    REGION: ["Kontaktperson", "Deling er ophørt"],
}
BETWEEN = "Kontaktpause ophørt"
"""The consents end one by one: while others stand, the jobcenter may be told that the pause is over."""


@pytest.mark.timeout(400)
async def test_fifty_citizens_walk_at_once_while_workers_and_bridges_are_killed(
    here: SystemUnderTest, partners: Partners
) -> None:
    people = [Person(synthetic_cpr(71_000 + n), NAME) for n in range(CITIZENS)]
    walks = [Walk(here, one, within=240, every=2.0) for one in people]
    async with here.supervised() as ended:
        killing = asyncio.create_task(kill(here, random.Random(4)))
        await asyncio.gather(*(walk.all() for walk in walks))
        killing.cancel()
        wrongs = await here.all_wrongs(within=60)

    assert wrongs == []
    assert len(ended) > 2
    assert await disorder(here.admin, here.began) == []
    said = {UUID(walk.citizen_id): Counter[str]() for walk in walks}
    for service in SERVICES:
        for row in await here.fetch(service, SAID):
            if row["citizen_id"] in said:
                said[row["citizen_id"]][row["type"]] += row["count"]
    for partner, titles in TOLD.items():
        told = await partners.told_each(partner)
        for walk in walks:
            all_told = [one.title for one in told[walk.person.cpr.number]]
            assert [title for title in all_told if title != BETWEEN] == titles
            said[UUID(walk.citizen_id)]["employment.delivery_ended.v1"] -= all_told.count(BETWEEN)
    assert [counted for counted in said.values() if counted != ONCE] == []


async def kill(here: SystemUnderTest, chance: random.Random) -> None:
    """Somebody every few seconds, for ever."""
    mortal = sorted(name for name in here.children if name.endswith(MORTAL))
    while True:
        await asyncio.sleep(chance.uniform(1, 4))
        name = chance.choice(mortal)
        here.children[name].kill()
        bridge = name.removesuffix("-worker")
        if bridge in BRIDGES:
            await here.leases_end(bridge)
