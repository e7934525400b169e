"""What the jobcenter is told of referrals: what it is asked, and what became of what it asked of us."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from laws import JULY
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import DisclosedReferral, DisclosedRequest, ReferralStage
from samspil.contracts.referral import (
    Priority,
    ReferralAccepted,
    ReferralCancellationRequested,
    ReferralCancelled,
    ReferralCompleted,
    ReferralCorrected,
    ReferralDelayNotified,
    ReferralInformationGiven,
    ReferralInformationRequested,
    ReferralReceived,
    ReferralStarted,
    ReferralSubmitted,
    ReferralTold,
    ReferralUnanswered,
)
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.disclose import Disclosure, disclose
from samspil.overview.domain.disclosed_referrals import referrals, requests
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.referral_state import (
    Question,
    ReferralStanding,
    ReferralState,
    Standing,
    fold_referral,
)
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import MONDAY, OURS, event, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import TODAY, WHO

SOCIAL, EMPLOYMENT, REGION = Sector
ID, REQUEST = UUID(int=1), UUID(int=7)
WORDS, WHY, TOLD = sealed("words"), sealed("why"), sealed("told")
ASKED = ReferralStanding(
    id=ID,
    standing=Standing.SUBMITTED,
    from_sector=SOCIAL,
    to_sector=EMPLOYMENT,
    to_unit="JOB-1",
    words=WORDS,
    author="staff-1",
    answer_by=TODAY + timedelta(days=9),
    asked_by=TODAY + timedelta(days=5),
    submitted_at=MONDAY - timedelta(days=50),
    stands_since=MONDAY,
)
"""Of ours, to the jobcenter."""
MADE = replace(ASKED, from_sector=EMPLOYMENT, to_sector=SOCIAL, request=REQUEST, starts_on=TODAY)
"""Of the jobcenter's, made of its request."""
IN_A_MONTH = date(2026, 12, 23)


def view(*standings: ReferralStanding) -> View:
    return combine(citizen=CitizenState(WHO), referrals={one.id: one for one in standings})


def asked(*standings: ReferralStanding, today: date = TODAY) -> tuple[DisclosedReferral, ...]:
    return referrals(Sector.EMPLOYMENT, view(*standings), today)


def answered(*standings: ReferralStanding, today: date = TODAY) -> tuple[DisclosedRequest, ...]:
    return requests(Sector.EMPLOYMENT, view(*standings), today)


def test_a_referral_to_the_jobcenter_is_told_with_the_day_that_was_first_asked_for() -> None:
    assert asked(replace(ASKED, priority=Priority.URGENT)) == (
        DisclosedReferral(
            referral_id=ID,
            stage=ReferralStage.ASKED,
            to_unit="JOB-1",
            urgent=True,
            words=WORDS,
            information=None,
            answer_by=TODAY + timedelta(days=5),
            until=None,
        ),
    )


@pytest.mark.parametrize(
    "other",
    [{"to_sector": SOCIAL}, {"to_sector": REGION}, {"from_sector": EMPLOYMENT, "to_sector": SOCIAL}],
    ids=["to us", "to the region", "from the jobcenter"],
)
def test_of_other_referrals_the_jobcenter_is_told_nothing(other: dict[str, Any]) -> None:
    assert asked(replace(ASKED, **other)) == ()
    assert answered(ASKED, replace(ASKED, **other)) == ()


@pytest.mark.parametrize("standing", Standing)
def test_of_each_standing_it_is_told_what_we_decided_and_nothing_that_follows_from_its_own_answer(
    standing: Standing,
) -> None:
    told = {one.stage: one.until for one in asked(replace(ASKED, standing=standing))}

    match standing:
        case Standing.DECLINED | Standing.REDIRECTED | Standing.COMPLETED:
            assert told == {}
        case Standing.CANCELLED | Standing.VOIDED:
            assert told == {ReferralStage.CANCELLED: IN_A_MONTH}
        case Standing.CLOSED:
            assert told == {ReferralStage.CLOSED: IN_A_MONTH}
        case Standing.CANCELLATION_REQUESTED:
            assert told == {ReferralStage.CANCELLATION_REQUESTED: None}
        case _:
            assert told == {ReferralStage.ASKED: None}


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.CLOSED, Standing.VOIDED])
def test_what_is_taken_back_or_closed_is_told_as_such_for_thirty_days(standing: Standing) -> None:
    over = replace(ASKED, standing=standing)

    assert len(asked(over, today=IN_A_MONTH)) == 1
    assert asked(over, today=IN_A_MONTH + timedelta(days=1)) == ()


