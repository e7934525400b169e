"""Giving and withdrawing a consent: it names everything, or it is none."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laws import JULY, SHIPPED
from samspil.contracts.citizen import CitizenConsentGiven, CitizenConsentWithdrawn
from samspil.contracts.referral import Priority
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.give_consent import (
    Agreement,
    EndsInThePast,
    LastsTooLong,
    LawsDiffer,
    LawWithoutConsent,
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    UnknownCase,
    give_consent,
)
from samspil.referral.domain.referral import Referral, State
from samspil.referral.domain.withdraw_consent import (
    AlreadyWithdrawn,
    UnknownConsent,
    require_consent,
    withdraw_consent,
)
from samspil.rulebook.law import LawPack
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
    LawsDiffer,
    LawWithoutConsent,
    UnknownCase,
    EndsInThePast,
    LastsTooLong,
)
[PACK] = JULY
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
EARLIER = Consent(
    id=UUID(int=5),
    law=LegalBasis.SUL_43_1,
    kinds=(DataClass.STAY,),
    from_sector=Sector.REGION,
    to_sectors=(Sector.SOCIAL,),
    case=CASE,
    until=IN_A_YEAR,
    recorded_by="colleague",
    given_at=NOW - timedelta(days=1),
)
GONE = replace(EARLIER, id=UUID(int=6), withdrawn_at=NOW - timedelta(hours=1))


def test_a_consent_that_names_everything_is_kept_and_said() -> None:
    consent, facts = give_consent(REFERRALS, AGREED, PACK, NOW)

    assert consent == Consent(
        id=AGREED.id,
        law=LegalBasis.RSL_11A_1,
        kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
        from_sector=Sector.SOCIAL,
        to_sectors=(Sector.EMPLOYMENT,),
        case=CASE,
        until=TODAY,
        recorded_by="staff",
        given_at=NOW,
    )
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
        give_consent(REFERRALS, replace(AGREED, **lacking), PACK, NOW)


@pytest.mark.parametrize("teller", [Sector.EMPLOYMENT, Sector.REGION])
def test_what_another_party_may_tell_us_is_agreed_to_in_a_case_of_theirs(teller: Sector) -> None:
    theirs = replace(AGREED, from_sector=teller, to_sectors=(Sector.SOCIAL,), case=UUID(int=9))

    assert give_consent({}, theirs, PACK, NOW)[0].case == UUID(int=9)


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

    consent, _ = give_consent(REFERRALS, patients, PACK, now)

    assert consent.until == last
    with pytest.raises(LastsTooLong):
        give_consent(REFERRALS, replace(patients, until=last + timedelta(days=1)), PACK, now)


def test_two_receivers_under_two_laws_need_a_consent_each() -> None:
    both = replace(AGREED, law=None, from_sector=Sector.EMPLOYMENT, to_sectors=(Sector.SOCIAL, Sector.REGION))

    with pytest.raises(LawsDiffer):
        give_consent(REFERRALS, both, SHIPPED[1], NOW)
    for one, law in zip(both.to_sectors, (RSL, FVL), strict=True):
        consent, _ = give_consent(REFERRALS, replace(both, to_sectors=(one,)), SHIPPED[1], NOW)
        assert consent.law is law


@pytest.mark.parametrize("until", [date.min, date(1900, 1, 1), date.max])
def test_a_consent_with_any_last_day_is_withdrawn(until: date) -> None:
    consent, _ = give_consent(REFERRALS, AGREED, PACK, NOW)

    withdrawn, (fact,) = withdraw_consent(replace(consent, until=until), "other", NOW)

    assert (withdrawn.withdrawn_at, fact.consent_id) == (NOW, AGREED.id)


RSL, SUL, FVL = LegalBasis.RSL_11A_1, LegalBasis.SUL_43_1, LegalBasis.FVL_28
WITH_CONSENT = (RSL, SUL)
"""Retssikkerhedsloven § 11 a, stk. 1, and sundhedsloven § 43, stk. 1: until December under either, always."""


def laws_of(pack: LawPack, giver: Sector, takers: tuple[Sector, ...]) -> set[LegalBasis]:
    """Under which a consent to that is given: from December on what the direction says."""
    if pack.valid_from < date(2026, 12, 1):
        return set(WITH_CONSENT)
    if giver is Sector.REGION:
        return {SUL}
    needed = {RSL if taker is Sector.SOCIAL else FVL for taker in takers}
    return needed if len(needed) == 1 else set()


sectors = st.lists(st.sampled_from(Sector), max_size=3).map(tuple)
some_kinds = st.lists(st.sampled_from(DataClass), min_size=1, max_size=4).map(tuple)
whole = st.builds(
    Agreement,
    id=st.just(UUID(int=4)),
    law=st.sampled_from([*[None] * 7, RSL, SUL, FVL]),
    kinds=some_kinds,
    from_sector=st.just(Sector.SOCIAL),
    to_sectors=st.sampled_from([(Sector.REGION, Sector.EMPLOYMENT, Sector.REGION), (Sector.REGION,)]),
    case=st.just(CASE),
    until=st.dates(TODAY, IN_A_YEAR),
    recorded_by=st.just("staff"),
)
one_thing: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"kinds": ()},
        {"to_sectors": ()},
        {"to_sectors": (Sector.REGION, Sector.SOCIAL)},
        {"law": LegalBasis.PSL_13C},
        {"from_sector": Sector.EMPLOYMENT, "to_sectors": (Sector.SOCIAL, Sector.REGION)},
        {"from_sector": Sector.EMPLOYMENT, "to_sectors": (Sector.SOCIAL,)},
        {
            "from_sector": Sector.REGION,
            "to_sectors": (Sector.SOCIAL,),
            "until": IN_A_YEAR + timedelta(days=1),
        },
        {"case": UUID(int=9)},
        {"until": TODAY - timedelta(days=1)},
        {"until": IN_A_YEAR + timedelta(days=1), "law": LegalBasis.SUL_43_1},
        {"until": IN_A_YEAR + timedelta(days=1), "law": LegalBasis.RSL_11A_1},
    ]
)
anything = st.one_of(
    st.fixed_dictionaries({"law": st.sampled_from(LegalBasis), "until": st.dates()}),
    st.fixed_dictionaries({"from_sector": st.sampled_from(Sector), "to_sectors": sectors}),
)
agreements = st.builds(lambda agreed, odd: replace(agreed, **odd), whole, st.just({}) | one_thing | anything)


def lacks(agreed: Agreement, pack: LawPack) -> list[str]:
    """What keeps it from being a consent, read out of the acts."""
    laws = laws_of(pack, agreed.from_sector, agreed.to_sectors)
    law = agreed.law or next(iter(laws - {SUL}), SUL)
    return [
        lacking
        for lacking, is_so in {
            "a kind": not agreed.kinds,
            "a receiver": not agreed.to_sectors,
            "another party": agreed.from_sector in agreed.to_sectors,
            "a law of such consents": bool(agreed.law) and agreed.law not in laws,
            "one law": not laws,
            "a case": agreed.case != CASE,
            "a day to come": agreed.until < TODAY,
            "an end in time": law is SUL and agreed.until > IN_A_YEAR,
        }.items()
        if is_so
    ]


def test_the_agreements_that_are_tried_are_often_whole_and_often_not_for_more_than_one_reason() -> None:
    seen: Counter[tuple[str, ...]] = Counter()

    @settings(max_examples=100, derandomize=True, database=None, deadline=None)
    @given(agreements, st.sampled_from(SHIPPED))
    def look(agreed: Agreement, pack: LawPack) -> None:
        seen[tuple(lacks(agreed, pack))] += 1

    look()

    assert seen[()] > 30
    assert seen.total() - seen[()] > 20
    assert len(seen) > 5


@settings(deadline=None)
@given(agreements, st.sampled_from(SHIPPED))
def test_whatever_is_agreed_a_kept_consent_names_all_of_it_and_a_refused_one_lacks_something(
    agreed: Agreement, pack: LawPack
) -> None:
    try:
        kept, (fact,) = give_consent(REFERRALS, agreed, pack, NOW)
    except REFUSALS:
        assert lacks(agreed, pack)
        return

    assert not lacks(agreed, pack)
    assert kept.law in laws_of(pack, agreed.from_sector, agreed.to_sectors)
    assert kept.law is fact.law
    assert agreed.law in (None, kept.law)
    assert sorted(fact.kinds) == sorted(set(agreed.kinds))
    assert sorted(fact.to_sectors) == sorted(set(agreed.to_sectors))
    assert (kept.kinds, kept.to_sectors, kept.until) == (fact.kinds, fact.to_sectors, fact.until)


def test_a_consent_is_withdrawn_once_and_stays_in_the_file() -> None:
    withdrawn, facts = withdraw_consent(EARLIER, "other", NOW)

    assert facts == (CitizenConsentWithdrawn(consent_id=EARLIER.id, recorded_by="other", occurred_at=NOW),)
    assert withdrawn == replace(EARLIER, withdrawn_at=NOW)
    for gone in (withdrawn, GONE):
        with pytest.raises(AlreadyWithdrawn):
            withdraw_consent(gone, "other", NOW)


def test_of_several_consents_the_one_is_found_and_one_that_was_never_given_is_not() -> None:
    consents = {EARLIER.id: EARLIER, GONE.id: GONE}

    assert require_consent(consents, GONE.id) is GONE
    with pytest.raises(UnknownConsent):
        require_consent(consents, uuid4())
