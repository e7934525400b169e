"""Nothing that derives from a stay can be carried to the jobcenter but a hold's last day, which people set.

So nothing of it can serve to control whether somebody is available for work.
"""

from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import anything, counted
from samspil.contracts.disclosure import ContactHold, JobcenterInformed
from samspil.jobcenter_bridge.domain.wanted import CONTACT_HOLD, wanted
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.disclosed_fields import FIELDS
from samspil.overview.domain.hospital_state import HospitalState, Presence
from samspil.overview.domain.inform import inform
from samspil.overview.domain.plan_parts import Pause
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.testkit.builders import LAW, MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from sharing import STAY, sharing_views

CARRIED = {
    "identity": DataClass.IDENTITY,
    "contact_hold": DataClass.CONTACT_HOLD,
    "referrals": DataClass.REFERRAL,
    "requests": DataClass.REFERRAL,
    "contact_person": DataClass.NETWORK,
    "employment_goals": DataClass.EMPLOYMENT_GOAL,
    "workplace_support": DataClass.SUPPORT,
    "meetings": DataClass.MEETING,
}
"""By hand: all that can leave to the jobcenter."""

DAY = date(2026, 12, 2)
"""All that can leave has a law by then."""

OF_A_STAY = {one.name for one in VIEW_FIELDS if one.kind is DataClass.STAY}


def test_no_field_that_leaves_to_the_jobcenter_is_of_a_stay_or_picks_from_one() -> None:
    leave = [one for one in FIELDS[Receiver.JOBCENTER] if one.is_carried and not one.received]

    assert {one.name: one.kind for one in leave} == CARRIED
    assert {"stay", "hold_proposals", "support_pauses", "attention", "follow_ups"} <= OF_A_STAY
    assert not {part for one in leave for part in (one.name, *one.of)} & OF_A_STAY


def test_what_an_event_to_the_jobcenter_has_room_for_is_in_the_table() -> None:
    flags = {"shares", "until", "occurred_at", "received_until"}
    received = {one.name for one in FIELDS[Receiver.JOBCENTER] if one.received}

    assert {one.name for one in fields(JobcenterInformed)} == {*CARRIED, *received, *flags}


def test_of_a_hold_its_last_day_and_whom_to_ask_are_carried_and_nothing_else() -> None:
    hold = ContactHold(hold_id=UUID(int=1), until=date(2026, 12, 4), ask=sealed("ask"))
    told = JobcenterInformed(
        shares=True,
        until=None,
        milestones_received=False,
        identity=None,
        contact_hold=hold,
        occurred_at=MONDAY,
    )

    assert {one.name for one in fields(ContactHold)} == {"hold_id", "until", "ask"}
    assert wanted(told)[CONTACT_HOLD].body == {"until": "2026-12-04", "ask": hold.ask}


def held_until_later(view: View) -> View:
    holds = tuple(replace(one, until=DAY + timedelta(days=5)) for one in view.coordination.holds)
    return replace(view, coordination=replace(view.coordination, holds=holds))


def with_a_stay(
    view: View, hospital: HospitalState, other: Coordination, plan: PlanState, pause: Pause
) -> View:
    """The view with other stays, and other things in every place that derives from one."""
    rests = tuple(replace(one, pause=pause) for one in view.plan.interventions)
    return replace(
        view,
        hospital=hospital,
        coordination=replace(view.coordination, proposals=other.proposals, attention=other.attention),
        plan=replace(
            view.plan,
            interventions=rests,
            questions=plan.questions,
            need_reviews=plan.need_reviews,
            follow_ups=plan.follow_ups,
        ),
    )


def test_whatever_is_known_of_stays_the_jobcenter_is_told_the_same() -> None:
    met: Counter[str] = Counter()

    @given(
        sharing_views.map(held_until_later),
        st.just(STAY) | anything(HospitalState),
        anything(Coordination),
        anything(PlanState),
        anything(Pause),
    )
    @settings(counted, max_examples=300)
    def holds(
        view: View, hospital: HospitalState, other: Coordination, plan: PlanState, pause: Pause
    ) -> None:
        stays = with_a_stay(view, hospital, other, plan, pause)
        one, two = (disclose(each, Receiver.JOBCENTER, LAW, DAY, OURS) for each in (view, stays))
        assert inform(two, MONDAY) == inform(one, MONDAY)
        assert (two.lines, two.changes_on) == (one.lines, one.changes_on)
        if any(stay.presence is Presence.ADMITTED for stay in hospital.stays):
            met.update(name for name, told in one.told.items() if told)
        met["views"] += 1

    holds()
    assert {name for name in CARRIED if met[name] > met["views"] / 50} == CARRIED.keys(), met
