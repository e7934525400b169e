"""The doors of goals, help and who gives it, on a real database."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Hearing
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

THEN = datetime.now(UTC) - timedelta(days=2)
TODAY = danish_day(datetime.now(UTC))
YESTERDAY, TOMORROW = (TODAY + timedelta(days=by) for by in (-1, 1))
NEW = count(500)
WORKER = Role.SUPPORT_WORKER
AISHA = {"support_worker": "kontaktperson-social", "support_worker_name": "Aisha Digtet"}
BENTE = {"support_worker": "kontaktperson-2", "support_worker_name": "Bente Prøve"}


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(doors: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(doors.pool), plan_heard(RULES)))


class Plan:
    """A citizen's plan, at its doors: each act says the version that the one before it left."""

    def __init__(self, doors: WebUnderTest, hearer: Hearer, citizen: UUID) -> None:
        self.doors = doors
        self.citizen = citizen
        self.address = f"/v1/citizens/{citizen}/plan"
        self._hearer = hearer

    async def hear(self, *facts: Any) -> None:
        await self._hearer.hear(self.citizen, *facts)

    async def post(self, path: str, body: object = None, role: Role = Role.CASEWORKER) -> Any:
        """Status, and what was answered."""
        seen = (await self.doors.get(self.address)).headers["etag"]
        answer = await self.doors.post(f"{self.address}/{path}", body or {}, role, if_match=seen)
        told = answer.json()
        if answer.status_code < 400:
            assert answer.headers["etag"] == f'"{told["version"]}"' != seen
        return answer.status_code, told

    async def done(self, path: str, body: object = None, role: Role = Role.CASEWORKER) -> Any:
        status, told = await self.post(path, body, role)
        assert status in {200, 201}, told
        return told

    async def refused(self, path: str, body: object = None, role: Role = Role.CASEWORKER) -> str:
        """Why: the kind of problem, or field and code."""
        before = len(await self.doors.types_said(self.citizen))
        status, told = await self.post(path, body, role)
        assert status >= 400
        assert len(await self.doors.types_said(self.citizen)) == before
        if "errors" in told:
            [wrong] = told["errors"]
            return f"{wrong['pointer']} {wrong['code']}"
        return str(told["type"]).rpartition("/")[2]

    async def read(self) -> Any:
        return (await self.doors.get(self.address)).json()

    async def said(self) -> list[str]:
        return [one.removeprefix("plan.") for one in await self.doors.types_said(self.citizen)]


async def opened(doors: WebUnderTest, hearer: Hearer, *units: str) -> Plan:
    """A new one, empty; whoever works in these units has a case of the citizen's."""
    made = Plan(doors, hearer, await doors.keyring.get_or_create(synthetic_cpr(next(NEW))))
    accepted = ReferralAccepted(
        referral_id=uuid4(), accepted_by="visitator", starts_on=date(2026, 12, 1), occurred_at=THEN
    )
    await made.hear(*asked_of(*units), accepted)
    return made


@pytest.fixture
async def plan(doors: WebUnderTest, hearer: Hearer) -> Plan:
    return await opened(doors, hearer, *UNITS)


async def in_force(plan: Plan) -> tuple[str, str]:
    """A goal and § 85 support for it, agreed."""
    goal = (await plan.done("goals", {"area": "home", "words": "Ro om aftenen."}))["goal_id"]
    decided = {"goal_id": goal, "provision": "sel-85", "decision_reference": "2026-1", **AISHA}
    help_ = (await plan.done("interventions", decided))["intervention_id"]
    await plan.done("employment-wish", {"not_now": "Ikke endnu."})
    await plan.done("agree", {"how": "took_part"})
    return goal, help_


