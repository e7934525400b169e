"""One service's web process without the process, and what it hears in place of its worker."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI

from samspil.contracts.envelope import Fact
from samspil.ledger.database import Pool
from samspil.ledger.hear import Hearing
from samspil.ledger.say import Said
from samspil.rulebook.case_at_hand import AccessReason
from samspil.sealing.keyring import Keyring
from samspil.sealing.reasons import GivenReason
from samspil.testkit.in_process import bearer, calling, issuer
from samspil.testkit.memory_log import Delivered
from samspil.testkit.publishers import Publishers
from samspil.testkit.servers import Servers
from samspil.testkit.service_under_test import ServiceUnderTest, service_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Issuer, Role

Application = Callable[[Pool, Keyring, Issuer, bytes], FastAPI]
"""How a service assembles its doors."""


@dataclass(kw_only=True)
class WebUnderTest(ServiceUnderTest):
    """People who call at a service's doors."""

    doors: httpx2.AsyncClient

    async def get(
        self, path: str, role: Role = Role.CASEWORKER, *, subject: str | None = None, **headers: str
    ) -> httpx2.Response:
        """Read as somebody of social psychiatry; ``if_match`` and the like become headers."""
        return await self.doors.get(path, headers=_headers(role, subject, headers))

    async def reason(self, citizen: UUID, *staff: str) -> None:
        """These people have said why they have to look at the citizen: whose case it is has its own tests."""
        for who in staff:
            until = datetime.now(UTC) + timedelta(days=1)
            given = GivenReason(uuid7(), who, "", frozenset(), AccessReason.NEW_CASE, None, until)
            await self.keyring.give_reason(CitizenId(citizen), given)

    async def post(
        self,
        path: str,
        body: object = None,
        role: Role = Role.CASEWORKER,
        *,
        subject: str | None = None,
        **headers: str,
    ) -> httpx2.Response:
        """Write as somebody of social psychiatry."""
        return await self.doors.post(path, json=body, headers=_headers(role, subject, headers))


@asynccontextmanager
async def web_under_test(
    servers: Servers, service: str, application: Application
) -> AsyncIterator[WebUnderTest]:
    """A service on new databases."""
    async with service_under_test(servers, service) as made:
        app = application(made.pool, made.keyring, issuer(), made.keys["REQUEST_KEY"])
        async with calling(app) as doors:
            yield WebUnderTest(**vars(made), doors=doors)


class Hearer:
    """Gives a hearing facts as its publishers would say them, one poll a call."""

    def __init__(self, hearing: Hearing[Any]) -> None:
        self._hearing = hearing
        self._publishers = Publishers()
        self._offset: Counter[str] = Counter()

    async def hear(self, citizen: UUID, *facts: Fact, case: UUID | None = None) -> None:
        """One poll with these facts about a citizen; the case is the citizen unless it is named."""
        records = [self._deliver(self._publishers.say(citizen, fact, case=case)) for fact in facts]
        await self._hearing.watermarks.load([(record.topic, 0) for record in records])
        assert await self._hearing.poll(records)  # noqa: S101  # a test's own words

    def _deliver(self, said: Said) -> Delivered:
        self._offset[said.topic] += 1
        return Delivered(said.topic, 0, self._offset[said.topic] - 1, str(said.citizen).encode(), said.record)


def _headers(role: Role, subject: str | None, more: Mapping[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return {"authorization": bearer(role, Sector.SOCIAL, subject), **named}
