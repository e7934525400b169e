"""Which two requests are one: the same caller, the same key, and all of what was asked."""

from typing import Any

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Request

from samspil.web.app import create_app
from samspil.web.auth import Caller, Role
from samspil.web.idempotency import Answer, OnceOnly

METTE = Caller("mette", Role.CASEWORKER, None)


def app(secret: bytes = b"secret", caller: Caller | None = METTE) -> FastAPI:
    doors = APIRouter()

    @doors.api_route("/{path:path}", methods=["POST", "PUT"])
    async def door(once: OnceOnly) -> list[str | None]:
        return [once._key.hex() if once._key else None, once._fingerprint.hex()]

    made = create_app("test", idempotency_secret=secret)

    @made.middleware("http")
    async def signed_in(request: Request, call: Any) -> Any:
        if caller is not None:
            request.state.caller = caller
        return await call(request)

    made.include_router(doors)
    return made


async def sent(
    asked: FastAPI | None = None,
    *,
    key: str | None = "k-1",
    method: str = "POST",
    path: str = "/a?b=1",
    body: bytes = b"{}",
) -> httpx2.Response:
    transport = httpx2.ASGITransport(asked or app())
    headers = {} if key is None else {"idempotency-key": key}
    async with httpx2.AsyncClient(transport=transport, base_url="http://door") as http:
        return await http.request(method, path, content=body, headers=headers)


async def test_the_same_request_again_has_the_same_key_and_the_same_print() -> None:
    assert (await sent()).json() == (await sent()).json()


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "PUT"},
        {"path": "/b?b=1"},
        {"path": "/a?b=2"},
        {"path": "/a"},
        {"body": b"[]"},
        {"body": b""},
    ],
    ids=str,
)
async def test_whatever_differs_in_a_request_shows_in_its_print_and_not_in_its_key(
    changed: dict[str, Any],
) -> None:
    key, mark = (await sent()).json()
    same_key, other_mark = (await sent(**changed)).json()

    assert same_key == key
    assert other_mark != mark


async def test_keys_differ_by_key_caller_and_secret_and_no_two_run_together() -> None:
    callers = [Caller(name, Role.CASEWORKER, None) for name in ("m", "mk", "mette")]
    found = [
        (await sent(app(caller=caller), key=key)).json()[0]
        for caller in callers
        for key in ("k-1", "kk-1", "K-1")
    ]
    found.append((await sent(app(b"another"))).json()[0])

    assert len(set(found)) == len(found) == 10
    assert all(len(one) == 64 for one in found)


async def test_a_route_that_forgot_to_ask_who_calls_keeps_nothing_under_nobodys_name() -> None:
    answer = await sent(app(caller=None))

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal-error")


async def test_without_a_key_there_is_nothing_to_repeat() -> None:
    key, mark = (await sent(key=None)).json()

    assert key is None
    assert len(mark) == 64


@pytest.mark.parametrize(
    ("key", "status"),
    [("!", 200), ("~" * 200, 200), ("k" * 201, 422), ("a b", 422), ("", 422), ("k\x7f", 422), ("ø", 422)],
)
async def test_a_key_is_of_visible_signs_and_not_too_long(key: str, status: int) -> None:
    headers = [(b"idempotency-key", key.encode("latin-1"))]
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app()), base_url="http://door") as http:
        answer = await http.post("/a", headers=headers)

    assert answer.status_code == status
    if status == 422:
        assert [(one["in"], one["pointer"]) for one in answer.json()["errors"]] == [
            ("header", "#/idempotency-key")
        ]


def test_an_answer_is_sent_as_it_was_decided() -> None:
    answer = Answer(201, {"id": "c-1"}, {"location": "/c/c-1"}).response()

    assert (answer.status_code, answer.body) == (201, b'{"id":"c-1"}')
    assert answer.headers["location"] == "/c/c-1"