async def test_a_goal_lives_from_its_first_words_to_how_it_ended_and_all_of_it_is_shown(plan: Plan) -> None:
    first = {"area": "employment", "words": "Et arbejde.", "origin": "citizen", "aim": "develop", "rank": 1}
    goal = (await plan.done("goals", first))["goal_id"]
    await plan.done("agree", {"how": "took_part"})
    await plan.done(
        f"goals/{goal}/change", {"area": "leisure", "words": "Noget at stå op til.", "origin": "professional"}
    )

    [shown] = (await plan.read())["goals"]
    [earlier] = shown["earlier"]
    assert (shown["words"], shown["origin"], shown["aim"], shown["agreed"]) == (
        "Noget at stå op til.",
        "professional",
        None,
        False,
    )
    assert (earlier["words"], earlier["area"], earlier["origin"], earlier["agreed"]) == (
        "Et arbejde.",
        "employment",
        "citizen",
        True,
    )

    await plan.done(f"goals/{goal}/achieve", {"achieved_on": TODAY.isoformat(), "words": "Nogen spurgte."})

    [shown] = (await plan.read())["goals"]
    assert (shown["ended"], shown["ended_on"], shown["ending"], shown["given_up_by"]) == (
        "achieved",
        TODAY.isoformat(),
        "Nogen spurgte.",
        None,
    )
    assert (await plan.said())[1:] == [
        "goal_added.v1",
        "participation_recorded.v1",
        "agreed.v1",
        "review_due.v1",
        "goal_changed.v1",
        "goal_achieved.v1",
    ]


async def test_a_goal_is_given_up_and_its_help_is_listed_without_a_goal(plan: Plan) -> None:
    goal, help_ = await in_force(plan)
    await plan.done(f"goals/{goal}/change", {"area": "home", "words": "Orden.", "origin": "professional"})
    assert ((await plan.read())["orphans"], (await plan.read())["drifted"]) == ([], [help_])

    await plan.done(f"goals/{goal}/drop", {"reason": "Noget andet er vigtigere.", "whose": "citizen"})

    shown = await plan.read()
    assert (shown["orphans"], shown["drifted"]) == ([help_], [])
    assert shown["goals"][0]["ending"] == "Noget andet er vigtigere."
    assert shown["goals"][0]["given_up_by"] == "citizen"


async def test_what_there_is_to_build_on_is_noted_by_whoever_helps(plan: Plan) -> None:
    noted = await plan.done("resources", {"words": "God til dyr.", "origin": "jointly"}, WORKER)
    await plan.done("employment-wish", {"wish": "Et par timer."}, WORKER)
    await plan.done("employment-wish", {"not_now": "Først skal jeg sove."}, WORKER)

    shown = await plan.read()
    assert shown["resources"] == [
        {"resource_id": noted["resource_id"], "words": "God til dyr.", "origin": "jointly"}
    ]
    assert shown["employment_wish"] == {
        "wish": None,
        "not_now": "Først skal jeg sove.",
        "recorded_on": TODAY.isoformat(),
    }
    for both in ({}, {"wish": "Ja.", "not_now": "Nej."}):
        assert await plan.refused("employment-wish", both, WORKER) == "#/wish one_of_two"


async def test_help_is_added_whole_and_shown_whole(plan: Plan) -> None:
    goal = (await plan.done("goals", {"area": "home", "words": "Ro."}))["goal_id"]
    whole = {
        "goal_id": goal,
        "provision": "sel-85",
        "decision_reference": "2026-1",
        **AISHA,
        "support_worker_phone": "+45 12 34 56 78",
        "deputy": "kontaktperson-2",
        "deputy_name": "Bente Prøve",
        "unit": "BOSTOETTE-1",
        "method": "peer_support",
        "minutes_per_week": 60,
        "starts_on": TODAY.isoformat(),
        "review_by": TOMORROW.isoformat(),
        "purpose": "At komme ud.",
        "expected_change": "Ud hver dag.",
    }
    await plan.done("interventions", whole)

    [shown] = (await plan.read())["interventions"]
    assert {name: shown[name] for name in whole} == whole


