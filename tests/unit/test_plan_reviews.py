"""Reviews: of each help in force and of the plan that is, one waits by a day, whatever happened before."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a_plan import AGREED, HELP, NOW, PROPOSED, TODAY, WORDS, taking, with_help
from anything import counted
from samspil.contracts.plan import (
    PlanEnd,
    PlanReviewDue,
    PlanReviewHeld,
    PlanReviewWithdrawn,
    ReviewResult,
)
from samspil.plan.domain.agree import agree
from samspil.plan.domain.begin import begin
from samspil.plan.domain.end import end
from samspil.plan.domain.hold_review import (
    Held,
    HeldBeforePlan,
    NextInThePast,
    NoNextReview,
    ReviewOver,
    UnknownReview,
    hold_review,
    require_review,
)
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.review import Review, Reviews, review_id
from samspil.plan.domain.settle_reviews import ENDS, settle_reviews, year_after
from samspil.plan.domain.without_citizen import CitizenCame, ReasonMissing

IN_A_YEAR = date(2027, 11, 23)
DAY = timedelta(days=1)
REVIEWS, SAID = settle_reviews(AGREED, {}, NOW)
OF_HELP, OF_PLAN = review_id(HELP.id, 1), review_id(AGREED.id, 1)


def held(result: ReviewResult = ReviewResult.CONTINUE, **changed: Any) -> Held:
    whole = Held(True, None, result, None, "staff")
    return replace(whole, **changed)


def after(reviews: Reviews, which: UUID, how: Held, now: datetime = NOW, plan: Plan = AGREED) -> Reviews:
    """The reviews once this one is held, and the next one set."""
    done, _ = hold_review(plan, require_review(reviews, which), how, now)
    return settle_reviews(plan, {**reviews, which: done}, now)[0]


def waiting(reviews: Reviews) -> dict[UUID | None, date]:
    """What is looked at, and by when."""
    return {one.intervention_id: one.due_on for one in reviews.values() if one.waits}


def test_help_and_plan_are_looked_at_within_a_year_of_the_agreement() -> None:
    assert {
        OF_PLAN: Review(OF_PLAN, AGREED.id, None, IN_A_YEAR),
        OF_HELP: Review(OF_HELP, AGREED.id, HELP.id, IN_A_YEAR),
    } == REVIEWS
    said = tuple(
        PlanReviewDue(
            plan_id=AGREED.id,
            review_id=id_,
            intervention_id=about,
            due_on=IN_A_YEAR,
            occurred_at=NOW,
        )
        for id_, about in ((OF_PLAN, None), (OF_HELP, HELP.id))
    )
    assert said == SAID


@pytest.mark.parametrize(
    ("planned", "due_on"),
    [
        ({"review_by": TODAY + 30 * DAY}, TODAY + 30 * DAY),
        ({"starts_on": TODAY + 30 * DAY}, year_after(TODAY + 30 * DAY)),
        ({"starts_on": TODAY - 30 * DAY}, IN_A_YEAR),
    ],
)
def test_help_is_looked_at_by_its_own_day_else_a_year_after_it_is_given(
    planned: dict[str, Any], due_on: date
) -> None:
    plan = with_help(AGREED, replace(AGREED.interventions[HELP.id], **planned))

    assert waiting(settle_reviews(plan, {}, NOW)[0])[HELP.id] == due_on


def test_what_waits_keeps_its_day_and_what_is_proposed_is_not_looked_at() -> None:
    assert settle_reviews(PROPOSED, {}, NOW) == ({}, ())
    more = with_help(AGREED, replace(HELP, id=UUID(int=9)))
    later = NOW + 30 * DAY

    assert settle_reviews(more, REVIEWS, later) == (REVIEWS, ())
    again, facts = settle_reviews(agree(more, taking(), later)[0], REVIEWS, later)
    assert waiting(again) == {**waiting(REVIEWS), UUID(int=9): year_after(TODAY + 30 * DAY)}
    assert [one.review_id for one in facts] == [review_id(UUID(int=9), 1)]


def test_a_plan_that_a_version_before_agreed_is_looked_at_a_year_after_that_day() -> None:
    before = replace(AGREED, agreements=0, agreed_on=date(2026, 1, 31))

    assert set(waiting(settle_reviews(before, {}, NOW)[0]).values()) == {date(2027, 1, 31)}


def test_a_review_is_held_and_the_next_one_is_due_a_year_later() -> None:
    how = held(found_change=WORDS, on=TODAY)

    done, facts = hold_review(AGREED, REVIEWS[OF_HELP], how, NOW + DAY)

    assert done == replace(
        REVIEWS[OF_HELP],
        held_on=TODAY,
        held_at_agreement=1,
        citizen_came=True,
        result=ReviewResult.CONTINUE,
        found_change=WORDS,
    )
    assert facts == (
        PlanReviewHeld(
            plan_id=AGREED.id,
            review_id=OF_HELP,
            held_on=TODAY,
            citizen_came=True,
            without_citizen_because=None,
            result=ReviewResult.CONTINUE,
            found_change=WORDS,
            held_by="staff",
            occurred_at=NOW + DAY,
        ),
    )
    following = after(REVIEWS, OF_HELP, how, NOW + DAY)
    second = review_id(HELP.id, 2)
    assert following[second] == Review(second, AGREED.id, HELP.id, IN_A_YEAR, round=2)
    assert waiting(following) == waiting(REVIEWS)


@pytest.mark.parametrize("result", [ReviewResult.CONTINUE, ReviewResult.CHANGE])
def test_the_next_one_is_due_when_that_is_said(result: ReviewResult) -> None:
    reviews = after(REVIEWS, OF_PLAN, held(result, next_on=TODAY + 90 * DAY))

    assert waiting(reviews) == {HELP.id: IN_A_YEAR, None: TODAY + 90 * DAY}


@pytest.mark.parametrize("result", sorted(ENDS))
def test_after_an_end_nothing_is_looked_at_until_it_is_agreed_to_again(result: ReviewResult) -> None:
    reviews = after(REVIEWS, OF_HELP, held(result))

    assert waiting(reviews) == {None: IN_A_YEAR}
    more = with_help(AGREED, replace(HELP, id=UUID(int=9)))
    assert waiting(settle_reviews(more, reviews, NOW)[0]) == {None: IN_A_YEAR}
    again, _ = agree(more, taking(), NOW)
    assert waiting(settle_reviews(again, reviews, NOW)[0]).keys() == {None, HELP.id, UUID(int=9)}


def test_a_review_is_held_once_and_not_once_it_is_withdrawn() -> None:
    done = after(REVIEWS, OF_HELP, held())
    gone, _ = settle_reviews(AGREED, REVIEWS, NOW, asks=False)

    for reviews in (done, gone):
        with pytest.raises(ReviewOver):
            hold_review(AGREED, reviews[OF_HELP], held(), NOW)
    with pytest.raises(UnknownReview):
        require_review(REVIEWS, HELP.id)


def test_without_the_citizen_it_needs_a_reason_and_with_the_citizen_it_has_none() -> None:
    with pytest.raises(ReasonMissing):
        hold_review(AGREED, REVIEWS[OF_HELP], held(citizen_came=False), NOW)
    with pytest.raises(CitizenCame):
        hold_review(AGREED, REVIEWS[OF_HELP], held(without_citizen_because=WORDS), NOW)
    alone = held(citizen_came=False, without_citizen_because=WORDS)
    done, (fact,) = hold_review(AGREED, REVIEWS[OF_HELP], alone, NOW)
    assert (done.without_citizen_because, fact.without_citizen_because) == (WORDS, WORDS)


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(HeldBeforePlan):
        hold_review(AGREED, REVIEWS[OF_HELP], held(on=TODAY - DAY), NOW)
    with pytest.raises(NextInThePast):
        hold_review(AGREED, REVIEWS[OF_HELP], held(next_on=TODAY - DAY), NOW)
    assert hold_review(AGREED, REVIEWS[OF_HELP], held(next_on=TODAY), NOW)[0].next_on == TODAY


STAY, MILESTONE = UUID(int=40), UUID(int=41)


@pytest.mark.parametrize("because", [{"stay_id": STAY}, {"milestone_id": MILESTONE}])
def test_what_is_looked_at_because_of_something_has_no_next_one(because: dict[str, Any]) -> None:
    once = Review(review_id(HELP.id, STAY), AGREED.id, HELP.id, TODAY, **because)
    reviews = {**REVIEWS, once.id: once}

    with pytest.raises(NoNextReview):
        hold_review(AGREED, once, held(next_on=IN_A_YEAR), NOW)
    assert waiting(after(reviews, once.id, held())) == waiting(REVIEWS)
    ended, _ = end(AGREED, PlanEnd.NO_NEED, None, None, "staff", NOW)
    assert waiting(settle_reviews(ended, reviews, NOW)[0]) == {}


@pytest.mark.parametrize("result", sorted(ENDS))
def test_what_ends_has_no_next_one(result: ReviewResult) -> None:
    with pytest.raises(NoNextReview):
        hold_review(AGREED, REVIEWS[OF_HELP], held(result, next_on=IN_A_YEAR), NOW)


def test_of_help_that_is_over_nothing_is_looked_at_any_more() -> None:
    over = with_help(AGREED, replace(HELP, agreed=True, ended_on=TODAY))

    reviews, facts = settle_reviews(over, REVIEWS, NOW)

    assert waiting(reviews) == {None: IN_A_YEAR}
    assert facts == (PlanReviewWithdrawn(plan_id=AGREED.id, review_id=OF_HELP, occurred_at=NOW),)


def test_of_a_citizen_who_is_not_ours_nothing_waits_and_it_waits_by_its_day_when_they_are_back() -> None:
    gone, withdrawn = settle_reviews(AGREED, REVIEWS, NOW, asks=False)
    assert waiting(gone) == {}
    assert [type(one) for one in withdrawn] == [PlanReviewWithdrawn, PlanReviewWithdrawn]

    agreed_meanwhile = replace(AGREED, agreed_on=TODAY + 30 * DAY)
    back, due = settle_reviews(agreed_meanwhile, gone, NOW + 30 * DAY)

    assert back == REVIEWS
    assert [type(one) for one in due] == [PlanReviewDue, PlanReviewDue]


@pytest.mark.parametrize(
    ("day", "next_year"),
    [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date.max, date.max),
        (date(9999, 1, 1), date.max),
        (date.min, date(2, 1, 1)),
    ],
)
def test_a_year_after_any_day_is_a_day(day: date, next_year: date) -> None:
    assert year_after(day) == next_year


MET: Counter[str] = Counter()


class History:
    """A plan, its reviews, and what was said of them, act by act."""

    def __init__(self) -> None:
        self.now, self.asks, self.begun = NOW, True, 0
        self.plan, self.reviews = PROPOSED, dict[UUID, Review]()
        self.told: dict[UUID, bool] = {}

    def act(self, act: str, number: int) -> None:
        """One act, as somebody or the clock does it; what cannot be done then is not done."""
        self.now += (number % 40) * DAY
        if self.plan.ended_on is not None and act in CHANGES:
            return
        acts: dict[str, Callable[[int], None]] = {
            "add help": self._add_help,
            "agree": self._agree,
            "end help": self._end_help,
            "hold": self._hold,
            "move away": partial(self._is_ours, ours=False),
            "come back": partial(self._is_ours, ours=True),
            "end": self._end,
            "begin": self._begin,
        }
        acts[act](number)
        self.reviews, facts = settle_reviews(self.plan, self.reviews, self.now, asks=self.asks)
        for fact in facts:
            self.told[fact.review_id] = isinstance(fact, PlanReviewDue)

    def _is_ours(self, _: int, *, ours: bool) -> None:
        self.asks = ours

    def _add_help(self, number: int) -> None:
        self.plan = with_help(self.plan, replace(HELP, id=UUID(int=100 * (self.begun + 1) + number)))

    def _agree(self, _: int) -> None:
        if any(not one.agreed and one.ended_on is None for one in self.plan.interventions.values()):
            self.plan, _facts = agree(self.plan, taking(), self.now)

    def _end_help(self, number: int) -> None:
        in_force = [one for one in self.plan.interventions.values() if one.in_force]
        if in_force:
            over = in_force[number % len(in_force)]
            self.plan = with_help(self.plan, replace(over, ended_on=TODAY))
            MET["help ended"] += 1

    def _hold(self, number: int) -> None:
        waiting = [one for one in self.reviews.values() if one.waits]
        if not waiting:
            return
        review = waiting[number % len(waiting)]
        result = list(ReviewResult)[number % 4]
        done, (fact,) = hold_review(self.plan, review, held(result), self.now)
        self.reviews[review.id] = done
        self.told[fact.review_id] = False
        MET[result] += 1

    def _end(self, _: int) -> None:
        self.plan, _facts = end(self.plan, PlanEnd.NO_NEED, None, None, "staff", self.now)
        MET["ended"] += 1

    def _begin(self, _: int) -> None:
        """After one that ended; its help has ids of its own."""
        if self.plan.ended_on is None:
            return
        self.begun += 1
        begun, _facts = begin(self.plan, UUID(int=1000 + self.begun), PROPOSED.referral_id, self.now)
        self.plan = replace(begun, goals=PROPOSED.goals)
        MET["begun"] += 1

    def came_to_an_end(self, about: UUID | None) -> bool:
        """Whether the last look at it found that it is to be ended, and nobody agreed to it since."""
        of_plan = (one for one in self.reviews.values() if one.plan_id == self.plan.id and one.held_on)
        looks = [one for one in of_plan if one.intervention_id == about]
        last = max(looks, key=lambda one: one.round, default=None)
        return last is not None and last.result in ENDS and last.held_at_agreement == self.plan.agreements

    def check(self) -> None:
        """One waits of whatever is in force, none of anything else, and hearers know which."""
        in_force: set[UUID | None] = {one.id for one in self.plan.interventions.values() if one.in_force}
        if self.plan.agreed_on and self.plan.ended_on is None:
            in_force.add(None)
        if not self.asks or self.plan.ended_on is not None:
            in_force = set()
        wanted = {one for one in in_force if not self.came_to_an_end(one)}
        waiting = [one for one in self.reviews.values() if one.waits]
        assert Counter(one.intervention_id for one in waiting) == Counter(wanted)
        assert {id_ for id_, waits in self.told.items() if waits} == {one.id for one in waiting}
        if len(wanted) < len(in_force):
            MET["to be ended"] += 1


ACTS: Final = ("add help", "agree", "agree", "hold", "hold", "hold", "end help")
RARE: Final = ("move away", "come back", "come back", "end", "begin", "begin")
CHANGES: Final = {"add help", "agree", "end help", "end"}
"""What nobody does in a plan that has ended."""


@settings(counted, max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from((*ACTS, *ACTS, *RARE)), st.integers(0, 80)), min_size=5, max_size=30)
)
def _any_history(acts: list[tuple[str, int]]) -> None:
    history = History()
    history.act("agree", 0)
    for act, number in acts:
        history.act(act, number)
        history.check()


def test_whatever_happens_one_review_waits_of_each_help_in_force_and_of_the_plan() -> None:
    MET.clear()
    _any_history()
    for often in ("help ended", "ended", "begun", "to be ended", *ReviewResult):
        assert MET[often] > 20, MET
