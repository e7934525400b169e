"""The courier's rules by the clock: what is tried when, what is given up, what a late answer may change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from kept_in_memory import MemoryStore
from samspil.contracts import topics
from samspil.contracts.delivery import Outcome, Told
from samspil.exchange.courier import (
    LONGEST_TRY,
    Answer,
    Courier,
    PartnerAway,
    Undeliverable,
    next_to_send,
)
from samspil.exchange.delivery import SHARING, UNENDED, Content, Deliveries, Delivery, State, in_order
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.region_bridge.partner.post import GIVE_UP_SECONDS
from samspil.telemetry.trace import current_traceparent, span
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId
from telling import Partner

DAY = date(2026, 12, 1)
SECOND, DAYS = timedelta(seconds=1), timedelta(days=1)
OTHER = CitizenId(UUID(int=9))


def delivery(number: int = 1, **changed: Any) -> Delivery:
    """One that is to be sent now, with a hold until a day in it."""
    whole: dict[str, Any] = {
        "id": UUID(int=number),
        "item": "contact_hold",
        "seq": number,
        "content": Content(Told.CONTACT_HOLD, {"until": DAY.isoformat()}, DAY),
        "state": State.OPEN,
        "at": MONDAY,
        "made_at": MONDAY,
    }
    return Delivery(**{**whole, **changed})


class Scene(Partner):
    """A courier, a clock, and a partner during whose work something else may happen."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore(JobcenterTransaction, topics.EMPLOYMENT)
        self.courier = Courier(cast(Any, self.store), self, end_delivery)
        self.worded: list[tuple[CitizenId, UUID]] = []
        self.meanwhile: Callable[[Deliveries], Deliveries] = lambda deliveries: deliveries
        self.when = "sent"
        self.seen: list[Deliveries] = []
        """As it was kept each time when a message left."""

    async def kept(self, citizen: CitizenId = CITIZEN) -> Deliveries:
        async with self.store.transaction([citizen]) as tx:
            return in_order(tx.deliveries.of(citizen).values())

    async def given(self, *deliveries: Delivery, citizen: CitizenId = CITIZEN) -> None:
        async with self.store.transaction([citizen]) as tx:
            tx.deliveries.save(citizen, {one.id: one for one in deliveries})

    async def goes(self, at: datetime = MONDAY) -> Deliveries:
        """One visit of the courier at this time, and what is kept afterwards."""
        self.store.now = at
        await self.courier._visit(CITIZEN)
        return await self.kept()

    @property
    def outcomes(self) -> list[tuple[UUID, Outcome]]:
        return [(event.data.delivery_id, event.data.outcome) for event in self.store.said]

    async def _pass(self, when: str) -> None:
        if when == self.when:
            await self.given(*self.meanwhile(await self.kept()))

    async def compose(
        self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool = False
    ) -> str:
        self.worded.append((citizen, delivery_id))
        await self._pass("worded")
        if self.answers and self.answers[0] is Undeliverable:
            raise Undeliverable
        return f"{content.told}, try {len(self.worded)}"

    async def send(self, delivery_id: UUID, body: str, transmission: int) -> Answer:
        self.seen.append(await self.kept())
        await self._pass("sent")
        return await super().send(delivery_id, body, transmission)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def ended_by_somebody_else(state: State) -> Callable[[Deliveries], Deliveries]:
    """Another courier, or a newer disclosure, has ended the first of them so."""
    return lambda kept: (replace(kept[0], state=state, ended_at=MONDAY), *kept[1:])


@pytest.mark.parametrize("answer", [Answer.ACKNOWLEDGED, Answer.REFUSED])
async def test_an_answer_ends_its_message_now_and_is_said_in_the_messages_own_case(
    scene: Scene, answer: Answer
) -> None:
    await scene.given(delivery())
    scene.answers = [answer]

    (one,) = await scene.goes(MONDAY + SECOND)

    assert (one.state, one.ended_at, one.attempts) == (State(answer.value), MONDAY + SECOND, 1)
    (said,) = scene.store.said
    assert (said.subject, said.correlationid, said.causationid) == (CITIZEN, one.id, None)
    assert (said.data.delivery_id, said.data.told, said.data.outcome, said.data.occurred_at) == (
        one.id,
        Told.CONTACT_HOLD,
        Outcome(answer.value),
        MONDAY + SECOND,
    )


