"""The plan service on a real database: what it hears, and its doors."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.contracts.employment import EmploymentMilestoneStarted
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayKind,
)
from samspil.contracts.referral import ReferralAccepted, ReferralReceived
from samspil.ledger.hear import Hearing
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NEW = count()
WORKER = Role.SUPPORT_WORKER
TOOK_PART = {"how": "took_part"}


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))


def accepted(referral: UUID) -> ReferralAccepted:
    return ReferralAccepted(
        referral_id=referral, accepted_by="visitator", starts_on=date(2026, 12, 1), occurred_at=THEN
    )


def admitted(stay: UUID) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay,
        kind=StayKind.INPATIENT,
        admitted_at=THEN,
        basis=LegalBasis.RSL_12C,
        occurred_at=THEN,
    )


def discharged(stay: UUID) -> HospitalStayDischarged:
    return HospitalStayDischarged(
        stay_id=stay, discharged_at=THEN, basis=LegalBasis.RSL_12C, occurred_at=THEN
    )


def retracted(stay: UUID) -> HospitalStayRetracted:
    return HospitalStayRetracted(stay_id=stay, basis=LegalBasis.RSL_12C, occurred_at=THEN)


async def opened(plan: WebUnderTest, hearer: Hearer) -> tuple[UUID, str]:
    """A new citizen whose referral was accepted, and the address of their plan."""
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    await hearer.hear(citizen, *asked_of(*UNITS), accepted(uuid4()))
    return citizen, f"/v1/citizens/{citizen}/plan"


async def in_force(plan: WebUnderTest, hearer: Hearer) -> tuple[UUID, str]:
    """The same, with a goal and § 85 support that the citizen agreed to."""
    citizen, address = await opened(plan, hearer)
    goal = await plan.post(
        f"{address}/goals", {"area": "employment", "words": "Jeg vil have et arbejde."}, if_match='"1"'
    )
    help_ = await plan.post(f"{address}/interventions", intervention(goal.json()["goal_id"]), if_match='"2"')
    yes = await plan.post(f"{address}/agree", TOOK_PART, if_match='"3"')
    assert [goal.status_code, help_.status_code, yes.status_code] == [201, 201, 200]
    return citizen, address


def intervention(goal_id: str, **changed: str) -> dict[str, str]:
    return {
        "goal_id": goal_id,
        "provision": "sel-85",
        "decision_reference": "2026-123456",
        "support_worker": "kontaktperson-social",
        "support_worker_name": "Aisha Digtet",
        **changed,
    }


async def test_an_acceptance_opens_a_plan_and_another_adds_nothing(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await opened(plan, hearer)

    await hearer.hear(citizen, accepted(uuid4()))

    assert await plan.types_said(citizen) == ["plan.opened.v1"]
    shown = await plan.get(address)
    assert (shown.json()["goals"], shown.headers["etag"]) == ([], '"1"')


async def test_what_is_known_and_not_used_moves_on_and_changes_nothing(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, _ = await opened(plan, hearer)

    await hearer.hear(
        citizen,
        ReferralReceived(referral_id=uuid4(), received_by="visitator", occurred_at=THEN),
        EmploymentMilestoneStarted(
            milestone_id=uuid4(), started_on=date(2026, 12, 1), basis=LegalBasis.RSL_11A_1, occurred_at=THEN
        ),
    )

    assert await plan.types_said(citizen) == ["plan.opened.v1"]
    assert await plan.pool.fetchval("SELECT count(*) FROM parked") == 0


async def test_goal_help_and_agreement_are_shown_in_the_citizens_words(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)

    shown = (await plan.get(address, WORKER)).json()

    assert [(one["words"], one["area"], one["agreed"]) for one in shown["goals"]] == [
        ("Jeg vil have et arbejde.", "employment", True)
    ]
    assert [(one["support_worker_name"], one["provision"]) for one in shown["interventions"]] == [
        ("Aisha Digtet", "sel-85")
    ]
    assert (shown["version"], shown["agreed_on"] is not None) == (5, True)
    assert await plan.types_said(citizen) == [
        "plan.opened.v1",
        "plan.goal_added.v1",
        "plan.intervention_added.v1",
        "plan.participation_recorded.v1",
        "plan.agreed.v1",
        "plan.review_due.v1",
        "plan.review_due.v1",
    ]


async def test_help_that_was_added_after_the_yes_is_asked_about_only_when_the_citizen_says_yes_again(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)
    (goal,) = (await plan.get(address)).json()["goals"]
    new = intervention(goal["goal_id"], support_worker="kontaktperson-2")
    await plan.post(f"{address}/interventions", new, if_match='"5"')

    async def asked(stay: UUID) -> list[str]:
        before = len((await plan.get(f"{address}/support-questions")).json()["questions"])
        await hearer.hear(citizen, admitted(stay), discharged(stay))
        questions = (await plan.get(f"{address}/support-questions")).json()["questions"]
        return sorted(one["support_worker"] for one in questions[: len(questions) - before])

    assert await asked(uuid4()) == ["kontaktperson-social"]
    assert [one["support_worker"] for one in (await plan.get(address)).json()["follow_ups"]] == [
        "kontaktperson-social"
    ]
    assert [one["agreed"] for one in (await plan.get(address)).json()["interventions"]] == [True, False]

    newest = (await plan.get(address)).headers["etag"]
    await plan.post(f"{address}/agree", TOOK_PART, if_match=newest)

    assert await asked(uuid4()) == ["kontaktperson-2", "kontaktperson-social"]


async def test_no_words_or_names_stand_in_the_database_in_the_clear(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    await in_force(plan, hearer)

    for query in (
        "SELECT state FROM plan",
        "SELECT encode(record, 'escape') FROM event",
    ):
        rows = [str(row[0]) for row in await plan.pool.fetch(query)]
        assert rows
        assert not [row for row in rows if "arbejde" in row or "Aisha" in row]


async def test_a_stay_asks_the_support_worker_who_alone_may_answer_and_once(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)

    await hearer.hear(citizen, admitted(uuid4()))
    questions = f"{address}/support-questions"
    (asked,) = (await plan.get(f"{questions}?mine=true", WORKER)).json()["questions"]
    door = f"{questions}/{asked['question_id']}/answer"
    yes, seen = {"answer": "visits_on_ward"}, f'"{asked["version"]}"'

    assert (await plan.get(f"{questions}?mine=true", WORKER, subject="x")).json()["questions"] == []
    assert (await plan.post(door, yes)).json()["type"] == "/problems/forbidden-role"
    another = await plan.post(door, yes, WORKER, subject="x", if_match=seen)
    assert (another.status_code, another.json()["type"]) == (403, "/problems/asked-of-somebody-else")
    answered = await plan.post(door, yes, WORKER, if_match=seen)
    assert answered.status_code == 200
    again = await plan.post(door, yes, WORKER, if_match=answered.headers["etag"])
    assert (again.status_code, again.json()["type"]) == (409, "/problems/question-already-answered")
    assert (await plan.types_said(citizen))[-2:] == [
        "plan.support_question_asked.v1",
        "plan.support_question_answered.v1",
    ]


async def test_a_discharge_opens_a_follow_up_and_closes_the_open_question(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)
    stay = uuid4()

    await hearer.hear(citizen, admitted(stay), discharged(stay))

    (question,) = (await plan.get(f"{address}/support-questions")).json()["questions"]
    late = await plan.post(
        f"{address}/support-questions/{question['question_id']}/answer",
        {"answer": "paused"},
        WORKER,
        if_match=f'"{question["version"]}"',
    )
    (follow_up,) = (await plan.get(address)).json()["follow_ups"]
    assert question["state"] == "closed"
    assert (late.status_code, late.json()["type"]) == (409, "/problems/question-closed")
    assert (follow_up["due_on"], follow_up["support_worker"]) == ("2026-11-30", "kontaktperson-social")
    assert (await plan.types_said(citizen))[-3:] == [
        "plan.support_question_asked.v1",
        "plan.follow_up_opened.v1",
        "plan.review_due.v1",
    ]


async def test_a_follow_up_is_completed_over_rest_once(plan: WebUnderTest, hearer: Hearer) -> None:
    citizen, address = await in_force(plan, hearer)
    stay = uuid4()
    await hearer.hear(citizen, admitted(stay), discharged(stay))
    (opened,) = (await plan.get(address)).json()["follow_ups"]
    door = f"{address}/follow-ups/{opened['follow_up_id']}/complete"

    done = await plan.post(door, {}, WORKER, if_match=f'"{opened["version"]}"')

    again, unknown = [
        await plan.post(one, {}, if_match=done.headers["etag"])
        for one in (door, f"{address}/follow-ups/{uuid4()}/complete")
    ]
    (shown,) = (await plan.get(address)).json()["follow_ups"]
    assert opened["completed_at"] is None
    assert (done.status_code, datetime.fromisoformat(done.json()["completed_at"])) == (
        200,
        datetime.fromisoformat(shown["completed_at"]),
    )
    assert (again.status_code, again.json()["type"]) == (409, "/problems/follow-up-already-completed")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/unknown-follow-up")
    assert (await plan.types_said(citizen))[-1] == "plan.follow_up_completed.v1"


async def test_a_retracted_stay_takes_back_the_question_and_opens_nothing(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)
    stay = uuid4()

    await hearer.hear(citizen, admitted(stay), retracted(stay))

    (question,) = (await plan.get(f"{address}/support-questions")).json()["questions"]
    assert question["state"] == "withdrawn"
    assert (await plan.get(address)).json()["follow_ups"] == []
    assert (await plan.types_said(citizen))[-1] == "plan.support_question_withdrawn.v1"


async def test_a_discharge_that_is_heard_before_its_admission_is_followed_up_and_asks_nobody(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, address = await in_force(plan, hearer)
    stay = uuid4()

    await hearer.hear(citizen, discharged(stay))
    await hearer.hear(citizen, admitted(stay))

    assert (await plan.get(f"{address}/support-questions")).json()["questions"] == []
    assert len((await plan.get(address)).json()["follow_ups"]) == 1
    assert (await plan.types_said(citizen))[-2:] == ["plan.follow_up_opened.v1", "plan.review_due.v1"]


async def test_a_stay_before_there_is_anything_in_force_does_nothing(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, _ = await opened(plan, hearer)
    stranger, stay = uuid4(), uuid4()

    await hearer.hear(citizen, admitted(stay), discharged(stay))
    await hearer.hear(stranger, admitted(stay), discharged(stay))

    assert await plan.types_said(citizen) == ["plan.opened.v1"]
    assert await plan.types_said(stranger) == []


async def test_what_cannot_be_done_is_refused_by_a_problem_of_its_own(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    _, address = await opened(plan, hearer)
    goal = {"area": "home", "words": "Ro."}

    async def refused(path: str, body: object = None, **more: str) -> tuple[int, str]:
        answer = await plan.post(path, body, Role.CASEWORKER, **{"if_match": '"1"', **more})
        return answer.status_code, answer.json()["type"].rpartition("/")[2]

    assert await refused(f"/v1/citizens/{citizen}/plan/goals", goal) == (404, "no-plan")
    assert await refused(f"/v1/citizens/{uuid4()}/plan/goals", goal) == (404, "unknown-citizen")
    assert (await plan.get(f"/v1/citizens/{citizen}/plan")).json()["type"] == "/problems/no-plan"
    assert await refused(f"{address}/agree") == (409, "nothing-to-agree")
    assert await refused(f"{address}/goals", goal, if_match='"7"') == (412, "stale-version")
    assert (await plan.post(f"{address}/goals", goal, WORKER)).status_code == 403

    async def helped(goal_id: str, seen: int, **changed: str) -> httpx2.Response:
        wanted = intervention(goal_id, **changed)
        return await plan.post(f"{address}/interventions", wanted, if_match=f'"{seen}"')

    unknown = await helped(str(uuid4()), 1)
    kept = (await plan.post(f"{address}/goals", goal, if_match='"1"')).json()["goal_id"]
    lawless = await helped(kept, 2, provision="rsl-12c")
    nameless = await helped(kept, 2, support_worker_name="\u202e")
    assert [one["pointer"] for one in unknown.json()["errors"]] == ["#/goal_id"]
    assert [one["pointer"] for one in lawless.json()["errors"]] == ["#/provision"]
    assert [one["code"] for one in nameless.json()["errors"]] == ["text_unreadable"]


async def test_a_repeated_goal_is_added_once(plan: WebUnderTest, hearer: Hearer) -> None:
    _, address = await opened(plan, hearer)
    goal = {"area": "home", "words": "Ro."}

    first, again = [
        await plan.post(f"{address}/goals", goal, idempotency_key="k-1", if_match='"1"') for _ in "ab"
    ]

    assert first.json() == again.json()
    assert len((await plan.get(address)).json()["goals"]) == 1
