"""The view of a citizen's referrals and help, folded from what was said of them."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter

from samspil.contracts.envelope import Fact
from samspil.contracts.plan import PlanAgreed, PlanInterventionAdded
from samspil.contracts.referral import (
    Priority,
    ReferralAccepted,
    ReferralCancelled,
    ReferralReceived,
    ReferralSubmitted,
    ReferralUnanswered,
)
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.plan_state import fold_plan
from samspil.overview.domain.referral_state import ReferralStanding, Standing, fold_referral
from samspil.overview.domain.view import combine
from samspil.overview.pages.citizen_page import citizen_page
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

REFERRAL = uuid4()


def submitted(referral: UUID = REFERRAL) -> ReferralSubmitted:
    return ReferralSubmitted(
        referral_id=referral,
        from_sector=Sector.SOCIAL,
        to_sector=Sector.EMPLOYMENT,
        to_unit="JOB-1",
        priority=Priority.ROUTINE,
        words=sealed(),
        basis=LegalBasis.SEL_85,
        author="staff-1",
        answer_by=date(2026, 12, 7),
        occurred_at=MONDAY,
    )


def folded(*facts: Fact) -> ReferralStanding:
    state = None
    for seq, fact in enumerate(facts, 1):
        state = fold_referral(state, event(fact, seq))
    return combine(referrals=state).referrals[0]


def test_until_there_is_an_answer_it_is_the_asked_partys_turn() -> None:
    assert folded(submitted()).turn is Sector.EMPLOYMENT


MISSED = ReferralUnanswered(referral_id=REFERRAL, answer_by=date(2026, 12, 7), occurred_at=MONDAY)
RECEIVED = ReferralReceived(referral_id=REFERRAL, received_by="staff-2", occurred_at=MONDAY)
ACCEPTED = ReferralAccepted(
    referral_id=REFERRAL, accepted_by="staff-2", starts_on=date(2027, 1, 4), occurred_at=MONDAY
)
CANCELLED = ReferralCancelled(referral_id=REFERRAL, cancelled_by="staff-1", occurred_at=MONDAY)


def test_an_unanswered_referral_is_overdue_and_still_the_asked_partys_turn() -> None:
    seen = folded(submitted(), MISSED)

    assert (seen.standing, seen.overdue, seen.turn) == (Standing.SUBMITTED, True, Sector.EMPLOYMENT)


@pytest.mark.parametrize("facts", [(RECEIVED, MISSED), (MISSED, RECEIVED)], ids=["in time", "too late"])
def test_taking_a_referral_in_is_no_answer_so_it_stays_overdue(facts: tuple[Fact, ...]) -> None:
    seen = folded(submitted(), *facts)

    assert (seen.standing, seen.overdue) == (Standing.RECEIVED, True)
    assert [task.work for task in open_work(combine(referrals={seen.id: seen}))] == [Work.REMIND]
    page = citizen_page(CITIZEN, combine(referrals={seen.id: seen}), [], str, MONDAY)
    assert page.referrals[0].standing == "Modtaget, ikke besvaret til tiden"


@pytest.mark.parametrize("answer", [ACCEPTED, CANCELLED], ids=["accepted", "cancelled"])
def test_nothing_that_is_told_after_an_answer_takes_it_back(answer: Fact) -> None:
    asked = submitted()
    seen = folded(asked, MISSED, RECEIVED, answer)

    assert (seen.overdue, seen.turn) == (False, None)
    assert folded(asked, MISSED, RECEIVED, answer, MISSED, RECEIVED, CANCELLED) == seen


def test_a_state_that_was_kept_as_unanswered_is_read_as_overdue() -> None:
    kept = TypeAdapter(ReferralStanding)
    before = kept.dump_python(folded(submitted()), mode="json")
    del before["overdue"]

    seen = kept.validate_python({**before, "standing": "unanswered"})

    assert (seen.standing, seen.overdue, seen.turn) == (Standing.SUBMITTED, True, Sector.EMPLOYMENT)


def test_a_cancelled_referral_is_nobodys_turn() -> None:
    seen = folded(submitted(), CANCELLED)

    assert (seen.standing, seen.turn) == (Standing.CANCELLED, None)


def test_a_view_without_a_registration_shows_the_referral_all_the_same() -> None:
    view = combine(referrals=fold_referral(None, event(submitted())))

    assert view.citizen.who is None
    assert len(view.referrals) == 1


def added(worker: str) -> PlanInterventionAdded:
    return PlanInterventionAdded(
        plan_id=PLAN,
        intervention_id=uuid4(),
        goal_id=uuid4(),
        provision=LegalBasis.SEL_85,
        decision_reference="2026-1",
        support_worker=worker,
        support_worker_name=sealed("name"),
        occurred_at=MONDAY,
    )


PLAN = uuid4()
AGREED = PlanAgreed(plan_id=PLAN, agreed_on=date(2026, 11, 23), occurred_at=MONDAY)


@pytest.mark.parametrize(
    ("facts", "agreed"),
    [
        ((added("one"),), []),
        ((AGREED, added("one")), []),
        ((added("one"), AGREED), ["one"]),
        ((added("one"), AGREED, added("two")), ["one"]),
        ((added("one"), AGREED, added("two"), AGREED), ["one", "two"]),
    ],
    ids=["nobody agreed", "added after", "agreed", "one of two", "agreed anew"],
)
def test_only_help_that_was_in_the_plan_when_it_was_agreed_counts(
    facts: tuple[Fact, ...], agreed: list[str]
) -> None:
    state = None
    for seq, fact in enumerate(facts, 1):
        state = fold_plan(state, event(fact, seq))

    assert state is not None
    assert [one.support_worker for one in state.agreed_help] == agreed
