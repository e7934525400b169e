"""What a hospital asks for in a message becomes a referral by a person's act, once, and is answered there."""

from datetime import date
from uuid import UUID

import pytest

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.citizen import DeathSource
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.overview.domain.disclosed_referrals import requests
from samspil.overview.domain.referral_state import fold_referral
from samspil.overview.domain.view import combine
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.citizen_file import CitizenIsDead, NotRegistered
from samspil.referral.domain.receive import receive
from samspil.referral.domain.referral import Referral, Staff, State
from samspil.referral.domain.register import Registration
from samspil.referral.domain.transition import Transition
from samspil.referral.handlers.change_referral import change_referral
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.refer_message import AlreadyReferred, refer_message
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.testkit.builders import CITIZEN, RULES, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

WANTED = Registration(
    sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85, Transition.YOUTH_PSYCHIATRY
)
THREAD = UUID(int=77)
READER = "staff-3"
VISITATOR = Staff("staff-9", frozenset({"VISITATION-1"}), decides=True)


@pytest.fixture
async def tx() -> ReferralTransaction:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)
    return tx


def asked(
    tx: ReferralTransaction, basis: LegalBasis = LegalBasis.SEL_85, priority: Priority = Priority.ROUTINE
) -> Referral:
    return refer_message(tx, THREAD, priority, sealed("words"), basis, READER, RULES)


async def test_it_comes_from_the_region_to_the_one_way_in_and_names_its_thread_and_who_entered_it(
    tx: ReferralTransaction,
) -> None:
    made = asked(tx, priority=Priority.URGENT)

    assert (made.from_sector, made.to_sector, made.to_unit) == (Sector.REGION, Sector.SOCIAL, "VISITATION-1")
    fact = said(tx)[-1].data
    assert isinstance(fact, ReferralSubmitted)
    assert (fact.request, fact.entered_by, fact.author) == (THREAD, READER, "region")
    assert fact.priority is Priority.URGENT


async def test_of_one_thread_it_becomes_one_referral_also_when_that_one_is_over(
    tx: ReferralTransaction,
) -> None:
    asked(tx)
    with pytest.raises(AlreadyReferred):
        asked(tx)


async def test_only_help_can_be_asked_for_and_only_of_who_is_known_and_lives(tx: ReferralTransaction) -> None:
    with pytest.raises(LawWithoutHelp):
        asked(tx, LegalBasis.SUL_43_1)
    record_death(tx, None, date(2026, 11, 20), DeathSource.RELATIVES, None, Staff(READER, frozenset()))
    with pytest.raises(CitizenIsDead):
        asked(tx)
    with pytest.raises(NotRegistered):
        asked(await in_memory(ReferralTransaction))


async def test_the_region_is_told_in_that_thread_what_became_of_it(tx: ReferralTransaction) -> None:
    made = asked(tx)
    change_referral(tx, made.id, None, lambda it, now: receive(it, VISITATOR, now))
    folded = None
    for event in said(tx):
        if event.type.startswith("referral."):
            folded = fold_referral(folded, event)

    [told] = requests(Sector.REGION, combine(referrals=folded), date(2026, 11, 30))

    assert (told.request_id, told.answer) == (THREAD, PartnerAnswer.RECEIVED)
    assert requests(Sector.EMPLOYMENT, combine(referrals=folded), date(2026, 11, 30)) == ()
    assert tx.referrals.of(CITIZEN)[made.id].state is State.RECEIVED