async def test_help_without_a_goal_stands_on_an_exception_that_fits_its_paragraph(plan: Plan) -> None:
    care = {"without_goal": "necessary_care", "provision": "sel-83", "decision_reference": "1", **AISHA}
    await plan.done("interventions", care)
    open_ = {"without_goal": "open_offer", "provision": "sel-82b", **AISHA}
    await plan.done("interventions", open_)

    shown = (await plan.read())["interventions"]
    assert [(one["without_goal"], one["goal_id"], one["decision_reference"]) for one in shown] == [
        ("necessary_care", None, "1"),
        ("open_offer", None, None),
    ]
    assert (await plan.said())[1:] == ["intervention_without_goal_added.v1"] * 2


async def test_help_that_cannot_be_meant_is_refused_by_the_field_that_is_wrong(plan: Plan) -> None:
    goal = (await plan.done("goals", {"area": "home", "words": "Ro."}))["goal_id"]
    gone = (await plan.done("goals", {"area": "home", "words": "Fred."}))["goal_id"]
    await plan.done(f"goals/{gone}/drop", {"reason": "Nej.", "whose": "jointly"})
    good = {"goal_id": goal, "provision": "sel-85", "decision_reference": "2026-1", **AISHA}

    async def why(**changed: Any) -> str:
        return await plan.refused(
            "interventions", {name: value for name, value in {**good, **changed}.items() if value is not None}
        )

    assert await why(goal_id=None) == "#/goal_id one_of_two"
    assert await why(without_goal="necessary_care") == "#/goal_id one_of_two"
    assert await why(goal_id=str(uuid4())) == "#/goal_id unknown_goal"
    assert await why(goal_id=gone) == "#/goal_id goal_over"
    assert await why(goal_id=None, without_goal="self_referred") == "#/without_goal exception_of_other_law"
    assert await why(provision="rsl-12c") == "#/provision law_without_help"
    assert await why(decision_reference=None) == "#/decision_reference missing"
    assert await why(unit="NOWHERE-1") == "#/unit unknown_unit"
    assert await why(deputy="kontaktperson-social") == "#/deputy deputy_is_worker"
    assert await why(deputy_name="Bente Prøve") == "#/deputy missing"
    assert await why(review_by=YESTERDAY.isoformat()) == "#/review_by date_past"
    assert (
        await why(review_by=TODAY.isoformat(), starts_on=TOMORROW.isoformat())
        == "#/review_by period_ends_early"
    )
    assert await why(minutes_per_week=0) == "#/minutes_per_week greater_than_equal"
    assert await why(support_worker_phone="ring") == "#/support_worker_phone string_pattern_mismatch"


async def test_help_rests_goes_on_and_ends_and_is_then_over(plan: Plan) -> None:
    _, help_ = await in_force(plan)
    here = f"interventions/{help_}"

    assert await plan.refused(f"{here}/resume", role=WORKER) == "intervention-not-paused"
    assert await plan.refused(f"{here}/pause", {"because": "stay"}, WORKER) == "#/because literal_error"
    past = {"because": "other", "until": YESTERDAY.isoformat()}
    assert await plan.refused(f"{here}/pause", past, WORKER) == "#/until date_past"
    await plan.done(f"{here}/pause", {"because": "citizen_wish", "until": TOMORROW.isoformat()}, WORKER)
    assert (await plan.read())["interventions"][0]["pause"] == {
        "because": "citizen_wish",
        "stay_id": None,
        "until": TOMORROW.isoformat(),
    }
    again = await plan.refused(f"{here}/pause", {"because": "other"}, WORKER)
    assert again == "intervention-already-paused"
    await plan.done(f"{here}/resume", role=WORKER)
    ahead = {"because": "no_need", "ended_on": TOMORROW.isoformat()}
    assert await plan.refused(f"{here}/end", ahead) == "#/ended_on date_future"
    before = {"because": "no_need", "ended_on": "2020-01-01"}
    assert await plan.refused(f"{here}/end", before) == "#/ended_on date_before_plan"
    await plan.done(f"{here}/end", {"because": "no_need", "found_change": "Ud hver dag."})

    [shown] = (await plan.read())["interventions"]
    assert (shown["ended_on"], shown["ended_because"], shown["found_change"], shown["pause"]) == (
        TODAY.isoformat(),
        "no_need",
        "Ud hver dag.",
        None,
    )
    for verb, body in (
        ("pause", {"because": "other"}),
        ("resume", {}),
        ("end", {"because": "other"}),
        ("reassign", BENTE),
        ("away", {}),
        ("change-wanted", {}),
    ):
        assert await plan.refused(f"{here}/{verb}", body) == "intervention-over"
        assert await plan.refused(f"interventions/{uuid4()}/{verb}", body) == "unknown-intervention"