async def test_an_answer_ends_no_other_message_of_the_same_citizen(scene: Scene) -> None:
    before = delivery(1, state=State.REFUSED, ended_at=MONDAY - DAYS, attempts=1)
    await scene.given(before, delivery(2), delivery(3))

    first, second, third = await scene.goes()

    assert (first, third) == (before, delivery(3))
    assert second.state is State.ACKNOWLEDGED
    assert scene.outcomes == [(UUID(int=2), Outcome.ACKNOWLEDGED)]


@pytest.mark.parametrize("late", [Answer.REFUSED, Answer.ACKNOWLEDGED, PartnerAway, ValueError])
@pytest.mark.parametrize("ended", [State.ACKNOWLEDGED, State.REFUSED, State.EXPIRED, State.OVERTAKEN])
async def test_a_late_answer_changes_nothing_of_what_was_ended_meanwhile(
    scene: Scene, ended: State, late: Answer | type[Exception]
) -> None:
    await scene.given(delivery(1), delivery(2))
    scene.answers = [late]
    scene.meanwhile = ended_by_somebody_else(ended)

    one, other = await scene.goes(MONDAY + SECOND)

    assert len(scene.received) == 1
    assert (one.state, one.ended_at) == (ended, MONDAY)
    assert other == delivery(2)
    assert scene.outcomes == []


@pytest.mark.parametrize("ended", [State.EXPIRED, State.OVERTAKEN])
async def test_what_was_overtaken_while_it_was_worded_never_leaves(scene: Scene, ended: State) -> None:
    await scene.given(delivery())
    scene.when, scene.meanwhile = "worded", ended_by_somebody_else(ended)

    (one,) = await scene.goes()

    assert scene.worded
    assert (scene.received, scene.outcomes) == ([], [])
    assert (one.state, one.body) == (ended, None)


async def test_the_bytes_are_kept_sealed_before_they_leave_and_the_same_leave_again(scene: Scene) -> None:
    await scene.given(delivery())
    scene.answers = [PartnerAway, PartnerAway]

    for minute in range(3):
        await scene.goes(MONDAY + minute * timedelta(minutes=1))

    assert {(one.state, one.body) for (one,) in scene.seen} == {
        (State.SENDING, f"{CITIZEN} sealed contact_hold, try 1")
    }
    assert scene.received == [(UUID(int=1), "contact_hold, try 1")] * 3
    assert scene.worded == [(CITIZEN, UUID(int=1))]


async def test_while_one_tries_nobody_else_does_and_a_try_ends_before_its_lease(scene: Scene) -> None:
    await scene.given(delivery())

    await scene.goes()

    ((one,),) = scene.seen
    assert timedelta(seconds=GIVE_UP_SECONDS) < timedelta(seconds=LONGEST_TRY) < one.at - MONDAY


async def test_after_each_failed_try_the_wait_doubles_until_half_an_hour(scene: Scene) -> None:
    await scene.given(delivery())
    at, waits = MONDAY, []
    for _ in range(13):
        scene.answers = [PartnerAway]
        (one,) = await scene.goes(at)
        waits.append((one.at - at).total_seconds())
        at = one.at

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800, 1800]


async def test_a_message_that_failed_very_often_can_still_be_put_off(scene: Scene) -> None:
    await scene.given(delivery(attempts=100_000))
    scene.answers = [PartnerAway]

    (one,) = await scene.goes()

    assert one.at == MONDAY + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("age", "attempts", "state"),
    [
        (2 * DAYS, 5, State.ACKNOWLEDGED),
        (2 * DAYS + SECOND, 5, State.EXPIRED),
        (2 * DAYS + SECOND, 1, State.EXPIRED),
        (9 * DAYS, 0, State.ACKNOWLEDGED),
    ],
)
async def test_after_two_days_a_message_is_given_up_and_never_without_a_try(
    scene: Scene, age: timedelta, attempts: int, state: State
) -> None:
    content = Content(Told.SHARING_ENDED, {})
    await scene.given(delivery(content=content, made_at=MONDAY - age, attempts=attempts))

    (one,) = await scene.goes()

    assert (one.state, one.ended_at) == (state, MONDAY)
    assert bool(scene.received) == (state is State.ACKNOWLEDGED)
    assert scene.outcomes == [(one.id, Outcome(state.value))]


