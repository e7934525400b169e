"""While something of a citizen is in doubt: never more than was told before, in no field, and no longer."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import anything, counted
from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.inform import inform, narrowed, says_the_same, tells_nothing
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.testkit.builders import MONDAY, OURS
from sharing import LAW, TODAY, sharing_views


def less_or_equal(name: str, less: object, before: object) -> bool:
    """Whether the field tells no more than before; of a last day, no later one."""
    if isinstance(less, date) and not isinstance(less, datetime):
        return before is None or less <= before  # type: ignore[operator]
    if isinstance(less, tuple):
        return all(one in before for one in less)  # type: ignore[operator]
    return not less or less == before


def test_in_doubt_a_disclosure_never_tells_more_than_before() -> None:
    met: Counter[str] = Counter()

    @counted
    @given(sharing_views, sharing_views, st.sampled_from(Receiver))
    def narrower(then: View, now: View, receiver: Receiver) -> None:
        before, after = (inform(disclose(one, receiver, LAW, TODAY, OURS), MONDAY) for one in (then, now))
        less = narrowed(after, before)  # type: ignore[type-var]  # both are of one receiver

        for one in fields(less):
            if one.name != "occurred_at":
                assert less_or_equal(one.name, getattr(less, one.name), getattr(before, one.name)), one.name
        assert less.until is None or before.until is not None or not before.shares
        assert says_the_same(narrowed(before, before), before)  # type: ignore[type-var]
        met["widened"] += after.shares and not before.shares
        met["kept"] += less.shares

    narrower()
    assert met["widened"]
    assert met["kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellsMore(JobcenterInformed):
    """An event to which somebody added fields, and forgot what is told in doubt."""

    stay: str | None = None
    helpers: tuple[str, ...] = ()
    support_received: bool = False


@pytest.mark.parametrize(
    "more",
    [{"stay": "ward"}, {"helpers": ("one",)}, {"support_received": True}],
    ids=lambda more: next(iter(more)),
)
def test_in_doubt_a_field_that_nobody_thought_of_is_not_told(more: dict[str, Any]) -> None:
    nothing = TellsMore(
        shares=True,
        until=TODAY,
        milestones_received=False,
        identity=None,
        contact_hold=None,
        occurred_at=MONDAY,
    )
    told = replace(nothing, **more)
    [name] = more

    assert not getattr(narrowed(told, nothing), name)
    assert not getattr(narrowed(told, None), name)
    assert getattr(narrowed(told, told), name) == more[name]


FLAGS = {
    JobcenterInformed: ("milestones_received", "referrals_received", "calls_received", "status_received"),
    RegionInformed: ("notices_received",),
}
SEVERAL = {JobcenterInformed: ("referrals", "requests"), RegionInformed: ()}
VALUES = {JobcenterInformed: "contact_hold", RegionInformed: "contact_person"}


def first(one: date | None, other: date | None) -> date | None:
    """The earlier day; no day is the latest."""
    return min(one or date.max, other or date.max) if one or other else None


@pytest.mark.parametrize("event", [JobcenterInformed, RegionInformed])
def test_in_doubt_each_field_is_what_was_told_before_and_still_holds(event: type[Any]) -> None:
    met: Counter[str] = Counter()
    flags, value, several = FLAGS[event], VALUES[event], SEVERAL[event]

    @settings(counted, max_examples=300)
    @given(anything(event), anything(event), st.booleans())
    def narrower(now: Any, other: Any, as_before: bool) -> None:
        kept = {"identity": now.identity, value: getattr(now, value)} if as_before else {}
        kept |= {one: (*getattr(now, one)[1:], *getattr(other, one)) for one in several} if as_before else {}
        before = replace(other, **kept)
        shares = now.shares and before.shares
        received = [getattr(now, flag) and getattr(before, flag) for flag in flags]
        receives = any(received)
        less = narrowed(now, before)

        assert (less.shares, less.occurred_at) == (shares, now.occurred_at)
        assert [getattr(less, flag) for flag in flags] == received
        for one in several:
            told, then = getattr(now, one), getattr(before, one)
            assert list(getattr(less, one)) == [item for item in told if item in then]
            assert getattr(narrowed(now, None), one) == ()
            met[one] += bool(getattr(less, one)) and getattr(less, one) != told
        assert less.until == (first(now.until, before.until) if shares else None)
        assert less.received_until == (first(now.received_until, before.received_until) if receives else None)
        for one in ("identity", value):
            same = getattr(now, one) == getattr(before, one)
            assert getattr(less, one) == (getattr(now, one) if same else None)
            assert getattr(narrowed(now, None), one) is None
            met[one] += same and getattr(now, one) is not None
        assert tells_nothing(narrowed(now, None))
        met.update(shares=shares, receives=receives, until=less.until is not None)

    narrower()
    for one in ("identity", value, *several, "shares", "receives", "until"):
        assert met[one] > 5, met
