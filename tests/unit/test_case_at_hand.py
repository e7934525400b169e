"""Who has a case of a citizen's at hand: by hand for each relation, and as a rule over any of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from samspil.rulebook.case_at_hand import (
    AFTERWARDS,
    AccessReason,
    Asked,
    Helper,
    NoWords,
    Relation,
    Tie,
    good_until,
    relation,
    ties_of,
)
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

TODAY: Final = date(2026, 11, 29)
NOON: Final = datetime(2026, 11, 29, 11, tzinfo=UTC)
STAFF: Final = ("mette", "lars", "aisha", "birgit")
UNITS: Final = ("VISITATION-1", "VOKSEN-1", "BOSTOETTE-1")


def asked(
    *,
    author: str = "mette",
    from_unit: str | None = "VOKSEN-1",
    to_unit: str = "VISITATION-1",
    giver: Sector = Sector.SOCIAL,
    taker: Sector = Sector.SOCIAL,
    ended: datetime | None = None,
) -> Asked:
    return Asked(giver, taker, to_unit, author, from_unit, ended)


@pytest.mark.parametrize(
    ("who", "units", "how"),
    [
        ("mette", ["VOKSEN-1"], Relation.WORKER),
        ("mette", [], Relation.WORKER),
        ("lars", ["VISITATION-1"], Relation.UNIT),
        ("somebody", ["VOKSEN-1"], Relation.UNIT),
        ("aisha", ["BOSTOETTE-1"], Relation.WORKER),
        ("inger", [], Relation.COORDINATOR),
        ("lars", [], None),
        ("somebody", ["BOSTOETTE-1"], None),
        ("somebody", ["JOB-1"], None),
        ("VISITATION-1", [], None),
        ("somebody", ["mette", "inger"], None),
    ],
)
def test_each_way_to_a_citizen_answered_by_hand(who: str, units: list[str], how: Relation | None) -> None:
    to_jobcenter = asked(taker=Sector.EMPLOYMENT, to_unit="JOB-1", from_unit=None)
    ties = ties_of("inger", "opened", [Helper("aisha")], [asked(), to_jobcenter])

    assert relation(ties, who, units, TODAY) is how


def test_who_opened_the_file_holds_the_threads_until_a_coordinator_is_named() -> None:
    assert relation(ties_of(None, "mette", [], []), "mette", [], TODAY) is Relation.COORDINATOR
    assert relation(ties_of("inger", "mette", [], []), "mette", [], TODAY) is None
    assert ties_of(None, None, [], []) == ()


def test_what_a_partner_asks_brings_its_own_people_nowhere() -> None:
    ties = ties_of(None, None, [], [asked(giver=Sector.EMPLOYMENT, author="jonas", from_unit="JOB-1")])

    assert relation(ties, "jonas", ["JOB-1"], TODAY) is None
    assert relation(ties, "lars", ["VISITATION-1"], TODAY) is Relation.UNIT


def test_a_case_stays_at_hand_for_fourteen_days_after_it_is_over() -> None:
    ties = ties_of(None, None, [], [asked(ended=NOON)])
    last = TODAY + timedelta(days=AFTERWARDS)

    assert AFTERWARDS == 14
    for day, how in ((TODAY, Relation.UNIT), (last, Relation.UNIT), (last + timedelta(days=1), None)):
        assert relation(ties, "lars", ["VISITATION-1"], day) is how


def test_whoever_gave_help_keeps_the_case_as_long_and_a_deputy_no_longer_than_the_help_or_the_absence() -> (
    None
):
    ended = Helper("aisha", "lars", TODAY + timedelta(days=30), ended_on=TODAY)
    away = Helper("birgit", "mette", TODAY)
    ties = ties_of(None, None, [ended, away], [])
    last = TODAY + timedelta(days=AFTERWARDS)

    for who, how in (("aisha", Relation.WORKER), ("lars", Relation.DEPUTY)):
        assert relation(ties, who, [], last) is how
        assert relation(ties, who, [], last + timedelta(days=1)) is None
    assert relation(ties, "mette", [], TODAY) is Relation.DEPUTY
    assert relation(ties, "mette", [], TODAY + timedelta(days=1)) is None
    assert relation(ties, "birgit", [], last + timedelta(days=1)) is Relation.WORKER
    assert ties_of(None, None, [Helper("birgit", "mette")], []) == (Tie(Relation.WORKER, "birgit"),)


def test_of_two_referrals_to_one_unit_the_one_that_goes_on_counts() -> None:
    over = asked(ended=NOON - timedelta(days=400))
    for referrals in ([over, asked()], [asked(), over]):
        ties = ties_of(None, None, [], referrals)
        assert relation(ties, "lars", ["VISITATION-1"], TODAY) is Relation.UNIT
        assert len(ties) == len({(one.relation, one.to) for one in ties})


moments = st.datetimes(timezones=st.just(UTC))  # the calendar's ends included
referrals = st.builds(
    Asked,
    st.sampled_from(Sector),
    st.sampled_from(Sector),
    st.sampled_from(UNITS),
    st.sampled_from(STAFF),
    st.none() | st.sampled_from(UNITS),
    st.none() | moments | st.just(NOON),
)


days = st.sampled_from([TODAY + timedelta(days=by) for by in (-15, -14, -1, 0, 1)])
helping = st.builds(
    Helper,
    st.sampled_from(STAFF),
    st.none() | st.sampled_from(STAFF),
    st.none() | days,
    st.none() | days | st.just(date.max),
)


@given(
    st.none() | st.sampled_from(STAFF),
    st.none() | st.sampled_from(STAFF),
    st.lists(helping, max_size=2),
    st.lists(referrals, max_size=3),
    st.sampled_from(STAFF),
    st.sets(st.sampled_from(UNITS), max_size=2),
)
@example(None, None, [], [asked(ended=datetime.max.replace(tzinfo=UTC))], "lars", {"VISITATION-1"})
def test_nobody_is_let_in_but_by_one_of_the_ways_and_everybody_by_each_of_them(
    coordinator: str | None,
    opened_by: str | None,
    helpers: list[Helper],
    cases: list[Asked],
    who: str,
    units: set[str],
) -> None:
    found = relation(ties_of(coordinator, opened_by, helpers, cases), who, units, TODAY)

    def lasts(ended: date | None) -> bool:
        return ended is None or (TODAY - ended).days <= AFTERWARDS

    ours = [one for one in cases if lasts(danish_day(one.ended_at) if one.ended_at else None)]
    helping = [one for one in helpers if lasts(one.ended_on)]
    deputy = any(one.deputy == who and one.away_until and one.away_until >= TODAY for one in helping)
    named = any(one.staff == who for one in helping) or any(
        one.from_sector is Sector.SOCIAL and one.author == who for one in ours
    )
    in_unit = any(
        (one.to_sector is Sector.SOCIAL and one.to_unit in units)
        or (one.from_sector is Sector.SOCIAL and one.from_unit in units)
        for one in ours
    )
    expected = (
        Relation.COORDINATOR
        if who == (coordinator or opened_by)
        else Relation.WORKER
        if named
        else Relation.DEPUTY
        if deputy
        else Relation.UNIT
        if in_unit
        else None
    )
    event(f"{expected}")
    assert found is expected


@given(st.sampled_from(AccessReason), st.none() | st.just("") | st.just("Hun ringede"), moments)
def test_a_reason_is_good_until_the_end_of_the_day_and_the_uncommon_one_needs_words(
    reason: AccessReason, words: str | None, now: datetime
) -> None:
    assume(now.year < 9999)
    if reason is AccessReason.OTHER and not words:
        with pytest.raises(NoWords):
            good_until(reason, words, now)
        return
    until = good_until(reason, words, now)
    assert timedelta(0) <= until - now <= timedelta(hours=25)
    assert danish_day(until) == danish_day(now) + timedelta(days=1)


def test_a_deputy_has_the_case_as_who_they_stand_in_for() -> None:
    ties = (Tie(Relation.DEPUTY, "lars", TODAY), Tie(Relation.UNIT, "VOKSEN-1"))

    assert relation(ties, "lars", [], TODAY) is Relation.DEPUTY
    assert relation(ties, "lars", [], TODAY + timedelta(days=1)) is None
    assert relation(ties, "lars", ["VOKSEN-1"], TODAY + timedelta(days=1)) is Relation.UNIT
