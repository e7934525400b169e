"""One service without its processes: doors called in-process, ears given records, on real databases."""

import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

import httpx2
from fastapi import FastAPI

from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import CONTENT_TYPE, Fact
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.hear import Hearing
from samspil.ledger.say import Cause, put_in_envelope
from samspil.sandboxes.issuer.app import Wish, issuer_app, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases
from samspil.testkit.declared import Declared
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Issuer, Role

ISSUER = "https://issuer.test"
KEY = new_key()

Application = Callable[[Pool, Keyring, Issuer, bytes], FastAPI]
"""How a service assembles its doors."""


class Room:
    """The databases of one service, and people who call at its doors."""

    def __init__(self, pool: Pool, keyring: Keyring, doors: httpx2.AsyncClient) -> None:
        self.pool = pool
        self.keyring = keyring
        self._doors = doors

    async def get(
        self, path: str, role: Role = Role.CASEWORKER, *, subject: str | None = None, **headers: str
    ) -> httpx2.Response:
        """Read as somebody of social psychiatry; ``if_match`` and the like become headers."""
        return await self._doors.get(path, headers=_headers(role, subject, headers))

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
        return await self._doors.post(path, json=body, headers=_headers(role, subject, headers))

    async def said(self, citizen: UUID) -> list[str]:
        """The types of what was said about a citizen, in order on each topic."""
        rows = await self.pool.fetch(
            "SELECT record FROM event WHERE citizen_id = $1 ORDER BY topic, seq", citizen
        )
        return [_type_of(row["record"]) for row in rows]


@asynccontextmanager
async def room(servers: Servers, service: str, application: Application) -> AsyncIterator[Room]:
    """A service on new databases."""
    url = await servers.postgres.database(*databases.migrations_of(service))
    keys = await servers.postgres.database(*databases.migrations_of(databases.KEYRING))
    jwks = httpx2.AsyncClient(transport=httpx2.ASGITransport(issuer_app(ISSUER, KEY)))
    async with (
        await open_pool(url) as pool,
        keyring_at(
            keys, EnvironmentMasterKey(secrets.token_bytes(32)), IndexKey(secrets.token_bytes(32))
        ) as keyring,
    ):
        app = application(pool, keyring, Issuer(ISSUER, jwks), secrets.token_bytes(32))
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://door", event_hooks={"response": [Declared(app.openapi())]}
        ) as doors:
            yield Room(pool, keyring, doors)


class Delivered(NamedTuple):
    """A record as a log delivers it."""

    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = (("content-type", CONTENT_TYPE),)


class Ear:
    """Gives a hearing facts as its publishers would say them, numbered, one poll a call."""

    def __init__(self, hearing: Hearing[Any]) -> None:
        self._hearing = hearing
        self._seq: Counter[tuple[str, UUID]] = Counter()
        self._offset: Counter[str] = Counter()

    async def hear(self, citizen: UUID, *facts: Fact, case: UUID | None = None) -> None:
        """One poll with these facts about a citizen; the case is the citizen unless it is named."""
        records = [self._record(CitizenId(citizen), fact, case or citizen) for fact in facts]
        await self._hearing.watermarks.load([(record.topic, 0) for record in records])
        assert await self._hearing.poll(records)  # noqa: S101  # a test's own words

    def _record(self, citizen: CitizenId, fact: Fact, case: UUID) -> Delivered:
        topic = topic_of(type(fact))
        self._seq[topic.name, citizen] += 1
        seq = self._seq[topic.name, citizen]
        said = put_in_envelope(
            fact, citizen, seq, source=f"/samspil/{topic.said_by}", cause=Cause(case), now=fact.occurred_at
        )
        self._offset[topic.name] += 1
        return Delivered(topic.name, 0, self._offset[topic.name] - 1, str(citizen).encode(), said.record)


def _headers(role: Role, subject: str | None, more: Mapping[str, str]) -> dict[str, str]:
    token = signed(ISSUER, KEY, Wish(role=role, sector=Sector.SOCIAL, subject=subject))
    return {
        "authorization": f"Bearer {token}",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


def _type_of(record: bytes) -> str:
    return str(json.loads(record)["type"])
