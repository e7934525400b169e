"""Whatever people, partners and the clock do to a referral in any order: it reaches no impossible state.

What is said of it is folded as the overview does, so that both always see the same.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from referral_verbs import ASKED, VERBS, VISITATOR, in_state
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.referral import Escalation, Priority, ReferralUnanswered
from samspil.overview.domain.referral_state import OVER as OVER_THERE
from samspil.overview.domain.referral_state import ReferralStanding, fold_referral
from samspil.referral.api.remedies import REMEDIES
from samspil.referral.domain.balance import Counted, balance
from samspil.referral.domain.hear_answer import hear_answer
from samspil.referral.domain.miss_answer import leader_day, look_on, miss_answer
from samspil.referral.domain.notify_delay import notify_delay
from samspil.referral.domain.referral import GOES_ON, OVER, Counts, Referral, State
from samspil.referral.domain.submit import submit
from samspil.referral.domain.tell import tell
from samspil.testkit.builders import MONDAY, RULES, event, sealed, submission
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.legal_basis import LegalBasis

SEQUENCES, STEPS = 10_000, 14

CAN_FOLLOW: dict[State, set[State]] = {
    State.SUBMITTED: {State.TOLD, State.RECEIVED, State.STARTED},
    State.TOLD: {State.RECEIVED, State.STARTED},
    State.RECEIVED: {
        State.INFORMATION_REQUESTED,
        State.ACCEPTED,
        State.DECLINED,
        State.REDIRECTED,
        State.STARTED,
    },
    State.INFORMATION_REQUESTED: {State.RECEIVED, State.ACCEPTED, State.DECLINED, State.REDIRECTED},
    State.ACCEPTED: {State.WAITLISTED, State.STARTED},
    State.WAITLISTED: {State.STARTED},
    State.STARTED: {State.COMPLETED, State.CANCELLATION_REQUESTED},
    State.CANCELLATION_REQUESTED: {State.STARTED, State.COMPLETED, State.CANCELLED},
}
ENDS_BEFORE_HELP = {State.CANCELLED}
ENDS_ANY = {State.CLOSED, State.VOIDED}
BY_PARTNER = {
    # Of several steps that a partner tells at once, the last one is seen.
    State.SUBMITTED: {*State} - {State.REDIRECTED, State.WAITLISTED, State.CANCELLATION_REQUESTED},
    State.TOLD: {*State} - {State.SUBMITTED, State.REDIRECTED, State.WAITLISTED},
    State.RECEIVED: {State.STARTED, State.COMPLETED},
    State.INFORMATION_REQUESTED: {State.STARTED, State.COMPLETED},
    State.ACCEPTED: {State.COMPLETED},
    State.WAITLISTED: {State.COMPLETED},
}


def may_follow(before: Referral, after: Referral, *, by_partner: bool) -> bool:
    follows = CAN_FOLLOW.get(before.state, set()) | ENDS_ANY
    if before.state not in GOES_ON | {State.CANCELLATION_REQUESTED}:
        follows = follows | ENDS_BEFORE_HELP
    if by_partner:
        follows = follows | BY_PARTNER.get(before.state, set())
    if before.state in OVER:
        follows = {State.VOIDED} - {before.state}
    return after.state is before.state or after.state in follows


REFUSALS = tuple(kind for kind in REMEDIES if kind.__module__.startswith("samspil.referral.domain"))


def one_more(chance: random.Random, it: Referral, now: datetime) -> tuple[Referral, tuple[Any, ...], bool]:
    """A step that somebody takes, or tries to; whether a partner did."""
    kind = chance.random()
    if kind < 0.15:
        return *miss_answer(it, RULES, now), False
    if kind < 0.2:
        return *tell(it, RULES, now), True
    if it.is_elsewhere and kind < 0.6:
        answer, day = chance.choice(list(PartnerAnswer)), chance.choice([None, danish_day(now)])
        return *hear_answer(it, answer, sealed(), day, RULES, now), True
    if kind < 0.63:
        later = danish_day(now) + timedelta(days=chance.randint(-2, 20))
        return *notify_delay(it, VISITATORS[it.to_unit], later, sealed("letter"), now), False
    [verb] = chance.choices(list(VERBS), WEIGHTS)
    return *VERBS[verb](it, now), False


ENDS_IT = {"cancel", "close", "void", "decline", "redirect"}
WEIGHTS = [1 if verb in ENDS_IT else 8 for verb in VERBS]
"""Most lives are to be long."""
VISITATORS = dict.fromkeys(("VISITATION-1", "JOB-1"), VISITATOR)


def live(chance: random.Random) -> tuple[Referral, Counter[State], ReferralStanding]:
    wanted = submission(
        author="author",
        to_unit=chance.choice(["VISITATION-1", "VISITATION-1", "JOB-1"]),
        priority=chance.choice(list(Priority)),
    )
    if wanted.to_unit == "JOB-1":
        wanted = replace(wanted, basis=LegalBasis.LAB)
    now = MONDAY
    it, said = submit(wanted, RULES, now)
    seen: Counter[State] = Counter({it.state: 1})
    state: dict[Any, ReferralStanding] = {}
    for number in range(STEPS):
        for fact in said:
            state = fold_referral(state, event(fact, number + 1))
        holds(it, state[it.id])
        now += timedelta(days=chance.choice([0, 0, 1, 2, 8]), hours=1)
        try:
            after, said, by_partner = one_more(chance, it, now)
        except REFUSALS:
            said = ()
            continue
        assert may_follow(it, after, by_partner=by_partner), (it.state, after.state)
        assert not (it.answered and not after.answered), "an answer is never taken back"
        assert said or after == it, "whatever changes is said"
        it = after
        seen[it.state] += 1
    for fact in said:
        state = fold_referral(state, event(fact, STEPS + 1))
    holds(it, state[it.id])
    return it, seen, state[it.id]


def holds(it: Referral, there: ReferralStanding) -> None:
    """What must be so at every moment."""
    assert not it.overdue or it.owes
    assert not it.escalated or it.overdue
    assert (it.received_by is None) or it.received_by != it.author or it.is_elsewhere
    assert (it.accepted_by is None) or it.accepted_by != it.author
    assert (it.state is State.DECLINED) <= (it.declined is not None)
    assert (it.state in OVER) == (there.standing.value in {one.value for one in OVER_THERE})
    assert (it.state.value, it.overdue, it.escalated) == (
        there.standing.value,
        there.overdue,
        there.escalated,
    )
    assert it.words == there.words
    if it.owes:
        assert it.answer_by == there.answer_by
        assert there.turn is not None
    else:
        assert there.turn is None


def test_ten_thousand_lives_reach_no_impossible_state_and_the_balance_holds_over_them_all() -> None:
    chance = random.Random(11)  # chance that can be repeated
    seen: Counter[State] = Counter()
    ends: list[Referral] = []
    for _ in range(SEQUENCES):
        end, states, _ = live(chance)
        ends.append(end)
        seen += states

    assert min(seen[state] for state in State) > 50, "every state was reached, and often"
    assert Counter(one.counts_as for one in ends).keys() == set(Counts)
    lines = balance(Counted(one.to_sector, one.to_unit, one.counts_as, one.overdue, 1) for one in ends)
    assert sum(line.sent for line in lines) == SEQUENCES
    for line in lines:
        assert line.sent == line.open + line.answered + line.cancelled + line.closed
        assert 0 < line.overdue <= line.open


@pytest.mark.parametrize("state", [state for state in State if state not in OVER | GOES_ON])
@pytest.mark.parametrize("priority", Priority)
def test_what_is_overdue_escalates_by_itself_and_what_is_urgent_sooner(
    state: State, priority: Priority
) -> None:
    it = replace(in_state(state), priority=priority)
    said: list[ReferralUnanswered] = []
    days: list[int] = []
    day = look_on(it, RULES)
    while day is not None:
        it, facts = miss_answer(it, RULES, start_of(day))
        said += facts
        days += [(day - it.answer_by).days] * len(facts)
        following = look_on(it, RULES)
        assert following is None or following > day, "the clock goes on"
        day = following

    urgent = priority is Priority.URGENT
    levels = [Escalation.LEADER] if urgent else [Escalation.AUTHOR, Escalation.LEADER]
    assert [one.escalation for one in said] == levels
    # The seventh of December is a Monday: five working days after it is the fourteenth.
    assert days == ([1] if urgent else [1, 8])
    assert (it.overdue, it.escalated, it.state) == (True, True, state)
    assert leader_day(it, RULES).isoformat() == ("2026-12-07" if urgent else "2026-12-14")


def test_the_clock_looks_at_nothing_of_which_no_step_is_owed() -> None:
    for state in OVER | GOES_ON:
        assert look_on(in_state(state), RULES) is None


def test_the_asked_units_time_stands_still_while_it_waits_for_the_author() -> None:
    asked_at = MONDAY + timedelta(days=2)  # a Wednesday: eight of the ten working days are left
    received, _ = VERBS["receive"](ASKED, MONDAY)
    waiting, (question,) = VERBS["request information"](received, asked_at)
    assert (waiting.answer_by, question.give_by.isoformat()) == (question.give_by, "2026-12-02")

    told_at = asked_at + timedelta(days=19)  # the author is late: Monday 14 December
    missed, _ = miss_answer(waiting, RULES, told_at)
    assert missed.overdue
    goes_on, (given,) = VERBS["give information"](missed, told_at)

    # Eight working days after it, of which neither Christmas nor a weekend are.
    assert (goes_on.answer_by.isoformat(), given.answer_by) == ("2026-12-28", goes_on.answer_by)
    assert (goes_on.state, goes_on.overdue) == (State.RECEIVED, False)
