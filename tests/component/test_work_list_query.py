"""The work list has what waits of every citizen, as ``open_work`` says, from the last look at each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_type_hints
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from anything import anything
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.employment import MilestoneKind
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import AgreementStage, ReviewResult, SupportDuringStay, WithoutGoal
from samspil.contracts.topics import CITIZEN, EMPLOYMENT, HOSPITAL, PLAN, REFERRAL, Topic
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.fold import Row, write_folded
from samspil.overview.domain import case_at_hand
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_network import Coordinator
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.contradictions import AnswerHeard
from samspil.overview.domain.coordination import Coordination, Proposal, ProposalState
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState, Milestone, Weekly
from samspil.overview.domain.hospital_state import HeldThing, HospitalState, Presence, Stay
from samspil.overview.domain.messages import ReceivedMessage
from samspil.overview.domain.open_work import Task, Work, open_work
from samspil.overview.domain.plan_dates import FollowUp, Meeting, MeetingState, Review, SupportQuestion
from samspil.overview.domain.plan_parts import EmploymentWish, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import ReferralStanding, ReferralState, Standing
from samspil.overview.handlers.coordinate import coordinate
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.queries import read_view
from samspil.overview.storage.transaction import COORDINATIONS, deciding_store
from samspil.overview.storage.work_list import Reader, Tab, WorkList, read_work_list
from samspil.rulebook.case_at_hand import Relation, Ties, relation
from samspil.rulebook.law_files import read_law
from samspil.stack import databases
from samspil.testkit.builders import MONDAY, RULES, sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

TODAY = MONDAY.date()
CITIZENS = 300
"""Of each kind of life."""
Life = tuple[dict[Topic, Any], Coordination | None]
"""What is kept of a citizen by topic, and the overview's own decisions."""
ID = UUID(int=1)
STATES = {
    CITIZEN: CitizenState,
    REFERRAL: ReferralState,
    PLAN: PlanState,
    EMPLOYMENT: EmploymentState,
    HOSPITAL: HospitalState,
}


