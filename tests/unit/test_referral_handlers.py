"""What each verb of the referral service saves, says in whose case, and asks the clock to look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from samspil.contracts.citizen import CitizenConsentGiven, CitizenConsentWithdrawn, CitizenRegistered
from samspil.contracts.referral import (
    Priority,
    ReferralAccepted,
    ReferralCancelled,
    ReferralReceived,
    ReferralSubmitted,
    ReferralUnanswered,
)
from samspil.ledger.say import Cause
from samspil.referral.api.clock import DUE
from samspil.referral.domain.citizen_file import NotRegistered, StaleVersion
from samspil.referral.domain.give_consent import Agreement
from samspil.referral.domain.referral import Answerer, State
from samspil.referral.domain.register import Registration
from samspil.referral.domain.submit import Submission
from samspil.referral.domain.transition import Transition
from samspil.referral.handlers.accept_referral import accept_referral
from samspil.referral.handlers.cancel_referral import cancel_referral
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.receive_referral import receive_referral
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.handlers.withdraw_consent import withdraw_consent
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.in_memory import in_memory, marked, said
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

CAUSE = Cause(UUID(int=1), UUID(int=2))
WANTED = Registration(
    sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85, Transition.YOUTH_PSYCHIATRY
)
ASKED = Submission(
    id=UUID(int=3),
    from_sector=Sector.REGION,
    to_sector=Sector.SOCIAL,
    to_unit="VISITATION-1",
    priority=Priority.URGENT,
    words=sealed(),
    basis=LegalBasis.SEL_85,
    author="author",
)
OTHER = replace(ASKED, id=UUID(int=4))
VISITATOR = Answerer("visitator", Sector.SOCIAL)
AGREED = Agreement(
    id=UUID(int=5),
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.IDENTITY,),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT,),
    case=ASKED.id,
    until=date(2027, 1, 1),
    recorded_by="staff",
)


@pytest.fixture
async def tx() -> ReferralTransaction:
    """A citizen with a file and two referrals that were submitted just now; the version is 3."""
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, CITIZEN, WANTED, CAUSE)
    for asked in (ASKED, OTHER):
        submit_referral(tx, CITIZEN, asked, None, CAUSE)
    return tx


def versions(tx: ReferralTransaction) -> int:
    file = tx.files.of(CITIZEN)
    assert file is not None
    return file.version


def states(tx: ReferralTransaction) -> list[State]:
    return [one.state for one in (tx.referrals.of(CITIZEN) or {}).values()]


def last_said(tx: ReferralTransaction) -> tuple[Any, UUID, UUID | None]:
    event = said(tx)[-1]
    return event.data, event.correlationid, event.causationid


async def test_a_registration_is_kept_and_said_once_with_its_cause() -> None:
    tx = await in_memory(ReferralTransaction)

    file, opened = register_citizen(tx, CITIZEN, WANTED, CAUSE)
    again, opened_again = register_citizen(tx, CITIZEN, replace(WANTED, by="other"), CAUSE)

    assert (opened, opened_again) == (True, False)
    assert file == again == tx.files.of(CITIZEN)
    assert (file.registered_by, file.registered_at, file.transition) == (
        "staff",
        MONDAY,
        Transition.YOUTH_PSYCHIATRY,
    )
    fact = CitizenRegistered(
        name=WANTED.name,
        cpr=WANTED.cpr,
        acting_municipality="101",
        registered_by="staff",
        basis=LegalBasis.SEL_85,
        occurred_at=MONDAY,
    )
    assert [(one.data, one.correlationid, one.causationid) for one in said(tx)] == [
        (fact, CAUSE.case, CAUSE.before)
    ]


async def test_a_submission_is_kept_and_said_with_its_cause_and_looked_at_when_its_last_day_is_over() -> None:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, CITIZEN, WANTED, CAUSE)

    file, referral = submit_referral(tx, CITIZEN, ASKED, 1, CAUSE)

    assert (tx.files.of(CITIZEN), tx.referrals.of(CITIZEN)) == (file, {ASKED.id: referral})
    fact = ReferralSubmitted(
        referral_id=ASKED.id,
        from_sector=Sector.REGION,
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.URGENT,
        words=ASKED.words,
        basis=LegalBasis.SEL_85,
        author="author",
        answer_by=date(2026, 11, 25),
        occurred_at=MONDAY,
    )
    assert last_said(tx) == (fact, CAUSE.case, CAUSE.before)
    # 26 November begins in Denmark an hour before it does in Greenwich.
    assert marked(tx) == {f"answer:{ASKED.id}": datetime(2026, 11, 25, 23, tzinfo=UTC)}


async def test_the_clock_says_once_that_the_answer_is_missing_and_only_of_that_referral(
    tx: ReferralTransaction,
) -> None:
    what, at = f"answer:{ASKED.id}", marked(tx)[f"answer:{ASKED.id}"]
    step, _, item = what.partition(":")
    before = len(said(tx))

    tx.now = at - timedelta(microseconds=1)
    assert DUE[step](tx, CITIZEN, item) is None
    assert (states(tx), len(said(tx))) == ([State.SUBMITTED, State.SUBMITTED], before)

    tx.now = at
    assert DUE[step](tx, CITIZEN, item) is None
    assert DUE[step](tx, CITIZEN, item) is None
    assert states(tx) == [State.UNANSWERED, State.SUBMITTED]
    fact = ReferralUnanswered(referral_id=ASKED.id, answer_by=date(2026, 11, 25), occurred_at=at)
    assert last_said(tx) == (fact, ASKED.id, None)
    assert len(said(tx)) == before + 1


async def test_receiving_is_kept_and_said_in_the_referrals_own_case_and_moves_no_day(
    tx: ReferralTransaction,
) -> None:
    before = marked(tx)

    file, referral = receive_referral(tx, CITIZEN, ASKED.id, VISITATOR, 3)

    assert (file, referral) == (tx.files.of(CITIZEN), (tx.referrals.of(CITIZEN) or {})[ASKED.id])
    assert (versions(tx), states(tx)) == (4, [State.RECEIVED, State.SUBMITTED])
    fact = ReferralReceived(referral_id=ASKED.id, received_by="visitator", occurred_at=MONDAY)
    assert last_said(tx) == (fact, ASKED.id, None)
    assert marked(tx) == before


async def test_an_acceptance_is_kept_and_said_in_the_referrals_own_case(tx: ReferralTransaction) -> None:
    receive_referral(tx, CITIZEN, ASKED.id, VISITATOR, 3)
    starts_on = date(2026, 12, 1)

    file, referral = accept_referral(tx, CITIZEN, ASKED.id, VISITATOR, starts_on, 4)

    assert (file, referral) == (tx.files.of(CITIZEN), (tx.referrals.of(CITIZEN) or {})[ASKED.id])
    assert (versions(tx), states(tx)) == (5, [State.ACCEPTED, State.SUBMITTED])
    fact = ReferralAccepted(
        referral_id=ASKED.id, accepted_by="visitator", starts_on=starts_on, occurred_at=MONDAY
    )
    assert last_said(tx) == (fact, ASKED.id, None)


async def test_a_cancellation_is_kept_and_said_in_the_referrals_own_case(tx: ReferralTransaction) -> None:
    file = cancel_referral(tx, CITIZEN, ASKED.id, "author", 3)

    assert file == tx.files.of(CITIZEN)
    assert (versions(tx), states(tx)) == (4, [State.CANCELLED, State.SUBMITTED])
    fact = ReferralCancelled(referral_id=ASKED.id, cancelled_by="author", occurred_at=MONDAY)
    assert last_said(tx) == (fact, ASKED.id, None)


async def test_consents_stand_beside_each_other_and_one_is_withdrawn_in_the_case_it_was_given_for(
    tx: ReferralTransaction,
) -> None:
    second = replace(AGREED, id=UUID(int=6), case=OTHER.id)

    first_file = give_consent(tx, CITIZEN, AGREED, 3)
    given, case, before = last_said(tx)
    second_file = give_consent(tx, CITIZEN, second, 4)
    after = withdraw_consent(tx, CITIZEN, second.id, "withdrawer", 5)

    assert isinstance(given, CitizenConsentGiven)
    assert (given.consent_id, case, before) == (AGREED.id, ASKED.id, None)
    assert [one.version for one in (first_file, second_file, after)] == [4, 5, 6]
    assert versions(tx) == 6
    assert [one.withdrawn_at for one in (tx.consents.of(CITIZEN) or {}).values()] == [None, MONDAY]
    fact = CitizenConsentWithdrawn(consent_id=second.id, recorded_by="withdrawer", occurred_at=MONDAY)
    assert last_said(tx) == (fact, OTHER.id, None)


Verb = Callable[[ReferralTransaction, int | None], object]

VERBS: dict[str, Verb] = {
    "submit": lambda tx, seen: submit_referral(tx, CITIZEN, replace(ASKED, id=UUID(int=9)), seen, CAUSE),
    "receive": lambda tx, seen: receive_referral(tx, CITIZEN, OTHER.id, VISITATOR, seen),
    "accept": lambda tx, seen: accept_referral(tx, CITIZEN, ASKED.id, VISITATOR, date(2026, 12, 1), seen),
    "cancel": lambda tx, seen: cancel_referral(tx, CITIZEN, OTHER.id, "author", seen),
    "give": lambda tx, seen: give_consent(tx, CITIZEN, replace(AGREED, id=UUID(int=9)), seen),
    "withdraw": lambda tx, seen: withdraw_consent(tx, CITIZEN, AGREED.id, "staff", seen),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
async def test_whoever_saw_another_version_or_no_file_is_refused_and_nothing_is_said_or_kept(
    tx: ReferralTransaction, verb: Verb
) -> None:
    receive_referral(tx, CITIZEN, ASKED.id, VISITATOR, None)
    give_consent(tx, CITIZEN, AGREED, None)
    empty = await in_memory(ReferralTransaction)
    before = (len(said(tx)), versions(tx), states(tx), marked(tx))

    for seen in (4, 6):
        with pytest.raises(StaleVersion):
            verb(tx, seen)
    with pytest.raises(NotRegistered):
        verb(empty, None)

    assert (len(said(tx)), versions(tx), states(tx), marked(tx)) == before
    assert said(empty) == []
    verb(tx, 5)
    assert (len(said(tx)), versions(tx)) == (before[0] + 1, 6)
