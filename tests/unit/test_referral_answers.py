"""Receiving, accepting and missing an answer: who may, when, and in which order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.referral import Priority, ReferralAccepted, ReferralReceived, ReferralUnanswered
from samspil.referral.domain import accept as accepting
from samspil.referral.domain import receive as receiving
from samspil.referral.domain.accept import accept
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.domain.receive import receive
from samspil.referral.domain.referral import (
    Answerer,
    AskedOfAnother,
    NotOpen,
    OwnReferral,
    Referrals,
    State,
    UnknownReferral,
)
from samspil.referral.domain.submit import Submission, submit
from samspil.vocabulary.legal_basis import LegalBasis
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


def submitted(to_sector: Sector = Sector.SOCIAL) -> tuple[CitizenFile, Referrals]:
    file = CitizenFile(
        version=1,
        name=PERSONAL,
        cpr=PERSONAL,
        acting_municipality="101",
        registered_by=AUTHOR.staff,
        basis=LegalBasis.SEL_85,
        registered_at=NOW,
    )
    asked = Submission(
        id=ID,
        from_sector=Sector.SOCIAL,
        to_sector=to_sector,
        to_unit="VISITATION-1",
        priority=Priority.ROUTINE,
        words=PERSONAL,
        basis=LegalBasis.SEL_85,
        author=AUTHOR.staff,
    )
    file, referrals, _ = submit(file, {}, asked, NOW)
    return file, referrals


def test_a_received_referral_is_accepted_with_the_day_on_which_help_starts() -> None:
    file, referrals = submitted()

    file, referrals, received = receive(file, referrals, ID, VISITATOR, NOW)
    file, referrals, accepted = accept(file, referrals, ID, VISITATOR, TODAY, NOW)

    assert received == (ReferralReceived(referral_id=ID, received_by="visitator", occurred_at=NOW),)
    assert accepted == (
        ReferralAccepted(referral_id=ID, accepted_by="visitator", starts_on=TODAY, occurred_at=NOW),
    )
    assert (referrals[ID].state, referrals[ID].starts_on, file.version) == (State.ACCEPTED, TODAY, 4)


def test_a_colleague_may_accept_what_another_received() -> None:
    file, referrals, _ = receive(*submitted(), ID, VISITATOR, NOW)

    _, referrals, _ = accept(file, referrals, ID, COLLEAGUE, TODAY, NOW)

    assert (referrals[ID].received_by, referrals[ID].accepted_by) == ("visitator", "colleague")


def test_the_author_neither_receives_nor_accepts() -> None:
    file, referrals = submitted()

    with pytest.raises(OwnReferral):
        receive(file, referrals, ID, AUTHOR, NOW)
    file, referrals, _ = receive(file, referrals, ID, VISITATOR, NOW)
    with pytest.raises(OwnReferral):
        accept(file, referrals, ID, AUTHOR, TODAY, NOW)


def test_what_another_party_was_asked_is_not_ours_to_answer() -> None:
    with pytest.raises(AskedOfAnother):
        receive(*submitted(Sector.REGION), ID, VISITATOR, NOW)


def test_nobody_answers_a_referral_that_is_not_there() -> None:
    with pytest.raises(UnknownReferral):
        receive(*submitted(), uuid4(), VISITATOR, NOW)


def test_nothing_is_accepted_before_it_was_received() -> None:
    with pytest.raises(accepting.NotReceived):
        accept(*submitted(), ID, VISITATOR, TODAY, NOW)


def test_nothing_is_received_or_accepted_twice() -> None:
    file, referrals, _ = receive(*submitted(), ID, VISITATOR, NOW)
    with pytest.raises(receiving.AlreadyReceived):
        receive(file, referrals, ID, COLLEAGUE, NOW)

    file, referrals, _ = accept(file, referrals, ID, VISITATOR, TODAY, NOW)
    with pytest.raises(NotOpen):
        accept(file, referrals, ID, COLLEAGUE, TODAY, NOW)
    with pytest.raises(NotOpen):
        receive(file, referrals, ID, COLLEAGUE, NOW)


def test_help_does_not_start_in_the_past() -> None:
    file, referrals, _ = receive(*submitted(), ID, VISITATOR, NOW)

    with pytest.raises(accepting.StartsInThePast):
        accept(file, referrals, ID, VISITATOR, TODAY - timedelta(days=1), NOW)


def test_a_received_referral_without_an_answer_in_time_is_unanswered_and_can_still_be_accepted() -> None:
    file, referrals, _ = receive(*submitted(), ID, VISITATOR, NOW)

    referrals, missed = miss_answer(referrals, ID, OVERDUE)
    _, accepted, _ = accept(file, referrals, ID, VISITATOR, OVERDUE.date(), OVERDUE)

    assert [type(fact) for fact in missed] == [ReferralUnanswered]
    assert referrals[ID].state is State.UNANSWERED
    assert accepted[ID].state is State.ACCEPTED


def test_receiving_an_overdue_referral_does_not_answer_it() -> None:
    file, referrals = submitted()
    referrals, _ = miss_answer(referrals, ID, OVERDUE)

    _, referrals, _ = receive(file, referrals, ID, VISITATOR, OVERDUE)

    assert (referrals[ID].state, referrals[ID].received_by) == (State.UNANSWERED, "visitator")


def test_an_accepted_referral_is_left_alone_when_its_day_passes() -> None:
    file, referrals, _ = receive(*submitted(), ID, VISITATOR, NOW)
    _, referrals, _ = accept(file, referrals, ID, VISITATOR, TODAY, NOW)

    assert miss_answer(referrals, ID, OVERDUE) == (referrals, ())


REFUSALS = (
    OwnReferral,
    receiving.AlreadyReceived,
    accepting.NotReceived,
    NotOpen,
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
    file, referrals = submitted()
    said: list[Any] = []
    for number, (verb, by) in enumerate(steps):
        now = NOW + timedelta(days=5 * number)
        before = file, referrals
        facts: tuple[Any, ...]
        try:
            if verb == "receive":
                file, referrals, facts = receive(file, referrals, ID, by, now)
            elif verb == "accept":
                file, referrals, facts = accept(file, referrals, ID, by, now.date(), now)
            else:
                referrals, facts = miss_answer(referrals, ID, now)
        except REFUSALS:
            assert (file, referrals) == before
            continue
        said += facts

    kinds = [type(fact) for fact in said]
    assert len(kinds) == len(set(kinds))
    assert file.version == 2 + sum(kind is not ReferralUnanswered for kind in kinds)
    if ReferralAccepted in kinds:
        accepted = kinds.index(ReferralAccepted)
        assert ReferralReceived in kinds[:accepted]
        assert kinds[accepted:] == [ReferralAccepted]
    assert AUTHOR.staff not in (referrals[ID].received_by, referrals[ID].accepted_by)