async def test_what_a_stay_asks_follows_the_help_to_somebody_else(plan: Plan) -> None:
    _, help_ = await in_force(plan)
    stay = uuid4()
    await plan.hear(
        HospitalStayAdmitted(
            stay_id=stay,
            kind=StayKind.INPATIENT,
            admitted_at=THEN,
            basis=LegalBasis.RSL_12C,
            occurred_at=THEN,
        )
    )
    await plan.done(f"interventions/{help_}/change-wanted", {"words": "En kvinde."}, WORKER)
    assert (await plan.read())["interventions"][0]["change_words"] == "En kvinde."

    await plan.done(f"interventions/{help_}/reassign", {**BENTE, "support_worker_phone": "12345678"})

    questions = (await plan.doors.get(f"{plan.address}/support-questions")).json()["questions"]
    [asked] = [one for one in questions if one["state"] == "open"]
    shown = await plan.read()
    assert asked["support_worker"] == "kontaktperson-2"
    [given] = shown["interventions"]
    assert (given["support_worker_name"], given["support_worker_phone"], given["change_wanted"]) == (
        "Bente Prøve",
        "12345678",
        False,
    )
    answer = f"{plan.address}/support-questions/{asked['question_id']}/answer"
    seen = {"if_match": f'"{asked["version"]}"'}
    old = await plan.doors.post(answer, {"answer": "paused"}, WORKER, **seen)
    assert old.json()["type"] == "/problems/asked-of-somebody-else"
    await plan.doors.reason(plan.citizen, "kontaktperson-2")
    new = await plan.doors.post(answer, {"answer": "paused"}, WORKER, subject="kontaktperson-2", **seen)
    assert new.status_code == 200
    assert (await plan.said())[-3:] == [
        "support_worker_changed.v1",
        "support_question_asked.v1",
        "support_question_answered.v1",
    ]
    await plan.hear(
        HospitalStayDischarged(stay_id=stay, discharged_at=THEN, basis=LegalBasis.RSL_12C, occurred_at=THEN)
    )
    await plan.done(f"interventions/{help_}/reassign", AISHA)
    followed = (await plan.read())["follow_ups"]
    assert {one["support_worker"]: one["withdrawn_at"] is None for one in followed} == {
        "kontaktperson-2": False,
        "kontaktperson-social": True,
    }


