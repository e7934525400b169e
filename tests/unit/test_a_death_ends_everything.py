"""A citizen with everything open dies, over all services: all is over, and what should be is there again."""

from collections.abc import Iterator
from typing import Any, Final, cast
from uuid import UUID

from deciding import Deciding
from kept_in_memory import MemoryStore
from plan_in_memory import HEARD as PLAN_HEARS
from plan_in_memory import OTHER_STAY, SUPPORT, admitted, discharged, in_force, questions, waiting
from samspil.contracts import topics
from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import DeathSource
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.envelope import Event, Fact
from samspil.exchange.courier import Courier
from samspil.exchange.delivery import in_order
from samspil.jobcenter_bridge.api.subscriptions import heard as jobcenter_heard
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.transaction import Transaction
from samspil.overview.domain.inform import tells_nothing
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.domain.view import View
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.transaction import readable_view
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.storage.transaction import PlanTransaction
from samspil.referral.domain.move import Move
from samspil.referral.domain.referral import OVER, Staff
from samspil.referral.domain.register import Registration
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.move_citizen import move_citizen
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.retract_death import retract_death
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.whole_consent import Agreement
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, OURS, RULES, event, sealed, submission
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import TODAY
from telling import Partner

BY: Final = Staff("staff-1")
REFERRAL: Final = UUID(int=31)
HOLD: Final = HoldWanted(UUID(int=32), TODAY.replace(month=12), sealed("ask"), "staff-1")
STAY: Final = UUID(int=33)
"""For which nobody has set a hold."""


class World:
    """The services about one citizen; what one says the others hear when it is passed on."""

    def __init__(self, referral: ReferralTransaction, plan: PlanTransaction) -> None:
        self.referral = referral
        self.plan = plan
        self.overview = Deciding()
        self.jobcenter = Partner()
        self.bridge = MemoryStore(JobcenterTransaction, topics.EMPLOYMENT)
        self._passed = {"referral": 0, "plan": 0, "overview": 0}

    def new(self, service: str) -> Iterator[Event[Any]]:
        """What the service has said since it was asked last."""
        tx: Transaction = getattr(self, service)
        events = said(tx)
        yield from events[self._passed[service] :]
        self._passed[service] = len(events)

    async def passes_on(self) -> None:
        """Everybody hears what was said, and the overview looks."""
        for one in self.new("referral"):
            self._plan_hears(one)
            self.overview.hear(one.data)
        for one in self.new("plan"):
            self.overview.hear(one.data)
        self.overview.look()
        for one in self.new("overview"):
            if isinstance(one.data, JobcenterInformed):
                async with self.bridge.transaction([CITIZEN]) as tx:
                    hears = jobcenter_heard(None)[topics.DISCLOSURE_JOBCENTER]
                    hears[JobcenterInformed](one, tx)

    async def hears(self, *facts: Fact) -> None:
        """The region tells of a stay."""
        for one in facts:
            self._plan_hears(event(one))
            self.overview.hear(one)
        await self.passes_on()

    async def couriers_turn(self) -> list[str]:
        """What has arrived at the jobcenter after one more round."""
        courier = Courier(cast(Any, self.bridge), self.jobcenter, end_delivery)
        await courier._visit(CITIZEN)
        return [body.partition(":")[0] for _, body in self.jobcenter.received]

    async def prepared(self) -> list[Told]:
        """What waits to be sent."""
        async with self.bridge.transaction([CITIZEN]) as tx:
            kept = in_order(tx.deliveries.of(CITIZEN).values())
        return [one.content.told for one in kept if one.ended_at is None]

    @property
    def view(self) -> View:
        return readable_view(self.overview.folds.of(CITIZEN), lambda: self.overview.coordination)[0]

    def open_things(self) -> dict[str, Any]:
        """Everything that waits for anybody, in every service."""
        today = danish_day(MONDAY)
        asked = questions(self.plan)
        return {
            "referrals": [
                one.to_unit for one in self.referral.referrals.of(CITIZEN).values() if one.state not in OVER
            ],
            "questions": {stay for stay, state in asked.items() if state is QuestionState.OPEN},
            "follow-ups": {stay for stay, _ in waiting(self.plan)},
            "proposals": {one.stay_id for one in self.overview.coordination.open_proposals},
            "hold": self.overview.coordination.hold(today) is not None,
            "work": {one.work for one in open_work(self.view, today, OURS)},
            "told": [not tells_nothing(self.overview.told(one)[-1]) for one in Receiver],
        }

    def _plan_hears(self, one: Event[Any]) -> None:
        kind: type[Fact] = type(one.data)
        handler = PLAN_HEARS.get(topic_of(kind), {}).get(kind)
        if handler is not None:
            handler(one, self.plan)


