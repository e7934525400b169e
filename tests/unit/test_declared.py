"""A door that answers what it does not name is found, whatever the test was about."""

from typing import Any

import httpx2
import pytest
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from samspil.testkit.declared import Declared, Undeclared
from samspil.web import problem_types as types
from samspil.web.app import create_app
from samspil.web.problems import Problem
from samspil.web.refusals import refuses


class Thing(BaseModel):
    version: int


class Gone(Exception):
    """There is no such thing."""


async def ask(answer: Response | Exception) -> int:
    doors = APIRouter()

    @doors.get("/things/{thing}", response_model=Thing)
    @refuses(Gone, types.CONFLICT)
    async def read_thing(thing: int) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    app = create_app("test", routers=[doors], remedies={Gone: types.NOT_FOUND})
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app),
        base_url="http://door",
        event_hooks={"response": [Declared(app.openapi())]},
    ) as http:
        return (await http.get("/things/1")).status_code


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (JSONResponse({"version": 1}), 200),
        (Gone(), 404),
        (Problem(types.CONFLICT), 409),
        (Problem(types.INVALID_REQUEST), 422),
        (Problem(types.REQUEST_TOO_SLOW), 408),
        (RuntimeError(), 500),
    ],
)
async def test_what_a_door_names_it_may_answer(answer: Response | Exception, status: int) -> None:
    assert await ask(answer) == status


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"version": 1}, 201),
        Response(status_code=204),
        Response("version 1", media_type="text/plain"),
        Problem(types.UNKNOWN_CITIZEN),
        Problem(types.IDEMPOTENCY_KEY_REUSED),
        Problem(types.STALE_VERSION),
        JSONResponse({"type": "/problems/conflict"}, 409),
    ],
)
async def test_what_it_does_not_name_is_found(answer: Response | Exception) -> None:
    with pytest.raises(Undeclared):
        await ask(answer)


async def test_an_answer_of_another_shape_is_found() -> None:
    with pytest.raises(ValueError, match="version"):
        await ask(JSONResponse({"version": "one"}))