async def test_a_deputy_is_let_in_while_the_worker_is_away_and_no_longer(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    plan = await opened(doors, hearer, "VISITATION-1", "VOKSEN-1")
    _, help_ = await in_force(plan)
    await plan.done(
        f"interventions/{help_}/reassign", {**AISHA, "deputy": "carl", "deputy_name": "Carl Prøve"}
    )

    async def is_let_in(who: str) -> bool:
        return (await doors.get(plan.address, WORKER, subject=who)).status_code == 200

    assert await is_let_in("kontaktperson-social")
    assert not await is_let_in("carl")
    back = await plan.refused(f"interventions/{help_}/away", {}, WORKER)
    assert back == "support-worker-not-away"
    past = {"away_until": YESTERDAY.isoformat()}
    assert await plan.refused(f"interventions/{help_}/away", past, WORKER) == "#/away_until date_past"
    await plan.done(f"interventions/{help_}/away", {"away_until": TODAY.isoformat()}, WORKER)
    assert await is_let_in("carl")
    await plan.done(f"interventions/{help_}/away", {}, WORKER)
    assert not await is_let_in("carl")
    await plan.done(f"interventions/{help_}/end", {"because": "other"})
    assert await is_let_in("kontaktperson-social")  # for fourteen days more


async def test_a_plan_that_has_ended_changes_no_more(plan: Plan) -> None:
    goal, help_ = await in_force(plan)
    await plan.doors.pool.execute(
        "UPDATE plan SET state = (state::jsonb || jsonb_build_object('ended_on', $2::text))::json"
        " WHERE citizen_id = $1",
        plan.citizen,
        TODAY.isoformat(),
    )
    wording = {"area": "home", "words": "Ro.", "origin": "citizen"}

    for path, body in (
        ("goals", {"area": "home", "words": "Ro."}),
        (f"goals/{goal}/change", wording),
        (f"goals/{goal}/achieve", {}),
        (f"goals/{goal}/drop", {"reason": "Nej.", "whose": "citizen"}),
        ("resources", {"words": "Dyr.", "origin": "citizen"}),
        ("employment-wish", {"wish": "Ja."}),
        ("interventions", {"goal_id": goal, "provision": "sel-85", "decision_reference": "1", **AISHA}),
        (f"interventions/{help_}/pause", {"because": "other"}),
        (f"interventions/{help_}/resume", {}),
        (f"interventions/{help_}/end", {"because": "other"}),
        (f"interventions/{help_}/reassign", BENTE),
        (f"interventions/{help_}/away", {"away_until": TODAY.isoformat()}),
        (f"interventions/{help_}/change-wanted", {}),
        ("agree", None),
    ):
        assert await plan.refused(path, body) == "plan-over", path


async def test_goals_that_are_over_or_unknown_and_days_that_cannot_be_are_refused(plan: Plan) -> None:
    goal, _ = await in_force(plan)
    new = (await plan.done("goals", {"area": "home", "words": "Mere ro."}))["goal_id"]
    wording = {"area": "home", "words": "Ro.", "origin": "citizen"}

    assert await plan.refused(f"goals/{new}/achieve") == "goal-not-agreed"
    for day, why in ((TOMORROW.isoformat(), "date_future"), ("2020-01-01", "date_before_plan")):
        wrong = {"achieved_on": day}
        assert await plan.refused(f"goals/{goal}/achieve", wrong) == f"#/achieved_on {why}"
    await plan.done(f"goals/{goal}/achieve")
    for verb, body in (
        ("change", wording),
        ("achieve", {}),
        ("drop", {"reason": "Nej.", "whose": "citizen"}),
    ):
        assert await plan.refused(f"goals/{goal}/{verb}", body) == "goal-over"
        assert await plan.refused(f"goals/{uuid4()}/{verb}", body) == "unknown-goal"


async def test_no_words_names_or_numbers_stand_in_the_database_in_the_clear(plan: Plan) -> None:
    _, help_ = await in_force(plan)
    await plan.done(f"interventions/{help_}/reassign", {**BENTE, "support_worker_phone": "12 34 56 78"})
    await plan.done("resources", {"words": "God til dyr.", "origin": "citizen"})
    await plan.done("employment-wish", {"not_now": "Først sove."})

    for query in ("SELECT state FROM plan", "SELECT encode(record, 'escape') FROM event"):
        rows = " ".join(str(row[0]) for row in await plan.doors.pool.fetch(query))
        assert not [one for one in ("Bente", "12 34", "dyr", "sove", "aftenen") if one in rows]
