"""The overview's worker on a real database, without a log: a hearer, a clock, and what was told."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from laws import JULY
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.due import Clock
from samspil.ledger.hear import Hearing
from samspil.overview.api.clock import due
from samspil.overview.api.subscriptions import HEARD
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.transaction import deciding_store, hearing_store
from samspil.stack import databases
from samspil.testkit.builders import OURS, RULES, sealed
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

NOW = datetime.now(UTC)
LATER = danish_day(NOW) + timedelta(days=90)
TOPIC = {Receiver.JOBCENTER: "disclosure.jobcenter.v1", Receiver.REGION: "disclosure.region.v1"}


class Overview:
    """Its worker without a log: a hearer, a clock, and what was told."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.store = deciding_store(pool)
        self.hearer = Hearer(Hearing("overview", hearing_store(pool), HEARD))

    async def hear(self, citizen: UUID, *facts: Any) -> None:
        """Hear these, then look at what is due."""
        await self.hearer.hear(citizen, *facts)
        await self.look()

    async def look(self) -> None:
        """One look at everything that is due, without waiting."""
        await self.pool.execute("UPDATE due SET at = clock_timestamp() WHERE attempts > 0")
        await Clock(self.store, due(JULY, RULES)).tick()

    async def told(self, citizen: UUID, receiver: Receiver) -> list[Mapping[str, Any]]:
        """Everything that the receiver was ever told, the newest last."""
        rows = await self.pool.fetch(
            "SELECT record FROM event WHERE citizen_id = $1 AND topic = $2 ORDER BY seq",
            citizen,
            TOPIC[receiver],
        )
        return [json.loads(row["record"])["data"] for row in rows]

    async def failed(self, citizen: UUID) -> list[tuple[str, int, str]]:
        """What of the citizen waits as failed."""
        rows = await self.pool.fetch(
            "SELECT what, attempts, error_class FROM due WHERE citizen_id = $1 AND attempts > 0", citizen
        )
        return [tuple(row) for row in rows]

    async def hold(self, citizen: UUID, until: date = LATER) -> None:
        """Somebody sets a contact hold."""
        async with self.store.transaction([CitizenId(citizen)]) as tx:
            set_contact_hold(tx, HoldWanted(uuid4(), until, sealed("ask"), "staff-1"), OURS)
        await self.look()


@asynccontextmanager
async def overview_of(servers: Servers) -> AsyncIterator[Overview]:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    async with await open_pool(url) as pool:
        yield Overview(pool)
    await servers.postgres.drop(url)
