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
from samspil.referral.domain.give_consent import give_consent
from samspil.referral.domain.referral import Referral, State
from samspil.referral.domain.withdraw_consent import withdraw_consent
from samspil.rulebook.law import LawPack
from samspil.rulebook.less_consent import AlreadyWithdrawn, UnknownConsent, require_consent
from samspil.rulebook.whole_consent import (
    WRONG_AGREEMENTS,
    Agreement,
    EndsInThePast,
    KindWithoutEffect,
    LastsTooLong,
    LawWithoutConsent,
    NoKind,
    NoReceiver,
    NotInWriting,
    OverAYear,
    SenderIsReceiver,
    UnknownCase,
)
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

# Late in the evening in Denmark is the next day already, while it is not yet by Greenwich's clock.
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
IN_A_YEAR = date(2027, 11, 24)
IN_TWO_YEARS = date(2028, 11, 24)
PERSONAL = Sealed.of(key_id=UUID(int=1), kind="name", token_id=UUID(int=2), box="A" * 40)
CASE = UUID(int=3)
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
ID = UUID(int=4)
AGREED = Agreement(
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT,),
    case=CASE,
    until=TODAY,
    form=ConsentForm.ORAL,
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


def give(
    agreed: Agreement, pack: LawPack = PACK, now: datetime = NOW
) -> tuple[Consent, tuple[CitizenConsentGiven, ...]]:
    """As staff records it."""
    return give_consent(ID, agreed, REFERRALS, pack, "staff", now)


def test_a_consent_that_names_everything_is_kept_and_said() -> None:
    consent, facts = give(AGREED)

    assert consent == Consent(
        id=ID,
        law=LegalBasis.RSL_11A_1,
        kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
        from_sector=Sector.SOCIAL,
        to_sectors=(Sector.EMPLOYMENT,),
        case=CASE,
        until=TODAY,
        recorded_by="staff",
        given_at=NOW,
        form=ConsentForm.ORAL,
    )
    assert facts == (
        CitizenConsentGiven(
            consent_id=ID,
            law=LegalBasis.RSL_11A_1,
            kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY),
            from_sector=Sector.SOCIAL,
            to_sectors=(Sector.EMPLOYMENT,),
            case=CASE,
            until=TODAY,
            form=ConsentForm.ORAL,
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
        give(replace(AGREED, **lacking))


@pytest.mark.parametrize(("teller", "pack"), [(Sector.EMPLOYMENT, PACK), (Sector.REGION, SHIPPED[1])])
def test_what_another_party_may_tell_us_is_agreed_to_in_a_case_of_theirs(
    teller: Sector, pack: LawPack
) -> None:
    theirs = Agreement(
        None, (DataClass.REFERRAL,), teller, (Sector.SOCIAL,), UUID(int=9), TODAY, ConsentForm.WRITTEN
    )

    assert give_consent(ID, theirs, {}, pack, "staff", NOW)[0].case == UUID(int=9)


PATIENTS = Agreement(
    LegalBasis.SUL_43_1,
    (DataClass.REFERRAL,),
    Sector.REGION,
    (Sector.SOCIAL,),
    CASE,
    TODAY,
    ConsentForm.WRITTEN,
)


@pytest.mark.parametrize(
    ("agreed", "years", "refusal"), [(PATIENTS, 1, OverAYear), (AGREED, 2, LastsTooLong)], ids=["sul", "ours"]
)
@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 11, 24, 12, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2027, 2, 28, 12, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2028, 2, 28)),
    ],
)
def test_a_consent_lapses_after_a_year_by_the_health_act_and_after_two_by_every_other(
    agreed: Agreement, years: int, refusal: type[Exception], now: datetime, last: date
) -> None:
    pack = SHIPPED[1] if agreed is PATIENTS else PACK
    last = last.replace(year=last.year + years)

    assert give(replace(agreed, until=last), pack, now)[0].until == last
    for later in (last + timedelta(days=1), date(9999, 12, 31)):
        with pytest.raises(refusal):
            give(replace(agreed, until=later), pack, now)


