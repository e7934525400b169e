"""What each service hears brings the same people to a citizen, whichever service they ask."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import event as seen
from hypothesis import given
from hypothesis import strategies as st

from overview_facts import AGREED, PLAN, added, registered
from samspil.contracts import topics
from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenContactOpened, CitizenCoordinatorNamed
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.plan import (
    InterventionEnd,
    PlanEnd,
    PlanEnded,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionWithoutGoalAdded,
    PlanOpened,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
    WithoutGoal,
)
from samspil.contracts.referral import (
    ClosingReason,
    Priority,
    ReferralClosed,
    ReferralCompleted,
    ReferralRedirected,
    ReferralSubmitted,
    ReferralVoided,
)
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.view import combine
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import PARTS
from samspil.plan.messages.case import ties_heard
from samspil.referral.messages.plan import helpers
from samspil.rulebook.case_at_hand import relation
from samspil.testkit.builders import MONDAY, event, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

STAFF = ("staff-1", "staff-2", "staff-3")
UNITS = ("VISITATION-1", "VOKSEN-1")
TODAY = MONDAY.date() + timedelta(days=10)

ids = st.sampled_from([UUID(int=n) for n in (1, 2)])
at = st.sampled_from([MONDAY, MONDAY - timedelta(days=30)])


def named(who: str) -> CitizenCoordinatorNamed:
    return CitizenCoordinatorNamed(
        coordinator=who, coordinator_name=sealed(), unit=None, named_by="staff-1", occurred_at=MONDAY
    )


def opened(by: str) -> CitizenContactOpened:
    return CitizenContactOpened(
        name=sealed("name"),
        acting_municipality="101",
        opened_by=by,
        basis=LegalBasis.SEL_85,
        occurred_at=MONDAY,
    )


submitted = st.builds(
    ReferralSubmitted,
    referral_id=ids,
    from_sector=st.sampled_from(Sector),
    to_sector=st.sampled_from(Sector),
    to_unit=st.sampled_from(UNITS),
    priority=st.just(Priority.ROUTINE),
    words=st.just(sealed()),
    basis=st.just(LegalBasis.SEL_85),
    author=st.sampled_from(STAFF),
    answer_by=st.just(date(2026, 12, 7)),
    from_unit=st.none() | st.sampled_from(UNITS),
    occurred_at=at,
)
ended = st.one_of(
    st.builds(
        ReferralClosed,
        referral_id=ids,
        closed_by=st.just("x"),
        reason=st.just(ClosingReason.MOVED),
        occurred_at=at,
    ),
    st.builds(
        ReferralCompleted,
        referral_id=ids,
        completed_by=st.just("x"),
        outcome=st.none(),
        words=st.none(),
        occurred_at=at,
    ),
    st.builds(
        ReferralRedirected,
        referral_id=ids,
        redirected_by=st.just("x"),
        successor=ids,
        words=st.just(sealed()),
        occurred_at=at,
    ),
    st.builds(
        ReferralVoided, referral_id=ids, voided_by=st.just("x"), words=st.just(sealed()), occurred_at=at
    ),
)
HELP = tuple(UUID(int=n) for n in (11, 12, 13))
helps = st.sampled_from(HELP)
staff = st.sampled_from(STAFF)
deputies = st.none() | staff
days = st.sampled_from([TODAY + timedelta(days=by) for by in (-15, -14, 0, 1)])
given_by = {"support_worker": staff, "support_worker_name": st.just(sealed("name")), "deputy": deputies}
of_plan = {"plan_id": st.just(PLAN), "occurred_at": st.just(MONDAY)}
of_help = {**of_plan, "intervention_id": helps}
about_help = st.one_of(
    st.builds(
        PlanSupportWorkerChanged,
        **of_help,
        **given_by,
        support_worker_phone=st.none(),
        deputy_name=st.none(),
        changed_by=staff,
    ),
    st.builds(PlanSupportWorkerAway, **of_help, away_until=st.none() | days, noted_by=staff),
    st.builds(
        PlanInterventionEnded,
        **of_help,
        ended_on=days,
        because=st.just(InterventionEnd.NO_NEED),
        found_change=st.none(),
        ended_by=staff,
    ),
)
begun = st.tuples(staff, deputies, staff, deputies).map(
    lambda who: [
        PlanInterventionAdded(
            plan_id=PLAN,
            intervention_id=HELP[0],
            goal_id=PLAN,
            provision=LegalBasis.SEL_85,
            decision_reference="2026-1",
            support_worker=who[0],
            support_worker_name=sealed("name"),
            deputy=who[1],
            occurred_at=MONDAY,
        ),
        AGREED,
        PlanInterventionWithoutGoalAdded(
            plan_id=PLAN,
            intervention_id=HELP[1],
            because=WithoutGoal.NECESSARY_CARE,
            provision=LegalBasis.SEL_83,
            decision_reference=None,
            support_worker=who[2],
            support_worker_name=sealed("name"),
            deputy=who[3],
            occurred_at=MONDAY,
        ),
    ]
)
ENDED = PlanEnded(
    plan_id=PLAN, ended_on=TODAY, because=PlanEnd.NO_NEED, words=None, ended_by="x", occurred_at=MONDAY
)
OPENED = PlanOpened(plan_id=PLAN, referral_id=PLAN, occurred_at=MONDAY)
facts = st.one_of(
    about_help,
    about_help,
    about_help,
    st.sampled_from([ENDED, OPENED]),
    st.builds(registered),
    st.builds(opened, st.sampled_from(STAFF)),
    st.builds(named, st.sampled_from(STAFF)),
    submitted,
    submitted,
    ended,
    st.builds(added, st.sampled_from(STAFF)),
    st.just(AGREED),
)


def heard_of(history: Sequence[Fact], *of: topics.Topic) -> list[Event[Any]]:
    return [event(fact, seq) for seq, fact in enumerate(history, 1) if topic_of(type(fact)) in of]


@given(st.just([]) | begun, st.lists(facts, max_size=8))
def test_the_overview_and_the_plan_let_in_the_same_people(first: list[Fact], then: list[Fact]) -> None:
    history = [*first, *then]
    states: dict[str, Any] = {}
    for one in heard_of(history, topics.CITIZEN, topics.REFERRAL, topics.PLAN):
        name = topic_of(one.data.__class__).name
        states[PARTS[name]] = FOLDS.by_topic()[name].step(states.get(PARTS[name]), one)
    by_view = ties(combine(**states))
    by_plan = ties_heard(
        heard_of(history, topics.CITIZEN, topics.REFERRAL), helpers(heard_of(history, topics.PLAN))
    )

    for who in STAFF:
        for units in ((), UNITS[:1], UNITS):
            found = relation(by_view, who, units, TODAY)
            seen(f"{found}")
            assert relation(by_plan, who, units, TODAY) is found


def test_help_counts_once_the_citizen_has_agreed() -> None:
    first, second = added("staff-1"), added("staff-2")

    def found(*history: Fact) -> list[str]:
        return [one.staff for one in helpers(heard_of(history, topics.PLAN))]

    assert found(first) == []
    assert found(first, AGREED, second) == ["staff-1"]
    assert found(first, AGREED, second, AGREED) == ["staff-1", "staff-2"]
