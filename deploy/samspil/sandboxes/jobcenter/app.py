"""The sandbox's doors: those that a case system has, and those that people and tests play it by."""

import hmac
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, FastAPI, Header
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from samspil.sandboxes.jobcenter import page
from samspil.sandboxes.jobcenter.activities import What
from samspil.sandboxes.jobcenter.behaviour import Behaviour, How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, Changed, NoRequest, NoTask
from samspil.sandboxes.jobcenter.notifier import BridgeAway, Notifier, notification_of
from samspil.sandboxes.jobcenter.requests import Request
from samspil.sandboxes.jobcenter.tasks import Reply
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.app import create_app
from samspil.web.problems import Problem

CPR_HEADER = "x-civilregistrationIdentifier"


class Sought(BaseModel):
    """Whom the bridge asks for."""

    model_config = ConfigDict(hide_input_in_errors=True)

    cpr: Cpr


class _About(BaseModel):
    """Whom it is about, and whether the bridge is notified."""

    model_config = ConfigDict(hide_input_in_errors=True)

    cpr: Cpr
    notify: bool = True
    """False: the notification is only shown, so that somebody can send it by hand."""


class SendActivity(_About):
    """What is to happen to the citizen's newest activity."""

    what: What

    def happens(self, cases: CaseSystem) -> Changed:
        """Let it happen."""
        return cases.change(self.what, self.cpr.number)


class SendAnswer(_About):
    """What a caseworker answers in a task: the newest about the citizen, unless one is named."""

    what: Literal["task-answered"]
    reply: Reply
    task: UUID | None = None

    def happens(self, cases: CaseSystem) -> Changed:
        """Answer it. Raises ``NoTask``."""
        key = str(self.task) if self.task else cases.newest_task(self.cpr.number)
        return cases.answer(key, self.reply)


class SendRequest(_About):
    """What a caseworker asks of social psychiatry."""

    what: Literal["request-sent"]
    request: Request = Request()

    def happens(self, cases: CaseSystem) -> Changed:
        """Ask."""
        return cases.ask(self.cpr.number, self.request)


class WithdrawRequest(_About):
    """That nothing is asked any more: the newest request about the citizen is deleted."""

    what: Literal["request-withdrawn"]

    def happens(self, cases: CaseSystem) -> Changed:
        """Delete it. Raises ``NoRequest``."""
        return cases.withdraw(cases.newest_request(self.cpr.number))


class Behave(BaseModel):
    """How tasks are taken in and entities given out, and for how many times."""

    how: How
    times: Annotated[int | None, Field(ge=1)] = None


def jobcenter_app(cases: CaseSystem, notifier: Notifier, key: str) -> FastAPI:
    """``key`` is what the bridge has to show as ``apikey``."""
    behaviour = Behaviour()
    app = create_app(
        "Samspil's sandbox of the jobcenter",
        routers=[_case_system(cases, behaviour, key), _play(cases, behaviour, notifier)],
    )
    app.include_router(page.router(cases, behaviour, notifier))
    return app


def _case_system(cases: CaseSystem, behaviour: Behaviour, key: str) -> APIRouter:
    doors = APIRouter(tags=["case system"])

    def require(shown: str) -> None:
        if not hmac.compare_digest(shown.encode(), key.encode()):
            raise Problem(problem_types.UNAUTHORIZED)

    @doors.post("/citizens/find")
    async def find(sought: Sought, apikey: Annotated[str, Header()] = "") -> dict[str, UUID]:
        require(apikey)
        return {"id": cases.citizen(sought.cpr.number)}

    @doors.get("/aktiviteter/{identifier}")
    async def activity(identifier: UUID, apikey: Annotated[str, Header()] = "") -> Response:
        require(apikey)

        async def give() -> Response:
            one = cases.activities.get(str(identifier))
            if one is None or one.entity.status == "slettet":
                raise Problem(problem_types.NOT_FOUND)
            return JSONResponse(one.entity.model_dump(mode="json"), headers={CPR_HEADER: one.cpr})

        return await behaviour.answer(give)

    @doors.get("/tasks/{identifier}")
    async def answered(identifier: UUID, apikey: Annotated[str, Header()] = "") -> Response:
        require(apikey)

        async def give() -> Response:
            one = cases.tasks.get(str(identifier))
            cpr = cases.whose(one) if one else None
            if one is None or cpr is None:
                raise Problem(problem_types.NOT_FOUND)
            return JSONResponse(one.given_out(str(identifier)), headers={CPR_HEADER: cpr})

        return await behaviour.answer(give)

    @doors.get("/requests/{identifier}")
    async def asked(identifier: UUID, apikey: Annotated[str, Header()] = "") -> Response:
        require(apikey)

        async def give() -> Response:
            one = cases.requests.get(str(identifier))
            if one is None or one.is_deleted:
                raise Problem(problem_types.NOT_FOUND)
            return JSONResponse(one.given_out(identifier), headers={CPR_HEADER: one.cpr})

        return await behaviour.answer(give)

    @doors.post("/tasks")
    async def task(
        request: HttpRequest,
        idempotency_key: Annotated[str, Header(min_length=1, max_length=200)],
        task: Annotated[dict[str, object], Body()],
        apikey: Annotated[str, Header()] = "",
    ) -> Response:
        require(apikey)

        async def take() -> Response:
            new = cases.receive(idempotency_key, task, await request.body(), sorted(request.headers))
            return JSONResponse({"id": idempotency_key}, 201 if new else 200)

        return await behaviour.answer(take)

    return doors


def _play(cases: CaseSystem, behaviour: Behaviour, notifier: Notifier) -> APIRouter:
    doors = APIRouter(tags=["play"])

    @doors.post("/send")
    async def send(wish: SendActivity | SendAnswer | SendRequest | WithdrawRequest) -> Response:
        """Let it happen and notify the bridge; 404 without a task or request, 502 when it is not taken in."""
        try:
            notification = notification_of(wish.happens(cases))
            if wish.notify:
                await notifier.notify(notification)
            return JSONResponse(notification)
        except (NoTask, NoRequest):
            raise Problem(problem_types.NOT_FOUND) from None
        except BridgeAway:
            return JSONResponse({"problem": "the bridge or the issuer does not answer"}, 502)

    @doors.post("/behave")
    async def behave(wish: Behave) -> dict[str, How]:
        behaviour.how, behaviour.times = wish.how, wish.times
        return {"how": behaviour.how}

    @doors.get("/received")
    async def received() -> dict[str, object]:
        """The tasks, each with key, number of receptions, names of headers and answer; and whom it knows."""
        tasks = [{"key": key, **one.model_dump(mode="json")} for key, one in cases.tasks.items()]
        return {"tasks": tasks, "citizens": cases.citizens}

    return doors
