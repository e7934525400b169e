"""Any history of two files: in whatever order it is heard nobody is forgotten, and nobody asked twice."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import DIED, ENDED, LIVES
from plan_of_two_files import A, B, TwoFiles, merged, split
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.plan.domain.support_question import QuestionState
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
WORKERS: Final[Mapping[CitizenId, tuple[str, ...]]] = {A: ("wa", "both"), B: ("wb", "both")}
MET: Counter[str] = Counter()

Stream = list[Any]


def tells(citizen: UUID, number: int, what: str) -> list[Any]:
    """As the region-bridge tells of a stay: an end before its admission, where both are new."""
    id_, began = uuid5(citizen, str(number)), MONDAY + timedelta(hours=number)
    about: dict[str, Any] = {"stay_id": id_, "basis": BASIS, "occurred_at": began}
    facts = {
        "a": HospitalStayAdmitted(kind=StayKind.INPATIENT, admitted_at=began, **about),
        "h": HospitalStayDischarged(discharged_at=ENDED, **about),
        "e": HospitalStayEnded(ended_at=ENDED, **about),
        "t": HospitalStayStepTakenBack(step=StayStep.DISCHARGED, step_at=ENDED, **about),
        "r": HospitalStayRetracted(**about),
    }
    return [facts[one] for one in what]


TOLD: Final = st.sampled_from(["", "", "a", "a", "ah", "ha", "ah", "ae", "ar", "aht", "har", "ahth", "arah"])
ROUNDS: Final = st.lists(st.booleans(), max_size=3)
DEATHS: Final[list[Stream]] = [[], [], [], [DIED], [DIED, LIVES]]


@st.composite
def streams(draw: st.DrawFn) -> dict[tuple[str, CitizenId], Stream]:
    """What each topic tells of each file, in its order; stays by their number, merges on both."""
    said: Stream = [merged(), *(fact for _ in draw(ROUNDS) for fact in (split(), merged()))]
    if draw(st.booleans()):
        said.append(split())
    told: dict[tuple[str, CitizenId], Stream] = {}
    for citizen in (A, B):
        life = [*said]
        for fact in DEATHS[draw(st.integers(0, len(DEATHS) - 1))]:
            life.insert(draw(st.integers(0, len(life))), fact)
        if DIED in life and LIVES in life and life.index(LIVES) < life.index(DIED):
            life.remove(LIVES)
        told["citizen", citizen] = life
        # Of one stay everything is told before the next.
        told["hospital", citizen] = [one for number in (0, 1) for one in tells(citizen, number, draw(TOLD))]
    return told


async def happens(
    told: Mapping[tuple[str, CitizenId], Stream], chance: random.Random, *, acting: bool = False
) -> TwoFiles:
    """Everything is heard, each stream in its order, some of it in one poll; the clock looks in between."""
    world = TwoFiles()
    for citizen, workers in WORKERS.items():
        await world.plans(citizen, *workers)
    left = {name: list(stream) for name, stream in told.items()}
    while any(left.values()):
        poll = []
        for _ in range(chance.randint(1, 3)):
            some = [name for name, stream in left.items() if stream]
            if some:
                name = chance.choice(some)
                poll.append((name[1], left[name].pop(0)))
        await world.hears(*poll)
        if chance.random() < 0.5:
            await world.looks(chance, most=chance.randint(1, 49))
        if acting and chance.random() < 0.2:
            await chance.choice([world.answers, world.completes])(chance.choice([A, B]))
        asked_once(world)
    await world.looks(chance)
    asked_once(world)
    return world


def asked_once(world: TwoFiles) -> None:
    """What is asked by one id is asked anew only after it was withdrawn, or for another day."""
    for citizen in (A, B):
        standing: set[UUID] = set()
        for one in world.said:
            if one.subject != citizen or one.type not in MEANS:
                continue
            id_ = getattr(one.data, "question_id", None) or one.data.follow_up_id
            if MEANS[one.type]:
                assert id_ not in standing, one.type
            (standing.add if MEANS[one.type] else standing.discard)(id_)


MEANS: Final = {
    "plan.support_question_asked.v1": True,
    "plan.support_question_withdrawn.v1": False,
    "plan.follow_up_opened.v1": True,
    "plan.follow_up_withdrawn.v1": False,
}


class Seen:
    """A stay of a person, by a count of what all their files were told: the model."""

    def __init__(self, told: Iterable[tuple[CitizenId, Any]]) -> None:
        self.where = set[CitizenId]()
        self.admitted = self.retracted = 0
        self.ends: Counter[tuple[datetime, bool]] = Counter()
        for citizen, fact in told:
            self.where.add(citizen)
            match fact:
                case HospitalStayAdmitted():
                    self.admitted += 1
                case HospitalStayRetracted():
                    self.retracted += 1
                case HospitalStayDischarged():
                    self.ends[ENDED, True] += 1
                case HospitalStayEnded():
                    self.ends[ENDED, False] += 1
                case HospitalStayStepTakenBack():
                    self.ends[ENDED, True] -= 1

    @property
    def was(self) -> bool:
        return self.admitted > self.retracted or not self.retracted

    @property
    def over(self) -> bool:
        return any(times > 0 for times in self.ends.values())

    @property
    def home(self) -> bool:
        """Told at one moment to be home and not to be met there, nobody is met."""
        return self.was and self.ends[ENDED, True] > 0 and self.ends[ENDED, False] <= 0

    @property
    def goes_on(self) -> bool:
        return self.admitted > self.retracted and not self.over


def expected(
    told: Mapping[tuple[str, CitizenId], Stream], files: tuple[CitizenId, ...]
) -> tuple[set[tuple[int, UUID]], set[tuple[int, str]]]:
    """Which help is asked about because of which stay, and who follows up after which."""
    if any(told["citizen", one].count(DIED) > told["citizen", one].count(LIVES) for one in files):
        return set(), set()
    by_number: dict[int, list[tuple[CitizenId, Any]]] = defaultdict(list)
    for citizen in files:
        for fact in told["hospital", citizen]:
            number = next(n for n in (0, 1) if uuid5(citizen, str(n)) == fact.stay_id)
            by_number[number].append((citizen, fact))
    seen = {number: Seen(facts) for number, facts in by_number.items()}
    on = {
        number
        for number, one in seen.items()
        if one.goes_on and not any(other.home and not one.where & other.where for other in seen.values())
    }
    help_ = [uuid5(file, worker) for file in files for worker in WORKERS[file]]
    workers = {worker for file in files for worker in WORKERS[file]}
    return (
        {(number, one) for number in on for one in help_},
        {(number, who) for number, one in seen.items() if one.home for who in workers},
    )


def stands(
    world: TwoFiles, files: tuple[CitizenId, ...]
) -> tuple[list[tuple[int, UUID]], list[tuple[int, str]]]:
    """What waits in these files, by the stays' numbers: sorted, so that a double shows."""
    numbers = {uuid5(citizen, str(number)): number for citizen in (A, B) for number in (0, 1)}
    asked = [
        (numbers[one.stay_id], one.intervention_id)
        for file in files
        for one in world.questions(file)
        if one.state is QuestionState.OPEN
    ]
    waiting = [
        (numbers[one.stay_id], one.support_worker)
        for file in files
        for one in world.follow_ups(file)
        if one.waits
    ]
    return sorted(asked), sorted(waiting)