NOTHING: Final = {
    "referrals": [],
    "questions": set(),
    "follow-ups": set(),
    "proposals": set(),
    "hold": False,
    "work": set(),
    "told": [False, False],
}


async def with_everything_open() -> World:
    """An open referral, a hold and a newer stay that proposes one, a question, a follow-up, a consent."""
    world = World(await in_memory(ReferralTransaction), await in_force())
    tx = world.referral
    register_citizen(tx, Registration(sealed("name"), sealed("cpr"), "101", "staff-1", LegalBasis.SEL_85))
    submit_referral(tx, submission(id=REFERRAL, from_unit="VISITATION-1"), RULES, LAW)
    for partner, kind in ((Sector.EMPLOYMENT, DataClass.CONTACT_HOLD), (Sector.REGION, DataClass.NETWORK)):
        agreed = Agreement(
            law=None,
            kinds=(DataClass.IDENTITY, kind),
            from_sector=Sector.SOCIAL,
            to_sectors=(partner,),
            case=REFERRAL,
            until=TODAY.replace(year=2027, month=2),
        )
        give_consent(tx, uuid7(), agreed, "staff-1", LAW)
    await world.passes_on()
    await world.hears(admitted(OTHER_STAY), discharged(OTHER_STAY))
    await world.hears(admitted(STAY))
    return world


EVERYTHING: Final = {
    "referrals": ["VISITATION-1"],
    "questions": {STAY},
    "follow-ups": {OTHER_STAY},
    "proposals": {STAY},
    "hold": False,
    "work": {
        *(Work.ANSWER_REFERRAL, Work.ANSWER_SUPPORT, Work.FOLLOW_UP, Work.DECIDE_HOLD),
        Work.ADD_PHONE,
    },
    "told": [True, True],
}


async def test_whoever_dies_with_everything_open_is_owed_nothing_and_nothing_of_them_is_told() -> None:
    world = await with_everything_open()
    assert world.open_things() == EVERYTHING
    assert SUPPORT.support_worker == "worker"

    record_death(world.referral, None, None, DeathSource.CIVIL_REGISTER, None, BY)
    await world.passes_on()

    assert world.open_things() == NOTHING

    retract_death(world.referral, None, "staff-1", RULES)
    await world.passes_on()

    assert world.open_things() == EVERYTHING
    first, again = sorted(world.view.referrals, key=lambda one: one.follows is not None)
    assert (first.id, again.follows, again.words) == (REFERRAL, REFERRAL, first.words)


async def test_whoever_moves_to_another_municipality_is_its_to_help() -> None:
    world = await with_everything_open()

    move_citizen(world.referral, None, Move(TODAY, "751", "751"), None, BY, RULES)
    await world.passes_on()

    assert world.open_things() == NOTHING

    move_citizen(world.referral, None, Move(TODAY, "101", "101"), None, BY, RULES)
    await world.passes_on()

    assert world.open_things() == {
        **EVERYTHING,
        "referrals": [],
        "work": EVERYTHING["work"] - {Work.ANSWER_REFERRAL},  # type: ignore[operator]  # it is a set
    }


async def test_what_was_prepared_about_somebody_who_died_meanwhile_is_never_sent() -> None:
    world = await with_everything_open()
    set_contact_hold(world.overview, HOLD, OURS)
    await world.passes_on()
    assert await world.prepared() == [Told.CONTACT_HOLD]

    record_death(world.referral, None, None, DeathSource.HOSPITAL, None, BY)
    await world.passes_on()

    assert await world.couriers_turn() == []
    assert await world.prepared() == []


async def test_who_was_told_of_a_pause_is_told_that_sharing_ended_and_nothing_of_why() -> None:
    world = await with_everything_open()
    set_contact_hold(world.overview, HOLD, OURS)
    await world.passes_on()
    assert await world.couriers_turn() == ["contact_hold"]

    record_death(world.referral, None, None, DeathSource.HOSPITAL, None, BY)
    await world.passes_on()

    assert await world.couriers_turn() == ["contact_hold", "sharing_ended"]
    assert await world.couriers_turn() == ["contact_hold", "sharing_ended"]
