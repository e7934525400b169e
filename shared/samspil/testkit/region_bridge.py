"""The region-bridge in one process, on real databases, with the region's sandbox at its other end."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID

import asyncpg
import httpx2
from fastapi import FastAPI

from samspil.contracts.disclosure import (
    ContactPerson,
    CrisisPlan,
    DisclosedAgreement,
    DisclosedMessage,
    DisclosedReferral,
    RegionInformed,
)
from samspil.exchange.courier import Courier
from samspil.region_bridge.app.settings import Settings
from samspil.region_bridge.app.web import assemble
from samspil.region_bridge.domain.reliable import MEDCOM
from samspil.region_bridge.handlers.end_delivery import end_delivery
from samspil.region_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.region_bridge.handlers.send_delivery import send_delivery
from samspil.region_bridge.partner import region as told
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.post import Post
from samspil.region_bridge.storage.queries import correspondence_of, identity_of
from samspil.region_bridge.storage.transaction import RegionTransaction, region_store
from samspil.rulebook.case_at_hand import Relation
from samspil.rulebook.organisations import Organisations, read_organisations
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.sandboxes.region.region import Region
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.bridge_under_test import BridgeUnderTest
from samspil.testkit.in_process import DOOR, ISSUER, bearer, calling, issuer
from samspil.testkit.people import Person
from samspil.testkit.servers import Servers
from samspil.testkit.service_under_test import service_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role
from samspil.web.vouching import HEADER, vouch

HELPER = Caller("person-1", Role.SUPPORT_WORKER, Sector.SOCIAL, relation=Relation.WORKER)
"""Who has a case at hand."""
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=COPENHAGEN)


@dataclass(kw_only=True)
class RegionBridge(BridgeUnderTest[RegionTransaction]):
    """The bridge's doors, and the region."""

    app: FastAPI
    client: httpx2.AsyncClient
    sandbox: Region

    @property
    def master_key(self) -> EnvironmentMasterKey:
        """What wraps the keyring's keys."""
        return EnvironmentMasterKey(self.keys["MASTER_KEY"])

    async def post(
        self,
        body: bytes,
        role: Role = Role.INTEGRATOR,
        sector: Sector = Sector.REGION,
        path: str = "/fhir/$process-message",
        **headers: str,
    ) -> httpx2.Response:
        """Hand a message over at one of the bridge's doors."""
        sent = {
            "authorization": bearer(role, sector),
            "content-type": "application/fhir+json",
            **headers,
        }
        return await self.client.post(path, content=body, headers=sent)

    async def disclose(
        self,
        person: Person,
        *,
        shares: bool = True,
        until: date | None = None,
        contact: str | None = None,
        crisis: tuple[UUID, str] | None = None,
        messages: bool = False,
        messages_until: date | None = None,
        agreements: tuple[DisclosedAgreement, ...] = (),
        written: tuple[DisclosedMessage, ...] = (),
        referrals: tuple[DisclosedReferral, ...] = (),
    ) -> CitizenId:
        """Let the bridge hear what the region may be told about somebody."""
        citizen = await self.keyring.get_or_create(person.cpr)
        named = contact and ContactPerson(name=await self.keyring.seal(citizen, "name", contact))
        informed = RegionInformed(
            shares=shares,
            until=until,
            notices_received=shares,
            identity=await self.identity(citizen, person) if shares else None,
            contact_person=named or None,
            crisis_plan=await self._crisis_plan(citizen, *crisis) if crisis else None,
            received_until=until,
            messages_received=messages,
            messages_until=messages_until,
            agreements=agreements,
            messages=written,
            referrals=referrals,
            occurred_at=NOW,
        )
        await self.hear(citizen, informed, hear_disclosure)
        return citizen

    async def read_file(
        self, citizen: CitizenId, attachment_id: UUID, voucher: str | None = None
    ) -> httpx2.Response:
        """A file, as whoever helps reads it: with overview's word, or with another; empty: with none."""
        if voucher is None:
            voucher = await vouch(self.keyring, citizen, HELPER, attachment_id, datetime.now(UTC))
        headers = {"authorization": bearer(HELPER.role, Sector.SOCIAL, HELPER.subject)}
        headers |= {HEADER: voucher} if voucher else {}
        return await self.client.get(f"/v1/citizens/{citizen}/attachments/{attachment_id}", headers=headers)

    async def _crisis_plan(self, citizen: CitizenId, stay: UUID, helps: str) -> CrisisPlan:
        """What helps, and whom to call, during a stay."""
        seal = self.keyring.seal
        return CrisisPlan(
            stay_id=stay,
            early_signs=None,
            what_helps=await seal(citizen, "words", helps),
            whom_to_call=await seal(citizen, "words", "Min søster"),
            what_not_to_do=None,
        )

    @asynccontextmanager
    async def owner_of_the_keyring(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """What no service may do there."""
        connection = await asyncpg.connect(self.keyring_url)
        try:
            yield connection
        finally:
            await connection.close()


@asynccontextmanager
async def region_bridge(
    servers: Servers, organisations: Organisations | None = None
) -> AsyncIterator[RegionBridge]:
    """A bridge that has heard nothing yet, and knows these organisations, or those that are shipped."""
    async with service_under_test(servers, "region-bridge") as made:
        settings = Settings(database_url=made.url)
        app = assemble(settings, made.pool, made.keyring, issuer(), b"a key")
        client = calling(app)
        sandbox = Region(Bridge(DOOR, ISSUER, client))
        there = httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app(sandbox)))
        partner = told.Region(
            made.keyring,
            Post("http://region", there),
            partial(identity_of, made.pool),
            partial(correspondence_of, made.pool),
            us=settings.us,
            organisations=organisations or read_organisations(),
            author=Author("Socialpsykiatrien", "00000000"),
        )
        store = region_store(made.pool)
        courier = Courier(store, partner, end_delivery, send_delivery, MEDCOM)
        yield RegionBridge(
            **vars(made), app=app, client=client, sandbox=sandbox, store=store, courier=courier
        )


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