@pytest.mark.parametrize("form", [ConsentForm.ORAL, None])
def test_by_the_health_act_a_consent_is_given_in_writing_and_by_no_other_act(
    form: ConsentForm | None,
) -> None:
    assert give(PATIENTS, SHIPPED[1])[0].form is ConsentForm.WRITTEN
    with pytest.raises(NotInWriting):
        give(replace(PATIENTS, form=form), SHIPPED[1])
    assert give(replace(AGREED, form=form))[0].form is form


PARTNERS = (Sector.EMPLOYMENT, Sector.REGION)
SINCE_JULY_FROM_THEM, SINCE_THE_SECOND = "milestone referral", "meeting employment_status"


def from_the_jobcenter(pack: LawPack) -> set[DataClass]:
    """What a consent lets the jobcenter tell."""
    since = SINCE_THE_SECOND if pack.valid_from >= date(2026, 12, 2) else ""
    return {DataClass(one) for one in f"{SINCE_JULY_FROM_THEM} {since}".split()}


OUT = {
    Sector.EMPLOYMENT: "identity contact_hold referral",
    Sector.REGION: "identity network",
}
SINCE_DECEMBER = {
    Sector.EMPLOYMENT: "network employment_goal support meeting",
    Sector.REGION: "referral plan support meeting crisis_plan message",
}


def opens(pack: LawPack, taker: Sector) -> set[DataClass]:
    """What a consent of the pack's own days lets social psychiatry tell that party."""
    since = SINCE_DECEMBER.get(taker, "") if pack.valid_from >= date(2026, 12, 1) else ""
    return {DataClass(one) for one in f"{OUT.get(taker, '')} {since}".split()}


@pytest.mark.parametrize(
    ("pack", "giver", "taker", "opened"),
    [
        *((pack, Sector.SOCIAL, taker, opens(pack, taker)) for pack in SHIPPED for taker in PARTNERS),
        *((pack, Sector.EMPLOYMENT, Sector.SOCIAL, from_the_jobcenter(pack)) for pack in SHIPPED),
    ],
)
def test_a_kind_that_no_consent_lets_that_party_tell_is_agreed_to_in_vain_and_refused(
    pack: LawPack, giver: Sector, taker: Sector, opened: set[DataClass]
) -> None:
    agreed = replace(AGREED, law=None, from_sector=giver, to_sectors=(taker,))

    for kind in DataClass:
        asked = replace(agreed, kinds=(*opened, kind))
        if kind in opened:
            assert kind in give(asked, pack)[0].kinds
        else:
            with pytest.raises(KindWithoutEffect):
                give(asked, pack)


def test_an_old_paragraph_opens_nothing_for_who_agrees_today() -> None:
    december = replace(
        AGREED, law=LegalBasis.RSL_11A_1, from_sector=Sector.EMPLOYMENT, to_sectors=(Sector.SOCIAL,)
    )

    assert give(replace(december, kinds=(DataClass.MILESTONE,)), SHIPPED[1])
    with pytest.raises(KindWithoutEffect):
        give(replace(december, kinds=(DataClass.IDENTITY,)), SHIPPED[1])


@pytest.mark.parametrize("until", [date.min, date(1900, 1, 1), date.max])
def test_a_consent_with_any_last_day_is_withdrawn(until: date) -> None:
    consent, _ = give(AGREED)

    withdrawn, (fact,) = withdraw_consent(replace(consent, until=until), "other", NOW)

    assert (withdrawn.withdrawn_at, fact.consent_id) == (NOW, ID)


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


def opened(pack: LawPack, law: LegalBasis, giver: Sector, takers: tuple[Sector, ...]) -> set[DataClass]:
    """What such a consent lets go: read out of the acts, and nothing came from the region on one before."""
    is_new = pack.valid_from >= date(2026, 12, 1)
    if giver is Sector.SOCIAL:
        outward = FVL if is_new else RSL
        return set().union(*(opens(pack, taker) for taker in takers)) if law is outward else set()
    of, kinds = (SUL, {DataClass.REFERRAL}) if giver is Sector.REGION else (RSL, from_the_jobcenter(pack))
    comes = law is of and Sector.SOCIAL in takers and (is_new or giver is Sector.EMPLOYMENT)
    return kinds if comes else set()


