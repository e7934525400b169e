"""The region-bridge in one process, on real databases, with the region's sandbox at its other end."""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
from fastapi import FastAPI

from samspil.contracts.catalogue import dataschema, envelope, reader
from samspil.contracts.disclosure import ContactPerson, RegionInformed
from samspil.contracts.disclosure import Identity as Known
from samspil.contracts.topics import HOSPITAL
from samspil.exchange.courier import Courier
from samspil.ledger.database import Pool, open_pool
from samspil.region_bridge.app.settings import Settings
from samspil.region_bridge.app.web import assemble
from samspil.region_bridge.handlers.end_delivery import end_delivery
from samspil.region_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.region_bridge.partner import region as told
from samspil.region_bridge.partner.medcom.care_communication import Author
from samspil.region_bridge.partner.post import Post
from samspil.region_bridge.storage.queries import identity_of
from samspil.region_bridge.storage.transaction import RegionTransaction, region_store
from samspil.sandboxes.issuer.app import Wish, issuer_app, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.sandboxes.region.region import Region
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases
from samspil.testkit.declared import Declared
from samspil.testkit.people import Person
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Issuer, Role

DOOR = "/fhir/$process-message"
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=COPENHAGEN)

_ISSUER = "https://issuer.test"
_KEY = new_key()


@dataclass
class House:
    """The bridge, its databases, and the region."""

    pool: Pool
    keyring: Keyring
    keyring_url: str
    master_key: EnvironmentMasterKey
    app: FastAPI
    client: httpx2.AsyncClient
    sandbox: Region
    courier: Courier[RegionTransaction]

    async def post(
        self, body: bytes, role: Role = Role.INTEGRATOR, sector: Sector = Sector.REGION, **headers: str
    ) -> httpx2.Response:
        """Hand a message over at the bridge's door."""
        token = signed(_ISSUER, _KEY, Wish(role=role, sector=sector))
        sent = {"authorization": f"Bearer {token}", "content-type": "application/fhir+json", **headers}
        return await self.client.post(DOOR, content=body, headers=sent)

    async def disclose(
        self,
        person: Person,
        seq: int,
        *,
        shares: bool = True,
        until: date | None = None,
        contact: str | None = None,
    ) -> CitizenId:
        """Let the bridge hear what the region may be told about somebody."""
        citizen = await self.keyring.get_or_create(person.cpr)
        known = Known(
            cpr=await self.keyring.seal(citizen, "cpr", person.cpr.number),
            name=await self.keyring.seal(citizen, "name", person.name),
        )
        named = contact and ContactPerson(name=await self.keyring.seal(citizen, "name", contact))
        fact = RegionInformed(
            shares=shares,
            until=until,
            notices_received=shares,
            identity=known if shares else None,
            contact_person=named or None,
            received_until=until,
            occurred_at=NOW,
        )
        event = envelope(RegionInformed).model_construct(
            id=uuid4(),
            type=RegionInformed.TYPE,
            source="/samspil/overview",
            subject=citizen,
            time=NOW,
            dataschema=dataschema(RegionInformed),
            seq=seq,
            correlationid=uuid4(),
            data=fact,
        )
        async with region_store(self.pool).transaction([citizen]) as tx:
            hear_disclosure(event, tx)
        return citizen

    async def said(self, citizen: CitizenId) -> list[Any]:
        """The events about a citizen, in order."""
        rows = await self.pool.fetch("SELECT record FROM event WHERE citizen_id = $1 ORDER BY seq", citizen)
        return [reader(HOSPITAL).validate_json(row["record"]) for row in rows]

    @asynccontextmanager
    async def owner_of_the_keyring(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """What no service may do there."""
        connection = await asyncpg.connect(self.keyring_url)
        try:
            yield connection
        finally:
            await connection.close()

    async def everything(self) -> str:
        """All that stands in the bridge's own database."""
        tables = await self.pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [
            str(row)
            for (table,) in tables
            for row in await self.pool.fetch(f"SELECT t::text FROM {table} t")  # noqa: S608  # our own tables
        ]
        answers = await self.pool.fetch("SELECT convert_from(answer, 'UTF8') FROM message")
        records = await self.pool.fetch("SELECT convert_from(record, 'UTF8') FROM event")
        return "\n".join([*rows, *map(str, answers), *map(str, records)])

    async def count(self, table: str) -> int:
        """Rows in one of the bridge's tables."""
        return int(await self.pool.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608  # a test's own word


@asynccontextmanager
async def house_of_the_region(servers: Servers) -> AsyncIterator[House]:
    """A house with nothing in it yet."""
    url = await servers.postgres.database(*databases.migrations_of("region-bridge"))
    keyring_url = await servers.postgres.database(*databases.migrations_of(databases.KEYRING))
    keys = [secrets.token_bytes(32) for _ in range(2)]
    master_key = EnvironmentMasterKey(keys[0])
    settings = Settings(database_url=url)
    async with AsyncExitStack() as opened:
        pool = await opened.enter_async_context(await open_pool(url))
        keyring = await opened.enter_async_context(keyring_at(keyring_url, master_key, IndexKey(keys[1])))
        issuer = httpx2.ASGITransport(issuer_app(_ISSUER, _KEY))
        app = assemble(settings, pool, keyring, Issuer(_ISSUER, httpx2.AsyncClient(transport=issuer)))
        client = httpx2.AsyncClient(
            mounts={"http://door": httpx2.ASGITransport(app), _ISSUER: issuer},
            base_url="http://door",
            event_hooks={"response": [Declared(app.openapi())]},
        )
        sandbox = Region(Bridge("http://door", _ISSUER, client))
        there = httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app(sandbox)))
        partner = told.Region(
            keyring,
            Post("http://region", there),
            partial(identity_of, pool),
            us=settings.us,
            region=settings.region,
            author=Author("Socialpsykiatrien", "00000000"),
        )
        courier = Courier(region_store(pool), partner, end_delivery)
        yield House(pool, keyring, keyring_url, master_key, app, client, sandbox, courier)


def notice(person: Person, *whats: What, message_id: str | None = None) -> bytes:
    """The last of these messages about one stay of somebody."""
    course: Course | None = None
    body = b""
    for what in whats or (What.ADMIT,):
        course, body = tell(what, course, Patient(person.cpr.number, person.name), NOW, message_id)
    return body


def ids(body: bytes) -> tuple[str, str]:
    """Bundle.id and MessageHeader.id."""
    bundle = json.loads(body)
    return bundle["id"], bundle["entry"][0]["resource"]["id"]
