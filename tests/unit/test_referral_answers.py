"""Receiving, accepting and missing an answer: who may, when, and in which order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.referral import ReferralAccepted, ReferralReceived, ReferralUnanswered
from samspil.referral.domain import accept as accepting
from samspil.referral.domain import receive as receiving
from samspil.referral.domain.accept import accept
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.domain.receive import receive
from samspil.referral.domain.referral import (
    Answerer,
    AskedOfAnother,
    NotOpen,
    NotReceived,
    OwnReferral,
    Referral,
    State,
)
from samspil.referral.domain.submit import submit
from samspil.testkit.builders import submission
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OVERDUE = NOW + timedelta(days=30)
PERSONAL = Sealed.of(key_id=UUID(int=1), kind="name", token_id=UUID(int=2), box="A" * 40)
VISITATOR = Answerer("visitator", Sector.SOCIAL)
COLLEAGUE = Answerer("colleague", Sector.SOCIAL)
AUTHOR = Answerer("author", Sector.SOCIAL)
ID = UUID(int=3)


def submitted(to_sector: Sector = Sector.SOCIAL) -> Referral:
    asked = submission(id=ID, to_sector=to_sector, words=PERSONAL, author=AUTHOR.staff)
    return submit(asked, NOW)[0]


def received() -> Referral:
    return receive(submitted(), VISITATOR, NOW)[0]


def test_a_received_referral_is_accepted_with_the_day_on_which_help_starts() -> None:
    taken_in, said_first = receive(submitted(), VISITATOR, NOW)
    accepted, said_then = accept(taken_in, VISITATOR, TODAY, NOW)

    assert said_first == (ReferralReceived(referral_id=ID, received_by="visitator", occurred_at=NOW),)
    assert said_then == (
        ReferralAccepted(referral_id=ID, accepted_by="visitator", starts_on=TODAY, occurred_at=NOW),
    )
    assert (accepted.state, accepted.starts_on) == (State.ACCEPTED, TODAY)


def test_a_colleague_may_accept_what_another_received() -> None:
    accepted, _ = accept(received(), COLLEAGUE, TODAY, NOW)

    assert (accepted.received_by, accepted.accepted_by) == ("visitator", "colleague")


def test_the_author_neither_receives_nor_accepts() -> None:
    with pytest.raises(OwnReferral):
        receive(submitted(), AUTHOR, NOW)
    with pytest.raises(OwnReferral):
        accept(received(), AUTHOR, TODAY, NOW)


def test_what_another_party_was_asked_is_not_ours_to_answer() -> None:
    with pytest.raises(AskedOfAnother):
        receive(submitted(Sector.REGION), VISITATOR, NOW)


def test_nothing_is_accepted_before_it_was_received() -> None:
    with pytest.raises(NotReceived):
        accept(submitted(), VISITATOR, TODAY, NOW)


def test_nothing_is_received_or_accepted_twice() -> None:
    with pytest.raises(receiving.AlreadyReceived):
        receive(received(), COLLEAGUE, NOW)

    accepted, _ = accept(received(), VISITATOR, TODAY, NOW)
    with pytest.raises(NotOpen):
        accept(accepted, COLLEAGUE, TODAY, NOW)
    with pytest.raises(NotOpen):
        receive(accepted, COLLEAGUE, NOW)


def test_help_does_not_start_in_the_past() -> None:
    with pytest.raises(accepting.StartsInThePast):
        accept(received(), VISITATOR, TODAY - timedelta(days=1), NOW)


def test_a_received_referral_without_an_answer_in_time_is_unanswered_and_can_still_be_accepted() -> None:
    overdue, missed = miss_answer(received(), OVERDUE)
    accepted, _ = accept(overdue, VISITATOR, OVERDUE.date(), OVERDUE)

    assert [type(fact) for fact in missed] == [ReferralUnanswered]
    assert overdue.state is State.UNANSWERED
    assert accepted.state is State.ACCEPTED


def test_receiving_an_overdue_referral_does_not_answer_it() -> None:
    overdue, _ = miss_answer(submitted(), OVERDUE)

    taken_in, _ = receive(overdue, VISITATOR, OVERDUE)

    assert (taken_in.state, taken_in.received_by) == (State.UNANSWERED, "visitator")


def test_an_accepted_referral_is_left_alone_when_its_day_passes() -> None:
    accepted, _ = accept(received(), VISITATOR, TODAY, NOW)

    assert miss_answer(accepted, OVERDUE) == (accepted, ())


REFUSALS = (
    OwnReferral,
    receiving.AlreadyReceived,
    NotReceived,
    NotOpen,
    NotReceived,
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["receive", "accept", "miss"]), st.sampled_from([VISITATOR, COLLEAGUE, AUTHOR])
        ),
        max_size=12,
    )
)
def test_however_people_and_the_clock_come_each_thing_happens_once_and_never_by_the_author(
    steps: list[tuple[str, Answerer]],
) -> None:
    referral = submitted()
    said: list[Any] = []
    for number, (verb, by) in enumerate(steps):
        now = NOW + timedelta(days=5 * number)
        facts: tuple[Any, ...]
        try:
            if verb == "receive":
                referral, facts = receive(referral, by, now)
            elif verb == "accept":
                referral, facts = accept(referral, by, now.date(), now)
            else:
                referral, facts = miss_answer(referral, now)
        except REFUSALS:
            continue
        said += facts

    kinds = [type(fact) for fact in said]
    assert len(kinds) == len(set(kinds))
    if ReferralAccepted in kinds:
        accepted = kinds.index(ReferralAccepted)
        assert ReferralReceived in kinds[:accepted]
        assert kinds[accepted:] == [ReferralAccepted]
    assert AUTHOR.staff not in (referral.received_by, referral.accepted_by)
