"""A death that a hospital told and two people confirmed: what is open ends, and a mistake is undone."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from kept_in_memory import MemoryStore
from samspil.contracts import topics
from samspil.contracts.citizen import CitizenDeathRetracted, CitizenDied, DeathSource
from samspil.contracts.hospital import HospitalDeathReported, HospitalDeathRetracted
from samspil.contracts.referral import ClosingReason, ReferralClosed, ReferralSubmitted
from samspil.ledger.say import Cause
from samspil.referral.api.subscriptions import heard
from samspil.referral.domain.referral import Staff, State
from samspil.referral.domain.register import Registration
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, RULES, event, sealed, submission
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

REPORT = UUID(int=41)
DIED = HospitalDeathReported(
    report_id=REPORT,
    died_on=date(2026, 11, 22),
    confirmed_by=("one", "two"),
    basis=LegalBasis.RSL_12C,
    occurred_at=MONDAY,
)
LIVES = HospitalDeathRetracted(
    report_id=REPORT, confirmed_by="three", basis=LegalBasis.RSL_12C, occurred_at=MONDAY
)
HEARS = heard(RULES)[topics.HOSPITAL]


@pytest.fixture
async def tx() -> ReferralTransaction:
    """A citizen with a file and an open referral."""
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, Registration(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85))
    submit_referral(tx, submission(id=UUID(int=3)), RULES, LAW)
    return tx


def hears(tx: ReferralTransaction, *facts: HospitalDeathReported | HospitalDeathRetracted) -> list[object]:
    """What is said because of them."""
    before = len(said(tx))
    for fact in facts:
        HEARS[type(fact)](event(fact), tx)
    return [one.data for one in said(tx)[before:]]


async def test_a_reported_death_is_recorded_once_and_every_open_referral_ends(
    tx: ReferralTransaction,
) -> None:
    closed, died = hears(tx, DIED, DIED)

    assert isinstance(closed, ReferralClosed)
    assert closed.reason is ClosingReason.DEAD
    assert isinstance(died, CitizenDied)
    assert (died.died_on, died.source, died.recorded_by) == (DIED.died_on, DeathSource.HOSPITAL, "two")
    file = tx.files.of(CITIZEN)
    assert file is not None
    assert file.death is not None
    assert (file.death.report_id, file.death.closed) == (REPORT, (UUID(int=3),))


async def test_a_death_that_has_not_come_is_recorded_as_of_today(tx: ReferralTransaction) -> None:
    (_, died) = hears(tx, replace(DIED, died_on=danish_day(MONDAY) + timedelta(days=1)))

    assert isinstance(died, CitizenDied)
    assert died.died_on == danish_day(MONDAY)


async def test_its_retraction_asks_anew_for_what_ended_and_only_once(tx: ReferralTransaction) -> None:
    hears(tx, DIED)

    retracted, asked = hears(tx, LIVES, LIVES)

    assert isinstance(retracted, CitizenDeathRetracted)
    assert retracted.recorded_by == "three"
    assert isinstance(asked, ReferralSubmitted)
    states = [one.state for one in tx.referrals.of(CITIZEN).values()]
    assert states == [State.CLOSED, State.SUBMITTED]


async def test_a_death_that_a_person_recorded_stays_as_it_is_and_no_hospital_takes_it_back(
    tx: ReferralTransaction,
) -> None:
    record_death(tx, None, date(2026, 11, 20), DeathSource.HOSPITAL, None, Staff("staff"))
    assert hears(tx, DIED, LIVES) == []


async def test_a_retraction_of_another_report_takes_nothing_back(tx: ReferralTransaction) -> None:
    hears(tx, DIED)
    assert hears(tx, replace(LIVES, report_id=UUID(int=42))) == []


async def test_of_a_citizen_without_a_file_nothing_is_recorded() -> None:
    tx = await in_memory(ReferralTransaction)
    assert hears(tx, DIED, LIVES) == []


async def test_told_of_a_file_that_became_part_of_another_it_is_recorded_in_both() -> None:
    survivor = CitizenId(UUID(int=99))
    store = MemoryStore(ReferralTransaction, topics.CITIZEN)
    async with store.transaction([CITIZEN, survivor]) as tx:
        for citizen, other in ((CITIZEN, survivor), (survivor, CITIZEN)):
            tx.turn_to(citizen)
            register_citizen(
                tx, Registration(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85)
            )
            file = tx.files.of(citizen)
            assert file is not None
            merged = {"merged_into": other} if citizen == CITIZEN else {"absorbed": (other,)}
            tx.keep(tx.files, replace(file, **merged), caused_by=Cause(case=citizen))

    for fact, is_dead in ((DIED, True), (LIVES, False)):
        async with store.transaction([survivor, CITIZEN]) as tx:
            tx.turn_to(CITIZEN)
            HEARS[type(fact)](event(fact), tx)
            assert tx.citizen == CITIZEN
            for citizen in (CITIZEN, survivor):
                tx.turn_to(citizen)
                file = tx.files.of(citizen)
                assert file is not None
                assert (file.death is not None) is is_dead
