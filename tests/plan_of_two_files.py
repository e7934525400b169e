"""Files in memory that may be one person's: what is heard on each stream, and what the clock then does."""

import random
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID, uuid5

from plan_in_memory import GOAL, HEARD, REFERRAL, accepted, adds_goal, adds_help, agrees
from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenMerged, CitizenSplit
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.plan import SupportDuringStay
from samspil.ledger.database import Connection
from samspil.plan.api.clock import due
from samspil.plan.domain.answer import answer
from samspil.plan.domain.complete import complete
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import Intervention
from samspil.plan.domain.review import Review
from samspil.plan.domain.support_question import QuestionState, SupportQuestion
from samspil.plan.handlers.change_plan import change_follow_up, change_question
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import MONDAY, RULES, event, sealed
from samspil.testkit.in_memory import BY_NAME, Nothing, said
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

A, B, C = (CitizenId(UUID(int=number)) for number in (0xA, 0xB, 0xC))
STEPS = due(RULES)


def merged(absorbed: UUID = A, survivor: UUID = B) -> CitizenMerged:
    return CitizenMerged(survivor=survivor, absorbed=absorbed, merged_by="staff", occurred_at=MONDAY)


def split(absorbed: UUID = A, survivor: UUID = B) -> CitizenSplit:
    return CitizenSplit(survivor=survivor, absorbed=absorbed, split_by="staff", occurred_at=MONDAY)


def help_by(citizen: UUID, worker: str) -> Intervention:
    id_ = uuid5(citizen, worker)
    return Intervention(id_, GOAL.id, LegalBasis.SEL_85, "1", worker, sealed("name"), "planner")


class TwoFiles:
    """The service's database; each transaction locks whom it names and whose files were linked before it."""

    def __init__(self) -> None:
        self.now: datetime = MONDAY
        self.said: list[Event[Any]] = []
        self.due: dict[tuple[str, CitizenId], datetime] = {}
        self._links: set[tuple[CitizenId, CitizenId]] = set()
        self._kept: dict[CitizenId, list[Any]] = {}

    async def transact(self, named: Iterable[CitizenId], decide: Callable[[PlanTransaction], Any]) -> Any:
        """One transaction that commits."""
        named = set(named)
        near = {one for pair in self._links if named & {*pair} for one in pair}
        tx = PlanTransaction("/samspil/test", list(BY_NAME))
        await tx.open(cast(Connection, Nothing(self.now, self._numbered)), named | near)
        for citizen in tx.citizens:
            tx.turn_to(citizen)
            for shelf, kept in zip(tx.shelves, self._kept.get(citizen, ()), strict=False):
                if kept is not None:
                    shelf.save(citizen, kept)
        decided = decide(tx)
        decided = await decided if hasattr(decided, "__await__") else decided
        for citizen in tx.citizens:
            tx.turn_to(citizen)
            self._kept[citizen] = [shelf.of(citizen) for shelf in tx.shelves]
        self.said += said(tx)
        self.due |= {key: mark.at for key, mark in tx._marks.items()}
        for pair, linked in tx._links.items():
            (self._links.add if linked else self._links.discard)(pair)
        return decided

    async def hears(self, *heard: tuple[CitizenId, Any]) -> None:
        """One poll: what it tells of these citizens, in this order."""

        def apply(tx: PlanTransaction) -> None:
            for citizen, fact in heard:
                kind: type[Fact] = type(fact)
                tx.turn_to(citizen)
                HEARD[topic_of(kind)][kind](event(fact, citizen=citizen), tx)

        await self.transact([citizen for citizen, _ in heard], apply)

    async def looks(self, chance: random.Random | None = None, most: int = 50) -> int:
        """The clock looks at what is due until nothing is, or so often; how often it did."""
        for times in range(most):
            due = sorted(one for one, at in self.due.items() if at <= self.now)
            if not due:
                return times
            what, citizen = (chance or random).choice(due)
            del self.due[what, citizen]
            assert await self.transact([citizen], partial(_step, citizen, what)) is None
        assert most < 50, "the clock finds no end"
        return most

    async def plans(self, citizen: CitizenId, *workers: str) -> None:
        """A plan by which these help."""
        await self.hears((citizen, accepted(REFERRAL)))

        def agreed(tx: PlanTransaction) -> None:
            tx.turn_to(citizen)
            adds_goal(tx, GOAL)
            for worker in workers:
                adds_help(tx, help_by(citizen, worker))
            agrees(tx)

        await self.transact([citizen], agreed)

    async def completes(self, citizen: CitizenId) -> None:
        """Somebody is in touch, for everything that waits."""
        for one in self.follow_ups(citizen):
            if one.waits:
                await self.transact([citizen], partial(_completed, citizen, one.id))

    async def answers(self, citizen: CitizenId) -> None:
        """Whoever is asked answers."""
        for one in self.questions(citizen):
            if one.state is QuestionState.OPEN:
                await self.transact([citizen], partial(_answered, citizen, one.id, one.support_worker))

    def follow_ups(self, citizen: CitizenId) -> list[FollowUp]:
        return list(self._of(citizen, 2).values())

    def reviews(self, citizen: CitizenId) -> list[Review]:
        return list(self._of(citizen, 5).values())

    def questions(self, citizen: CitizenId) -> list[SupportQuestion]:
        return list(self._of(citizen, 1).values())

    def asked(self, citizen: CitizenId) -> set[tuple[UUID, str]]:
        """The stays about which somebody is asked, and who."""
        return {
            (one.stay_id, one.support_worker)
            for one in self.questions(citizen)
            if one.state is QuestionState.OPEN
        }

    def waiting(self, citizen: CitizenId) -> set[tuple[UUID, str]]:
        """The stays after which somebody has to be in touch, and who."""
        return {(one.stay_id, one.support_worker) for one in self.follow_ups(citizen) if one.waits}

    def looked_at(self, citizen: CitizenId) -> set[UUID]:
        """The milestones because of which the plan waits to be looked at."""
        reviews: list[Review] = list(self._of(citizen, 5).values())
        return {one.milestone_id for one in reviews if one.waits and one.milestone_id}

    def types_said(self, citizen: CitizenId) -> list[str]:
        return [one.type for one in self.said if one.subject == citizen]

    def _of(self, citizen: CitizenId, shelf: int) -> dict[UUID, Any]:
        kept = self._kept.get(citizen)
        return (kept[shelf] if kept else None) or {}

    def _numbered(self, citizen: CitizenId) -> int:
        return max((one.seq for one in self.said if one.subject == citizen), default=0)


def _step(citizen: CitizenId, what: str, tx: PlanTransaction) -> Any:
    tx.turn_to(citizen)
    kind, _, item = what.partition(":")
    return STEPS[kind](tx, citizen, item)


def _completed(citizen: CitizenId, follow_up: UUID, tx: PlanTransaction) -> None:
    tx.turn_to(citizen)
    change_follow_up(tx, follow_up, None, lambda plan, it, now: complete(plan, it, "somebody", now))


def _answered(citizen: CitizenId, question: UUID, by: str, tx: PlanTransaction) -> None:
    tx.turn_to(citizen)
    given = SupportDuringStay.PAUSED
    change_question(tx, question, None, lambda plan, it, now: answer(plan, it, given, by, now))
