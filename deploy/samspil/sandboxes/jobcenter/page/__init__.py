"""The sandbox's one page, in Danish: what it has, and buttons that make something happen; no scripts."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Form
from jinja2 import Environment
from starlette.responses import HTMLResponse, RedirectResponse, Response

from samspil.sandboxes.jobcenter.activities import What
from samspil.sandboxes.jobcenter.behaviour import Behaviour, How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, Changed, NoRequest, NoTask
from samspil.sandboxes.jobcenter.notifier import BridgeAway, Notifier, notification_of
from samspil.sandboxes.jobcenter.requests import Request
from samspil.sandboxes.jobcenter.tasks import Reply, Status
from samspil.vocabulary.cpr import Cpr, InvalidCpr

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
BEHAVES: Final = {
    How.WELL: "svarer, som det skal",
    How.SLOW: "svarer langsomt",
    How.SILENT: "modtager og svarer ikke",
    How.ERROR_WITH_EFFECT: "modtager og svarer med en fejl",
    How.AWAY: "er ude af drift",
    How.REFUSING: "afviser opgaven",
}
STATUSES: Final = {
    Status.CREATED: "oprettet",
    Status.RECEIVED: "modtaget",
    Status.INFORMATION_MISSING: "oplysninger mangler",
    Status.ACCEPTED: "accepteret",
    Status.DECLINED: "afvist",
    Status.NOT_OURS: "ikke vores",
    Status.STARTED: "påbegyndt",
    Status.ENDED: "afsluttet",
    Status.STOPPED: "hjælpen er stoppet",
    Status.GOES_ON: "hjælpen fortsætter",
}
ASKS_FOR: Final = {
    "socialpaedagogisk_stoette": "socialpædagogisk støtte",
    "gruppebaseret_stoette": "gruppebaseret støtte",
    "tidsbegraenset_stoette": "tidsbegrænset støtte",
    "stoette_kontaktperson": "støtte- og kontaktperson",
}
TOLD: Final = {
    "sendt": "Ændringen er sendt.",
    "broen-svarer-ikke": "Ændringen er gemt, men broen svarer ikke.",
    "opgave": "Den opgave findes ikke.",
    "anmodning": "Den anmodning findes ikke.",
    "cpr": "Det er ikke et CPR-nummer.",
    "svar": "Svarene er ændret.",
}

_here = files(__name__)


def router(cases: CaseSystem, behaviour: Behaviour, notifier: Notifier) -> APIRouter:
    """``/`` and its forms."""
    doors = APIRouter(include_in_schema=False)
    template = Environment(autoescape=True).from_string((_here / "page.html").read_text())
    style = (_here / "page.css").read_text()

    @doors.get("/")
    async def show(besked: str = "") -> Response:
        shown = template.render(
            cases=cases,
            how=behaviour.how,
            behaves=BEHAVES,
            told=TOLD.get(besked),
            What=What,
            statuses=STATUSES,
            asks_for=ASKS_FOR,
        )
        return HTMLResponse(shown, headers=HEADERS)

    @doors.get("/page.css")
    async def css() -> Response:
        return Response(style, media_type="text/css")

    async def happens(change: Callable[[], Changed]) -> Response:
        """Let it happen, notify the bridge, and say what came of that."""
        try:
            await notifier.notify(notification_of(change()))
        except NoTask:
            return _back("opgave")
        except NoRequest:
            return _back("anmodning")
        except InvalidCpr:
            return _back("cpr")
        except BridgeAway:
            return _back("broen-svarer-ikke")
        return _back("sendt")

    @doors.post("/page/send")
    async def send(what: Annotated[What, Form()], cpr: Annotated[str, Form()]) -> Response:
        return await happens(lambda: cases.change(what, Cpr.parse(cpr).number))

    @doors.post("/page/answer")
    async def answer(
        task: Annotated[UUID, Form()],
        status: Annotated[Status, Form()],
        note: Annotated[str, Form()] = "",
        day: Annotated[date | Literal[""], Form()] = "",
    ) -> Response:
        reply = Reply(status=status, note=note or None, day=day or None)
        return await happens(lambda: cases.answer(str(task), reply))

    @doors.post("/page/ask")
    async def ask(
        cpr: Annotated[str, Form()],
        name: Annotated[str, Form()],
        words: Annotated[str, Form()],
        asked_for: Annotated[str, Form()],
        urgent: Annotated[bool, Form()] = False,
    ) -> Response:
        request = Request(name=name, words=words, urgent=urgent, asked_for=asked_for)
        return await happens(lambda: cases.ask(Cpr.parse(cpr).number, request))

    @doors.post("/page/withdraw")
    async def withdraw(request: Annotated[UUID, Form()]) -> Response:
        return await happens(lambda: cases.withdraw(str(request)))

    @doors.post("/page/behave")
    async def behave(how: Annotated[How, Form()]) -> Response:
        behaviour.how, behaviour.times = how, None
        return _back("svar")

    return doors


def _back(told: str) -> Response:
    return RedirectResponse(f"/?besked={told}", 303)
