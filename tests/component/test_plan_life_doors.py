"""The plan's life on a real database: agreed, read, looked at, met about and ended, through the doors."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from migrations import migration
from plan_in_memory import DIED, LIVES, moved
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.due import Clock
from samspil.ledger.hear import Hearing
from samspil.plan.api.clock import due
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.domain.settle_reviews import year_after
from samspil.plan.storage.transaction import plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Role

NOW = datetime.now(UTC)
TODAY = danish_day(NOW)
IN_A_YEAR = year_after(TODAY).isoformat()
NEW = count(500)
WORKER = Role.SUPPORT_WORKER
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))


def accepted() -> ReferralAccepted:
    return ReferralAccepted(referral_id=uuid4(), accepted_by="v", starts_on=TODAY, occurred_at=NOW)


class OnePlan:
    """A citizen's plan, as its doors tell it."""

    def __init__(self, doors: WebUnderTest, hearer: Hearer, citizen: UUID) -> None:
        self.doors, self.hearer, self.citizen = doors, hearer, citizen
        self.address = f"/v1/citizens/{citizen}/plan"

    async def act(self, path: str, body: object = None, role: Role = Role.CASEWORKER) -> dict[str, Any]:
        """Done at the plan's newest version."""
        answer = await self.tried(path, body, role)
        assert answer.status_code in {200, 201}, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def tried(self, path: str, body: object = None, role: Role = Role.CASEWORKER) -> Any:
        seen = (await self.doors.get(self.address, role)).headers["etag"]
        return await self.doors.post(f"{self.address}{path}", body, role, if_match=seen)

    async def refused(self, path: str, body: object = None, seen: int | None = None) -> str:
        """The problem, and the field with its code where it is about one."""
        if seen is None:
            answer = await self.tried(path, body)
        else:
            answer = await self.doors.post(f"{self.address}{path}", body, if_match=f'"{seen}"')
        assert answer.status_code >= 400
        problem = answer.json()
        where = " ".join(f"{one['pointer']} {one['code']}" for one in problem.get("errors", ()))
        return where or problem["type"].rpartition("/")[2]

    async def shown(self, path: str, role: Role = WORKER) -> Any:
        answer = await self.doors.get(f"{self.address}{path}", role)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def adds(self, area: str = "employment", words: str = "Et par timer om ugen.") -> str:
        """A goal, and § 85 help for it; the help's id."""
        goal = await self.act("/goals", {"area": area, "words": words})
        decided = {
            "goal_id": goal["goal_id"],
            "provision": "sel-85",
            "decision_reference": "2026-1",
            "support_worker": "kontaktperson-social",
            "support_worker_name": "Aisha Digtet",
        }
        added: str = (await self.act("/interventions", decided))["intervention_id"]
        return added

    async def waiting(self) -> dict[str | None, str]:
        """What is looked at, and by when."""
        reviews = (await self.shown("/reviews"))["reviews"]
        left = (one for one in reviews if one["held_on"] is one["withdrawn_at"] is None)
        return {one["intervention_id"]: one["due_on"] for one in left}


@pytest.fixture
async def opened(plan: WebUnderTest, hearer: Hearer) -> OnePlan:
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    await hearer.hear(citizen, *asked_of(*UNITS), accepted())
    return OnePlan(plan, hearer, citizen)


async def test_a_plan_is_agreed_with_how_the_citizen_took_part_recorded_before_or_in_the_act(
    opened: OnePlan,
) -> None:
    assert await opened.refused("/agree") == "nothing-to-agree"
    await opened.adds("home")
    assert await opened.refused("/agree") == "participation-missing"
    assert await opened.refused("/agree", {"words": "Fint."}) == "participation-missing"
    assert await opened.refused("/agree", {"how": "took_part"}) == "employment-wish-missing"
    await opened.adds()
    await opened.act("/participation", {"how": "took_part", "words": "Det er min plan."}, WORKER)
    assert (await opened.shown(""))["participation"] == "took_part"

    yes = await opened.act("/agree")

    assert (yes["agreed_on"], (await opened.shown(""))["participation"]) == (TODAY.isoformat(), None)
    await opened.adds()
    assert await opened.refused("/agree") == "participation-missing"
    await opened.act("/agree", {"how": "not_reached"})
    newest, first = (await opened.shown("/versions"))["versions"]
    assert [one["participation"]["how"] for one in (first, newest)] == ["took_part", "not_reached"]
    assert first["participation"]["words"] == "Det er min plan."


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/participation", {"how": "declined", "on": (TODAY + DAY).isoformat()}, "#/on date_future"),
        (
            "/participation",
            {"how": "took_part", "words": "Ja.", "gave_no_words": True},
            "#/gave_no_words words_are_given",
        ),
        ("/offer", {"on": "9999-12-31"}, "#/on date_future"),
        ("/offer", {"answer": "perhaps"}, "#/answer enum"),
        ("/end", {"because": "no_need", "ended_on": "1900-01-01"}, "#/ended_on date_before_plan"),
        ("/end", {"because": "no_need", "words": "\u202e"}, "#/words text_unreadable"),
        ("/crisis-plan", {"written_by": "citizen"}, "#/early_signs missing"),
        ("/crisis-plan", {"written_by": "professional", "what_helps": "Ro."}, "#/written_by literal_error"),
        ("/versions/1/read", {}, "unknown-version"),
        ("/versions/0/read", {}, "#/number greater_than_equal"),
    ],
)
async def test_what_cannot_be_is_refused_where_it_stands(
    opened: OnePlan, path: str, body: object, why: str
) -> None:
    assert await opened.refused(path, body) == why


