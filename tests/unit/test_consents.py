"""Giving and withdrawing a consent: it names everything, or it is none."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.citizen import CitizenConsentGiven, CitizenConsentWithdrawn
from samspil.contracts.referral import Priority
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.give_consent import (
    LAWS,
    Agreement,
    EndsInThePast,
    LastsTooLong,
    LawWithoutConsent,
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    UnknownCase,
    give_consent,
)
from samspil.referral.domain.referral import Referral, State
from samspil.referral.domain.withdraw_consent import AlreadyWithdrawn, UnknownConsent, withdraw_consent
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

# Late in the evening in Denmark is the next day already, while it is not yet by Greenwich's clock.
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
IN_A_YEAR = date(2027, 11, 24)
PERSONAL = Sealed.of(key_id=UUID(int=1), kind="name", token_id=UUID(int=2), box="A" * 40)
CASE = UUID(int=3)
REFUSALS = (
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    LawWithoutConsent,
    UnknownCase,
    EndsInThePast,
    LastsTooLong,
)
FILE = CitizenFile(
    version=2,
    name=PERSONAL,
    cpr=PERSONAL,
    acting_municipality="101",
    registered_by="staff",
    basis=LegalBasis.SEL_85,
    registered_at=NOW,
)
REFERRALS = {
    CASE: Referral(
        id=CASE,
        state=State.ACCEPTED,
        from_sector=Sector.SOCIAL,
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.ROUTINE,
        words=PERSONAL,
        basis=LegalBasis.SEL_85,
        author="staff",
        answer_by=TODAY,
        submitted_at=NOW,
    )
}
AGREED = Agreement(
    id=UUID(int=4),
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT,),
    case=CASE,
    until=TODAY,
    recorded_by="staff",
)


def test_a_consent_that_names_everything_is_kept_and_said() -> None:
    file, consents, facts = give_consent(FILE, REFERRALS, {}, AGREED, NOW)

    assert facts == (
        CitizenConsentGiven(
            consent_id=AGREED.id,
            law=LegalBasis.RSL_11A_1,
            kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
            from_sector=Sector.SOCIAL,
            to_sectors=(Sector.EMPLOYMENT,),
            case=CASE,
            until=TODAY,
            recorded_by="staff",
            occurred_at=NOW,
        ),
    )
    assert list(consents) == [AGREED.id]
    assert file.version == FILE.version + 1


@pytest.mark.parametrize(
    ("lacking", "refusal"),
    [
        ({"kinds": ()}, NoKind),
        ({"to_sectors": ()}, NoReceiver),
        ({"to_sectors": (Sector.REGION, Sector.SOCIAL)}, SenderIsReceiver),
        ({"law": LegalBasis.PSL_13C}, LawWithoutConsent),
        ({"law": LegalBasis.SEL_85}, LawWithoutConsent),
        ({"case": UUID(int=9)}, UnknownCase),
        ({"until": TODAY - timedelta(days=1)}, EndsInThePast),
    ],
)
def test_a_consent_that_lacks_something_is_none(lacking: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        give_consent(FILE, REFERRALS, {}, replace(AGREED, **lacking), NOW)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 11, 24, 12, tzinfo=UTC), date(2027, 11, 24)),
        (datetime(2027, 2, 28, 12, tzinfo=UTC), date(2028, 2, 28)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2029, 2, 28)),
    ],
)
def test_by_the_health_act_a_consent_lapses_after_a_year(now: datetime, last: date) -> None:
    patients = replace(AGREED, law=LegalBasis.SUL_43_1, until=last)

    _, consents, _ = give_consent(FILE, REFERRALS, {}, patients, now)

    assert consents[AGREED.id].until == last
    with pytest.raises(LastsTooLong):
        give_consent(FILE, REFERRALS, {}, replace(patients, until=last + timedelta(days=1)), now)


@pytest.mark.parametrize("until", [date.min, date(1900, 1, 1), date.max])
def test_a_consent_with_any_last_day_is_withdrawn(until: date) -> None:
    _, consents, _ = give_consent(FILE, REFERRALS, {}, AGREED, NOW)
    stored = {AGREED.id: replace(consents[AGREED.id], until=until)}

    _, left, (fact,) = withdraw_consent(FILE, stored, AGREED.id, "other", NOW)

    assert (left[AGREED.id].withdrawn_at, fact.consent_id) == (NOW, AGREED.id)


agreements = st.builds(
    Agreement,
    id=st.uuids(),
    law=st.sampled_from(LegalBasis),
    kinds=st.lists(st.sampled_from(DataClass), max_size=4).map(tuple),
    from_sector=st.sampled_from(Sector),
    to_sectors=st.lists(st.sampled_from(Sector), max_size=3).map(tuple),
    case=st.sampled_from([CASE, UUID(int=9)]),
    until=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
    | st.dates(IN_A_YEAR - timedelta(days=3), IN_A_YEAR + timedelta(days=3))
    | st.dates(),
    recorded_by=st.just("staff"),
)


@given(agreements)
def test_whatever_is_agreed_a_kept_consent_names_all_of_it_and_a_refused_one_lacks_something(
    agreed: Agreement,
) -> None:
    whole = (
        agreed.kinds
        and agreed.to_sectors
        and agreed.from_sector not in agreed.to_sectors
        and agreed.law in LAWS
        and agreed.case == CASE
        and agreed.until >= TODAY
        and (agreed.law is LegalBasis.RSL_11A_1 or agreed.until <= IN_A_YEAR)
    )
    try:
        _, consents, (fact,) = give_consent(FILE, REFERRALS, {}, agreed, NOW)
    except REFUSALS:
        assert not whole
        return

    assert whole
    kept = consents[agreed.id]
    assert sorted(fact.kinds) == sorted(set(agreed.kinds))
    assert sorted(fact.to_sectors) == sorted(set(agreed.to_sectors))
    assert (kept.kinds, kept.to_sectors, kept.until) == (fact.kinds, fact.to_sectors, fact.until)


def test_a_withdrawn_consent_stays_in_the_file_and_is_withdrawn_once() -> None:
    file, consents, _ = give_consent(FILE, REFERRALS, {}, AGREED, NOW)

    file, consents, facts = withdraw_consent(file, consents, AGREED.id, "other", NOW)

    assert facts == (CitizenConsentWithdrawn(consent_id=AGREED.id, recorded_by="other", occurred_at=NOW),)
    assert consents[AGREED.id].withdrawn_at == NOW
    assert file.version == FILE.version + 2
    with pytest.raises(AlreadyWithdrawn):
        withdraw_consent(file, consents, AGREED.id, "other", NOW)


def test_a_consent_that_was_never_given_cannot_be_withdrawn() -> None:
    with pytest.raises(UnknownConsent):
        withdraw_consent(FILE, {}, uuid4(), "other", NOW)
