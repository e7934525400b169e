"""Discharge agreements and coordination plans on a real database, through the doors."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from plan_in_memory import DIED, LIVES, admitted
from samspil.contracts.citizen import CitizenRegistered
from samspil.ledger.hear import Hearing
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of, sealed
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

NOW = datetime.now(UTC)
TODAY = danish_day(NOW)
DAY = timedelta(days=1)
NEW = count(700)
WORKER = Role.SUPPORT_WORKER
DRAFT = {"words": "Du bor hjemme, og Aisha kommer to gange om ugen.", "drafted_by": "region"}
ASKING: dict[str, Any] = {"kind": "discharge_agreement", "asked_by": "region"}
ENDING = {"why": "no_longer_needed", "ended_by": "region"}


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))


class InHospital:
    """A citizen without a plan, as the doors tell them."""

    def __init__(self, doors: WebUnderTest, hearer: Hearer, citizen: UUID) -> None:
        self.doors, self.hearer, self.citizen = doors, hearer, citizen
        self.address = f"/v1/citizens/{citizen}/plan/discharge-agreements"

    async def asks(self, **other: Any) -> dict[str, Any]:
        answer = await self.doors.post(self.address, {**ASKING, **other})
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def acts(self, it: dict[str, Any], verb: str, body: object, role: Role = Role.CASEWORKER) -> Any:
        return await self.doors.post(
            f"{self.address}/{it['agreement_id']}/{verb}", body, role, if_match=f'"{it["version"]}"'
        )

    async def does(self, it: dict[str, Any], verb: str, body: object) -> dict[str, Any]:
        answer = await self.acts(it, verb, body)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def shown(self) -> list[dict[str, Any]]:
        answer = await self.doors.get(self.address, WORKER)
        assert answer.status_code == 200, answer.text
        there: list[dict[str, Any]] = answer.json()["agreements"]
        return there


def why(answer: Any) -> str:
    """The problem, and the field with its code where it is about one."""
    assert answer.status_code >= 400, answer.text
    problem = answer.json()
    where = " ".join(f"{one['pointer']} {one['code']}" for one in problem.get("errors", ()))
    return where or problem["type"].rpartition("/")[2]


@pytest.fixture
async def ill(plan: WebUnderTest, hearer: Hearer) -> InHospital:
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    registered = CitizenRegistered(
        name=sealed("name"),
        cpr=sealed("cpr"),
        acting_municipality="101",
        registered_by="staff",
        basis=LegalBasis.SEL_85,
        occurred_at=NOW,
    )
    await hearer.hear(citizen, registered, *asked_of(*UNITS))
    return InHospital(plan, hearer, citizen)


async def test_one_is_asked_for_drafted_by_a_support_worker_agreed_and_ended_without_any_plan(
    ill: InHospital,
) -> None:
    stay = uuid4()
    await ill.hearer.hear(ill.citizen, admitted(stay))
    asked = await ill.asks(stay_id=str(stay), message_id=str(uuid4()))
    assert asked["stage"] == "asked"
    first = await ill.acts(asked, "draft", {**DRAFT, "words": "Vi ses."}, WORKER)
    drafted = await ill.does(first.json(), "draft", DRAFT)
    agreed = await ill.does(drafted, "agree", {"with_citizen": True})

    ended = await ill.does(agreed, "end", {"why": "kept", "ended_by": "social"})

    [shown] = await ill.shown()
    assert shown == {
        "agreement_id": asked["agreement_id"],
        "kind": "discharge_agreement",
        "stage": "ended",
        "asked_by": "region",
        "asked_on": TODAY.isoformat(),
        "stay_id": str(stay),
        "words": DRAFT["words"],
        "drafted_by": "region",
        "agreed_on": TODAY.isoformat(),
        "with_citizen": True,
        "ended_on": TODAY.isoformat(),
        "ended_by": "social",
        "why": "kept",
        "replaced_by": None,
        "version": ended["version"],
    }
    said = await ill.doors.pool.fetch(
        "SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", ill.citizen
    )
    assert not any(DRAFT["words"].encode() in row["record"] for row in said)


async def test_the_next_one_takes_the_place_of_the_one_that_is_agreed_in_one_act(ill: InHospital) -> None:
    first = await ill.does(await ill.does(await ill.asks(), "draft", DRAFT), "agree", {"with_citizen": True})
    assert why(await ill.acts(first, "draft", DRAFT)) == "discharge-agreement-agreed"
    second = await ill.asks(kind="coordination_plan")
    assert why(await ill.doors.post(ill.address, {**ASKING, "kind": "coordination_plan"})) == (
        "discharge-agreement-under-way"
    )
    assert [one["stage"] for one in await ill.shown()] == ["asked", "agreed"]
    drafted = await ill.does(second, "draft", DRAFT)
    assert why(await ill.acts(drafted, "agree", {"with_citizen": True})) == (
        "#/with_citizen kind_of_other_part"
    )

    await ill.does(drafted, "agree", {"with_citizen": False})

    newest, oldest = await ill.shown()
    assert (newest["stage"], oldest["stage"]) == ("agreed", "replaced")
    assert oldest["replaced_by"] == newest["agreement_id"]
    assert why(await ill.acts(oldest, "end", ENDING)) == "discharge-agreement-over"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"asked_on": (TODAY + DAY).isoformat()}, "#/asked_on date_future"),
        ({"asked_on": "0001-01-01"}, "#/asked_on date_implausible"),
        ({"asked_on": date.max.isoformat()}, "#/asked_on date_future"),
        ({"asked_on": 1000000}, "#/asked_on date_parsing"),
        ({"asked_by": "employment"}, "#/asked_by literal_error"),
        ({"kind": "agreement"}, "#/kind enum"),
        ({"stay_id": "\0"}, "#/stay_id uuid_parsing"),
        ({"stay_id": str(UUID(int=7))}, "#/stay_id unknown_stay"),
        ({"words": "x"}, "# extra_forbidden"),
    ],
)
async def test_what_cannot_be_meant_is_not_asked(ill: InHospital, body: Any, refusal: str) -> None:
    assert why(await ill.doors.post(ill.address, {**ASKING, **body})) == refusal
    assert await ill.shown() == []


async def test_each_act_needs_the_one_before_it_and_the_version_that_was_read(ill: InHospital) -> None:
    asked = await ill.asks()
    yesterday = (TODAY - DAY).isoformat()
    assert why(await ill.acts(asked, "agree", {"with_citizen": True})) == "nothing-drafted"
    assert why(await ill.acts(asked, "end", {**ENDING, "why": "kept"})) == "#/why end_of_other_stage"
    assert why(await ill.acts(asked, "end", {**ENDING, "why": "not_ours"})) == "#/why literal_error"
    assert why(await ill.acts(asked, "end", {**ENDING, "ended_on": yesterday})) == (
        "#/ended_on date_before_agreement"
    )
    for words in ("", " \n", "\u202e", "\0"):
        assert why(await ill.acts(asked, "draft", {**DRAFT, "words": words})).startswith("#/words ")

    drafted = await ill.does(asked, "draft", DRAFT)

    assert why(await ill.acts(asked, "draft", DRAFT)) == "stale-version"
    assert why(await ill.acts(drafted, "agree", {"with_citizen": True, "agreed_on": yesterday})) == (
        "#/agreed_on date_before_agreement"
    )
    stranger = {**drafted, "agreement_id": str(uuid4())}
    assert why(await ill.acts(stranger, "draft", DRAFT)) == "unknown-discharge-agreement"
    for verb, body in (("agree", {"with_citizen": True}), ("end", ENDING)):
        assert (await ill.acts(drafted, verb, body, WORKER)).status_code == 403


async def test_one_of_another_citizen_is_not_found_and_of_a_stranger_none_is_asked(
    plan: WebUnderTest, hearer: Hearer, ill: InHospital
) -> None:
    asked = await ill.asks()
    other = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    elsewhere = InHospital(plan, hearer, other)

    assert why(await elsewhere.acts(asked, "draft", DRAFT)) == "unknown-discharge-agreement"
    assert why(await plan.post(elsewhere.address, ASKING)) == "unknown-citizen"
    stranger = InHospital(plan, hearer, uuid4())
    assert why(await plan.post(stranger.address, ASKING)) == "unknown-citizen"
    assert why(await plan.get(stranger.address, WORKER)) == "unknown-citizen"
    assert why(await plan.get(elsewhere.address, WORKER)) == "unknown-citizen"


async def test_the_same_request_twice_is_one_agreement(ill: InHospital) -> None:
    key = str(uuid4())
    first, again = [await ill.doors.post(ill.address, ASKING, idempotency_key=key) for _ in range(2)]

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(await ill.shown()) == 1


async def test_a_death_ends_what_is_open_and_nothing_more_is_asked(ill: InHospital) -> None:
    drafted = await ill.does(await ill.asks(), "draft", DRAFT)

    await ill.hearer.hear(ill.citizen, DIED)

    [shown] = await ill.shown()
    assert (shown["stage"], shown["why"]) == ("ended", "not_ours")
    assert why(await ill.doors.post(ill.address, ASKING)) == "citizen-not-ours"
    assert why(await ill.acts(drafted, "agree", {"with_citizen": True})) == "stale-version"
    assert why(await ill.acts(shown, "agree", {"with_citizen": True})) == "discharge-agreement-over"
    await ill.hearer.hear(ill.citizen, LIVES)
    assert len(await ill.shown()) == 1
    assert (await ill.asks())["stage"] == "asked"
