"""A service's worker: it hears, relays and runs the clock; beyond repair it ends hard."""

import asyncio
import math
import os
import time
from collections.abc import Collection, Coroutine, Mapping, Sequence
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from aiokafka import TopicPartition
from faststream import FastStream

from samspil.contracts.topics import said_by
from samspil.ledger import brake
from samspil.ledger.drain import DRAIN, drain
from samspil.ledger.due import Clock, Step
from samspil.ledger.fold import FoldSet
from samspil.ledger.hear import Hearing, Subscriptions
from samspil.ledger.rebuild import heal, is_newer, is_older
from samspil.ledger.relay import Relay
from samspil.ledger.session import Session
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import DUE, SAID, woken
from samspil.messaging.gauges import keep_gauges
from samspil.messaging.kafka import Kafka, require_topics
from samspil.messaging.log import KafkaLog
from samspil.messaging.subscription import BEYOND_REPAIR, Subscriber
from samspil.messaging.watch import watch_progress
from samspil.telemetry.log import get_logger

T = TypeVar("T", bound=Transaction)

TELL_EVERY = 2.0
"""Seconds between two lines about work that is long."""

PATIENCE = 5.0
"""Seconds: a healing that is over by then is waited for, so that ready means that it hears."""

log = get_logger()


class NotHearing(Exception):
    """No partitions are assigned."""


class Worker(Generic[T]):
    """Runs while the block does: ``async with Worker(…): await serve(…)``."""

    def __init__(
        self,
        service: str,
        kafka: Kafka,
        session_url: str,
        store: Store[T],
        subscriptions: Subscriptions[T],
        steps: Mapping[str, Step[Any]],
        *,
        alongside: Sequence[Coroutine[Any, Any, None]] = (),
        deciding: Store[Any] | None = None,
        folds: FoldSet | None = None,
        look_again: Collection[str] = (),
    ) -> None:
        """``alongside`` are loops of the service's own, such as a bridge's courier; they run for ever, too.

        The clock works on ``deciding`` where a poll loads less than a decision needs.
        Where ``folds`` are newer than what the live states were made with, everything is folded again before
        anything is heard, and every citizen is marked for the steps ``look_again``.
        """
        self._service = service
        self._kafka = kafka
        self._session_url = session_url
        self._store = store
        self._subscriptions = subscriptions
        self._hearing = Hearing(service, store, subscriptions)
        hearing = self._hearing
        all_steps = {**steps, DRAIN: drain(hearing)}
        self._clock = Clock(deciding or store, all_steps, hearing.behind, hearing.caught_up)
        self._wakers = {one.waker for one in (store, deciding or store)}
        self._wake_here(DUE, self._clock.awake)
        self._folds = folds
        self._look_again = look_again
        self._begun = asyncio.Event()
        self._alongside = alongside
        self._tasks: set[asyncio.Task[None]] = set()
        self._subscriber: Subscriber | None = None

    async def __aenter__(self) -> Self:
        """Refuse what must not run, claim the ordinal, start relaying, hearing and the clock."""
        self._session = await Session.open(self._session_url)
        # Each worker needs a partition of each topic.
        ordinal = await self._session.claim_ordinal(of=self._kafka.partitions)
        self._in_background(self._session.watch())
        await require_topics(self._kafka, (*self._subscriptions, *said_by(self._service)))
        await brake.start_afresh(self._store.pool)
        if said_by(self._service):
            self._in_background(self._relay())
        await self._session.listen(DUE, self._clock.awake.set)
        if self._folds is not None and await is_older(self._store.pool, self._folds):
            self._in_background(self._heal(ordinal, self._folds))
            await woken(self._begun, PATIENCE)
        else:
            if self._folds is not None and await is_newer(self._store.pool, self._folds):
                log.warning("folds.newer")
            await self._hear(ordinal)
            self._in_background(self._clock.run())
        self._in_background(keep_gauges(self._store.pool))
        for loop in self._alongside:
            self._in_background(loop)
        log.info("worker.started", ordinal=ordinal)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop hearing first, then the rest; whatever hangs is ended by the watchdog of the signal."""
        if self._subscriber is not None:
            await self._app.stop()
        for task in self._tasks:
            task.remove_done_callback(self._ended)
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def hears(self) -> None:
        """Raises ``NotHearing`` while it has no partitions; while it heals it need not have any."""
        if self._subscriber is not None and not self._subscriber.consumer.assignment():
            raise NotHearing

    async def _heal(self, ordinal: int, folds: FoldSet) -> None:
        """Fold again what older folds left, then hear and run the clock; events wait in Kafka meanwhile."""
        told = time.monotonic()

        def tell(done: int, of: int) -> None:
            nonlocal told
            if done == of or time.monotonic() - told > TELL_EVERY:
                told = time.monotonic()
                log.info("folds.healing", version=folds.version, citizens=done, of=of)

        rebuilt = await heal(self._store.pool, folds, tell, self._look_again)
        if rebuilt is not None:
            log.info(
                "folds.healed", version=folds.version, states=rebuilt.states, different=rebuilt.different
            )
        await self._hear(ordinal)
        self._begun.set()
        await self._clock.run()

    async def _hear(self, ordinal: int) -> None:
        if not self._subscriptions:
            return
        self._subscriber = Subscriber(
            self._service, ordinal, self._kafka, self._hearing, tuple(self._subscriptions)
        )
        self._hearing.lag = math.inf
        self._app = FastStream(self._subscriber.broker, logger=None)
        await self._app.start()
        self._in_background(watch_progress(self._subscriber, self._hearing))
        self._in_background(self._hint())

    async def _relay(self) -> None:
        await self._session.claim_relay()
        out = KafkaLog(self._kafka)
        await out.start()
        relay = Relay(self._store.pool, out)
        self._wake_here(SAID, relay.awake)
        await self._session.listen(SAID, relay.awake.set)
        try:
            await relay.run()
        finally:
            await out.stop()

    async def _hint(self) -> None:
        """Tell Kafka once a second how far we are, for tools; nothing depends on it."""
        assert self._subscriber is not None  # noqa: S101  # started only with something to hear
        told: dict[TopicPartition, int] = {}
        while True:
            await asyncio.sleep(1)
            ours = self._subscriber.consumer.assignment()
            now = {
                partition: offset
                for where, offset in self._hearing.watermarks.next.items()
                if (partition := TopicPartition(*where)) in ours
            }
            if now != told:
                try:
                    await self._subscriber.consumer.commit(now)
                    told = now
                except Exception as fault:  # noqa: BLE001  # a hint that fails is given again
                    log.info("hint.failed", fault=type(fault).__name__)

    def _wake_here(self, channel: str, awake: asyncio.Event) -> None:
        for one in self._wakers:
            one.here[channel] = awake.set

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        self._tasks.add(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return
        fault = task.exception()
        log.critical("worker.ends", fault=type(fault).__name__, exc_info=fault)
        os._exit(BEYOND_REPAIR)
