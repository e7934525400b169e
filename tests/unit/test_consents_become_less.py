"""Narrowing a consent, and one that is over: never more than before, never nothing, never said twice."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted, days, instants
from samspil.contracts.citizen import CitizenConsentExpired, CitizenConsentNarrowed
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.expire_consent import expire_consent, expires_on
from samspil.referral.domain.narrow_consent import narrow_consent
from samspil.referral.domain.withdraw_consent import withdraw_consent
from samspil.rulebook.less_consent import (
    WRONG_RESTS,
    AlreadyWithdrawn,
    ConsentIsOver,
    EndsLater,
    KindAdded,
    NothingLess,
    ReceiverAdded,
    Rest,
)
from samspil.rulebook.whole_consent import EndsInThePast, NoKind, NoReceiver
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(days=30)
GIVEN = Consent(
    id=UUID(int=4),
    law=LegalBasis.FVL_28,
    kinds=(DataClass.IDENTITY, DataClass.CONTACT_HOLD, DataClass.NETWORK),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT, Sector.REGION),
    case=UUID(int=3),
    until=LAST,
    recorded_by="staff",
    given_at=NOW - timedelta(days=2),
)
ALL = Rest(GIVEN.kinds, GIVEN.to_sectors, LAST)
WITHDRAWN = replace(GIVEN, withdrawn_at=NOW)


@pytest.mark.parametrize(
    "rest",
    [
        replace(ALL, kinds=(DataClass.CONTACT_HOLD, DataClass.IDENTITY, DataClass.IDENTITY)),
        replace(ALL, to_sectors=(Sector.REGION,)),
        replace(ALL, until=TODAY),
        Rest((DataClass.NETWORK,), (Sector.REGION,), LAST - timedelta(days=1)),
    ],
)
def test_what_still_holds_is_said_and_kept_in_the_consents_own_order(rest: Rest) -> None:
    narrowed, facts = narrow_consent(GIVEN, rest, "other", NOW)

    assert facts == (
        CitizenConsentNarrowed(
            consent_id=GIVEN.id,
            kinds=narrowed.kinds,
            to_sectors=narrowed.to_sectors,
            until=rest.until,
            recorded_by="other",
            occurred_at=NOW,
        ),
    )
    assert set(narrowed.kinds) == set(rest.kinds)
    assert narrowed.kinds == tuple(one for one in GIVEN.kinds if one in narrowed.kinds)
    assert (narrowed.to_sectors, narrowed.narrowed_at) == (rest.to_sectors, NOW)
    assert replace(
        narrowed, kinds=GIVEN.kinds, to_sectors=GIVEN.to_sectors, until=LAST, narrowed_at=None
    ) == (GIVEN)


@pytest.mark.parametrize(
    ("consent", "changed", "refusal"),
    [
        (GIVEN, {"kinds": ()}, NoKind),
        (GIVEN, {"to_sectors": ()}, NoReceiver),
        (GIVEN, {"kinds": (DataClass.IDENTITY, DataClass.STAY)}, KindAdded),
        (GIVEN, {"to_sectors": (Sector.REGION, Sector.SOCIAL)}, ReceiverAdded),
        (GIVEN, {"until": LAST + timedelta(days=1)}, EndsLater),
        (GIVEN, {"until": TODAY - timedelta(days=1)}, EndsInThePast),
        (GIVEN, {}, NothingLess),
        (GIVEN, {"kinds": GIVEN.kinds[::-1]}, NothingLess),
        (WITHDRAWN, {"until": TODAY}, AlreadyWithdrawn),
        (replace(GIVEN, until=TODAY - timedelta(days=1)), {"until": date.min}, ConsentIsOver),
    ],
)
def test_what_is_more_or_nothing_or_the_same_or_of_one_that_is_over_is_refused(
    consent: Consent, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        narrow_consent(consent, replace(ALL, **changed), "other", NOW)


some = st.lists(st.sampled_from(GIVEN.kinds), max_size=3).map(tuple)
kinds = some | some | st.lists(st.sampled_from(DataClass), max_size=3).map(tuple)
narrower = st.builds(
    Rest,
    st.lists(st.sampled_from(GIVEN.kinds), min_size=1, max_size=3).map(tuple),
    st.lists(st.sampled_from(GIVEN.to_sectors), min_size=1, max_size=2).map(tuple),
    st.dates(TODAY, LAST),
)
rests = narrower | st.builds(
    Rest,
    kinds,
    st.lists(st.sampled_from(GIVEN.to_sectors), max_size=2).map(tuple)
    | st.lists(st.sampled_from(Sector), max_size=2).map(tuple),
    st.dates(TODAY, LAST) | days,
)
consents = st.sampled_from([GIVEN, GIVEN, GIVEN, GIVEN, WITHDRAWN]) | st.builds(
    lambda until: replace(GIVEN, until=until), days
)


def test_whatever_is_named_a_narrowed_consent_is_less_in_some_way_and_more_in_none() -> None:
    met: Counter[str] = Counter()

    @settings(counted, max_examples=300)
    @given(consents, rests)
    def narrowed(consent: Consent, rest: Rest) -> None:
        try:
            after, (fact,) = narrow_consent(consent, rest, "other", NOW)
        except WRONG_RESTS as refusal:
            met[type(refusal).__name__] += 1
            return
        met["narrowed"] += 1
        assert consent.withdrawn_at is None
        assert TODAY <= after.until <= consent.until
        assert set(after.kinds) <= set(consent.kinds)
        assert set(after.to_sectors) <= set(consent.to_sectors)
        assert after.kinds
        assert after.to_sectors
        assert (after.kinds, after.to_sectors, after.until) != (
            consent.kinds,
            consent.to_sectors,
            consent.until,
        )
        assert (fact.kinds, fact.to_sectors, fact.until) == (after.kinds, after.to_sectors, after.until)

    narrowed()
    assert met["narrowed"] > 20
    assert len(met) > 5


def test_a_consent_expires_on_the_day_after_its_last_and_is_said_to_once() -> None:
    midnight = start_of(LAST + timedelta(days=1))

    assert expire_consent(GIVEN, midnight - timedelta(seconds=1)) == (GIVEN, ())
    expired, facts = expire_consent(GIVEN, midnight)

    assert facts == (CitizenConsentExpired(consent_id=GIVEN.id, occurred_at=midnight),)
    assert expired == replace(GIVEN, expired_at=midnight)
    assert expire_consent(expired, midnight + timedelta(days=1)) == (expired, ())
    assert (expires_on(GIVEN), expires_on(expired)) == (LAST + timedelta(days=1), None)


def test_of_a_consent_that_was_withdrawn_nothing_is_said_and_one_that_expired_can_still_be() -> None:
    after = start_of(LAST + timedelta(days=1))

    assert expire_consent(WITHDRAWN, after) == (WITHDRAWN, ())
    assert expires_on(WITHDRAWN) is None
    assert withdraw_consent(expire_consent(GIVEN, after)[0], "other", after)[0].withdrawn_at == after


@given(days, instants)
def test_with_any_last_day_at_any_time_a_consent_is_over_or_the_clock_has_a_later_day(
    until: date, now: datetime
) -> None:
    consent = replace(GIVEN, id=uuid4(), until=until)

    after, facts = expire_consent(consent, now)

    assert bool(facts) is (danish_day(now) > until)
    looks = expires_on(after)
    assert looks is None if facts or until == date.max else looks is not None
    if looks:
        assert start_of(looks).tzinfo is UTC


@pytest.mark.parametrize("order", list(permutations(["narrow", "withdraw", "clock", "clock again"])))
def test_in_whatever_order_things_happen_it_is_over_once(order: tuple[str, ...]) -> None:
    consent, said = GIVEN, list[Any]()
    late = start_of(LAST + timedelta(days=1))
    steps: dict[str, Callable[[], tuple[Consent, tuple[Any, ...]]]] = {
        "narrow": lambda: narrow_consent(consent, replace(ALL, until=TODAY), "other", NOW),
        "withdraw": lambda: withdraw_consent(consent, "other", NOW),
        "clock": lambda: expire_consent(consent, late),
        "clock again": lambda: expire_consent(consent, late),
    }
    for step in order:
        with suppress(AlreadyWithdrawn):
            consent, facts = steps[step]()
            said += facts

    first = min(order.index("clock"), order.index("clock again"))
    expired = [one for one in said if isinstance(one, CitizenConsentExpired)]
    assert len(expired) == (order.index("withdraw") > first)
