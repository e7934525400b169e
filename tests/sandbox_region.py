"""The region's sandbox in this process, a letter to it, and what it hands over at a door that keeps it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

import httpx2
from fastapi import FastAPI, Request, Response

from samspil.contracts.delivery import Told
from samspil.exchange.courier import Answer
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.care_communication import Author, care_communication
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.post import Post
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.hospital import What
from samspil.sandboxes.region.region import Region
from samspil.testkit.people import BRUNO

MESSAGE_ID = UUID(int=7)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
US = Organisation("999990000000002", "5799999900020")
REGION = Organisation("999990000000001", "5799999900013")

BEFORE = {
    What.ADMIT: (),
    What.ADMIT_EMERGENCY: (),
    What.END_LEAVE: (What.ADMIT, What.START_LEAVE),
    What.CORRECT_START_LEAVE: (What.ADMIT, What.START_LEAVE),
    What.CANCEL_START_LEAVE: (What.ADMIT, What.START_LEAVE),
    What.CORRECT_END_LEAVE: (What.ADMIT, What.START_LEAVE, What.END_LEAVE),
    What.CANCEL_END_LEAVE: (What.ADMIT, What.START_LEAVE, What.END_LEAVE),
    What.CORRECT_DISCHARGE: (What.ADMIT, What.DISCHARGE),
    What.CANCEL_DISCHARGE: (What.ADMIT, What.DISCHARGE),
    What.RETRACT_DEATH: (What.ADMIT, What.START_LEAVE, What.DEATH),
}
"""What is told first; of the others an admission."""


def message(name: str = "Aisha Digtet", message_id: UUID = MESSAGE_ID) -> bytes:
    """A letter of ours that names the contact person."""
    said = letter(Told.CONTACT_PERSON, BRUNO.cpr, BRUNO.name, {"name": name})
    return care_communication(said, message_id, US, REGION, Author("Socialpsykiatrien", "00000000"), NOW)


def a_region(file: Path | None = None) -> Region:
    """One at whose bridge nobody listens."""
    nobody = httpx2.AsyncClient(transport=httpx2.ASGITransport(_nobody))
    return Region(Bridge("http://bridge", "http://issuer", nobody), file)


async def _nobody(*_: object) -> None:
    raise httpx2.ConnectError("nobody listens")


@dataclass
class Heard:
    """A region, and what its bridge got: the bodies and their headers, in their order."""

    region: Region
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def a_heard_region() -> Heard:
    """One at whose bridge everything is taken with 204."""
    app = FastAPI()
    there = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
    heard = Heard(Region(Bridge("http://bridge", "http://issuer", there)))

    @app.post("/token")
    async def token() -> dict[str, str]:
        return {"access_token": "made-up"}

    @app.post("/fhir/{operation}")
    async def take(request: Request) -> Response:
        heard.bodies.append(await request.body())
        heard.headers.append(dict(request.headers))
        return Response(status_code=204)

    heard.region.afterwards.pause = 0.01
    return heard


@cache
def client_of(region: Region) -> httpx2.AsyncClient:
    """Somebody at its doors."""
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app(region)), base_url="http://region")


async def told(region: Region, body: bytes | None = None, message_id: UUID = MESSAGE_ID) -> Answer:
    """What the bridge makes of the region's answer to a message. Raises ``PartnerAway``."""
    return await Post("http://region", client_of(region)).hand_over(str(message_id), body or message())
