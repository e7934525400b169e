"""Relatives: what a citizen can let somebody know, until when, and what ends it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.contracts.citizen import (
    CitizenRelativeAdded,
    CitizenRelativeChanged,
    CitizenRelativeRemoved,
    RelativeKind,
    RelativeLeft,
)
from samspil.referral.domain.add_relative import add_relative
from samspil.referral.domain.change_relative import change_relative
from samspil.referral.domain.permission import (
    MEANS_NOTHING_TO_THEM,
    WRONG_PERMISSIONS,
    LastDayOfNothing,
    NoLastDay,
    NotForRelatives,
    PermissionOver,
    PermissionTooLong,
)
from samspil.referral.domain.relative import (
    Entry,
    Relative,
    RelativeHasLeft,
    UnknownRelative,
    require_relative,
)
from samspil.referral.domain.remove_relative import remove_relative
from samspil.testkit.builders import sealed
from samspil.vocabulary.data_class import DataClass

# Late in the evening in Denmark is the next day already, while it is not yet by Greenwich's clock.
NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
IN_TWO_YEARS = date(2028, 11, 24)
ID = UUID(int=3)
SISTER = Entry(
    kind=RelativeKind.SIBLING,
    name=sealed("name"),
    contact=sealed("contact"),
    wishes=sealed(),
    may_know=(DataClass.STAY, DataClass.PLAN),
    until=TODAY,
)
NEIGHBOUR = Entry(RelativeKind.FRIEND, sealed("name"), None, None, may_know=(), until=None)

near = st.integers(-2, 2).map(timedelta)
DAYS = (
    st.none() | st.builds(lambda day, by: day + by, st.sampled_from([TODAY, IN_TWO_YEARS]), near) | st.dates()
)
ENTRIES = st.builds(
    replace,
    st.sampled_from([SISTER, NEIGHBOUR]),
    may_know=st.lists(st.sampled_from(DataClass), max_size=3).map(tuple),
    until=DAYS,
)


NOT_THEIRS = {DataClass.IDENTITY, DataClass.CONSENT, DataClass.EMPLOYMENT_STATUS}


def wrong(entry: Entry) -> type[Exception] | None:
    """What is wrong with a permission, by hand."""
    if NOT_THEIRS & {*entry.may_know}:
        return NotForRelatives
    if not entry.may_know:
        return LastDayOfNothing if entry.until else None
    if entry.until is None:
        return NoLastDay
    if entry.until < TODAY:
        return PermissionOver
    return PermissionTooLong if entry.until > IN_TWO_YEARS else None


def test_a_permission_names_kinds_and_a_last_day_within_two_years_or_nothing() -> None:
    seen: Counter[type[Exception] | None] = Counter()

    @given(ENTRIES)
    @settings(max_examples=600)
    def holds(entry: Entry) -> None:
        refusal = wrong(entry)
        seen[refusal] += 1
        for decide in (
            lambda: add_relative(ID, entry, "staff", NOW),
            lambda: change_relative(Relative(ID, NEIGHBOUR, NOW), entry, "staff", NOW),
        ):
            if refusal:
                with pytest.raises(refusal):
                    decide()
                continue
            relative, [fact] = decide()
            assert relative.entry == replace(entry, may_know=tuple(dict.fromkeys(entry.may_know)))
            assert (fact.may_know, fact.until) == (relative.entry.may_know, entry.until)

    holds()
    assert seen.keys() == {None, *WRONG_PERMISSIONS}
    assert min(seen.values()) > 5


def test_two_years_from_a_leap_day_end_on_the_day_before_its_next_one() -> None:
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)

    add_relative(ID, replace(SISTER, until=date(2030, 2, 28)), "staff", leap)
    with pytest.raises(PermissionTooLong):
        add_relative(ID, replace(SISTER, until=date(2030, 3, 1)), "staff", leap)


def test_what_means_nothing_to_a_relative_cannot_be_named_and_a_stay_is_the_citizens_own_to_tell() -> None:
    assert NOT_THEIRS == MEANS_NOTHING_TO_THEM
    add_relative(ID, replace(SISTER, may_know=(DataClass.STAY,)), "staff", NOW)


@given(st.dates())
def test_a_permission_is_over_by_itself_after_its_last_day(today: date) -> None:
    sister = Relative(ID, SISTER, NOW)

    assert sister.may_be_told(today) == (SISTER.may_know if today <= TODAY else ())
    assert Relative(ID, NEIGHBOUR, NOW).may_be_told(today) == ()
    assert replace(sister, left=RelativeLeft.STEPPED_BACK, left_at=NOW).may_be_told(today) == ()


def test_somebody_is_added_changed_and_removed_and_each_is_said_whole() -> None:
    sister, [added] = add_relative(ID, SISTER, "staff", NOW)
    assert sister == Relative(ID, SISTER, added_at=NOW)
    told = {
        name: getattr(SISTER, name) for name in ("kind", "name", "contact", "wishes", "may_know", "until")
    }
    assert added == CitizenRelativeAdded(relative_id=ID, **told, recorded_by="staff", occurred_at=NOW)

    later = NOW + timedelta(days=1)
    after, [changed] = change_relative(sister, NEIGHBOUR, "colleague", later)
    assert after == Relative(ID, NEIGHBOUR, added_at=NOW)
    told = {name: getattr(NEIGHBOUR, name) for name in told}
    assert changed == CitizenRelativeChanged(
        relative_id=ID, **told, recorded_by="colleague", occurred_at=later
    )

    gone, [removed] = remove_relative(after, RelativeLeft.STEPPED_BACK, "staff", later)
    assert gone == replace(after, left=RelativeLeft.STEPPED_BACK, left_at=later)
    assert removed == CitizenRelativeRemoved(
        relative_id=ID, reason=RelativeLeft.STEPPED_BACK, recorded_by="staff", occurred_at=later
    )


@pytest.mark.parametrize("why", RelativeLeft)
def test_who_has_left_is_changed_no_more_and_leaves_once(why: RelativeLeft) -> None:
    gone, _ = remove_relative(Relative(ID, SISTER, NOW), why, "staff", NOW)

    with pytest.raises(RelativeHasLeft):
        change_relative(gone, NEIGHBOUR, "staff", NOW)
    with pytest.raises(RelativeHasLeft):
        remove_relative(gone, RelativeLeft.MISTAKE, "staff", NOW)


def test_who_was_not_named_is_unknown() -> None:
    with pytest.raises(UnknownRelative):
        require_relative({}, ID)
