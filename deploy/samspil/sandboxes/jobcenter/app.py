"""The sandbox's doors: those that a case system has, and those that people and tests play it by."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Depends, FastAPI, Form, Header
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse, Response

from samspil.sandboxes.jobcenter import page
from samspil.sandboxes.jobcenter.activity_file import activity_file
from samspil.sandboxes.jobcenter.behaviour import Behaviour, How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, NoRequest, NoTask
from samspil.sandboxes.jobcenter.keys import HOLDS_SECONDS, Keys
from samspil.sandboxes.jobcenter.notifier import BridgeAway, Notifier, notification_of
from samspil.sandboxes.jobcenter.wishes import Behave, SendFile, Wish
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.app import create_app
from samspil.web.language import prefers_danish
from samspil.web.problems import Problem

CPR_HEADER = "x-civilregistrationIdentifier"
AWAY = {"problem": "the bridge or the issuer does not answer"}


class Sought(BaseModel):
    """Whom the bridge asks for."""

    model_config = ConfigDict(hide_input_in_errors=True)

    cpr: Cpr


def jobcenter_app(cases: CaseSystem, notifier: Notifier, keys: Keys) -> FastAPI:
    """``keys`` are what the bridge has to show."""
    behaviour = Behaviour(keys)
    app = create_app(
        "Samspil's sandbox of the jobcenter",
        routers=[_tokens(keys), _case_system(cases, behaviour, keys), _play(cases, behaviour, notifier)],
    )
    app.include_router(page.router(cases, behaviour, notifier))
    return app


def _tokens(keys: Keys) -> APIRouter:
    doors = APIRouter(tags=["tokens"])

    @doors.post("/oauth2/token")
    async def token(
        grant_type: Annotated[Literal["client_credentials"], Form()],
        authorization: Annotated[str, Header()] = "",
    ) -> Response:
        """A token for the client's credentials (RFC 6749, 4.4)."""
        if not keys.is_client(authorization):
            raise Problem(problem_types.UNAUTHORIZED)
        given = {"access_token": keys.give(), "token_type": "Bearer", "expires_in": HOLDS_SECONDS}
        return JSONResponse(given, headers={"cache-control": "no-store"})

    return doors


def _case_system(cases: CaseSystem, behaviour: Behaviour, keys: Keys) -> APIRouter:
    def require_token(authorization: Annotated[str, Header()] = "") -> None:
        if not keys.holds(authorization):
            raise Problem(problem_types.UNAUTHORIZED)

    doors = APIRouter(tags=["case system"], dependencies=[Depends(require_token)])

    def require(shown: str) -> None:
        if not keys.is_shown(shown):
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

    @doors.get("/indkaldelser/{identifier}")
    async def called(identifier: UUID, apikey: Annotated[str, Header()] = "") -> Response:
        require(apikey)

        async def give() -> Response:
            one = cases.meetings.get(str(identifier))
            if one is None or one.status == "slettet":
                raise Problem(problem_types.NOT_FOUND)
            return JSONResponse(one.given_out(identifier), headers={CPR_HEADER: one.cpr})

        return await behaviour.answer(give)

    @doors.get("/kontaktgrupper/{identifier}")
    async def standing(identifier: UUID, apikey: Annotated[str, Header()] = "") -> Response:
        require(apikey)

        async def give() -> Response:
            one = cases.standings.get(str(identifier))
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
    async def send(wish: Wish) -> Response:
        """Let it happen and notify the bridge; 404 without a task or request, 502 when it is not taken in."""
        try:
            notification = notification_of(wish.happens(cases))
            if wish.notify:
                await notifier.notify(notification)
            return JSONResponse(notification)
        except (NoTask, NoRequest):
            raise Problem(problem_types.NOT_FOUND) from None
        except BridgeAway:
            return JSONResponse(AWAY, 502)

    @doors.post("/send-file")
    async def send_file(wish: SendFile, accept_language: Annotated[str, Header()] = "") -> Response:
        """Send the bridge all activities in one file, and answer what it answers; 502 when it does not."""
        file = activity_file(cases.activities.values(), wish.form, with_a_bad_row=wish.with_a_bad_row)
        try:
            answer = await notifier.send_file(file, danish=prefers_danish(accept_language))
        except BridgeAway:
            return JSONResponse(AWAY, 502)
        return JSONResponse(answer.body, answer.status)

    @doors.post("/behave")
    async def behave(wish: Behave) -> dict[str, How]:
        behaviour.how, behaviour.times, notifier.sends = wish.how, wish.times, wish.sends
        return {"how": behaviour.how}

    @doors.get("/received")
    async def received() -> dict[str, object]:
        """The tasks, each with key, number of receptions, names of headers and answer; and whom it knows."""
        tasks = [{"key": key, **one.model_dump(mode="json")} for key, one in cases.tasks.items()]
        return {"tasks": tasks, "citizens": cases.citizens}

    return doors