@pytest.mark.parametrize("ended", [datetime.max.replace(tzinfo=UTC), datetime(9999, 12, 2, tzinfo=UTC)])
def test_what_ended_at_the_end_of_time_is_told_until_then(ended: datetime) -> None:
    [told] = asked(replace(ASKED, standing=Standing.CLOSED, stands_since=ended))

    assert told.until == date.max


def test_the_newest_answer_to_what_it_wanted_to_know_is_told() -> None:
    one, two = Question(WORDS, MONDAY, TOLD), Question(WORDS, MONDAY, WHY)
    open_one = Question(WORDS, MONDAY)

    assert [
        asked(replace(ASKED, questions=some))[0].information for some in ((one, two), (one, open_one))
    ] == [
        WHY,
        TOLD,
    ]


SUBMITTED = ReferralSubmitted(
    referral_id=ID,
    from_sector=SOCIAL,
    to_sector=EMPLOYMENT,
    to_unit="JOB-1",
    priority=Priority.ROUTINE,
    words=WORDS,
    basis=LegalBasis.LAB,
    author="staff-1",
    answer_by=TODAY + timedelta(days=5),
    occurred_at=MONDAY,
)
BY_THE_JOBCENTER = (
    ReferralTold(referral_id=ID, answer_by=TODAY + timedelta(days=8), occurred_at=MONDAY),
    ReferralReceived(referral_id=ID, received_by="employment", occurred_at=MONDAY),
    ReferralUnanswered(referral_id=ID, answer_by=TODAY, occurred_at=MONDAY),
    ReferralDelayNotified(
        referral_id=ID,
        notified_by="staff-1",
        answer_by=TODAY + timedelta(days=30),
        letter=WORDS,
        occurred_at=MONDAY,
    ),
    ReferralInformationRequested(
        referral_id=ID, requested_by="employment", words=WHY, give_by=TODAY, occurred_at=MONDAY
    ),
    ReferralAccepted(
        referral_id=ID, accepted_by="employment", starts_on=TODAY + timedelta(days=20), occurred_at=MONDAY
    ),
    ReferralStarted(referral_id=ID, started_by="employment", started_on=TODAY, occurred_at=MONDAY),
)


def folded(*facts: Any) -> list[ReferralState]:
    """What is known after each."""
    states: list[ReferralState] = [{}]
    for seq, fact in enumerate(facts, 1):
        states.append(fold_referral(states[-1], event(fact, seq)))
    return states[1:]


def test_nothing_that_the_jobcenter_does_with_a_referral_changes_what_it_is_told_of_it() -> None:
    told = [
        referrals(Sector.EMPLOYMENT, combine(referrals=state), TODAY)
        for state in folded(SUBMITTED, *BY_THE_JOBCENTER)
    ]

    assert len(told[0]) == 1
    for before, after in pairwise(told):
        assert before == after


def test_where_its_own_answer_ends_a_referral_it_is_told_nothing_more() -> None:
    stop = ReferralCancellationRequested(
        referral_id=ID, requested_by="staff-1", words=WHY, answer_by=TODAY, occurred_at=MONDAY
    )
    stopped = ReferralCancelled(referral_id=ID, cancelled_by="employment", occurred_at=MONDAY)
    done = ReferralCompleted(
        referral_id=ID, completed_by="employment", outcome=None, words=None, occurred_at=MONDAY
    )

    for last in ((stop, stopped), (done,)):
        *_, state = folded(SUBMITTED, *BY_THE_JOBCENTER, *last)
        assert referrals(Sector.EMPLOYMENT, combine(referrals=state), TODAY) == ()


def test_what_we_tell_anew_of_a_referral_is_told() -> None:
    given = ReferralInformationGiven(
        referral_id=ID, given_by="staff-1", words=TOLD, answer_by=TODAY, occurred_at=MONDAY
    )
    corrected = ReferralCorrected(
        referral_id=ID,
        corrected_by="staff-1",
        words=WHY,
        priority=Priority.URGENT,
        answer_by=TODAY,
        occurred_at=MONDAY,
    )

    *_, state = folded(SUBMITTED, *BY_THE_JOBCENTER, given, corrected)

    [told] = referrals(Sector.EMPLOYMENT, combine(referrals=state), TODAY)
    assert (told.information, told.words, told.urgent) == (TOLD, WHY, True)


RECEIVED, ACCEPTED, STARTED = PartnerAnswer.RECEIVED, PartnerAnswer.ACCEPTED, PartnerAnswer.STARTED
OFF = PartnerAnswer.CANCELLATION_ACCEPTED


