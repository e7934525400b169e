"""The view of a citizen's referrals, folded from what was said of them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from overview_facts import LATER, asked, folded
from samspil.contracts.envelope import Fact
from samspil.contracts.referral import (
    DeclineReason,
    ReferralAccepted,
    ReferralCancelled,
    ReferralDeclined,
    ReferralReceived,
    ReferralStarted,
    ReferralTold,
    ReferralUnanswered,
)
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.view import combine
from samspil.overview.pages.citizen_page import citizen_page
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.sector import Sector

REFERRAL, OTHER = UUID(int=1), UUID(int=2)
START = date(2027, 1, 4)
ASKED = asked(referral=REFERRAL, giver=Sector.SOCIAL, to=Sector.EMPLOYMENT)
ELSEWHERE = asked(referral=OTHER, giver=Sector.SOCIAL, to=Sector.REGION, at=MONDAY + timedelta(days=1))
MISSED = ReferralUnanswered(referral_id=REFERRAL, answer_by=LATER, occurred_at=MONDAY)
RECEIVED = ReferralReceived(referral_id=REFERRAL, received_by="staff-2", occurred_at=MONDAY)
ACCEPTED = ReferralAccepted(referral_id=REFERRAL, accepted_by="staff-2", starts_on=START, occurred_at=MONDAY)
DECLINED = ReferralDeclined(
    referral_id=REFERRAL,
    declined_by="staff-2",
    reason=DeclineReason.OTHER,
    words=ASKED.words,
    suggestion=None,
    is_decision=True,
    occurred_at=MONDAY,
)
TOLD = ReferralTold(referral_id=REFERRAL, answer_by=LATER, occurred_at=MONDAY)
STARTED = ReferralStarted(referral_id=REFERRAL, started_by="staff-2", started_on=START, occurred_at=MONDAY)
CANCELLED = ReferralCancelled(referral_id=REFERRAL, cancelled_by="staff-1", occurred_at=MONDAY)
NEW = ReferralStanding(
    REFERRAL,
    Standing.SUBMITTED,
    Sector.SOCIAL,
    Sector.EMPLOYMENT,
    "UNIT-1",
    ASKED.words,
    ASKED.author,
    LATER,
    MONDAY,
    basis=ASKED.basis,
    asked_by=LATER,
    stands_since=MONDAY,
)


def seen(*facts: Fact) -> ReferralStanding:
    state: dict[UUID, ReferralStanding] = folded(*facts)
    return state[REFERRAL]


def test_until_there_is_an_answer_it_is_the_asked_partys_turn() -> None:
    assert seen(ASKED) == NEW
    assert [seen(ASKED, *facts).turn for facts in ((TOLD,), (TOLD, RECEIVED))] == [Sector.EMPLOYMENT] * 2
    assert [seen(ASKED, one).turn for one in (DECLINED, CANCELLED)] == [None] * 2


def test_until_the_partners_own_system_has_it_it_is_not_their_turn() -> None:
    assert (seen(ASKED).turn, seen(ASKED).waits_to_be_sent) == (Sector.SOCIAL, True)
    assert seen(ASKED, TOLD).waits_to_be_sent is False


def test_after_a_yes_the_start_of_help_is_owed_and_while_it_goes_on_nothing() -> None:
    yes = seen(ASKED, TOLD, RECEIVED, ACCEPTED)

    assert (yes.turn, yes.answer_by) == (Sector.EMPLOYMENT, START)
    assert seen(ASKED, TOLD, RECEIVED, ACCEPTED, STARTED).turn is None


@pytest.mark.parametrize(
    ("fact", "after"),
    [
        (MISSED, replace(NEW, overdue=True)),
        (RECEIVED, replace(NEW, standing=Standing.RECEIVED)),
        (ACCEPTED, replace(NEW, standing=Standing.ACCEPTED, starts_on=START, answer_by=START)),
        (
            DECLINED,
            replace(NEW, standing=Standing.DECLINED, declined=DECLINED),
        ),
        (CANCELLED, replace(NEW, standing=Standing.CANCELLED)),
    ],
    ids=["missed", "received", "accepted", "declined", "cancelled"],
)
def test_a_fact_about_one_referral_leaves_the_other_one_as_it_was(
    fact: Fact, after: ReferralStanding
) -> None:
    before = folded(ASKED, ELSEWHERE)

    assert folded(ASKED, ELSEWHERE, fact) == {REFERRAL: after, OTHER: before[OTHER]}
    assert folded(ELSEWHERE, fact) == {OTHER: before[OTHER]}, "one that nobody knows is not made by it"


def test_a_view_shows_the_newest_referral_first() -> None:
    for order in ((ASKED, ELSEWHERE), (ELSEWHERE, ASKED)):
        assert [one.id for one in combine(referrals=folded(*order)).referrals] == [OTHER, REFERRAL]


@pytest.mark.parametrize("facts", [(RECEIVED, MISSED), (MISSED, RECEIVED)], ids=["in time", "too late"])
def test_taking_a_referral_in_is_no_answer_so_it_stays_overdue(facts: tuple[Fact, ...]) -> None:
    one = seen(ASKED, *facts)

    assert (one.standing, one.overdue) == (Standing.RECEIVED, True)
    assert [task.work for task in open_work(combine(referrals={one.id: one}), MONDAY.date())] == [Work.REMIND]
    page = citizen_page(CITIZEN, combine(referrals={one.id: one}), [], str, MONDAY)
    assert page.referrals[0].standing == "Modtaget, ikke besvaret til tiden"


@pytest.mark.parametrize("answer", [DECLINED, CANCELLED], ids=["declined", "cancelled"])
def test_nothing_that_is_told_after_an_answer_takes_it_back(answer: Fact) -> None:
    one = seen(ASKED, MISSED, RECEIVED, answer)

    assert (one.overdue, one.turn) == (False, None)
    assert seen(ASKED, MISSED, RECEIVED, answer, MISSED, RECEIVED, CANCELLED, ACCEPTED) == one


def test_a_state_that_was_kept_as_unanswered_is_read_as_overdue() -> None:
    kept = TypeAdapter(ReferralStanding)
    before = kept.dump_python(seen(ASKED), mode="json")
    del before["overdue"]

    one = kept.validate_python({**before, "standing": "unanswered"})

    assert (one.standing, one.overdue, one.turn) == (Standing.SUBMITTED, True, Sector.SOCIAL)


def test_a_view_without_a_registration_shows_the_referral_all_the_same() -> None:
    view = combine(referrals=folded(ASKED))

    assert view.citizen.who is None
    assert len(view.referrals) == 1
