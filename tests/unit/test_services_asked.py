"""Pages ask the services as any integrator does, and whatever these answer, a person is told something."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from samspil.overview.api.services import AWAY, Act, Done, Refused, Services

KEY = UUID(int=9)
ACT = Act("overview", "/v1/citizens/x/things", {"a": 1}, KEY, seen=4)


class Asked(Services):
    """A service that answers what it is told to, and remembers what it was asked."""

    def __init__(self, answer: Response | Exception) -> None:
        app = FastAPI()

        @app.post("/{path:path}")
        async def any_path(request: Request) -> Response:
            self.headers, self.body = request.headers, await request.body()
            if isinstance(answer, Exception):
                raise answer
            return answer

        super().__init__(app, {"elsewhere": "http://127.0.0.1:9"})


async def test_an_act_carries_the_persons_token_the_forms_id_and_the_version_that_was_read() -> None:
    services = Asked(Response(status_code=204, headers={"etag": '"5"'}))

    assert await services.act("token", ACT) == Done(5, is_new=False, told={})

    sent = {name: services.headers[name] for name in ("authorization", "idempotency-key", "if-match")}
    assert sent == {"authorization": "Bearer token", "idempotency-key": str(KEY), "if-match": '"4"'}
    assert services.headers["accept-language"] == "da"
    assert services.body == b'{"a":1}'


async def test_what_is_made_anew_says_no_version_and_what_asks_nothing_sends_no_body() -> None:
    services = Asked(Response(status_code=201, headers={"etag": '"1"'}))

    await services.act("token", Act("overview", "/v1/things", {}, KEY))

    assert "if-match" not in services.headers
    assert services.body == b""


async def test_where_something_is_asked_and_nothing_was_written_that_is_what_is_sent() -> None:
    services = Asked(Response(status_code=200, headers={"etag": '"1"'}))

    await services.act("token", Act("overview", "/v1/things", {}, KEY, asks=True))

    assert services.body == b"{}"


async def test_what_is_asked_carries_the_persons_token_and_is_no_act() -> None:
    services = Asked(httpx_json(200, {"citizen_id": "x"}))

    assert await services.ask("token", "overview", "/v1/citizens/search", {"a": 1}) == {"citizen_id": "x"}

    assert services.headers["authorization"] == "Bearer token"
    assert "idempotency-key" not in services.headers


async def test_a_refusal_is_told_in_the_services_words_by_field() -> None:
    told: dict[str, Any] = {
        "type": "/problems/invalid-request",
        "detail": "Et felt mangler.",
        "errors": [{"in": "body", "pointer": "#/words", "code": "missing", "message": "Skal udfyldes."}],
    }
    services = Asked(httpx_json(422, told))

    with pytest.raises(Refused) as refused:
        await services.act("token", ACT)

    why = refused.value
    assert (why.kind, why.status, why.text) == ("invalid-request", 422, "Et felt mangler.")
    assert why.wrong == {"words": "Skal udfyldes."}


async def test_a_service_that_does_not_answer_is_away() -> None:
    with pytest.raises(Refused) as refused:
        await Asked(Response()).act("token", Act("elsewhere", "/", {}, KEY))

    assert refused.value is AWAY


@given(st.integers(200, 599), st.binary(max_size=60), st.text('0123456789"W/x', max_size=40))
async def test_whatever_a_service_answers_it_was_done_or_refused(status: int, body: bytes, etag: str) -> None:
    services = Asked(Response(body if status not in {204, 304} else b"", status, {"etag": etag}))

    try:
        done = await services.act("token", ACT)
    except Refused as why:
        assert why.text  # noqa: PT017  either may be
    else:
        assert status < 300
        assert done.version >= 0


def httpx_json(status: int, told: object) -> Response:
    return Response(httpx2.Response(status, json=told).content, status)
