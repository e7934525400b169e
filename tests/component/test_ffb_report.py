"""The door that reports a plan to KL, on a real database."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from plan_reported import of_kind, profiles
from published import needs_standards
from samspil.contracts.citizen import CitizenContactOpened, CitizenLinked, CitizenMerged, CitizenRegistered
from samspil.contracts.envelope import Fact
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Hearing
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.settings import NOBODY
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import plan_store
from samspil.stack import databases
from samspil.testkit.builders import MONDAY, RULES, UNITS, asked_of, sealed
from samspil.testkit.people import NATIONAL_REPLACEMENT, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

NEW = count(300)
WORDS = "Jeg vil have et arbejde med ro."
NAME = "Aisha Digtet"


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))


async def registered(plan: WebUnderTest, citizen: CitizenId, cpr: Cpr) -> CitizenRegistered:
    return CitizenRegistered(
        name=sealed("name"),
        cpr=await plan.keyring.seal(citizen, "cpr", cpr.number),
        acting_municipality="101",
        registered_by="somebody",
        basis=LegalBasis.SEL_85,
        occurred_at=MONDAY,
    )


CONTACT = CitizenContactOpened(
    name=sealed("name"),
    acting_municipality="101",
    opened_by="somebody",
    basis=LegalBasis.SEL_99,
    occurred_at=MONDAY,
)
ACCEPTED = ReferralAccepted(
    referral_id=uuid4(), accepted_by="visitator", starts_on=MONDAY.date(), occurred_at=MONDAY
)


async def with_plan(plan: WebUnderTest, hearer: Hearer, citizen: CitizenId, *facts: Fact) -> str:
    """The address of the plan of a citizen of whom this was heard."""
    await hearer.hear(citizen, *facts, *asked_of(*UNITS), ACCEPTED)
    return f"/v1/citizens/{citizen}/plan"


async def agreed(plan: WebUnderTest, address: str) -> None:
    """A goal, and help that the citizen agreed to."""
    goal = await plan.post(f"{address}/goals", {"area": "employment", "words": WORDS}, if_match='"1"')
    decided = {
        "goal_id": goal.json()["goal_id"],
        "provision": "sel-85",
        "kind": "household",
        "decision_reference": "2026-123456",
        "support_worker": "kontaktperson-social",
        "support_worker_name": NAME,
    }
    help_ = await plan.post(f"{address}/interventions", decided, if_match='"2"')
    took_part = {"how": "took_part", "gave_no_words": True}
    yes = await plan.post(f"{address}/agree", took_part, if_match='"3"')
    assert [one.status_code for one in (goal, help_, yes)] == [201, 201, 200]


async def in_force(plan: WebUnderTest, hearer: Hearer) -> tuple[CitizenId, Cpr, str]:
    cpr = synthetic_cpr(next(NEW))
    citizen = await plan.keyring.get_or_create(cpr)
    address = await with_plan(plan, hearer, citizen, await registered(plan, citizen, cpr))
    await agreed(plan, address)
    return citizen, cpr, address


async def looks(plan: WebUnderTest, citizen: UUID) -> list[tuple[str, list[str]]]:
    async with databases.connected(plan.keyring_url) as keyring:
        rows = await keyring.fetch("SELECT why, fields FROM access WHERE citizen_id = $1", citizen)
    return [(row["why"], row["fields"]) for row in rows]


def number(report: httpx2.Response) -> str:
    [citizen] = of_kind(report.json(), "Patient")
    found: str = citizen["identifier"][0]["value"]
    return found


def refused(answer: httpx2.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()["type"]


@needs_standards
async def test_a_plan_is_reported_by_the_profiles_without_anybodys_words(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    _, cpr, address = await in_force(plan, hearer)

    answer = await plan.get(f"{address}/ffb-report")

    report = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/fhir+json")
    assert profiles().faults(report) == []
    assert (number(answer), len(of_kind(report, "CarePlan", "intervention"))) == (cpr.number, 1)
    assert of_kind(report, "Patient")[0]["managingOrganization"]["identifier"]["value"] == str(NOBODY)
    assert [
        word for word in (WORDS, NAME, "kontaktperson", "2026-123456", "sagsbehandler") if word in answer.text
    ] == []


async def test_who_made_the_report_is_logged_once_with_what_was_opened(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, _, address = await in_force(plan, hearer)

    for _ in range(2):
        assert (await plan.get(f"{address}/ffb-report")).status_code == 200

    assert await looks(plan, citizen) == [("report-plan", ["cpr"])]


async def test_a_plan_that_is_not_there_or_was_never_agreed_is_refused_and_nothing_opened(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    cpr = synthetic_cpr(next(NEW))
    citizen = await plan.keyring.get_or_create(cpr)
    address = f"/v1/citizens/{citizen}/plan"
    none = await plan.get(f"{address}/ffb-report")
    await with_plan(plan, hearer, citizen, await registered(plan, citizen, cpr))

    draft = await plan.get(f"{address}/ffb-report")

    assert [refused(none), refused(draft)] == [
        (404, "/problems/no-plan"),
        (409, "/problems/plan-never-agreed"),
    ]
    assert await looks(plan, citizen) == []


async def test_only_a_number_of_the_civil_registration_reports_and_the_newest_does(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen = await plan.keyring.new_citizen()
    address = await with_plan(plan, hearer, citizen, CONTACT)
    await agreed(plan, address)

    async def goes_by(cpr: Cpr) -> httpx2.Response:
        sealed_cpr = await plan.keyring.seal(citizen, "cpr", cpr.number)
        await hearer.hear(citizen, CitizenLinked(cpr=sealed_cpr, linked_by="somebody", occurred_at=MONDAY))
        return await plan.get(f"{address}/ffb-report")

    nobody = await plan.get(f"{address}/ffb-report")
    replaced, known = await goes_by(NATIONAL_REPLACEMENT.cpr), await goes_by(cpr := synthetic_cpr(next(NEW)))

    assert [refused(one) for one in (nobody, replaced)] == [(409, "/problems/no-cpr-number")] * 2
    assert NATIONAL_REPLACEMENT.cpr.number not in replaced.text
    assert (known.status_code, number(known)) == (200, cpr.number)


@pytest.mark.parametrize("survives", [True, False])
async def test_a_person_of_two_files_goes_by_the_number_of_the_one_that_survives_or_else_of_the_other(
    plan: WebUnderTest, hearer: Hearer, survives: bool
) -> None:
    first, second = synthetic_cpr(next(NEW)), synthetic_cpr(next(NEW))
    citizen, other = [await plan.keyring.get_or_create(one) for one in (first, second)]
    address = await with_plan(plan, hearer, citizen, await registered(plan, citizen, first))
    await agreed(plan, address)
    survivor, absorbed = (citizen, other) if survives else (other, citizen)
    merged = CitizenMerged(survivor=survivor, absorbed=absorbed, merged_by="somebody", occurred_at=MONDAY)
    await hearer.hear(other, await registered(plan, other, second), merged)
    await hearer.hear(citizen, merged)

    report = await plan.get(f"{address}/ffb-report")

    assert number(report) == (first if survives else second).number
    assert len(await looks(plan, survivor)) == 1
    assert await looks(plan, absorbed) == []


async def test_the_number_of_the_other_file_does_where_the_surviving_one_has_none(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    cpr = synthetic_cpr(next(NEW))
    citizen, other = await plan.keyring.new_citizen(), await plan.keyring.get_or_create(cpr)
    address = await with_plan(plan, hearer, citizen, CONTACT)
    await agreed(plan, address)
    merged = CitizenMerged(survivor=citizen, absorbed=other, merged_by="somebody", occurred_at=MONDAY)
    await hearer.hear(other, await registered(plan, other, cpr), merged)
    await hearer.hear(citizen, merged)

    assert number(await plan.get(f"{address}/ffb-report")) == cpr.number


async def test_whoever_gives_the_help_makes_no_report(plan: WebUnderTest, hearer: Hearer) -> None:
    _, _, address = await in_force(plan, hearer)

    answer = await plan.get(f"{address}/ffb-report", Role.SUPPORT_WORKER)

    assert refused(answer) == (403, "/problems/forbidden-role")


async def test_help_of_a_kind_that_its_paragraph_does_not_give_is_refused(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen = await plan.keyring.new_citizen()
    address = await with_plan(plan, hearer, citizen, CONTACT)
    goal = await plan.post(f"{address}/goals", {"area": "employment", "words": WORDS}, if_match='"1"')
    decided = {
        "goal_id": goal.json()["goal_id"],
        "provision": "sel-104",
        "kind": "household",
        "decision_reference": "2026-1",
        "support_worker": "kontaktperson-social",
        "support_worker_name": NAME,
    }

    answer = await plan.post(f"{address}/interventions", decided, if_match='"2"')

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("#/kind", "kind_of_other_law")
    ]