async def test_a_partner_who_never_answers_is_given_up_with_one_word(scene: Scene) -> None:
    await scene.given(delivery(content=Content(Told.SHARING_ENDED, {})))
    scene.answers = [PartnerAway] * 200
    at = MONDAY
    while (one := (await scene.goes(at))[0]).ended_at is None:
        at = one.at
    await scene.goes(at + DAYS)

    assert 2 * DAYS < one.ended_at - MONDAY < 2 * DAYS + timedelta(hours=1)
    assert scene.outcomes == [(one.id, Outcome.EXPIRED)]
    assert len(scene.received) > 90


LAST_MOMENT = datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)
"""Of the day on which it is worth telling, in Denmark."""


@pytest.mark.parametrize(
    ("attempts", "at", "state", "said"),
    [
        (0, LAST_MOMENT, State.ACKNOWLEDGED, [Outcome.ACKNOWLEDGED]),
        (0, LAST_MOMENT + SECOND, State.OVERTAKEN, []),
        (1, LAST_MOMENT + SECOND, State.EXPIRED, [Outcome.EXPIRED]),
    ],
)
async def test_past_its_last_day_nothing_is_told_and_what_was_tried_is_said_to_have_expired(
    scene: Scene, attempts: int, at: datetime, state: State, said: list[Outcome]
) -> None:
    await scene.given(delivery(attempts=attempts, made_at=LAST_MOMENT))

    (one,) = await scene.goes(at)

    assert (one.state, one.ended_at) == (state, at)
    assert [outcome for _, outcome in scene.outcomes] == said
    assert len(scene.received) == (state is State.ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("first", "newer", "state"),
    [
        ({"state": State.SENDING}, {"seq": 2}, State.EXPIRED),
        ({"state": State.SENDING}, {"seq": 1}, State.ACKNOWLEDGED),
        ({"state": State.SENDING}, {"seq": 2, "state": State.OVERTAKEN}, State.ACKNOWLEDGED),
        ({"state": State.OPEN}, {"seq": 2}, State.ACKNOWLEDGED),
        ({"state": State.SENDING}, {"seq": 2, "item": "referral"}, State.ACKNOWLEDGED),
        ({"state": State.SENDING}, {"seq": 2, "item": SHARING}, State.EXPIRED),
        ({"state": State.SENDING, "item": SHARING}, {"seq": 2}, State.EXPIRED),
    ],
    ids=[
        "a newer disclosure",
        "of the same disclosure",
        "itself overtaken",
        "never left",
        "something else is newer",
        "sharing has ended",
        "sharing has begun again",
    ],
)
async def test_what_may_have_left_is_not_sent_again_when_a_newer_disclosure_has_something_to_tell(
    scene: Scene, first: dict[str, Any], newer: dict[str, Any], state: State
) -> None:
    await scene.given(delivery(1, attempts=1, body=f"{CITIZEN} sealed first", **first), delivery(2, **newer))

    one, other = await scene.goes()

    assert one.state is state
    assert other == delivery(2, **newer)


async def test_what_may_have_left_is_not_sent_again_when_it_is_no_longer_told(scene: Scene) -> None:
    body = f"{CITIZEN} sealed first"
    await scene.given(delivery(1, state=State.SENDING, attempts=1, body=body, withdrawn=True))

    (one,) = await scene.goes()

    assert (one.state, scene.received) == (State.EXPIRED, [])
    assert scene.outcomes == [(one.id, Outcome.EXPIRED)]


async def test_what_may_not_be_handed_over_ends_refused_before_anything_leaves(scene: Scene) -> None:
    await scene.given(delivery())
    scene.answers = [Undeliverable]

    (one,) = await scene.goes()

    assert (one.state, one.body, scene.received) == (State.REFUSED, None, [])
    assert scene.outcomes == [(one.id, Outcome.REFUSED)]


