"""Contact holds: set and ended by people, proposed by stays."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
    CoordinationContactHoldSet,
)
from samspil.contracts.hospital import StayKind
from samspil.overview.domain.coordination import Coordination, Hold, Seen
from samspil.overview.domain.decline_hold import NoLongerProposed, NoSuchProposal, decline_hold
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.set_hold import (
    EndsInThePast,
    HoldChanged,
    HoldReplaced,
    HoldWanted,
    NoSuchHold,
    end_hold,
    require_seen,
    set_hold,
)
from samspil.overview.domain.watch_stays import watch_stays
from samspil.testkit.builders import MONDAY, sealed

TODAY = date(2026, 11, 23)


def wanted(until: date = date(2026, 12, 1)) -> HoldWanted:
    return HoldWanted(uuid4(), until, sealed("ask"), "staff-1")


def stay(presence: Presence = Presence.ADMITTED, kind: StayKind = StayKind.INPATIENT) -> HospitalState:
    return HospitalState(stays=(Stay(STAY, kind, presence, MONDAY),))


def proposed() -> tuple[Coordination, UUID]:
    state, _ = watch_stays(Coordination(), stay(), MONDAY)
    return state, state.proposals[STAY].id


STAY = uuid4()


def test_a_hold_stands_until_its_day_is_over() -> None:
    state, _ = set_hold(Coordination(), wanted(TODAY), MONDAY)

    assert state.hold(TODAY) is not None
    assert state.hold(TODAY + timedelta(days=1)) is None


def test_a_hold_that_ends_in_the_past_is_refused() -> None:
    with pytest.raises(EndsInThePast):
        set_hold(Coordination(), wanted(TODAY - timedelta(days=1)), MONDAY)


def test_a_hold_is_ended_once_and_one_that_is_over_is_over() -> None:
    hold = wanted()
    state, _ = set_hold(Coordination(), hold, MONDAY)
    ended, facts = end_hold(state, hold.id, "staff-2", MONDAY)

    assert (ended.hold(TODAY), len(facts)) == (None, 1)
    assert end_hold(ended, hold.id, "staff-2", MONDAY) == (ended, ())
    with pytest.raises(NoSuchHold):
        end_hold(ended, wanted().id, "staff-2", MONDAY)


def test_a_stay_proposes_a_hold_once() -> None:
    state, facts = watch_stays(Coordination(), stay(), MONDAY)
    _, again = watch_stays(state, stay(), MONDAY)

    assert [type(fact) for fact in facts] == [CoordinationContactHoldProposed]
    assert again == ()


def test_no_hold_is_proposed_while_one_stands() -> None:
    state, _ = set_hold(Coordination(), wanted(), MONDAY)

    assert watch_stays(state, stay(), MONDAY)[1] == ()


def test_setting_a_hold_answers_the_proposal() -> None:
    proposed, _ = watch_stays(Coordination(), stay(), MONDAY)
    _, facts = set_hold(proposed, wanted(), MONDAY)

    assert [type(fact) for fact in facts] == [
        CoordinationContactHoldSet,
        CoordinationContactHoldProposalEnded,
    ]


def test_a_discharge_ends_an_unanswered_proposal() -> None:
    proposed, _ = watch_stays(Coordination(), stay(), MONDAY)
    _, facts = watch_stays(proposed, stay(Presence.DISCHARGED), MONDAY)

    assert [type(fact) for fact in facts] == [CoordinationContactHoldProposalEnded]


def test_an_acute_contact_proposes_nothing() -> None:
    assert watch_stays(Coordination(), stay(kind=StayKind.ACUTE_AMBULANT), MONDAY)[1] == ()


def test_a_proposal_that_nobody_answered_is_made_again_when_the_stay_is_not_over_after_all() -> None:
    state, id_ = proposed()
    over, _ = watch_stays(state, stay(Presence.DISCHARGED), MONDAY)
    again, (fact,) = watch_stays(over, stay(), MONDAY)

    assert isinstance(fact, CoordinationContactHoldProposed)
    assert fact.proposal_id == id_
    assert [one.id for one in again.open_proposals] == [id_]


def test_a_declined_proposal_is_answered_and_never_made_again() -> None:
    state, id_ = proposed()

    state, facts = decline_hold(state, id_, "staff-1", MONDAY)

    assert facts == (
        CoordinationContactHoldDeclined(proposal_id=id_, declined_by="staff-1", occurred_at=MONDAY),
        CoordinationContactHoldProposalEnded(proposal_id=id_, occurred_at=MONDAY),
    )
    assert state.open_proposals == ()
    for presence in (Presence.DISCHARGED, Presence.ADMITTED, Presence.ON_LEAVE):
        state, said = watch_stays(state, stay(presence), MONDAY)
        assert said == ()
    assert decline_hold(state, id_, "staff-2", MONDAY) == (state, ())


def test_an_answered_proposal_is_not_made_again_when_the_hold_is_over() -> None:
    state, _ = proposed()
    hold = wanted()
    state, _ = set_hold(state, hold, MONDAY)
    state, _ = end_hold(state, hold.id, "staff-1", MONDAY)

    assert watch_stays(state, stay(), MONDAY)[1] == ()


def test_a_stale_no_is_refused_and_answers_nothing() -> None:
    state, id_ = proposed()
    over, _ = watch_stays(state, stay(Presence.DISCHARGED), MONDAY)
    answered, _ = set_hold(state, wanted(), MONDAY)

    for stale in (over, answered):
        with pytest.raises(NoLongerProposed):
            decline_hold(stale, id_, "staff-1", MONDAY)
    with pytest.raises(NoSuchProposal):
        decline_hold(state, uuid4(), "staff-1", MONDAY)


def test_a_stay_that_was_over_when_it_was_heard_of_proposes_nothing() -> None:
    assert watch_stays(Coordination(), stay(Presence.DISCHARGED), MONDAY)[1] == ()


def test_a_replaced_hold_does_not_come_back_when_the_newer_one_is_ended() -> None:
    older, newer = wanted(date(2026, 12, 24)), wanted()
    state, _ = set_hold(Coordination(), older, MONDAY)
    state, _ = set_hold(state, newer, MONDAY)
    ended, _ = end_hold(state, newer.id, "staff-2", MONDAY)

    assert ended.hold(TODAY) is None
    assert ended.was_set(older.id)


def test_a_replaced_hold_stays_over_where_it_was_stored_as_if_it_stood() -> None:
    older = Hold(uuid4(), date(2026, 12, 24), sealed("ask"), "staff-1", MONDAY)
    newer = Hold(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1", MONDAY, ended_at=MONDAY)

    assert Coordination((older, newer)).hold(TODAY) is None


def test_only_the_hold_that_was_read_is_ended() -> None:
    read, newer = wanted(), wanted()
    state, _ = set_hold(Coordination(), read, MONDAY)
    state, _ = set_hold(state, newer, MONDAY)

    with pytest.raises(HoldReplaced):
        end_hold(state, read.id, "staff-2", MONDAY)


def test_a_hold_is_set_in_the_place_of_what_was_read_and_of_nothing_else() -> None:
    nothing = Coordination().seen(TODAY)
    require_seen(Coordination(), nothing, MONDAY)
    state, _ = set_hold(Coordination(), wanted(), MONDAY)

    with pytest.raises(HoldChanged):
        require_seen(state, nothing, MONDAY)
    require_seen(state, state.seen(TODAY), MONDAY)
    require_seen(state, None, MONDAY)  # who does not care


def test_a_proposal_that_came_or_went_is_a_change_of_what_was_read() -> None:
    proposed, _ = watch_stays(Coordination(), stay(), MONDAY)
    gone, _ = watch_stays(proposed, stay(Presence.DISCHARGED), MONDAY)

    assert proposed.seen(TODAY) == Seen(None, proposed=True)
    with pytest.raises(HoldChanged):
        require_seen(gone, proposed.seen(TODAY), MONDAY)


@given(st.lists(st.integers(0, 30) | st.none(), min_size=1, max_size=8))
def test_at_most_the_newest_hold_stands_whatever_was_set_and_ended(acts: list[int | None]) -> None:
    state, standing = Coordination(), None
    for days in acts:
        if days is not None:
            hold = wanted(TODAY + timedelta(days=days))
            state, _ = set_hold(state, hold, MONDAY)
            standing = hold.id
        elif standing:
            state, _ = end_hold(state, standing, "staff-2", MONDAY)
            standing = None
        found = state.hold(TODAY)
        assert (found.id if found else None) == standing
        assert sum(one.holds(TODAY) for one in state.holds) == (standing is not None)
