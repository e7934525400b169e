"""What may be decided about a citizen's file and its referrals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.referral import Priority
from samspil.referral.domain.cancel import NotTheAuthor, cancel
from samspil.referral.domain.citizen_file import CitizenFile, NotRegistered, StaleVersion, require
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.domain.referral import NotOpen, Referrals, State, UnknownReferral
from samspil.referral.domain.register import Registration, register
from samspil.referral.domain.submit import ANSWER_WITHIN, Submission, answer_day, submit
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.copenhagen import danish_day, start_of
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


def test_registering_opens_a_file_and_says_so_once() -> None:
    file, facts = register(None, REGISTRATION, MONDAY)
    again, nothing = register(file, replace(REGISTRATION, by="staff-2"), MONDAY + timedelta(days=1))

    assert (file.version, len(facts)) == (1, 1)
    assert (again, nothing) == (file, ())


def test_nothing_is_decided_about_a_citizen_without_a_file() -> None:
    with pytest.raises(NotRegistered):
        require(None, None)


def test_a_writer_who_saw_an_older_version_is_refused() -> None:
    file, _ = submitted()

    with pytest.raises(StaleVersion):
        require(file, file.version - 1)
    assert require(file, file.version) is file


def test_submitting_says_what_was_asked_and_raises_the_version() -> None:
    wanted = asked()
    file, referrals, (fact,) = submit(registered(), {}, wanted, MONDAY)

    assert (fact.referral_id, fact.words, fact.answer_by) == (
        wanted.id,
        wanted.words,
        referrals[wanted.id].answer_by,
    )
    assert file.version == 2


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    priority=st.sampled_from(Priority),
)
def test_an_answer_is_owed_on_a_working_day_after_the_submission(
    moment: datetime, priority: Priority
) -> None:
    day = answer_day(priority, moment)

    assert is_working_day(day)
    assert (day - danish_day(moment)).days >= ANSWER_WITHIN[priority]


def test_an_answer_is_missed_on_the_first_day_after_its_last_and_only_once() -> None:
    _, referrals = submitted()
    (referral,) = referrals.values()
    midnight = start_of(referral.answer_by + timedelta(days=1))

    early, nothing = miss_answer(referrals, referral.id, midnight - timedelta(seconds=1))
    missed, (fact,) = miss_answer(referrals, referral.id, midnight)
    later, no_more = miss_answer(missed, referral.id, midnight + timedelta(days=1))

    assert (early, nothing) == (referrals, ())
    assert fact.answer_by == referral.answer_by
    assert missed[referral.id].state is State.UNANSWERED
    assert (later, no_more) == (missed, ())


@pytest.mark.parametrize("state", [State.SUBMITTED, State.UNANSWERED])
def test_an_author_takes_back_what_nobody_has_answered(state: State) -> None:
    file, referrals = submitted()
    (referral,) = referrals.values()
    waiting = {referral.id: replace(referral, state=state)}

    after, cancelled, (fact,) = cancel(file, waiting, referral.id, "staff-1", MONDAY)

    assert cancelled[referral.id].state is State.CANCELLED
    assert fact.cancelled_by == "staff-1"
    assert after.version == file.version + 1


def test_nobody_but_the_author_takes_a_referral_back() -> None:
    file, referrals = submitted(by="staff-1")

    with pytest.raises(NotTheAuthor):
        cancel(file, referrals, next(iter(referrals)), "staff-2", MONDAY)


def test_a_referral_is_taken_back_once() -> None:
    file, referrals = submitted()
    referral_id = next(iter(referrals))
    _, cancelled, _ = cancel(file, referrals, referral_id, "staff-1", MONDAY)

    with pytest.raises(NotOpen):
        cancel(file, cancelled, referral_id, "staff-1", MONDAY)


def test_an_unknown_referral_is_not_taken_back() -> None:
    with pytest.raises(UnknownReferral):
        cancel(registered(), {}, uuid4(), "staff-1", MONDAY)


def test_a_cancelled_referral_misses_no_answer() -> None:
    file, referrals = submitted()
    referral_id = next(iter(referrals))
    _, cancelled, _ = cancel(file, referrals, referral_id, "staff-1", MONDAY)

    assert miss_answer(cancelled, referral_id, MONDAY + timedelta(days=60)) == (cancelled, ())
