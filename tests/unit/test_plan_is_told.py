"""What partners are told of the plan, as items of a disclosure and in the words that they read."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    ContactPerson,
    CrisisPlan,
    DisclosedGoal,
    Identity,
    JobcenterInformed,
    JointMeeting,
    PlanInForce,
    RegionInformed,
    WorkplaceSupport,
)
from samspil.exchange.delivery import Delivery, State
from samspil.exchange.reconcile import Disclosed, reconcile
from samspil.jobcenter_bridge.domain.wanted import wanted as wanted_there
from samspil.jobcenter_bridge.partner.wording import task
from samspil.region_bridge.domain.wanted import wanted
from samspil.region_bridge.partner.letter import letter
from samspil.testkit.builders import MONDAY, sealed
from samspil.testkit.people import BRUNO
from samspil.vocabulary.citizen_id import CitizenId

AT = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
MEETING = JointMeeting(
    meeting_id=UUID(int=5), at=AT, place=sealed("place"), called_off=False, until=date(2026, 12, 8)
)
WHO = Identity(cpr=sealed("cpr"), name=sealed("name"))
JOBCENTER = JobcenterInformed(
    shares=True,
    until=None,
    milestones_received=False,
    identity=WHO,
    contact_hold=None,
    contact_person=ContactPerson(name=sealed("name"), phone=sealed("phone")),
    employment_goals=(DisclosedGoal(goal_id=UUID(int=2), words=sealed("words")),),
    workplace_support=(
        WorkplaceSupport(intervention_id=UUID(int=3), name=sealed("name"), phone=None, minutes_per_week=90),
    ),
    meetings=(MEETING,),
    occurred_at=MONDAY,
)
CRISIS_PLAN = CrisisPlan(
    stay_id=UUID(int=7),
    early_signs=sealed("signs"),
    what_helps=None,
    whom_to_call=sealed("whom"),
    what_not_to_do=None,
)
REGION = RegionInformed(
    shares=True,
    until=None,
    notices_received=True,
    identity=WHO,
    contact_person=None,
    plan=PlanInForce(agreed_on=date(2026, 11, 20)),
    meetings=(MEETING,),
    crisis_plan=CRISIS_PLAN,
    occurred_at=MONDAY,
)
OPENED = {
    "name": "Aisha Digtet",
    "phone": "12 34 56 78",
    "words": "Et par timer om ugen",
    "minutes": "90",
    "place": "Rådhuset",
    "at": AT.isoformat(),
}


def test_the_jobcenter_reads_each_part_of_the_plan_in_a_task_of_its_own() -> None:
    read = {
        item: task(content.told, {name: OPENED[name] for name in content.body})["description"]
        for item, content in wanted_there(JOBCENTER).items()
    }

    assert read == {
        "contact_person": "Kontaktperson i socialpsykiatrien: Aisha Digtet, tlf. 12 34 56 78.",
        f"goal:{UUID(int=2)}": "Borgerens eget mål om arbejde eller uddannelse, aftalt i planen:"
        " »Et par timer om ugen«",
        f"support:{UUID(int=3)}": "Borgeren får støtte til arbejde eller uddannelse ved Aisha Digtet."
        " Omfang: 90 minutter om ugen.",
        f"meeting:{UUID(int=5)}": "Fælles møde om borgeren den 08.12.2026 kl. 13.00. Sted: Rådhuset.",
    }


@pytest.mark.parametrize("is_known", [True, False])
def test_that_a_meeting_is_called_off_is_told_to_who_knows_of_it_and_to_nobody_else(is_known: bool) -> None:
    booked = wanted_there(replace(JOBCENTER, employment_goals=(), workplace_support=(), contact_person=None))
    [(item, content)] = booked.items()
    told = Delivery(
        id=uuid4(),
        item=item,
        seq=1,
        content=content,
        state=State.ACKNOWLEDGED,
        at=MONDAY,
        made_at=MONDAY,
        body="sent",
        attempts=1,
    )
    off = replace(JOBCENTER, meetings=(replace(MEETING, called_off=True),))
    disclosed = Disclosed("jobcenter", CitizenId(uuid4()), 2, shares=True, wanted=wanted_there(off))

    made = reconcile((told,) if is_known else (), disclosed, now=MONDAY)

    assert [one.content.told for one in made if one.item == item and one.seq == 2] == (
        [Told.MEETING_CANCELLED] if is_known else []
    )


def test_the_ward_reads_the_crisis_plan_as_far_as_it_is_written() -> None:
    content = wanted(REGION)[f"crisis_plan:{CRISIS_PLAN.stay_id}"]

    written = letter(content.told, BRUNO.cpr, "Bruno", {"early_signs": "Sover ikke", "whom_to_call": "Lone"})

    assert content.body.keys() == {"early_signs", "whom_to_call"}
    assert written.text == "De første tegn: Sover ikke\nRing til: Lone"


def test_the_ward_of_another_stay_is_told_the_same_crisis_plan() -> None:
    told = [
        Delivery(
            id=uuid4(),
            item=item,
            seq=1,
            content=content,
            state=State.ACKNOWLEDGED,
            at=MONDAY,
            made_at=MONDAY,
            body="sent",
            attempts=1,
        )
        for item, content in wanted(REGION).items()
    ]
    again = replace(REGION, crisis_plan=replace(CRISIS_PLAN, stay_id=UUID(int=8)))
    disclosed = Disclosed("region", CitizenId(uuid4()), 2, shares=True, wanted=wanted(again))

    made = reconcile(tuple(told), disclosed, now=MONDAY)

    assert [one.content.told for one in made if one.seq == 2] == [Told.CRISIS_PLAN]


def test_without_a_crisis_plan_in_the_disclosure_no_letter_is_one() -> None:
    told = wanted(replace(REGION, crisis_plan=None)).values()

    assert {one.told for one in told} == {Told.PLAN, Told.MEETING}
