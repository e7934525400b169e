"""The region's doors: MedCom messages in, a few for tests, and a page for people."""

from fastapi import APIRouter, FastAPI, Request, Response

from samspil.sandboxes.region import page
from samspil.sandboxes.region.acts import Acts, NothingToRepeat, NoThread
from samspil.sandboxes.region.fhir_xml import as_json, as_xml
from samspil.sandboxes.region.hospital import NotAdmitted
from samspil.sandboxes.region.letters import Unreadable
from samspil.sandboxes.region.memory import Received, Sent
from samspil.sandboxes.region.region import BundleIdReused, Region
from samspil.sandboxes.region.threads import Thread
from samspil.sandboxes.region.travel import JSON, XML
from samspil.sandboxes.region.wishes import Acknowledge, Behave, Repeat, Send, Write
from samspil.web import problem_types
from samspil.web.app import create_app
from samspil.web.problems import Problem


def region_app(region: Region) -> FastAPI:
    """The application of one region."""
    return create_app(
        "Samspil's sandbox of the region",
        routers=[_region(region), _play(region, Acts(region)), page.router(region, Acts(region))],
    )


def _region(region: Region) -> APIRouter:
    doors = APIRouter(tags=["region"])

    @doors.post("/fhir/$process-message")
    async def process_message(request: Request) -> Response:
        kind = XML if request.headers.get("content-type", "").startswith(XML) else JSON
        try:
            body = _in_json(await request.body(), kind)
            status, answer = await region.take(body, list(request.headers), kind)
        except Unreadable:
            raise Problem(problem_types.MALFORMED_REQUEST) from None
        except BundleIdReused:
            raise Problem(problem_types.CONFLICT) from None
        return Response(as_xml(answer) if answer and kind == XML else answer, status, media_type=kind)

    return doors


def _in_json(body: bytes, kind: str) -> bytes:
    """Raises ``Unreadable``."""
    try:
        return as_json(body) if kind == XML else body
    except ValueError:
        raise Unreadable from None


def _play(region: Region, acts: Acts) -> APIRouter:
    doors = APIRouter(tags=["play"])

    @doors.get("/received")
    async def received() -> list[Received]:
        return region.memory.received

    @doors.get("/sent")
    async def sent() -> list[Sent]:
        return region.memory.sent

    @doors.get("/threads")
    async def threads() -> list[Thread]:
        return region.memory.threads

    @doors.post("/send")
    async def send(wish: Send) -> Sent:
        try:
            return await acts.send(wish)
        except NotAdmitted:
            raise Problem(problem_types.CONFLICT) from None

    @doors.post("/write")
    async def write(wish: Write) -> Sent:
        try:
            return await acts.write(wish)
        except NoThread:
            raise Problem(problem_types.NOT_FOUND) from None

    @doors.post("/repeat")
    async def repeat(wish: Repeat) -> Sent:
        try:
            return await acts.repeat(wish)
        except NothingToRepeat:
            raise Problem(problem_types.NOT_FOUND) from None

    @doors.post("/acknowledge")
    async def acknowledge(wish: Acknowledge) -> Sent:
        return await acts.acknowledge(wish)

    @doors.post("/behave")
    async def behave(wish: Behave) -> Behave:
        acts.behave(wish)
        return wish

    return doors
