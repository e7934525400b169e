"""What each verb of the referral service saves, says in whose case, and asks the clock to look at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from laws import JULY
from samspil.contracts.citizen import (
    CitizenConsentExpired,
    CitizenConsentGiven,
    CitizenConsentWithdrawn,
    CitizenRegistered,
)
from samspil.contracts.referral import (
    Escalation,
    Priority,
    ReferralAccepted,
    ReferralCancelled,
    ReferralReceived,
    ReferralSubmitted,
    ReferralUnanswered,
)
from samspil.ledger.versions import StaleVersion
from samspil.referral.api.clock import due
from samspil.referral.domain.accept import accept
from samspil.referral.domain.cancel import cancel
from samspil.referral.domain.citizen_file import NotRegistered
from samspil.referral.domain.receive import receive
from samspil.referral.domain.referral import Referral, Staff, State, UnknownReferral
from samspil.referral.domain.register import Registration
from samspil.referral.domain.transition import Transition
from samspil.referral.handlers.change_referral import change_referral
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.narrow_consent import narrow_consent
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.handlers.withdraw_consent import withdraw_consent
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import Rest
from samspil.rulebook.whole_consent import Agreement
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, RULES, sealed, submission
from samspil.testkit.in_memory import in_memory, marked, said
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

WANTED = Registration(
    sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85, Transition.YOUTH_PSYCHIATRY
)
ASKED = submission(id=UUID(int=3), from_sector=Sector.REGION, priority=Priority.URGENT, author="author")
OTHER = replace(ASKED, id=UUID(int=4))
VISITATOR = Staff("visitator", frozenset({"VISITATION-1"}), decides=True)
AUTHOR = Staff("author")
DUE = due(RULES)
CONSENT = UUID(int=5)
AGREED = Agreement(
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.IDENTITY,),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT,),
    case=ASKED.id,
    until=date(2027, 1, 1),
)


@pytest.fixture
async def tx() -> ReferralTransaction:
    """A citizen with a file and two referrals that were submitted just now."""
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)
    for asked in (ASKED, OTHER):
        submit_referral(tx, asked, RULES, LAW)
    return tx


def receiving(tx: ReferralTransaction, referral: UUID, seen: int | None = None) -> Referral:
    return change_referral(tx, referral, seen, lambda it, now: receive(it, VISITATOR, now))


def accepting(
    tx: ReferralTransaction, referral: UUID, starts_on: date = date(2026, 12, 1), seen: int | None = None
) -> Referral:
    return change_referral(tx, referral, seen, lambda it, now: accept(it, VISITATOR, starts_on, now))


def cancelling(tx: ReferralTransaction, referral: UUID, seen: int | None = None) -> Referral:
    return change_referral(tx, referral, seen, lambda it, now: cancel(it, AUTHOR, now))


def states(tx: ReferralTransaction) -> list[State]:
    return [one.state for one in tx.referrals.of(CITIZEN).values()]


def versions(tx: ReferralTransaction) -> list[int]:
    """Of the referrals and of the consents."""
    referrals, consents = tx.referrals.of(CITIZEN).values(), tx.consents.of(CITIZEN).values()
    return [one.version for one in referrals] + [one.version for one in consents]


def last_said(tx: ReferralTransaction) -> tuple[Any, UUID, UUID | None]:
    event = said(tx)[-1]
    return event.data, event.correlationid, event.causationid


async def test_a_registration_is_kept_and_said_once_in_the_citizens_own_case() -> None:
    tx = await in_memory(ReferralTransaction)

    file, opened = register_citizen(tx, WANTED)
    again, opened_again = register_citizen(tx, replace(WANTED, by="other"))

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
    assert [(one.data, one.correlationid, one.causationid) for one in said(tx)] == [(fact, CITIZEN, None)]
    assert file.version == 1


async def test_a_submission_is_kept_said_in_its_own_case_and_looked_at_when_its_last_day_is_over() -> None:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)

    referral = submit_referral(tx, ASKED, RULES, LAW)

    assert tx.referrals.of(CITIZEN) == {ASKED.id: referral}
    assert referral.version == 1
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
    assert last_said(tx) == (fact, ASKED.id, None)
    # 26 November begins in Denmark an hour before it does in Greenwich.
    assert marked(tx) == {f"answer:{ASKED.id}": datetime(2026, 11, 25, 23, tzinfo=UTC)}


async def test_the_clock_says_once_that_the_answer_is_missing_and_only_of_that_referral(
    tx: ReferralTransaction,
) -> None:
    what, at = f"answer:{ASKED.id}", marked(tx)[f"answer:{ASKED.id}"]
    step, _, item = what.partition(":")
    before = len(said(tx))

    tx.now = at - timedelta(microseconds=1)
    assert DUE[step](tx, CITIZEN, item) == at
    assert (states(tx), len(said(tx))) == ([State.SUBMITTED, State.SUBMITTED], before)

    tx.now = at
    assert DUE[step](tx, CITIZEN, item) is None
    assert DUE[step](tx, CITIZEN, item) is None
    assert [one.overdue for one in tx.referrals.of(CITIZEN).values()] == [True, False]
    fact = ReferralUnanswered(
        referral_id=ASKED.id,
        answer_by=date(2026, 11, 25),
        escalation=Escalation.LEADER,
        occurred_at=at,
    )
    assert last_said(tx) == (fact, ASKED.id, None)
    assert (len(said(tx)), versions(tx)) == (before + 1, [3, 2])


async def test_receiving_is_kept_and_said_in_the_referrals_own_case_and_moves_no_day(
    tx: ReferralTransaction,
) -> None:
    before = marked(tx)

    referral = receiving(tx, ASKED.id)

    assert referral == tx.referrals.of(CITIZEN)[ASKED.id]
    assert (versions(tx), states(tx)) == ([3, 2], [State.RECEIVED, State.SUBMITTED])
    fact = ReferralReceived(referral_id=ASKED.id, received_by="visitator", occurred_at=MONDAY)
    assert last_said(tx) == (fact, ASKED.id, None)
    assert marked(tx) == before


async def test_an_acceptance_is_kept_and_said_in_the_referrals_own_case(tx: ReferralTransaction) -> None:
    receiving(tx, ASKED.id)
    starts_on = date(2026, 12, 1)

    referral = accepting(tx, ASKED.id, starts_on)

    assert referral == tx.referrals.of(CITIZEN)[ASKED.id]
    assert (versions(tx), states(tx)) == ([4, 2], [State.ACCEPTED, State.SUBMITTED])
    fact = ReferralAccepted(
        referral_id=ASKED.id, accepted_by="visitator", starts_on=starts_on, occurred_at=MONDAY
    )
    assert last_said(tx) == (fact, ASKED.id, None)


async def test_a_cancellation_is_kept_and_said_in_the_referrals_own_case(tx: ReferralTransaction) -> None:
    referral = cancelling(tx, ASKED.id)

    assert referral == tx.referrals.of(CITIZEN)[ASKED.id]
    assert (versions(tx), states(tx)) == ([3, 2], [State.CANCELLED, State.SUBMITTED])
    fact = ReferralCancelled(referral_id=ASKED.id, cancelled_by="author", occurred_at=MONDAY)
    assert last_said(tx) == (fact, ASKED.id, None)


async def test_consents_stand_beside_each_other_and_one_is_withdrawn_in_the_case_it_was_given_for(
    tx: ReferralTransaction,
) -> None:
    second = UUID(int=6)

    first_version = give_consent(tx, CONSENT, AGREED, "staff", JULY).version
    given, case, before = last_said(tx)
    second_version = give_consent(tx, second, replace(AGREED, case=OTHER.id), "staff", JULY).version
    after = withdraw_consent(tx, second, "withdrawer")

    assert isinstance(given, CitizenConsentGiven)
    assert (given.consent_id, case, before) == (CONSENT, ASKED.id, None)
    assert (first_version, second_version, after.version) == (2, 3, 4)
    assert versions(tx) == [1, 2, 2, 4]
    assert [one.withdrawn_at for one in tx.consents.of(CITIZEN).values()] == [None, MONDAY]
    fact = CitizenConsentWithdrawn(consent_id=second, recorded_by="withdrawer", occurred_at=MONDAY)
    assert last_said(tx) == (fact, OTHER.id, None)


REST = Rest((DataClass.IDENTITY,), (Sector.EMPLOYMENT,), date(2026, 12, 1))
MIDNIGHT = start_of(date(2026, 12, 2))


async def test_the_clock_says_once_that_a_consent_is_over_and_a_narrowed_one_is_over_earlier(
    tx: ReferralTransaction,
) -> None:
    given = give_consent(tx, CONSENT, AGREED, "staff", JULY)
    assert marked(tx)[f"consent:{CONSENT}"] == start_of(date(2027, 1, 2))
    with pytest.raises(StaleVersion):
        narrow_consent(tx, CONSENT, given.version - 1, REST, "staff")
    narrow_consent(tx, CONSENT, given.version, REST, "staff")
    assert marked(tx)[f"consent:{CONSENT}"] == MIDNIGHT

    expire = DUE["consent"]
    assert expire(tx, CITIZEN, str(CONSENT)) == MIDNIGHT
    tx.now = MIDNIGHT
    assert [expire(tx, CITIZEN, str(one)) for one in (CONSENT, CONSENT, UUID(int=9))] == [None] * 3

    fact = CitizenConsentExpired(consent_id=CONSENT, occurred_at=MIDNIGHT)
    assert last_said(tx) == (fact, ASKED.id, None)
    assert [type(one.data) for one in said(tx)].count(CitizenConsentExpired) == 1
    assert tx.consents.of(CITIZEN)[CONSENT].expired_at == MIDNIGHT


async def test_a_withdrawal_needs_nothing_of_the_citizen_but_the_consent(tx: ReferralTransaction) -> None:
    give_consent(tx, CONSENT, AGREED, "staff", JULY)
    tx.files.of = tx.referrals.of = None  # type: ignore[method-assign,assignment]

    assert withdraw_consent(tx, CONSENT, "staff").withdrawn_at == MONDAY


Change = Callable[[ReferralTransaction, UUID, int | None], object]

CHANGES: dict[str, Change] = {
    "receive": receiving,
    "accept": lambda tx, referral, seen: accepting(tx, referral, seen=seen),
    "cancel": cancelling,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_whoever_saw_another_version_of_that_referral_is_refused_and_nothing_is_said_or_kept(
    tx: ReferralTransaction, change: Change
) -> None:
    if change is not receiving:
        receiving(tx, ASKED.id)
    version = tx.referrals.of(CITIZEN)[ASKED.id].version
    before = (len(said(tx)), versions(tx), states(tx), marked(tx))

    for seen in (version - 1, version + 1):
        with pytest.raises(StaleVersion):
            change(tx, ASKED.id, seen)
    with pytest.raises(UnknownReferral):
        change(tx, UUID(int=9), version)

    assert (len(said(tx)), versions(tx), states(tx), marked(tx)) == before
    change(tx, ASKED.id, version)
    assert len(said(tx)) == before[0] + 1


async def test_people_who_work_on_two_referrals_of_one_citizen_do_not_refuse_each_other(
    tx: ReferralTransaction,
) -> None:
    seen = {one.id: one.version for one in tx.referrals.of(CITIZEN).values()}

    receiving(tx, ASKED.id, seen[ASKED.id])
    receiving(tx, OTHER.id, seen[OTHER.id])

    assert states(tx) == [State.RECEIVED, State.RECEIVED]


Verb = Callable[[ReferralTransaction], object]

VERBS: dict[str, Verb] = {
    "submit": lambda tx: submit_referral(tx, ASKED, RULES, LAW),
    "change": lambda tx: receiving(tx, ASKED.id),
    "give": lambda tx: give_consent(tx, CONSENT, AGREED, "staff", JULY),
    "withdraw": lambda tx: withdraw_consent(tx, CONSENT, "staff"),
    "narrow": lambda tx: narrow_consent(tx, CONSENT, None, REST, "staff"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
async def test_nothing_is_said_of_a_citizen_without_a_file(verb: Verb) -> None:
    empty = await in_memory(ReferralTransaction)

    with pytest.raises(NotRegistered):
        verb(empty)

    assert said(empty) == []
    assert marked(empty) == {}
