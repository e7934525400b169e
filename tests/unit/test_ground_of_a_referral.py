"""What a referral to another party stands on: that they may have it, and that their answer may be read."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from laws import JULY
from samspil.referral.api.remedies import REMEDIES
from samspil.referral.api.routes.referrals import SubmitReferral
from samspil.referral.domain.ground import (
    WRONG_WITH_REFERRAL,
    AgreedForOverAYear,
    AgreedForTooLong,
    AgreedInThePast,
    NoGround,
    NotAgreedInWriting,
)
from samspil.referral.domain.register import Registration
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.whole_consent import Agreement
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, sealed, submission
from samspil.testkit.in_memory import in_memory
from samspil.testkit.newest_law import newest_law
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.field_errors import FieldError

WANTED = Registration(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85)
NEWEST = newest_law()
TODAY = MONDAY.date()
IN_A_MONTH = TODAY + timedelta(days=30)
TO = {
    "jobcenter": submission(id=UUID(int=3), to_unit="JOB-1", basis=LegalBasis.LAB),
    "region": submission(id=UUID(int=4), to_unit="REGION-1", basis=LegalBasis.SUL),
}
READ = {
    "jobcenter": (DataClass.REFERRAL,),
    "region": (DataClass.REFERRAL, DataClass.MESSAGE),
}
"""By whom was asked: what of theirs has to be read here, so that there is an answer."""
WRITTEN, ORAL = ConsentForm.WRITTEN, ConsentForm.ORAL


@pytest.fixture
async def tx() -> ReferralTransaction:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)
    submit_referral(tx, submission(id=UUID(int=2)), RULES, NEWEST)
    return tx


@pytest.mark.parametrize("whom", TO)
async def test_what_is_agreed_to_with_a_referral_lets_them_have_it_and_lets_their_answer_be_read(
    tx: ReferralTransaction, whom: str
) -> None:
    asked = submit_referral(tx, TO[whom], RULES, NEWEST, IN_A_MONTH, WRITTEN)

    given = tx.consents.of(CITIZEN).values()
    assert [(one.from_sector, one.to_sectors, one.kinds) for one in given] == [
        (Sector.SOCIAL, (asked.to_sector,), (DataClass.IDENTITY, DataClass.REFERRAL)),
        (asked.to_sector, (Sector.SOCIAL,), READ[whom]),
    ]
    assert {(one.case, one.until, one.form) for one in given} == {(asked.id, IN_A_MONTH, WRITTEN)}


@pytest.mark.parametrize("whom", TO)
async def test_nobody_is_asked_whose_answer_could_not_be_read(tx: ReferralTransaction, whom: str) -> None:
    partner = {"jobcenter": Sector.EMPLOYMENT, "region": Sector.REGION}[whom]

    def agrees(number: int, giver: Sector, taker: Sector, *kinds: DataClass) -> None:
        agreed = Agreement(None, kinds, giver, (taker,), UUID(int=2), IN_A_MONTH, WRITTEN)
        give_consent(tx, UUID(int=number), agreed, "staff", NEWEST)

    agrees(10, Sector.SOCIAL, partner, DataClass.IDENTITY, DataClass.REFERRAL)
    for number, kind in enumerate(READ[whom]):
        with pytest.raises(NoGround):
            submit_referral(tx, TO[whom], RULES, NEWEST)
        agrees(20 + number, partner, Sector.SOCIAL, kind)

    submit_referral(tx, TO[whom], RULES, NEWEST)


@pytest.mark.parametrize(
    ("whom", "until", "form", "refusal"),
    [
        ("region", IN_A_MONTH, ORAL, NotAgreedInWriting),
        ("region", IN_A_MONTH, None, NotAgreedInWriting),
        ("region", TODAY + timedelta(days=400), WRITTEN, AgreedForOverAYear),
        ("jobcenter", TODAY - timedelta(days=1), None, AgreedInThePast),
        ("jobcenter", TODAY + timedelta(days=2000), None, AgreedForTooLong),
    ],
)
async def test_what_is_wrong_with_it_is_said_of_the_fields_that_the_referral_has(
    tx: ReferralTransaction, whom: str, until: date, form: ConsentForm | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        submit_referral(tx, TO[whom], RULES, NEWEST, until, form)


def test_every_field_that_is_named_so_is_one_of_the_referrals() -> None:
    told = [REMEDIES[one] for one in WRONG_WITH_REFERRAL.values()]

    assert {one.pointer for one in told if isinstance(one, FieldError)} == {
        "#/consent_until",
        "#/consent_form",
    }
    assert {"consent_until", "consent_form"} <= SubmitReferral.model_fields.keys()


async def test_where_no_law_lets_them_answer_nothing_can_be_agreed_to(tx: ReferralTransaction) -> None:
    with pytest.raises(NoGround):
        submit_referral(tx, TO["region"], RULES, JULY, IN_A_MONTH, WRITTEN)
