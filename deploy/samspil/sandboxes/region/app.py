"""The region's doors: MedCom messages in, a few for tests, and a page for people."""

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, StringConstraints

from samspil.sandboxes.region.behaviour import Behaviour, How
from samspil.sandboxes.region.hospital import NotAdmitted, Patient, What
from samspil.sandboxes.region.letters import Unreadable
from samspil.sandboxes.region.memory import Sent
from samspil.sandboxes.region.page import PAGE_HEADERS, STYLE, page
from samspil.sandboxes.region.region import Region
from samspil.web import problem_types
from samspil.web.app import create_app
from samspil.web.problems import Problem

CprText = Annotated[str, StringConstraints(strip_whitespace=True, pattern="^[0-9]{6}-?[0-9]{4}$")]
NameText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class Send(BaseModel):
    """What the hospital shall tell about whom."""

    what: What
    cpr: CprText
    name: NameText = "Test Opdigtet"
    former_cpr: CprText | None = None
    """Told before the current number, as an old one."""
    packed: bool = False
    """With gzip."""


class Repeat(BaseModel):
    """Which notice to send once more, byte for byte."""

    message_id: str


class Behave(BaseModel):
    """How to meet messages, and how many of them; without ``times`` until told otherwise."""

    how: How
    times: Annotated[int, Field(ge=1)] | None = None


def region_app(region: Region) -> FastAPI:
    """The application of one region."""
    doors = APIRouter()

    @doors.post("/fhir/$process-message")
    async def process_message(request: Request) -> Response:
        try:
            status, body = await region.take(await request.body(), list(request.headers))
        except Unreadable:
            raise Problem(problem_types.MALFORMED_REQUEST) from None
        return Response(body, status, media_type="application/fhir+json")

    @doors.get("/received")
    async def received() -> list[dict[str, Any]]:
        return [one.model_dump() for one in region.memory.received]

    @doors.get("/sent")
    async def sent() -> list[dict[str, Any]]:
        return [one.model_dump() for one in region.memory.sent]

    @doors.post("/send")
    async def send(wish: Send) -> Sent:
        return await _send(region, wish)

    @doors.post("/repeat")
    async def repeat(wish: Repeat) -> Sent:
        sent = await region.repeat(wish.message_id)
        if sent is None:
            raise Problem(problem_types.NOT_FOUND)
        return sent

    @doors.post("/behave")
    async def behave(wish: Behave) -> Behave:
        region.behaviour = Behaviour(wish.how, wish.times)
        return wish

    @doors.get("/", include_in_schema=False)
    async def show() -> Response:
        return Response(page(region), media_type="text/html", headers=PAGE_HEADERS)

    @doors.get("/style.css", include_in_schema=False)
    async def style() -> Response:
        return Response(STYLE, media_type="text/css")

    @doors.post("/page/send", include_in_schema=False)
    async def send_from_page(wish: Annotated[Send, Form()]) -> Response:
        await _send(region, wish)
        return RedirectResponse("/", 303)

    @doors.post("/page/repeat", include_in_schema=False)
    async def repeat_from_page(wish: Annotated[Repeat, Form()]) -> Response:
        await repeat(wish)
        return RedirectResponse("/", 303)

    @doors.post("/page/behave", include_in_schema=False)
    async def behave_from_page(wish: Annotated[Behave, Form()]) -> Response:
        await behave(wish)
        return RedirectResponse("/", 303)

    return create_app("Samspil's sandbox of the region", routers=[doors])


async def _send(region: Region, wish: Send) -> Sent:
    try:
        former = wish.former_cpr and wish.former_cpr.replace("-", "")
        patient = Patient(wish.cpr.replace("-", ""), wish.name, former)
        return await region.send(wish.what, patient, packed=wish.packed)
    except NotAdmitted:
        raise Problem(problem_types.CONFLICT) from None
