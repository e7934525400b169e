"""What a partner sees today and would see, as rows of Danish words: whatever it is told, all of it."""

from collections import Counter
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from anything import anything, counted
from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.overview.domain.disclosed_fields import FIELDS
from samspil.overview.domain.inform import Informed, says_the_same
from samspil.overview.domain.receiver import Receiver
from samspil.overview.pages.difference import ENDS, IDS, NEW, NOTHING, Difference, differences
from samspil.overview.pages.disclosure_words import RECEIVERS
from samspil.overview.storage.last_look import ADAPTERS

KINDS = {Receiver.JOBCENTER: JobcenterInformed, Receiver.REGION: RegionInformed}


def told_twice(receiver: Receiver) -> st.SearchStrategy[tuple[Receiver, Informed, Informed]]:
    """Anything that it may be told, twice."""
    informed = anything(KINDS[receiver])
    return st.tuples(st.just(receiver), informed, informed)


def shown(receiver: Receiver, now: Informed, after: Informed) -> dict[str, Any]:
    """As the preview's door tells it, with its tokens for texts."""
    before, then = [ADAPTERS[receiver].dump_python(one, mode="json") for one in (now, after)]  # type: ignore[arg-type]
    changes = not says_the_same(after, now)
    return {"receiver": receiver.value, "changes": changes, "now": before, "after": then}


def things(receiver: Receiver, informed: Informed) -> int:
    """How many things it is told, or may tell us, and how long."""
    told = [getattr(informed, one.name) for one in FIELDS[receiver] if one.is_carried]
    several = sum(len({_id(one) for one in some}) for some in told if isinstance(some, tuple))
    ends = [informed.until, informed.received_until, getattr(informed, "messages_until", None)]
    return several + sum(bool(one) for one in (*told, *ends) if not isinstance(one, tuple))


def _id(one: Any) -> object:
    return next(getattr(one, name) for name in IDS if hasattr(one, name))


def test_every_thing_is_a_row_which_says_in_words_what_is_new_and_what_ends() -> None:
    met: Counter[str] = Counter()

    @counted
    @given(st.sampled_from(Receiver).flatmap(told_twice))
    def told(case: tuple[Receiver, Informed, Informed]) -> None:
        receiver, now, after = case
        [one] = differences([shown(receiver, now, after)])
        check(receiver, one, now, after)

    def check(receiver: Receiver, one: Difference, now: Informed, after: Informed) -> None:
        if says_the_same(after, now):
            assert one.rows == ()
            return
        never = [row for row in one.rows if row.now.endswith(": aldrig")]
        assert len(never) == sum(not field.is_carried for field in FIELDS[receiver])
        assert sum(row.now != NOTHING for row in one.rows) - len(never) == things(receiver, now)
        assert sum(row.after != NOTHING for row in one.rows) - len(never) == things(receiver, after)
        for row in one.rows:
            met[row.mark] += 1
            assert (row.mark == "") == (row.now == row.after)
            assert (row.mark == ENDS) == (row.now != NOTHING and row.after == NOTHING)
            assert row.mark in {"", NEW, ENDS}

    told()
    assert min(met[NEW], met[ENDS]) > 50, met


def test_a_partner_that_hears_of_nothing_comes_last_and_has_no_rows() -> None:
    nothing, something = (
        RegionInformed(
            shares=shares,
            until=None,
            notices_received=shares,
            identity=None,
            contact_person=None,
            occurred_at=datetime.fromisoformat("2026-11-29T12:00:00Z"),
        )
        for shares in (False, True)
    )
    jobcenter = JobcenterInformed(
        shares=False,
        until=None,
        milestones_received=False,
        identity=None,
        contact_hold=None,
        occurred_at=nothing.occurred_at,
    )

    first, last = differences(
        [shown(Receiver.JOBCENTER, jobcenter, jobcenter), shown(Receiver.REGION, nothing, something)]
    )

    assert (first.name, last) == (RECEIVERS[Receiver.REGION], Difference("⟦Jobcentret⟧", ()))
    assert next(row for row in first.rows if row.mark).after == "De giver os besked om indlæggelser"
