"""What may be decided about a citizen's file and its referrals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.citizen_file import CitizenFile, NotRegistered, require_file
from samspil.referral.domain.referral import Referral, State, UnknownReferral, require_referral
from samspil.referral.domain.register import Registration, register
from samspil.referral.domain.submit import (
    NotGivenThere,
    UnitIsClosed,
    UnknownUnit,
    submit,
)
from samspil.referral.domain.transition import Transition
from samspil.testkit.builders import MONDAY, RULES, sealed, submission
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.working_days import is_working_day

REGISTRATION = Registration(sealed("name"), sealed("cpr"), "101", "staff-1", LegalBasis.SEL_85)


def test_registering_opens_a_file_with_all_that_was_told_and_says_so_once() -> None:
    told = replace(REGISTRATION, transition=Transition.ADULT_LIFE)

    file, facts = register(None, told, MONDAY)
    again, nothing = register(file, replace(told, by="staff-2"), MONDAY + timedelta(days=1))

    assert file == CitizenFile(
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
    file, _ = register(None, REGISTRATION, MONDAY)

    assert require_file(file) is file
    with pytest.raises(NotRegistered):
        require_file(None)


def test_submitting_keeps_and_says_what_was_asked() -> None:
    wanted = submission(
        from_sector=Sector.REGION, priority=Priority.URGENT, basis=LegalBasis.SEL_107, author="me"
    )

    referral, facts = submit(wanted, RULES, MONDAY)

    assert referral == Referral(
        id=wanted.id,
        state=State.SUBMITTED,
        from_sector=Sector.REGION,
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.URGENT,
        words=wanted.words,
        basis=LegalBasis.SEL_107,
        author="me",
        answer_by=date(2026, 11, 25),
        submitted_at=MONDAY,
    )
    assert facts == (
        ReferralSubmitted(
            referral_id=wanted.id,
            from_sector=Sector.REGION,
            to_sector=Sector.SOCIAL,
            to_unit="VISITATION-1",
            priority=Priority.URGENT,
            words=wanted.words,
            basis=LegalBasis.SEL_107,
            author="me",
            answer_by=date(2026, 11, 25),
            occurred_at=MONDAY,
        ),
    )


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    priority_and_days=st.sampled_from([(Priority.ROUTINE, 10), (Priority.URGENT, 2)]),
)
def test_an_answer_is_owed_on_the_last_of_the_working_days_after_the_submission(
    moment: datetime, priority_and_days: tuple[Priority, int]
) -> None:
    priority, days = priority_and_days
    last = submit(submission(priority=priority), RULES, moment)[0].answer_by

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
        # Over the Friday that was store bededag until 2023, and is a working day since.
        (datetime(2027, 4, 21, 12, tzinfo=UTC), date(2027, 5, 5), date(2027, 4, 23)),
        # Within the hour that the clocks leave out, and within both that they count twice.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), date(2027, 4, 12), date(2027, 3, 31)),
        (datetime(2027, 3, 28, 1, 1, tzinfo=UTC), date(2027, 4, 12), date(2027, 3, 31)),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), date(2027, 11, 12), date(2027, 11, 2)),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), date(2027, 11, 12), date(2027, 11, 2)),
    ],
)
def test_the_day_of_an_answer_as_the_calendar_on_the_wall_has_it(
    submitted_at: datetime, routine: date, urgent: date
) -> None:
    days = [
        submit(submission(priority=priority), RULES, submitted_at)[0].answer_by
        for priority in (Priority.ROUTINE, Priority.URGENT)
    ]

    assert days == [routine, urgent]


def test_of_several_referrals_the_one_is_found_and_one_that_is_not_there_is_not() -> None:
    first, second = (submit(submission(), RULES, MONDAY)[0] for _ in range(2))
    referrals = {one.id: one for one in (first, second)}

    assert require_referral(referrals, second.id) is second
    with pytest.raises(UnknownReferral):
        require_referral(referrals, uuid4())


@pytest.mark.parametrize(
    ("unit", "basis", "refusal"),
    [
        ("NOWHERE-1", "sel-85", UnknownUnit),
        ("REGION-1", "sel-85", NotGivenThere),
        ("JOB-1", "sel-85", NotGivenThere),
        ("VISITATION-1", "lab", NotGivenThere),
        ("VISITATION-1", "sel-82a", NotGivenThere),
        ("BOTILBUD-1", "sel-107", UnitIsClosed),
    ],
)
def test_only_a_unit_that_is_known_and_open_is_asked_and_for_what_it_gives(
    unit: str, basis: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        submit(submission(to_unit=unit, basis=LegalBasis(basis)), RULES, MONDAY)


@pytest.mark.parametrize(
    ("unit", "basis", "sector", "needs_decision"),
    [
        ("VISITATION-1", "sel-83", Sector.SOCIAL, True),
        ("VAERESTED-1", "sel-82a", Sector.SOCIAL, False),
        ("JOB-1", "lab", Sector.EMPLOYMENT, False),
        ("REGION-1", "sul", Sector.REGION, False),
    ],
)
def test_the_unit_says_whose_it_is_and_the_catalogue_whether_a_decision_grants_the_help(
    unit: str, basis: str, sector: Sector, needs_decision: bool
) -> None:
    referral, (fact,) = submit(submission(to_unit=unit, basis=LegalBasis(basis)), RULES, MONDAY)

    assert (referral.to_sector, referral.needs_decision) == (sector, needs_decision)
    assert (fact.to_sector, fact.needs_decision) == (sector, needs_decision)
