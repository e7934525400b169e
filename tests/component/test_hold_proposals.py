"""A proposed contact hold is answered no over REST, on a real database."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.ledger.database import Pool
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.services import Services
from samspil.overview.app.web import ROUTERS
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.sealing.keyring import Keyring
from samspil.testkit.builders import LAW, RULES, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.app import create_app
from samspil.web.auth import Issuer, Role
from samspil.web.session import Site

AT = datetime.now(UTC) - timedelta(hours=3)


class Admitted(NamedTuple):
    """Somebody who is in hospital, and what the stay proposes."""

    citizen: CitizenId
    stay: UUID
    proposal: UUID
    version: str

    @property
    def door(self) -> str:
        return f"/v1/citizens/{self.citizen}/contact-hold-proposals/{self.proposal}/decline"


def application(pool: Pool, keyring: Keyring, issuer: Issuer, secret: bytes) -> FastAPI:
    app = create_app(
        "overview", checks={}, routers=ROUTERS, remedies=REMEDIES, issuer=issuer, idempotency_secret=secret
    )
    sessions = Sessions(pool, Site("http://localhost:8080", secret))
    app.state.door = OverviewDoor(deciding_store(pool), keyring, LAW, RULES, sessions, Services(app, {}))
    return app


@pytest.fixture
async def overview(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "overview", application) as made:
        yield made


async def admitted(overview: WebUnderTest, heard: Heard) -> Admitted:
    citizen = await overview.keyring.get_or_create(synthetic_cpr(1))
    stay = uuid4()
    fact = HospitalStayAdmitted(
        stay_id=stay, kind=StayKind.INPATIENT, admitted_at=AT, basis=LegalBasis.RSL_12C, occurred_at=AT
    )
    words = await overview.keyring.seal(citizen, "words", "Ord.")
    await heard.tell(citizen, fact, *asked_of(*UNITS, words=words))
    (proposal,) = (await proposals(overview, citizen)).values()
    assert proposal["state"] == "open"
    return Admitted(citizen, stay, UUID(proposal["id"]), f'"{proposal["version"]}"')


async def proposals(overview: WebUnderTest, citizen: CitizenId) -> dict[str, dict[str, str]]:
    view = (await overview.get(f"/v1/citizens/{citizen}/view")).json()
    found: dict[str, dict[str, str]] = view["coordination"]["proposals"]
    return found


async def test_a_no_answers_the_proposal_for_good_and_is_said_with_who_and_when(
    overview: WebUnderTest,
) -> None:
    heard = Heard(overview.pool, LAW)
    here = await admitted(overview, heard)

    declined = await overview.post(here.door, if_match=here.version)
    again = await overview.post(here.door, if_match=declined.headers["etag"])

    assert [one.status_code for one in (declined, again)] == [204, 204]
    assert (await overview.post(here.door, if_match=here.version)).status_code == 412
    ended = HospitalStayDischarged(
        stay_id=here.stay, discharged_at=AT, basis=LegalBasis.RSL_12C, occurred_at=AT
    )
    await heard.tell(here.citizen, ended)
    assert [one["state"] for one in (await proposals(overview, here.citizen)).values()] == ["declined"]
    assert await overview.types_said(here.citizen) == [
        "coordination.contact_hold_proposed.v1",
        "coordination.contact_hold_declined.v1",
        "coordination.contact_hold_proposal_ended.v1",
    ]


async def test_a_stale_no_is_refused_and_explained(overview: WebUnderTest) -> None:
    heard = Heard(overview.pool, LAW)
    here = await admitted(overview, heard)
    hold = {"until": (AT + timedelta(days=9)).date().isoformat(), "ask": "Aisha Digtet"}
    assert (await overview.post(f"/v1/citizens/{here.citizen}/contact-holds", hold)).status_code == 201

    (proposal,) = (await proposals(overview, here.citizen)).values()

    stale = await overview.post(here.door, if_match=here.version)
    late = await overview.post(here.door, if_match=f'"{proposal["version"]}"')
    unknown = await overview.post(here.door.replace(str(here.proposal), str(uuid4())), if_match='"1"')
    stranger = await overview.post(here.door, role=Role.LEADER)

    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/stale-version")
    assert (late.status_code, late.json()["type"]) == (409, "/problems/no-longer-proposed")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/no-such-proposal")
    assert stranger.status_code == 403
    assert "coordination.contact_hold_declined.v1" not in await overview.types_said(here.citizen)
