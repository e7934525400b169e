"""The sandbox's doors: those that a case system has, and those that people and tests play it by."""

import hmac
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, FastAPI, Header, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from samspil.sandboxes.jobcenter import page
from samspil.sandboxes.jobcenter.behaviour import Behaviour, How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, What
from samspil.sandboxes.jobcenter.notifier import BridgeAway, Notifier, notification_of
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.app import create_app
from samspil.web.problems import Problem

CPR_HEADER = "x-civilregistrationIdentifier"


class Sought(BaseModel):
    """Whom the bridge asks for."""

    model_config = ConfigDict(hide_input_in_errors=True)

    cpr: Cpr


class Send(BaseModel):
    """What is to happen to a citizen's activity."""

    model_config = ConfigDict(hide_input_in_errors=True)

    what: What
    cpr: Cpr
    notify: bool = True
    """False: the notification is only shown, so that somebody can send it by hand."""


class Behave(BaseModel):
    """How tasks are taken in and activities given out, and for how many times."""

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

    @doors.post("/tasks")
    async def task(
        request: Request,
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
    async def send(wish: Send) -> Response:
        """Change an activity and notify the bridge; 502 when that does not take it in."""
        notification = notification_of(cases.change(wish.what, wish.cpr.number))
        try:
            if wish.notify:
                await notifier.notify(notification)
            return JSONResponse(notification)
        except BridgeAway:
            return JSONResponse({"problem": "the bridge or the issuer does not answer"}, 502)

    @doors.post("/behave")
    async def behave(wish: Behave) -> dict[str, How]:
        behaviour.how, behaviour.times = wish.how, wish.times
        return {"how": behaviour.how}

    @doors.get("/received")
    async def received() -> dict[str, object]:
        """The tasks, each with key, number of receptions and names of headers; and whom it knows."""
        tasks = [{"key": key, **one.model_dump(mode="json")} for key, one in cases.tasks.items()]
        return {"tasks": tasks, "citizens": cases.citizens}

    return doors