@pytest.mark.parametrize("standing", Standing)
def test_of_each_standing_of_its_request_it_is_told_the_step_when_help_starts_and_never_why(
    standing: Standing,
) -> None:
    told = [(one.answer, one.day, one.until) for one in answered(replace(MADE, standing=standing, why=WHY))]

    match standing:
        case Standing.VOIDED:
            assert told == []
        case Standing.ACCEPTED | Standing.WAITLISTED:
            assert told == [(ACCEPTED, TODAY, None)]
        case Standing.STARTED | Standing.CANCELLATION_REQUESTED:
            assert told == [(STARTED, TODAY, None)]
        case Standing.COMPLETED:
            assert told == [(PartnerAnswer.COMPLETED, None, IN_A_MONTH)]
        case Standing.DECLINED:
            assert told == [(PartnerAnswer.DECLINED, None, IN_A_MONTH)]
        case Standing.CANCELLED | Standing.CLOSED:
            assert told == [(OFF, None, IN_A_MONTH)]
        case _:
            assert told == [(RECEIVED, None, None)]


def test_what_became_of_a_request_is_told_until_thirty_days_after_its_end() -> None:
    over = replace(MADE, standing=Standing.DECLINED)

    assert len(answered(over, today=IN_A_MONTH)) == 1
    assert answered(over, today=IN_A_MONTH + timedelta(days=1)) == ()


def test_a_referral_that_was_made_of_no_request_answers_none() -> None:
    assert answered(replace(MADE, request=None)) == ()


def next_to(one: ReferralStanding, number: int, **changed: Any) -> tuple[ReferralStanding, ReferralStanding]:
    """It passed on, and the one after it."""
    after = replace(one, id=UUID(int=number), request=None, follows=one.id, submitted_at=MONDAY, **changed)
    return replace(one, standing=Standing.REDIRECTED, successor=after.id), after


def test_the_last_of_those_that_a_request_was_passed_on_to_answers_it() -> None:
    first, second = next_to(MADE, 2)
    second, third = next_to(second, 3, standing=Standing.ACCEPTED, from_sector=SOCIAL)

    assert [one.answer for one in answered(first, second, third)] == [ACCEPTED]
    assert [one.answer for one in answered(first)] == [RECEIVED]


def test_a_request_that_was_passed_on_to_the_region_is_not_ours_whatever_the_region_says() -> None:
    for standing in Standing:
        first, second = next_to(MADE, 2, to_sector=REGION, standing=standing)
        [told] = answered(first, second)
        assert (told.answer, told.day, told.until) == (PartnerAnswer.NOT_OURS, None, IN_A_MONTH)


def test_referrals_that_were_passed_on_in_a_circle_are_answered_all_the_same() -> None:
    first, second = next_to(MADE, 2)

    assert len(answered(first, replace(second, standing=Standing.REDIRECTED, successor=first.id))) == 1


def test_of_two_referrals_made_of_one_request_the_newest_that_was_no_mistake_answers() -> None:
    newer = replace(MADE, id=UUID(int=2), submitted_at=MONDAY, standing=Standing.ACCEPTED)

    assert [one.answer for one in answered(MADE, newer)] == [ACCEPTED]
    assert [one.answer for one in answered(MADE, replace(newer, standing=Standing.VOIDED))] == [RECEIVED]


def told_with(*kinds: DataClass, standings: tuple[ReferralStanding, ...]) -> Disclosure:
    given = Consent(UUID(int=9), LegalBasis.RSL_11A_1, kinds, SOCIAL, (EMPLOYMENT,), date(2027, 5, 1), MONDAY)
    whole = replace(view(*standings), citizen=CitizenState(WHO, (given,)))
    return disclose(whole, Receiver.JOBCENTER, JULY, TODAY, OURS)


def test_only_a_consent_that_names_referrals_and_identity_opens_them() -> None:
    both = told_with(DataClass.IDENTITY, DataClass.REFERRAL, standings=(ASKED,))
    alone = told_with(DataClass.REFERRAL, standings=(ASKED,))
    other = told_with(DataClass.IDENTITY, DataClass.CONTACT_HOLD, standings=(ASKED,))

    assert len(both.told["referrals"]) == 1
    assert not alone.shares
    assert other.told["referrals"] == other.told["requests"] == ()


@pytest.mark.parametrize(
    "over", [replace(ASKED, standing=Standing.CLOSED), replace(MADE, standing=Standing.DECLINED)]
)
def test_the_end_of_one_is_not_the_end_of_the_rest_and_brings_a_newer_disclosure(
    over: ReferralStanding,
) -> None:
    disclosure = told_with(
        DataClass.IDENTITY, DataClass.REFERRAL, standings=(over, replace(ASKED, id=UUID(int=2)))
    )

    assert disclosure.until == date(2027, 5, 1)
    assert disclosure.changes_on == IN_A_MONTH + timedelta(days=1)