def examples(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Many values of it, the same ones each time."""
    found: list[Any] = []

    @settings(
        max_examples=CITIZENS,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


def little(kind: Any) -> st.SearchStrategy[Any]:
    """A state of which most is empty, so that often one thing alone is what waits."""
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return anything(kind)
    hints = get_type_hints(kind)
    parts = {one.name: anything(hints[one.name]) for one in fields(kind)}
    return st.fixed_dictionaries({}, optional=parts).map(lambda known: kind(**known))


states = st.fixed_dictionaries({}, optional={topic: little(kind) for topic, kind in STATES.items()})
plan_and_stays = st.fixed_dictionaries({PLAN: little(PlanState), HOSPITAL: little(HospitalState)})
much = st.tuples(states.filter(bool) | plan_and_stays, st.none() | little(Coordination))


def referral_alone(one: ReferralStanding) -> Life:
    return {REFERRAL: {one.id: one}}, None


def question_alone(one: SupportQuestion) -> Life:
    stay = Stay(one.stay_id, StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
    declined = Proposal(ID, one.stay_id, ProposalState.DECLINED, MONDAY)
    states = {PLAN: PlanState(questions=(one,)), HOSPITAL: HospitalState((stay,))}
    return states, Coordination(proposals={one.stay_id: declined})


def two_answers_alone(about: UUID) -> Life:
    heard = (
        AnswerHeard(uuid4(), about, answer, MONDAY)
        for answer in (PartnerAnswer.ACCEPTED, PartnerAnswer.DECLINED)
    )
    return {EMPLOYMENT: EmploymentState(answers=tuple(heard))}, None


def proposal_alone(one: Proposal) -> Life:
    return {CITIZEN: CitizenState()}, Coordination(proposals={one.stay_id: one})


def stay_alone(id_: UUID) -> Life:
    return {HOSPITAL: HospitalState((Stay(id_, StayKind.INPATIENT, Presence.ADMITTED, MONDAY),))}, None


def plan_alone(**parts: Any) -> Life:
    """Agreed, with its wish said, and whoever gives its help is reached by phone."""
    wish = EmploymentWish(None, sealed("words"), TODAY)
    plan = PlanState(opened_at=MONDAY, agreed_on=TODAY, employment_wish=wish)
    return {PLAN: replace(plan, **parts)}, None


def help_alone(one: Intervention, **parts: Any) -> Life:
    fits = {"agreed": True, "ended_on": None, "goal_id": None, "without_goal": WithoutGoal.OPEN_OFFER}
    reached = {"support_worker_phone": sealed("phone"), "change_wanted_since": None}
    return plan_alone(interventions=(replace(one, **(fits | reached | parts)),))


def too_much_alone(one: Intervention) -> Life:
    """A step of ours beside help that fills the week by itself."""
    kind, minutes = MilestoneKind.SHELTERED_WORK, RULES.attention_numbers(TODAY).minutes_a_week
    step = Milestone(uuid4(), kind, TODAY, None, None, MONDAY, TODAY, entered_by="staff-1")
    weekly = (Weekly(TODAY, 60),)
    states, decided = help_alone(one, minutes_per_week=minutes, pause=None, starts_on=TODAY)
    return {**states, EMPLOYMENT: EmploymentState(milestones=(replace(step, weekly=weekly),))}, decided


def step_alone(lost_on: date | None) -> Life:
    """One of ours that did not last, or of which nobody has said that it does."""
    got = TODAY - timedelta(days=200)
    step = Milestone(uuid4(), MilestoneKind.FLEX_JOB, got, None, None, MONDAY, got, entered_by="staff-1")
    ours = replace(step, achieved_on=got, lost_on=lost_on)
    return {EMPLOYMENT: EmploymentState(milestones=(ours,))}, None


def ended_help_alone(one: Intervention) -> Life:
    held = Review(uuid4(), one.id, TODAY, MONDAY, held_on=TODAY, result=ReviewResult.END)
    states, decided = help_alone(one)
    return {PLAN: replace(states[PLAN], reviews=(held,))}, decided


def review_alone(one: Review) -> Life:
    return plan_alone(reviews=(replace(one, due_on=TODAY, held_on=None, withdrawn_at=None),))


def meeting_alone(one: Meeting) -> Life:
    return plan_alone(meetings=(replace(one, at=MONDAY, state=MeetingState.BOOKED),))


def agreement_alone(one: Agreement, stage: AgreementStage) -> Life:
    return {PLAN: PlanState(agreements=(replace(one, stage=stage),))}, None


asked_of_us = {"to_sector": Sector.SOCIAL}
asked_by_us = {"from_sector": Sector.SOCIAL, "to_sector": Sector.EMPLOYMENT}
late_elsewhere = {"standing": Standing.INFORMATION_REQUESTED, "from_sector": Sector.EMPLOYMENT}
REFERRALS: tuple[dict[str, Any], ...] = (
    {},
    *(asked_of_us | {"standing": standing} for standing in Standing),
    *(asked_by_us | {"standing": standing, "overdue": True} for standing in Standing),
    asked_by_us | {"standing": Standing.TOLD, "overdue": False},
    asked_of_us | late_elsewhere | {"overdue": True, "delay_notified": False},
)
"""What is fixed of one, so that each step is owed often."""
referrals = st.tuples(anything(ReferralStanding), st.sampled_from(REFERRALS)).map(
    lambda pair: replace(pair[0], **pair[1])
)
one_thing = st.one_of(
    anything(SupportQuestion).map(question_alone),
    anything(UUID).map(two_answers_alone),
    anything(FollowUp).map(lambda one: ({PLAN: PlanState(follow_ups=(one,))}, None)),
    anything(UUID).map(stay_alone),
    anything(Proposal).map(proposal_alone),
    anything(Proposal).map(lambda one: proposal_alone(replace(one, state=ProposalState.OPEN))),
    anything(DeliveryEnd).map(lambda one: ({EMPLOYMENT: EmploymentState(deliveries=(one,))}, None)),
    anything(DeliveryEnd).map(lambda one: ({HOSPITAL: HospitalState(deliveries=(one,))}, None)),
)
waits_there = st.one_of(
    anything(HeldThing).map(lambda one: ({HOSPITAL: HospitalState(held=(one,))}, None)),
    anything(ReceivedMessage).map(lambda one: ({HOSPITAL: HospitalState(messages=(one,))}, None)),
)
lives = one_thing | much
planned = st.one_of(
    anything(Review).map(review_alone),
    anything(Meeting).map(meeting_alone),
    anything(Intervention).map(lambda one: help_alone(one, change_wanted_since=MONDAY)),
    anything(Intervention).map(lambda one: help_alone(one, support_worker_phone=None)),
    anything(Intervention).map(lambda one: help_alone(one, without_goal=None)),
    anything(Intervention).map(ended_help_alone),
    anything(Intervention).map(too_much_alone),
    st.sampled_from([None, danish_day(datetime.now(UTC))]).map(step_alone),
    st.builds(plan_alone, employment_wish=st.none()),
    anything(Agreement).map(lambda one: agreement_alone(one, AgreementStage.ASKED)),
    anything(Agreement).map(lambda one: agreement_alone(one, AgreementStage.DRAFTED)),
)
asked = referrals.map(referral_alone)


async def keep(pool: Pool, states: Mapping[Topic, Any], coordination: Coordination | None) -> CitizenId:
    """Keep them as the overview keeps what it heard and decided."""
    citizen = CitizenId(uuid4())
    async with pool.acquire() as connection:
        live = await connection.fetchval("SELECT live FROM fold_generation")
        rows = [Row(topic.name, citizen, 1, state) for topic, state in states.items()]
        await write_folded(connection, live, {fold.topic.name: fold for fold in FOLDS.folds}, rows)
        if coordination is not None:
            await connection.execute(
                "INSERT INTO coordination (citizen_id, state) VALUES ($1, $2)",
                citizen,
                COORDINATIONS.adapter.dump_json(coordination).decode(),
            )
    return citizen


async def look(pool: Pool, citizens: Iterable[CitizenId]) -> None:
    """As the clock does."""
    store = deciding_store(pool)
    for citizen in citizens:
        async with store.transaction([citizen]) as tx:
            coordinate(tx, citizen, read_law(), RULES)


async def read(pool: Pool, tab: Tab, reader: Reader, at_most: int = 100_000) -> WorkList:
    return await read_work_list(pool, reader, tab, at_most, TODAY)


def concerns(task: Task, reader: Reader, ties: Ties) -> bool:
    """As the list is meant."""
    unkept = task.unit is None or "\0" in task.unit
    own = has_it(ties, reader) if unkept else task.unit in reader.units
    return reader.subject in task.asked or own


def is_tied(ties: Ties, reader: Reader) -> bool:
    return relation(ties, reader.subject, reader.units, TODAY) is not None


def has_it(ties: Ties, reader: Reader) -> bool:
    """The citizen's coordinator, and caseworkers of the units that have the case."""
    holds = [one for one in ties if one.holds(reader.subject, reader.units, TODAY)]
    units = {Relation.UNIT} if reader.has_the_rest else set()
    return any(one.relation in {Relation.COORDINATOR, *units} for one in holds)


def meant(task: Task, tab: Tab, reader: Reader, ties: Ties) -> bool:
    ours = not task.is_a_wait
    on = {Tab.MINE: ours and reader.subject in task.asked, Tab.UNIT: ours, Tab.OTHERS: not ours}
    return concerns(task, reader, ties) and on[tab]


async def test_each_list_has_what_the_last_look_found_for_its_reader(servers: Servers) -> None:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    async with await open_pool(url) as pool:
        kinds = (lives, asked, planned, waits_there)
        citizens = [await keep(pool, *life) for kind in kinds for life in examples(kind)]
        await look(pool, citizens)

        waits: dict[CitizenId, tuple[Task, ...]] = {}
        tied: dict[CitizenId, Ties] = {}
        alone: Counter[Work] = Counter()
        for citizen in citizens:
            view = await read_view(pool, citizen)
            assert view is not None
            tasks = waits[citizen] = open_work(view, danish_day(datetime.now(UTC)))
            tied[citizen] = case_at_hand.ties(view)
            works = {task.work for task in tasks if not task.is_a_wait} or {task.work for task in tasks}
            alone.update(works if len(works) == 1 else ())
        assert set(alone) == set(Work)  # each was once the only reason to be found but a wait beside it

        every = [task for tasks in waits.values() for task in tasks]
        unit = next(task.unit for task in every if task.unit and "\0" not in task.unit)
        somebody = next(one for task in every for one in sorted(task.asked) if one and "\0" not in one)
        for reader in (
            Reader("nobody", frozenset({unit}), has_the_rest=True),
            Reader("nobody", frozenset({unit})),
            Reader(somebody, frozenset()),
        ):
            for tab in Tab:
                found = await read(pool, tab, reader)
                expected = {
                    citizen: own
                    for citizen, tasks in waits.items()
                    if (own := [task for task in tasks if meant(task, tab, reader, tied[citizen])])
                }
                assert dict(found.tasks) == expected
                assert all(is_tied(tied[citizen], reader) for citizen in found.tasks)
                assert found.counts[tab] == len(expected)
                urgency = [
                    (min(one.urgency[0] for one in own), min(one.since for one in own))
                    for own in found.tasks.values()
                ]
                assert urgency == sorted(urgency)
                first = await read(pool, tab, reader, 7)
                assert list(first.tasks.items()) == list(found.tasks.items())[:7]
                assert first.counts == found.counts


async def test_what_no_longer_waits_leaves_the_list_and_whoever_is_asked_by_name_finds_it(
    servers: Servers,
) -> None:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    coordinator = Reader("staff-17", frozenset())
    async with await open_pool(url) as pool:
        asked = [SupportQuestion(UUID(int=n), ID, ID, f"staff-{n}", MONDAY) for n in range(3)]
        odd = SupportQuestion(UUID(int=9), ID, ID, "staff\0\n9", MONDAY)
        stays = HospitalState((Stay(ID, StayKind.INPATIENT, Presence.ADMITTED, MONDAY),))
        plan = PlanState(questions=(*asked, odd))
        named = CitizenState(coordinator=Coordinator("staff-17", sealed("name"), None, MONDAY))
        citizen = await keep(pool, {CITIZEN: named, PLAN: plan, HOSPITAL: stays}, None)
        await look(pool, [citizen])
        waits = await read(pool, Tab.UNIT, coordinator)
        assert len(waits.tasks[citizen]) == 4 + 1  # the stay proposes a hold, too
        found = await read(pool, Tab.MINE, Reader("staff-1", frozenset()))
        [task] = found.tasks[citizen]
        assert task.asked == {"staff-1"}
        assert found.counts == {Tab.MINE: 1, Tab.UNIT: 1, Tab.OTHERS: 0}
        assert (await read(pool, Tab.MINE, coordinator)).tasks == {}

        answered = replace(
            plan, questions=tuple(replace(one, answer=SupportDuringStay.PAUSED) for one in asked)
        )
        async with pool.acquire() as connection:
            live = await connection.fetchval("SELECT live FROM fold_generation")
            row = Row(PLAN.name, citizen, 2, answered)
            await write_folded(connection, live, {fold.topic.name: fold for fold in FOLDS.folds}, [row])
        await look(pool, [citizen])

        left = await read(pool, Tab.UNIT, coordinator)
        assert [task.work for task in left.tasks[citizen]] == [Work.DECIDE_HOLD]
