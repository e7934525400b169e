"""A service's worker: it hears, relays and runs the clock; beyond repair it ends hard."""

import asyncio
import os
from collections.abc import Coroutine, Mapping, Sequence
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from aiokafka import TopicPartition
from faststream import FastStream

from samspil.contracts.topics import said_by
from samspil.ledger import brake
from samspil.ledger.drain import DRAIN, drain
from samspil.ledger.due import Clock, Step
from samspil.ledger.hear import Hearing, Subscriptions
from samspil.ledger.relay import Relay
from samspil.ledger.session import Session
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.messaging.gauges import keep_gauges
from samspil.messaging.kafka import Kafka, require_topics
from samspil.messaging.log import KafkaLog
from samspil.messaging.subscription import BEYOND_REPAIR, Ears
from samspil.messaging.watch import watch_progress
from samspil.telemetry.log import get_logger

T = TypeVar("T", bound=Transaction)

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
    ) -> None:
        """``alongside`` are loops of the service's own, such as a bridge's courier; they run for ever, too.

        The clock works on ``deciding`` where a poll loads less than a decision needs.
        """
        self._service = service
        self._kafka = kafka
        self._session_url = session_url
        self._store = store
        self._subscriptions = subscriptions
        self._hearing = Hearing(service, store, subscriptions)
        self._clock = Clock(deciding or store, {**steps, DRAIN: drain(self._hearing)}, self._hearing.behind)
        self._alongside = alongside
        self._tasks: set[asyncio.Task[None]] = set()
        self._ears: Ears | None = None

    async def __aenter__(self) -> Self:
        """Refuse what must not run, claim the ordinal, start hearing, relaying and the clock."""
        self._session = await Session.open(self._session_url)
        ordinal = await self._session.claim_ordinal()
        self._in_background(self._session.watch())
        await require_topics(self._kafka, (*self._subscriptions, *said_by(self._service)))
        await brake.start_afresh(self._store.pool)
        if said_by(self._service):
            self._in_background(self._relay())
        self._in_background(self._clock.run())
        if self._subscriptions:
            self._ears = Ears(self._service, ordinal, self._kafka, self._hearing, tuple(self._subscriptions))
            self._app = FastStream(self._ears.broker, logger=None)
            await self._app.start()
            self._in_background(watch_progress(self._ears, self._hearing))
            self._in_background(self._hint())
        self._in_background(keep_gauges(self._store.pool))
        for loop in self._alongside:
            self._in_background(loop)
        log.info("worker.started", ordinal=ordinal)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop hearing first, then the rest; whatever hangs is ended by the watchdog of the signal."""
        if self._ears is not None:
            await self._app.stop()
        for task in self._tasks:
            task.remove_done_callback(self._ended)
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def hears(self) -> None:
        """Raises ``NotHearing`` while it has no partitions."""
        if self._ears is not None and not self._ears.consumer.assignment():
            raise NotHearing

    async def _relay(self) -> None:
        await self._session.claim_relay()
        out = KafkaLog(self._kafka)
        await out.start()
        relay = Relay(self._store.pool, out)
        await self._session.listen(relay.bell.set)
        try:
            await relay.run()
        finally:
            await out.stop()

    async def _hint(self) -> None:
        """Tell Kafka once a second how far we are, for tools; nothing depends on it."""
        assert self._ears is not None  # noqa: S101  # started only with ears
        told: dict[TopicPartition, int] = {}
        while True:
            await asyncio.sleep(1)
            ours = self._ears.consumer.assignment()
            now = {
                partition: offset
                for where, offset in self._hearing.watermarks.next.items()
                if (partition := TopicPartition(*where)) in ours
            }
            if now != told:
                try:
                    await self._ears.consumer.commit(now)
                    told = now
                except Exception as fault:  # noqa: BLE001  # a hint that fails is given again
                    log.info("hint.failed", fault=type(fault).__name__)

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