async def test_messages_of_one_item_go_in_their_order_and_none_overtakes_one_that_waits(
    scene: Scene,
) -> None:
    await scene.given(delivery(1, at=MONDAY + SECOND), delivery(2))

    assert await scene.goes() == (delivery(1, at=MONDAY + SECOND), delivery(2))
    await scene.goes(MONDAY + SECOND)
    await scene.goes(MONDAY + SECOND)

    assert [id_.int for id_, _ in scene.received] == [1, 2]


async def test_a_message_waits_neither_for_the_hour_nor_for_the_failed_tries_of_another_item(
    scene: Scene,
) -> None:
    waiting = delivery(1, at=MONDAY + DAYS)
    failed = delivery(2, item="b", state=State.SENDING, attempts=9, at=MONDAY + SECOND, body="kept")
    await scene.given(waiting, failed, delivery(3, item="referral"))

    first, second, third = await scene.goes()

    assert (first, second) == (waiting, failed)
    assert third.state is State.ACKNOWLEDGED


@pytest.mark.parametrize("state", [State.OPEN, State.SENDING])
async def test_that_sharing_ended_waits_for_all_before_it_and_all_after_it_wait_for_it(
    scene: Scene, state: State
) -> None:
    before = delivery(1, state=state, at=MONDAY + SECOND, body="kept")
    over = delivery(2, item=SHARING, content=Content(Told.SHARING_ENDED, {}))
    after = delivery(3, item="referral")
    await scene.given(before, over, after)

    assert await scene.goes() == (before, over, after)
    for _ in range(3):
        await scene.goes(MONDAY + SECOND)
    assert [id_.int for id_, _ in scene.received][-2:] == [2, 3]


deliveries_of_few_items = st.lists(
    st.builds(
        delivery,
        st.integers(1, 10**6),
        seq=st.integers(1, 3),
        item=st.sampled_from(["contact_hold", "referral", SHARING]),
        state=st.sampled_from([State.OPEN, State.SENDING, State.ACKNOWLEDGED]),
        at=st.sampled_from([MONDAY, MONDAY + SECOND]),
    ),
    max_size=6,
).map(in_order)


@given(deliveries_of_few_items)
def test_the_next_to_send_is_due_and_has_nothing_unended_of_its_item_nor_an_end_of_sharing_before_it(
    deliveries: Deliveries,
) -> None:
    def may_go(place: int) -> bool:
        one, before = deliveries[place], [one for one in deliveries[:place] if one.state in UNENDED]
        if one.state not in UNENDED or one.at > MONDAY:
            return False
        if one.item == SHARING:
            return not before
        return not {one.item, SHARING} & {earlier.item for earlier in before}

    may = [deliveries[place] for place in range(len(deliveries)) if may_go(place)]
    assert next_to_send(deliveries, MONDAY) == (may[0] if may else None)


async def test_what_is_about_one_citizen_is_never_sent_nor_ended_for_another(scene: Scene) -> None:
    await scene.given(delivery(2), citizen=OTHER)
    await scene.given(delivery(1))

    await scene.goes()

    assert [id_.int for id_, _ in scene.received] == [1]
    assert await scene.kept(OTHER) == (delivery(2),)
    assert {event.subject for event in scene.store.said} == {CITIZEN}


@pytest.mark.parametrize("state", [state for state in State if state not in {State.OPEN, State.SENDING}])
def test_what_has_ended_is_never_the_next_to_send(state: State) -> None:
    assert next_to_send((delivery(1, state=state),), MONDAY) is None
    assert next_to_send((delivery(1, state=state), delivery(2)), MONDAY) == delivery(2)


async def test_a_message_is_told_within_the_trace_of_what_asked_for_it(
    scene: Scene, spans: InMemorySpanExporter
) -> None:
    with span("asked") as asked:
        await scene.given(delivery(trace=current_traceparent()))

    await scene.goes()

    told = next(one for one in spans.get_finished_spans() if one.name == "tell contact_hold")
    assert told.parent is not None
    assert told.parent.span_id == asked.get_span_context().span_id