sectors = st.lists(st.sampled_from(Sector), max_size=3).map(tuple)
some_kinds = st.sampled_from(
    [(DataClass.IDENTITY,), (DataClass.IDENTITY, DataClass.NETWORK, DataClass.IDENTITY)]
)
whole = st.builds(
    Agreement,
    law=st.sampled_from([*[None] * 20, RSL, SUL, FVL]),
    kinds=some_kinds,
    from_sector=st.just(Sector.SOCIAL),
    to_sectors=st.sampled_from([(Sector.REGION, Sector.EMPLOYMENT, Sector.REGION), (Sector.REGION,)]),
    case=st.just(CASE),
    until=st.dates(TODAY, IN_TWO_YEARS),
    form=st.sampled_from([None, *ConsentForm]),
)
PATIENTS_OWN = {
    "from_sector": Sector.REGION,
    "to_sectors": (Sector.SOCIAL,),
    "kinds": (DataClass.REFERRAL,),
    "until": IN_A_YEAR,
    "form": ConsentForm.WRITTEN,
}
one_thing: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"kinds": ()},
        {"to_sectors": ()},
        {"to_sectors": (Sector.REGION, Sector.SOCIAL)},
        {"law": LegalBasis.PSL_13C},
        {"from_sector": Sector.EMPLOYMENT, "to_sectors": (Sector.SOCIAL, Sector.REGION)},
        {"from_sector": Sector.EMPLOYMENT, "to_sectors": (Sector.SOCIAL,)},
        {"from_sector": Sector.EMPLOYMENT, "to_sectors": (Sector.SOCIAL,), "kinds": (DataClass.MILESTONE,)},
        PATIENTS_OWN,
        {**PATIENTS_OWN, "until": IN_A_YEAR + timedelta(days=1)},
        {**PATIENTS_OWN, "form": ConsentForm.ORAL},
        {"kinds": tuple(DataClass)},
        {"until": date(9999, 12, 31)},
        {"case": UUID(int=9)},
        {"until": TODAY - timedelta(days=1)},
        {"until": IN_TWO_YEARS + timedelta(days=1)},
    ]
)
anything = st.one_of(
    st.fixed_dictionaries({"law": st.sampled_from(LegalBasis), "until": st.dates()}),
    st.fixed_dictionaries({"from_sector": st.sampled_from(Sector), "to_sectors": sectors}),
)
agreements = st.builds(
    lambda agreed, odd: replace(agreed, **odd), whole, st.just({}) | st.just({}) | one_thing | anything
)


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
            "an end in time": agreed.until > (IN_A_YEAR if law is SUL else IN_TWO_YEARS),
            "a signature": law is SUL and agreed.form is not ConsentForm.WRITTEN,
            "an effect": not opened(pack, law, agreed.from_sector, agreed.to_sectors).issuperset(
                agreed.kinds
            ),
        }.items()
        if is_so
    ]


def test_the_agreements_that_are_tried_are_often_whole_and_often_not_for_more_than_one_reason() -> None:
    seen: Counter[tuple[str, ...]] = Counter()

    @settings(max_examples=400, derandomize=True, database=None)
    @given(agreements, st.sampled_from(SHIPPED))
    def look(agreed: Agreement, pack: LawPack) -> None:
        seen[tuple(lacks(agreed, pack))] += 1

    look()

    assert seen[()] > 30
    assert seen.total() - seen[()] > 20
    assert len(seen) > 5


@given(agreements, st.sampled_from(SHIPPED))
def test_whatever_is_agreed_a_kept_consent_names_all_of_it_and_a_refused_one_lacks_something(
    agreed: Agreement, pack: LawPack
) -> None:
    try:
        kept, (fact,) = give(agreed, pack)
    except WRONG_AGREEMENTS:
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