async def test_an_offer_and_its_answer_are_shown_and_a_no_takes_no_help_away(opened: OnePlan) -> None:
    await opened.adds()
    await opened.act("/agree", {"how": "took_part"})
    assert (await opened.act("/offer", {}))["answer"] is None

    told = await opened.act("/offer", {"answer": "declined"})

    shown = await opened.shown("")
    assert (told["answer"], shown["offer"], shown["offered_on"]) == (
        "declined",
        "declined",
        TODAY.isoformat(),
    )
    assert [one["agreed"] for one in shown["interventions"]] == [True]
    await opened.act("/offer", {"answer": "accepted"})
    assert await opened.refused("/offer", {}) == "offer-accepted"
    early = {"answer": "declined", "on": (TODAY - DAY).isoformat()}
    assert await opened.refused("/offer", early) == "#/on date_before_offer"


async def test_versions_tell_what_differs_in_the_citizens_words_and_who_has_read_them(
    opened: OnePlan,
) -> None:
    first = await opened.adds()
    await opened.act("/agree", {"how": "took_part"})
    second = await opened.adds("home", "Ro om aftenen.")
    await opened.act("/agree", {"how": "took_part"})

    read = [await opened.act("/versions/2/read", {}, WORKER) for _ in "ab"]

    assert read[0] == read[1], "said twice it is said once"
    told = await opened.shown("/versions")
    newest, oldest = told["versions"]
    assert [(one["number"], one["read_by"]) for one in (newest, oldest)] == [
        (2, ["kontaktperson-social"]),
        (1, []),
    ]
    differs = newest["difference"]
    assert [one["words"] for one in differs["goals_added"]] == ["Ro om aftenen."]
    assert [one["intervention_id"] for one in differs["help_added"]] == [second]
    [help_] = oldest["difference"]["help_added"]
    assert (help_["intervention_id"], help_["support_worker_name"]) == (first, "Aisha Digtet")
    assert told["version"] == read[0]["version"]


async def test_help_and_plan_are_looked_at_by_a_day_and_the_next_follows(opened: OnePlan) -> None:
    help_ = await opened.adds()
    await opened.act("/agree", {"how": "took_part"})
    assert await opened.waiting() == {None: IN_A_YEAR, help_: IN_A_YEAR}
    reviews = (await opened.shown("/reviews"))["reviews"]
    mine, whole = sorted(reviews, key=lambda one: one["intervention_id"] is None)
    door = f"/reviews/{mine['review_id']}/hold"
    alone = {"citizen_came": False, "result": "continue"}

    assert await opened.refused(door, alone, mine["version"]) == "#/without_citizen_because missing"
    came = {"citizen_came": True, "result": "continue", "without_citizen_because": "Syg."}
    assert await opened.refused(door, came, mine["version"]) == "#/without_citizen_because citizen_came"
    assert (
        await opened.refused(door, {**alone, "citizen_came": "no idea"}, 1) == "#/citizen_came bool_parsing"
    )
    ahead = {"citizen_came": True, "result": "continue", "held_on": (TODAY + DAY).isoformat()}
    assert await opened.refused(door, ahead, mine["version"]) == "#/held_on date_future"
    last = {"citizen_came": True, "result": "end", "next_on": IN_A_YEAR}
    assert await opened.refused(door, last, mine["version"]) == "#/next_on no_next_review"
    assert await opened.refused(door, alone, mine["version"] - 1) == "stale-version"

    next_on = (TODAY + 30 * DAY).isoformat()
    because = {**alone, "without_citizen_because": "Borgeren var syg.", "next_on": next_on}
    done = await opened.doors.post(
        f"{opened.address}{door}", because, WORKER, if_match=f'"{mine["version"]}"'
    )

    told = done.json()
    assert (told["next_on"], told["to_do"]) == (next_on, [])
    assert await opened.waiting() == {None: IN_A_YEAR, help_: next_on}
    held = next(
        one for one in (await opened.shown("/reviews"))["reviews"] if one["review_id"] == mine["review_id"]
    )
    assert (held["held_on"], held["without_citizen_because"]) == (TODAY.isoformat(), "Borgeren var syg.")
    assert await opened.refused(door, because, told["version"]) == "review-over"
    ending = {"citizen_came": True, "result": "end_and_refer", "found_change": "Jeg kan selv."}
    answer = await opened.doors.post(
        f"{opened.address}/reviews/{whole['review_id']}/hold", ending, if_match=f'"{whole["version"]}"'
    )
    assert (answer.json()["next_review_id"], answer.json()["to_do"]) == (None, ["end", "refer"])
    assert await opened.refused(f"/reviews/{uuid4()}/hold", ending, 1) == "unknown-review"


