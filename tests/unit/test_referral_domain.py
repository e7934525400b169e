"""What may be decided about a citizen's file and its referrals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.cancel import cancel
from samspil.referral.domain.citizen_file import CitizenFile, NotRegistered, StaleVersion, require
from samspil.referral.domain.referral import Referral, Referrals, State, UnknownReferral
from samspil.referral.domain.register import Registration, register
from samspil.referral.domain.submit import Submission, answer_day, submit
from samspil.referral.domain.transition import Transition
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.working_days import is_working_day

REGISTRATION = Registration(sealed("name"), sealed("cpr"), "101", "staff-1", LegalBasis.SEL_85)


def registered() -> CitizenFile:
    return register(None, REGISTRATION, MONDAY)[0]


def asked(author: str = "staff-1", priority: Priority = Priority.ROUTINE) -> Submission:
    return Submission(
        uuid4(), Sector.SOCIAL, Sector.SOCIAL, "VISIT-1", priority, sealed(), LegalBasis.SEL_85, author
    )


def submitted(by: str = "staff-1") -> tuple[CitizenFile, Referrals]:
    file, referrals, _ = submit(registered(), {}, asked(by), MONDAY)
    return file, referrals


def test_registering_opens_a_file_with_all_that_was_told_and_says_so_once() -> None:
    told = replace(REGISTRATION, transition=Transition.ADULT_LIFE)

    file, facts = register(None, told, MONDAY)
    again, nothing = register(file, replace(told, by="staff-2"), MONDAY + timedelta(days=1))

    assert file == CitizenFile(
        version=1,
        name=told.name,
        cpr=told.cpr,
        acting_municipality="101",
        registered_by="staff-1",
        basis=LegalBasis.SEL_85,
        registered_at=MONDAY,
        transition=Transition.ADULT_LIFE,
    )
    assert facts == (
        CitizenRegistered(
            name=told.name,
            cpr=told.cpr,
            acting_municipality="101",
            registered_by="staff-1",
            basis=LegalBasis.SEL_85,
            occurred_at=MONDAY,
        ),
    )
    assert (again, nothing) == (file, ())


def test_nothing_is_decided_about_a_citizen_without_a_file() -> None:
    with pytest.raises(NotRegistered):
        require(None, None)


def test_a_writer_who_saw_another_version_is_refused_and_one_who_says_none_is_not() -> None:
    file, _ = submitted()

    with pytest.raises(StaleVersion):
        require(file, file.version - 1)
    with pytest.raises(StaleVersion):
        require(file, file.version + 1)
    assert require(file, file.version) is require(file, None) is file


def test_submitting_keeps_and_says_what_was_asked_beside_what_was_asked_before() -> None:
    before, earlier = submitted()
    wanted = Submission(
        uuid4(), Sector.REGION, Sector.SOCIAL, "VISIT-1", Priority.URGENT, sealed(), LegalBasis.SEL_107, "me"
    )

    file, referrals, facts = submit(before, earlier, wanted, MONDAY)

    kept = Referral(
        id=wanted.id,
        state=State.SUBMITTED,
        from_sector=Sector.REGION,
        to_sector=Sector.SOCIAL,
        to_unit="VISIT-1",
        priority=Priority.URGENT,
        words=wanted.words,
        basis=LegalBasis.SEL_107,
        author="me",
        answer_by=date(2026, 11, 25),
        submitted_at=MONDAY,
    )
    assert referrals == {**earlier, wanted.id: kept}
    assert facts == (
        ReferralSubmitted(
            referral_id=wanted.id,
            from_sector=Sector.REGION,
            to_sector=Sector.SOCIAL,
            to_unit="VISIT-1",
            priority=Priority.URGENT,
            words=wanted.words,
            basis=LegalBasis.SEL_107,
            author="me",
            answer_by=date(2026, 11, 25),
            occurred_at=MONDAY,
        ),
    )
    assert file == replace(before, version=3)


@settings(deadline=None)
@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    priority_and_days=st.sampled_from([(Priority.ROUTINE, 10), (Priority.URGENT, 2)]),
)
def test_an_answer_is_owed_on_the_last_of_the_working_days_after_the_submission(
    moment: datetime, priority_and_days: tuple[Priority, int]
) -> None:
    priority, days = priority_and_days
    last = answer_day(priority, moment)

    day, worked = danish_day(moment), 0
    while day < last:
        day += timedelta(days=1)
        worked += is_working_day(day)
    assert worked == days
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("submitted_at", "routine", "urgent"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 12, 7), date(2026, 11, 25)),
        # Half to and half past midnight in Denmark, in winter and in summer.
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), date(2026, 12, 7), date(2026, 11, 25)),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), date(2026, 12, 8), date(2026, 11, 26)),
        (datetime(2026, 8, 17, 21, 30, tzinfo=UTC), date(2026, 8, 31), date(2026, 8, 19)),
        (datetime(2026, 8, 17, 22, 30, tzinfo=UTC), date(2026, 9, 1), date(2026, 8, 20)),
        # A Friday, a Saturday and a Sunday; then over Christmas and New Year, and over Easter.
        (datetime(2026, 11, 20, 12, tzinfo=UTC), date(2026, 12, 4), date(2026, 11, 24)),
        (datetime(2026, 11, 21, 12, tzinfo=UTC), date(2026, 12, 4), date(2026, 11, 24)),
        (datetime(2026, 11, 22, 12, tzinfo=UTC), date(2026, 12, 4), date(2026, 11, 24)),
        (datetime(2026, 12, 16, 12, tzinfo=UTC), date(2027, 1, 4), date(2026, 12, 18)),
        (datetime(2026, 12, 23, 12, tzinfo=UTC), date(2027, 1, 11), date(2026, 12, 29)),
        (datetime(2027, 3, 24, 12, tzinfo=UTC), date(2027, 4, 12), date(2027, 3, 31)),
    ],
)
def test_the_day_of_an_answer_as_the_calendar_on_the_wall_has_it(
    submitted_at: datetime, routine: date, urgent: date
) -> None:
    days = [
        submit(registered(), {}, asked(priority=priority), submitted_at)[2][0].answer_by
        for priority in (Priority.ROUTINE, Priority.URGENT)
    ]

    assert days == [routine, urgent]


def test_an_unknown_referral_is_not_taken_back() -> None:
    with pytest.raises(UnknownReferral):
        cancel(registered(), {}, uuid4(), "staff-1", MONDAY)
