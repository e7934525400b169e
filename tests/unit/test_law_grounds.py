"""On what something may be told: class, direction, basis and days, whatever order they come in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import anything, patiently
from laws import SHIPPED, row
from samspil.rulebook.law import (
    Circumstances,
    Ground,
    LawPack,
    Opening,
    Row,
    ground,
    in_force,
    without_ground,
)
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

SOCIAL, EMPLOYMENT, REGION = Sector
RSL, FVL, SUL = LegalBasis.RSL_11A_1, LegalBasis.FVL_28, LegalBasis.SUL_43_1
JULYS, DECEMBERS = SHIPPED[:2]
DAY = DECEMBERS.valid_from
EVE = DAY - timedelta(days=1)
BEFORE, AFTER = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)
UNTIL = date(2027, 3, 31)
WANTED = {DataClass.IDENTITY, DataClass.REFERRAL}


@dataclass(frozen=True, slots=True)
class Given:
    """A consent in nobody's way of keeping it."""

    law: LegalBasis = RSL
    kinds: tuple[DataClass, ...] = (DataClass.IDENTITY, DataClass.REFERRAL)
    from_sector: Sector = SOCIAL
    to_sectors: tuple[Sector, ...] = (EMPLOYMENT,)
    until: date = UNTIL
    given_at: datetime = BEFORE
    withdrawn_at: datetime | None = None


GIVEN = Given()


def lacks(*consents: Given, pack: LawPack = JULYS, today: date = EVE) -> frozenset[DataClass]:
    """What a referral to the jobcenter has no ground for."""
    return without_ground(pack, SOCIAL, EMPLOYMENT, WANTED, Circumstances(consents), today)


def test_without_a_consent_a_referral_to_the_jobcenter_stands_on_nothing() -> None:
    assert lacks() == WANTED
    assert lacks(GIVEN) == frozenset()


def test_what_no_consent_names_is_what_is_missing() -> None:
    alone, other = replace(GIVEN, kinds=(DataClass.IDENTITY,)), replace(GIVEN, kinds=(DataClass.REFERRAL,))

    assert lacks(alone) == {DataClass.REFERRAL}
    assert lacks(alone, other) == frozenset()


@pytest.mark.parametrize(
    "other",
    [
        replace(GIVEN, from_sector=EMPLOYMENT, to_sectors=(SOCIAL,)),
        replace(GIVEN, from_sector=REGION),
        replace(GIVEN, to_sectors=(REGION, SOCIAL)),
        replace(GIVEN, law=SUL),
        replace(GIVEN, law=LegalBasis.DBL),
        replace(GIVEN, withdrawn_at=BEFORE),
        replace(GIVEN, until=EVE - timedelta(days=1)),
    ],
    ids=[
        "the other way",
        "of another",
        "to others",
        "another law",
        "no law of consents",
        "withdrawn",
        "ended",
    ],
)
def test_another_consent_is_none(other: Given) -> None:
    assert lacks(other) == WANTED


@pytest.mark.parametrize(("today", "missing"), [(UNTIL, set()), (UNTIL + timedelta(days=1), WANTED)])
def test_a_consent_holds_up_to_and_including_its_last_day(today: date, missing: set[DataClass]) -> None:
    for pack in SHIPPED:
        assert lacks(GIVEN, pack=pack, today=today) == missing


@pytest.mark.parametrize(
    ("law", "given_at", "opens"),
    [(RSL, BEFORE, True), (RSL, AFTER, False), (FVL, AFTER, True), (FVL, BEFORE, True), (SUL, BEFORE, False)],
)
def test_from_december_on_the_old_law_opens_only_for_those_who_agreed_before(
    law: LegalBasis, given_at: datetime, opens: bool
) -> None:
    one = replace(GIVEN, law=law, given_at=given_at)

    assert lacks(one, pack=DECEMBERS, today=DAY) == (set() if opens else WANTED)


def test_over_the_change_what_was_agreed_before_stands_on_the_same_until_the_same_day() -> None:
    found = [
        ground(in_force(SHIPPED, today), SOCIAL, taker, kind, Circumstances([one]), today)
        for one in (replace(GIVEN, kinds=tuple(DataClass), to_sectors=(EMPLOYMENT, REGION)),)
        for taker, kind in ((EMPLOYMENT, DataClass.CONTACT_HOLD), (REGION, DataClass.NETWORK))
        for today in (EVE, DAY, UNTIL)
    ]

    assert [(one.basis, one.until) for one in found if one] == [(RSL, UNTIL)] * 6
    assert [one.row.given_before for one in found if one] == [None, DAY, DAY] * 2