async def test_a_meeting_is_booked_moved_and_said_to_be_held_missed_or_called_off(opened: OnePlan) -> None:
    async def booked(at: datetime) -> tuple[str, int]:
        body = {"kind": "network", "at": at.isoformat(), "invited": ["citizen", "region", "citizen"]}
        answer = await opened.doors.post(f"{opened.address}/meetings", body, WORKER)
        assert (answer.status_code, answer.headers["location"]) == (201, f"{opened.address}/meetings")
        return f"/meetings/{answer.json()['meeting_id']}", answer.json()["version"]

    async def say(meeting: str, verb: str, body: object, seen: int) -> dict[str, Any]:
        answer = await opened.doors.post(
            f"{opened.address}{meeting}/{verb}", body, WORKER, if_match=f'"{seen}"'
        )
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    meeting, seen = await booked(NOW + 2 * DAY)
    assert await opened.refused(f"{meeting}/hold", {"came": ["citizen"]}, seen) == "meeting-ahead"
    assert await opened.refused(f"{meeting}/miss", {"missing": ["citizen"]}, seen) == "meeting-ahead"
    where = {"at": NOW.isoformat(), "place": "Biblioteket"}
    seen = (await say(meeting, "move", where, seen))["version"]
    alone: dict[str, Any] = {"came": ["region"]}
    missing = await opened.refused(f"{meeting}/hold", alone, seen)
    assert missing == "#/without_citizen_because missing"
    told = await say(
        meeting, "hold", {**alone, "without_citizen_because": "Ville ikke.", "result": "Nyt møde."}, seen
    )
    assert told["state"] == "held"
    for verb, body in (
        ("cancel", {"cancelled_by": "citizen"}),
        ("move", where),
        ("miss", {"missing": ["region"]}),
    ):
        assert await opened.refused(f"{meeting}/{verb}", body, told["version"]) == "meeting-over"

    other, seen = await booked(NOW - DAY)
    await say(other, "miss", {"missing": ["citizen"]}, seen)
    third, seen = await booked(NOW + 3 * DAY)
    await say(third, "cancel", {"cancelled_by": "citizen", "reason": "Orker det ikke."}, seen)

    last, first, second = (await opened.shown("/meetings"))["meetings"]
    assert (last["state"], last["cancelled_by"], last["why"]) == (
        "cancelled",
        "citizen",
        "Orker det ikke.",
    )
    assert (first["place"], first["invited"], first["came"]) == (
        "Biblioteket",
        ["citizen", "region"],
        ["region"],
    )
    assert (first["why"], first["result"], first["responsible"]) == (
        "Ville ikke.",
        "Nyt møde.",
        "kontaktperson-social",
    )
    assert (second["state"], second["missing"]) == ("missed", ["citizen"])
    assert await opened.refused(f"/meetings/{uuid4()}/hold", alone, 1) == "unknown-meeting"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"at": "9999-12-31T00:00:00Z"}, "#/at date_implausible"),
        ({"at": "0001-01-01T00:00:00Z"}, "#/at date_implausible"),
        ({"at": (NOW - 367 * DAY).isoformat()}, "#/at date_implausible"),
        ({"at": "2026-12-14T13:30"}, "#/at timezone_aware"),
        ({"at": 1795000000}, "#/at datetime_parsing"),
        ({"at": "2026-12-14"}, "#/at datetime_parsing"),
        ({"invited": []}, "#/invited too_short"),
        ({"invited": ["nobody"]}, "#/invited/0 enum"),
        ({"place": "\x00"}, "#/place text_unreadable"),
        ({"responsible": "a b"}, "#/responsible string_pattern_mismatch"),
    ],
)
async def test_a_meeting_that_cannot_be_is_refused_at_the_door(
    opened: OnePlan, changed: dict[str, object], why: str
) -> None:
    good = {"kind": "visit", "at": NOW.isoformat(), "invited": ["citizen"]}
    answer = await opened.doors.post(f"{opened.address}/meetings", {**good, **changed})

    assert answer.status_code == 422
    assert [f"{one['pointer']} {one['code']}" for one in answer.json()["errors"]] == [why]