def persons(told: Mapping[tuple[str, CitizenId], Stream]) -> list[tuple[CitizenId, ...]]:
    """Who is one in the end."""
    last = [one for one in told["citizen", B] if one not in (DIED, LIVES)][-1]
    return [(B, A)] if last == merged() else [(A,), (B,)]


@settings(counted, max_examples=200)
@given(streams(), st.randoms(use_true_random=False))
def _any_order(told: dict[tuple[str, CitizenId], Stream], chance: random.Random) -> None:
    world = asyncio.run(happens(told, chance))
    for files in persons(told):
        asked, waiting = (sorted(some) for some in expected(told, files))
        assert stands(world, files) == (asked, waiting)
        MET["merged" if len(files) > 1 else "parted"] += 1
        MET["asked"] += bool(asked)
        MET["followed up"] += bool(waiting)
        of_others = {one.stay_id for one in world.questions(A)} | {one.stay_id for one in world.follow_ups(A)}
        MET["told of one, planned in the other"] += not of_others.isdisjoint(
            uuid5(B, str(number)) for number in (0, 1)
        )


def test_in_any_order_each_stay_asks_each_help_once_and_everybody_is_in_touch_once_after_it() -> None:
    MET.clear()
    _any_order()
    for often in ("merged", "parted", "asked", "followed up", "told of one, planned in the other"):
        assert MET[often] > 20, MET


@settings(counted, max_examples=100)
@given(streams(), st.randoms(use_true_random=False))
def _people_act(told: dict[tuple[str, CitizenId], Stream], chance: random.Random) -> None:
    """Somebody who acted is not asked again; everybody else is."""
    world = asyncio.run(happens(told, chance, acting=True))
    for files in persons(told):
        asked, waiting = expected(told, files)
        now_asked, now_waiting = stands(world, files)
        numbers = {uuid5(citizen, str(number)): number for citizen in (A, B) for number in (0, 1)}
        answered = {
            (numbers[one.stay_id], one.intervention_id)
            for file in files
            for one in world.questions(file)
            if one.state is QuestionState.ANSWERED
        }
        done = {
            (numbers[one.stay_id], one.support_worker)
            for file in files
            for one in world.follow_ups(file)
            if one.completed_at
        }
        MET["acted"] += bool(answered & asked or done & waiting)
        assert now_asked == sorted(asked - answered)
        assert now_waiting == sorted(waiting - done)


def test_whoever_answered_or_was_in_touch_is_not_asked_again_by_any_of_the_files() -> None:
    MET.clear()
    _people_act()
    assert MET["acted"] > 20, MET


@settings(counted, max_examples=100)
@given(streams(), st.randoms(use_true_random=False))
def _parted(told: dict[tuple[str, CitizenId], Stream], chance: random.Random) -> None:
    for citizen in (A, B):
        told["citizen", citizen].append(split())
    never = {name: [one for one in stream if one not in (merged(), split())] for name, stream in told.items()}
    parted, apart = asyncio.run(happens(told, chance)), asyncio.run(happens(never, chance))
    for citizen in (A, B):
        assert parted.asked(citizen) == apart.asked(citizen)
        assert parted.waiting(citizen) == apart.waiting(citizen)
        MET["asked"] += bool(apart.asked(citizen) or apart.waiting(citizen))


def test_parted_in_the_end_each_asks_what_it_would_had_they_never_been_one() -> None:
    MET.clear()
    _parted()
    assert MET["asked"] > 100, MET