def test_what_comes_in_stands_on_the_same_before_and_after() -> None:
    back = replace(
        GIVEN, kinds=(DataClass.MILESTONE, DataClass.REFERRAL), from_sector=EMPLOYMENT, to_sectors=(SOCIAL,)
    )

    for pack, given_at in ((JULYS, BEFORE), (DECEMBERS, BEFORE), (DECEMBERS, AFTER)):
        known = Circumstances([replace(back, given_at=given_at)])
        assert without_ground(pack, EMPLOYMENT, SOCIAL, back.kinds, known, EVE) == frozenset()
        assert without_ground(pack, SOCIAL, EMPLOYMENT, back.kinds, known, EVE) == set(back.kinds)


def test_a_new_consent_stands_before_an_old_one_that_ends_on_the_same_day() -> None:
    old, new = GIVEN, replace(GIVEN, law=FVL, given_at=AFTER)

    for both in permutations((old, new)):
        found = ground(DECEMBERS, SOCIAL, EMPLOYMENT, DataClass.REFERRAL, Circumstances(both), DAY)
        assert found
        assert found.basis is FVL


@pytest.mark.parametrize("basis", LegalBasis)
@pytest.mark.parametrize("kind", DataClass)
def test_what_is_not_settled_and_what_nobody_knows_of_opens_nothing(
    kind: DataClass, basis: LegalBasis
) -> None:
    rows = tuple(
        row(SOCIAL, REGION, basis=basis, opening=opening, help=frozenset(LegalBasis))
        for opening in (Opening.COORDINATION_PLAN, Opening.UNSETTLED)
    )
    known = Circumstances(
        [replace(GIVEN, law=basis, kinds=tuple(DataClass), to_sectors=(REGION,))], frozenset(LegalBasis)
    )

    assert ground(LawPack(DAY, rows), SOCIAL, REGION, kind, known, DAY) is None


few_days = st.dates(date(2026, 11, 28), date(2026, 12, 4))
consents: st.SearchStrategy[list[Given]] = st.lists(
    st.builds(
        Given,
        law=st.sampled_from([RSL, RSL, FVL, FVL, SUL]),
        kinds=st.sets(st.sampled_from(DataClass), min_size=1).map(tuple),
        from_sector=st.sampled_from(Sector),
        to_sectors=st.sets(st.sampled_from(Sector), min_size=1).map(tuple),
        until=few_days,
        given_at=st.sampled_from([BEFORE, AFTER]),
        withdrawn_at=st.sampled_from([None, None, None, AFTER]),
    ),
    max_size=5,
)
rows: st.SearchStrategy[list[Row]] = st.lists(
    st.sampled_from([one for pack in SHIPPED for one in pack.rows]) | anything(Row), max_size=8
)
sectors, classes = st.sampled_from(Sector), st.sampled_from(DataClass)
helps = st.frozensets(st.sampled_from(LegalBasis), max_size=4)


def last(found: Ground | None) -> date:
    """How long it lasts; no ground lasts until before all days."""
    return (found.until or date.max) if found else date.min


@patiently
@given(rows, consents, helps, sectors, sectors, classes, few_days, st.data())
def test_no_order_matters_more_opens_never_less_and_what_is_found_covers_what_was_asked(
    rows: list[Row],
    consents: list[Given],
    helps: frozenset[LegalBasis],
    giver: Sector,
    taker: Sector,
    kind: DataClass,
    today: date,
    data: st.DataObject,
) -> None:
    def found(rows: list[Row], consents: list[Given], helps: frozenset[LegalBasis]) -> Ground | None:
        return ground(LawPack(DAY, tuple(rows)), giver, taker, kind, Circumstances(consents, helps), today)

    one = found(rows, consents, helps)

    mixed = data.draw(st.permutations(rows)), data.draw(st.permutations(consents))
    assert last(found(*mixed, helps)) == last(one)
    assert last(found(rows[1:], consents, helps)) <= last(one)
    assert last(found(rows, consents[1:], helps)) <= last(one)
    assert last(found(rows, consents, frozenset())) <= last(one)
    if one is None:
        return
    assert one.row in rows
    assert (one.row.from_sector, one.row.to_sector) == (giver, taker)
    assert kind in one.row.kinds
    assert today <= last(one)
    if one.row.opening is Opening.CONSENT:
        assert any(
            consent.law is one.basis
            and kind in consent.kinds
            and consent.from_sector is giver
            and taker in consent.to_sectors
            and consent.until == one.until
            and not consent.withdrawn_at
            and (
                not one.row.given_before
                or (EVE if consent.given_at == BEFORE else DAY) < one.row.given_before
            )
            for consent in consents
        )
    else:
        assert one.row.opening is Opening.HELP
        assert one.row.help & helps