async def test_contacts_and_the_crisis_plan_are_said_and_kept_nowhere_here(opened: OnePlan) -> None:
    noted = await opened.doors.post(
        f"{opened.address}/contacts",
        {"kind": "outreach", "outcome": "not_reached", "words": "Ingen hjemme."},
        WORKER,
    )
    written = await opened.act(
        "/crisis-plan", {"what_helps": "At nogen kommer forbi.", "written_by": "jointly"}, WORKER
    )

    assert (noted.status_code, noted.json()["version"], written["version"]) == (201, 2, 3)
    assert await opened.doors.types_said(opened.citizen) == [
        "plan.opened.v1",
        "plan.contact_noted.v1",
        "plan.crisis_plan_written.v1",
    ]
    kept = await opened.doors.pool.fetch(
        "SELECT state::text || encode(record, 'escape') FROM plan JOIN event USING (citizen_id) "
        "WHERE citizen_id = $1",
        opened.citizen,
    )
    assert not [row for row in kept if "hjemme" in row[0] or "forbi" in row[0]]


async def test_a_plan_ends_and_the_next_accepted_referral_opens_another(opened: OnePlan) -> None:
    await opened.adds()
    await opened.act("/agree", {"how": "took_part"})
    body = {"kind": "visit", "at": (NOW + DAY).isoformat(), "invited": ["citizen"]}
    await opened.doors.post(f"{opened.address}/meetings", body)

    ended = await opened.act("/end", {"because": "goals_met", "words": "Tak."})

    assert (ended["ended_on"], await opened.waiting()) == (TODAY.isoformat(), {})
    assert [one["state"] for one in (await opened.shown("/meetings"))["meetings"]] == ["cancelled"]
    for path, sent in (("/end", {"because": "died"}), ("/goals", {"area": "home", "words": "Ro."})):
        assert await opened.refused(path, sent) == "plan-over"
    assert (await opened.doors.post(f"{opened.address}/meetings", body)).json()["type"].endswith("plan-over")
    assert len((await opened.shown("/versions"))["versions"]) == 1

    await opened.hearer.hear(opened.citizen, accepted())

    begun = await opened.shown("")
    assert (begun["plan_id"] != ended["plan_id"], begun["ended_on"], begun["goals"]) == (True, None, [])
    assert [await opened.shown(path) for path in ("/versions", "/reviews")] == [
        {"citizen_id": str(opened.citizen), "version": begun["version"], "versions": []},
        {"citizen_id": str(opened.citizen), "version": 0, "reviews": []},
    ]


@pytest.mark.parametrize(("away", "back"), [(DIED, LIVES), (moved("751"), moved("101"))])
async def test_of_whoever_died_or_moved_no_review_waits_until_they_are_back(
    opened: OnePlan, away: Any, back: Any
) -> None:
    help_ = await opened.adds()
    await opened.act("/agree", {"how": "took_part"})

    await opened.hearer.hear(opened.citizen, away)
    assert await opened.waiting() == {}

    await opened.hearer.hear(opened.citizen, back)
    assert await opened.waiting() == {None: IN_A_YEAR, help_: IN_A_YEAR}


async def test_plans_that_were_agreed_before_get_their_days_from_the_clock_once(servers: Servers) -> None:
    async with web_under_test(servers, "plan", application) as plan:
        hearer = Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))
        citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
        await hearer.hear(citizen, *asked_of(*UNITS), accepted())
        one = OnePlan(plan, hearer, citizen)
        help_ = await one.adds()
        await one.act("/agree", {"how": "took_part"})
        up, down = migration("samspil.plan.storage", "0006_review.sql")
        # As the version before would have left it.
        await plan.pool.execute(down)
        before = """
          UPDATE plan SET state = (state::jsonb || '{"agreed_on": "2026-03-01"}'::jsonb) - 'agreements'
        """
        await plan.pool.execute(before)

        await plan.pool.execute(up)

        marked = [tuple(row) for row in await plan.pool.fetch("SELECT what, citizen_id FROM due")]
        assert marked == [("set reviews", citizen)]
        await plan.pool.execute("UPDATE due SET at = clock_timestamp()")
        clock = Clock(plan_store(plan.pool), due(RULES))
        while await clock.tick():
            pass
        assert await one.waiting() == {None: "2027-03-01", help_: "2027-03-01"}
        assert await plan.pool.fetchval("SELECT count(*) FROM due") == 0
