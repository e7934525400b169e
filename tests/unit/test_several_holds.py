"""Of several contact holds and proposals, only the one that it is about changes; days are Danish ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
    CoordinationContactHoldSet,
)
from samspil.contracts.hospital import StayKind
from samspil.overview.domain.coordination import Coordination, Hold, Proposal, ProposalState, Seen
from samspil.overview.domain.decline_hold import NoSuchProposal, decline_hold
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.set_hold import EndsInThePast, HoldReplaced, HoldWanted, end_hold, set_hold
from samspil.overview.domain.watch_stays import watch_stays
from samspil.testkit.builders import MONDAY, sealed

TODAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
"""In Denmark it is the 24th from here on."""
LATE = MIDNIGHT - timedelta(seconds=1)

DECLINED, WITHDRAWN, ENDED, OPEN, ALSO_OPEN = (
    Proposal(UUID(int=10 + number), UUID(int=number), state, MONDAY, f"trace-{number}")
    for number, state in enumerate(
        (
            ProposalState.DECLINED,
            ProposalState.WITHDRAWN,
            ProposalState.ENDED,
            ProposalState.OPEN,
            ProposalState.OPEN,
        )
    )
)
ALL = {one.stay_id: one for one in (DECLINED, WITHDRAWN, ENDED, OPEN, ALSO_OPEN)}
RAN_OUT = Hold(UUID(int=30), TODAY - timedelta(days=1), sealed("ask"), "staff-1", MONDAY)
WAS_ENDED = Hold(UUID(int=31), date(2027, 1, 1), sealed("ask"), "staff-1", MONDAY, ended_at=MONDAY)
STANDS = Hold(UUID(int=32), TODAY, sealed("ask"), "staff-1", MONDAY)
BEFORE = Coordination((RAN_OUT, WAS_ENDED, STANDS), ALL, handled=(UUID(int=40),))
WANTED = HoldWanted(UUID(int=33), date(2026, 12, 1), sealed("ask"), "staff-2")


def stays(*ids: UUID, presence: Presence = Presence.ADMITTED) -> HospitalState:
    return HospitalState(tuple(Stay(one, StayKind.INPATIENT, presence, MONDAY) for one in ids))


def over(proposal: Proposal) -> CoordinationContactHoldProposalEnded:
    return CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=TUESDAY)


def test_a_hold_takes_the_place_of_the_one_that_stands_and_answers_what_is_open_and_nothing_else() -> None:
    state, facts = set_hold(replace(BEFORE, holds=(RAN_OUT, WAS_ENDED, STANDS)), WANTED, LATE)

    assert state == Coordination(
        holds=(
            RAN_OUT,
            WAS_ENDED,
            replace(STANDS, ended_at=LATE),
            Hold(WANTED.id, WANTED.until, WANTED.ask, "staff-2", LATE),
        ),
        proposals={
            **ALL,
            OPEN.stay_id: replace(OPEN, state=ProposalState.ENDED),
            ALSO_OPEN.stay_id: replace(ALSO_OPEN, state=ProposalState.ENDED),
        },
        handled=BEFORE.handled,
    )
    assert facts == (
        CoordinationContactHoldSet(
            hold_id=WANTED.id, until=WANTED.until, ask=WANTED.ask, set_by="staff-2", occurred_at=LATE
        ),
        *(replace(over(one), occurred_at=LATE) for one in (OPEN, ALSO_OPEN)),
    )


def test_a_hold_that_ran_out_by_itself_is_not_ended_by_the_next_one() -> None:
    state, _ = set_hold(BEFORE, WANTED, MIDNIGHT)

    assert state.holds[:-1] == BEFORE.holds


def test_only_the_hold_that_stands_is_ended_and_everything_else_stays() -> None:
    state, facts = end_hold(BEFORE, STANDS.id, "staff-2", LATE)

    assert state == replace(BEFORE, holds=(RAN_OUT, WAS_ENDED, replace(STANDS, ended_at=LATE)))
    assert facts == (CoordinationContactHoldEnded(hold_id=STANDS.id, ended_by="staff-2", occurred_at=LATE),)
    for other in (RAN_OUT, WAS_ENDED):
        with pytest.raises(HoldReplaced):
            end_hold(BEFORE, other.id, "staff-2", LATE)


def test_a_hold_is_over_and_may_no_longer_be_set_for_that_day_at_danish_midnight() -> None:
    until_today = replace(WANTED, until=TODAY)
    assert set_hold(Coordination(), until_today, LATE)[1]

    with pytest.raises(EndsInThePast):
        set_hold(Coordination(), until_today, MIDNIGHT)
    assert end_hold(BEFORE, STANDS.id, "staff-2", MIDNIGHT) == (BEFORE, ())
    assert watch_stays(BEFORE, stays(UUID(int=9)), LATE)[0].proposals.keys() == ALL.keys()
    assert watch_stays(BEFORE, stays(UUID(int=9)), MIDNIGHT)[0].open_proposals[-1].stay_id == UUID(int=9)


def test_a_no_answers_the_proposal_that_it_names_once_and_no_other() -> None:
    one, facts = decline_hold(BEFORE, OPEN.id, "x", TUESDAY)
    assert one == BEFORE.with_proposal(replace(OPEN, state=ProposalState.DECLINED))
    assert one.open_proposals == (ALSO_OPEN,)
    assert facts == (
        CoordinationContactHoldDeclined(proposal_id=OPEN.id, declined_by="x", occurred_at=TUESDAY),
        over(OPEN),
    )
    for said in (OPEN, DECLINED):
        assert decline_hold(one, said.id, "x", TUESDAY) == (one, ())


def test_a_no_to_a_stay_instead_of_its_proposal_answers_nothing() -> None:
    with pytest.raises(NoSuchProposal):
        decline_hold(BEFORE, OPEN.stay_id, "staff-2", TUESDAY)


def test_each_stay_that_goes_on_proposes_for_itself_and_what_was_answered_stays_answered() -> None:
    no_hold = replace(BEFORE, holds=(WAS_ENDED,))
    new = UUID(int=9)

    state, facts = watch_stays(no_hold, stays(new, *ALL), TUESDAY, "trace")

    again, first = state.proposals[WITHDRAWN.stay_id], state.proposals[new]
    assert again == Proposal(again.id, WITHDRAWN.stay_id, ProposalState.OPEN, TUESDAY, "trace")
    assert first == Proposal(first.id, new, ProposalState.OPEN, TUESDAY, "trace")
    assert state == no_hold.with_proposal(again).with_proposal(first)
    assert facts == tuple(
        CoordinationContactHoldProposed(proposal_id=one.id, stay_id=one.stay_id, occurred_at=TUESDAY)
        for one in (again, first)
    )
    assert len({one.id for one in state.proposals.values()}) == len(state.proposals)


def test_what_is_open_is_taken_back_for_each_stay_that_is_over_while_a_hold_stands_too() -> None:
    for here in (stays(OPEN.stay_id), stays(OPEN.stay_id, presence=Presence.ON_LEAVE)):
        state, facts = watch_stays(BEFORE, here, TUESDAY)
        assert facts == (over(ALSO_OPEN),)
        assert state == BEFORE.with_proposal(replace(ALSO_OPEN, state=ProposalState.WITHDRAWN))
    for gone in (stays(*ALL, presence=Presence.DISCHARGED), stays(*ALL, presence=Presence.MOVED_ON), None):
        state, facts = watch_stays(replace(BEFORE, holds=()), gone, TUESDAY)
        assert facts == (over(OPEN), over(ALSO_OPEN))
        assert state.open_proposals == ()


def test_whoever_looks_sees_the_hold_that_stands_and_whether_anything_is_proposed() -> None:
    answered = replace(BEFORE, proposals={one.stay_id: one for one in (DECLINED, WITHDRAWN, ENDED)})

    assert BEFORE.seen(TODAY) == Seen(STANDS.id, proposed=True)
    assert answered.seen(TODAY) == Seen(STANDS.id, proposed=False)
    assert BEFORE.seen(TODAY + timedelta(days=1)) == Seen(None, proposed=True)
    assert (BEFORE.proposal_trace(), answered.proposal_trace()) == ("trace-3", None)
    assert [BEFORE.was_set(UUID(int=number)) for number in (29, 30, 31, 32, 33)] == [
        False,
        *[True] * 3,
        False,
    ]
