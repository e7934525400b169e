"""How doors refuse: always as a problem, never with an echo."""

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx2
import pytest
from fastapi import APIRouter, Depends, FastAPI, Query
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel, ConfigDict, Field, field_validator

from an_issuer import issuer_client
from samspil.sandboxes.issuer.key import new_key
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen
from samspil.testkit.people import BRUNO
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types as types
from samspil.web.app import create_app
from samspil.web.auth import Issuer, Role, allow
from samspil.web.body_limit import MAX_BODY_BYTES
from samspil.web.idempotency import OnceOnly
from samspil.web.language import prefers_danish
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem

ISSUER = "https://issuer.test"

pytestmark = pytest.mark.usefixtures("json_log")

NUMBER, NAME = BRUNO.cpr.number, BRUNO.name


class UnknownReferral(Exception):
    """A service's own refusal."""


UNKNOWN_REFERRAL = ProblemType("unknown-referral", 404, "The referral is not known", "None.", "Ingen.")


class Registration(BaseModel):
    """A body with every way to be wrong."""

    model_config = ConfigDict(extra="forbid")

    cpr: Cpr
    name: str = Field(max_length=20)
    born: date | None = None
    tags: dict[str, int] = Field(default_factory=dict)

    @field_validator("name")
    @classmethod
    def echoes(cls, name: str) -> str:
        if "!" in name:
            raise ValueError(f"{name} is not a name")
        return name


def _raises(error: Exception) -> Any:
    async def route() -> None:
        raise error

    return route


@pytest.fixture
def app() -> FastAPI:
    doors, inner = APIRouter(), APIRouter(prefix="/v1")

    @inner.post("/citizens")
    async def register(body: Registration) -> dict[str, str]:
        return {"id": "1"}

    @inner.get("/citizens/{citizen}")
    async def read(citizen: UUID, limit: Annotated[int, Query(le=10)] = 5) -> dict[str, str]:
        return {"id": str(citizen)}

    @doors.post("/once")
    async def once(once: OnceOnly) -> dict[str, str]:
        return {}

    @doors.get("/mine", dependencies=[Depends(allow(Role.CASEWORKER))])
    async def mine() -> dict[str, str]:
        return {}

    doors.include_router(inner)
    for slug, error in FAILURES.items():
        doors.add_api_route(f"/fails/{slug}", _raises(error))
    issuer = Issuer(ISSUER, issuer_client(ISSUER, _no_keys))
    return create_app(
        "test",
        routers=[doors],
        issuer=issuer,
        idempotency_secret=b"s",
        remedies={UnknownReferral: UNKNOWN_REFERRAL},
    )


def _no_keys(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"keys": [new_key().as_dict(private=False)]})


FAILURES: dict[str, Exception] = {
    "keyring-away": KeyringAway("OSError"),
    "unknown-citizen": UnknownCitizen(),
    "citizen-erased": KeyDestroyed(),
    "unknown-referral": UnknownReferral(f"{NAME} {NUMBER}"),
    "stale-version": Problem(types.STALE_VERSION),
    "database-away": asyncpg.CannotConnectNowError("starting up"),
    "internal-error": RuntimeError(f"{NAME} {NUMBER}"),
}


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as client:
        yield client


def _slug(answer: httpx2.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert {"type", "title", "status", "detail", "instance", "trace_id"} <= set(problem)
    assert UUID(problem["instance"].removeprefix("urn:uuid:")).version == 4
    return str(problem["type"].removeprefix("/problems/"))


@pytest.mark.parametrize("slug", FAILURES)
async def test_each_failure_below_a_route_has_its_problem(client: httpx2.AsyncClient, slug: str) -> None:
    assert _slug(await client.get(f"/fails/{slug}")) == slug


async def test_a_fault_of_ours_is_no_absence_of_the_database(app: FastAPI) -> None:
    app.add_api_route("/fails/here", _raises(asyncpg.UndefinedTableError("no such table")))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as client:
        assert _slug(await client.get("/fails/here")) == "internal-error"


async def test_what_is_away_says_when_to_come_back(client: httpx2.AsyncClient) -> None:
    assert int((await client.get("/fails/keyring-away")).headers["retry-after"]) > 0


async def test_wrong_fields_are_named_by_pointer_and_code(client: httpx2.AsyncClient) -> None:
    body = {"cpr": NAME, "name": "x" * 30, "born": "soon", "tags": {NAME: "many", "ok": "few"}, NAME: 1}

    answer = await client.post("/v1/citizens", json=body)

    assert _slug(answer) == "invalid-request"
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("#/cpr", "cpr_invalid"),
        ("#/name", "string_too_long"),
        ("#/born", "date_from_datetime_parsing"),
        ("#/tags/*", "int_parsing"),
        ("#/tags/ok", "int_parsing"),
        ("#", "extra_forbidden"),
    }
    assert {error["message"] for error in answer.json()["errors"]} >= {"At most 20 characters."}


async def test_a_wrong_address_or_query_is_told_by_its_place(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/v1/citizens/nobody?limit=99")

    assert {(error["in"], error["pointer"]) for error in answer.json()["errors"]} == {
        ("path", "#/citizen"),
        ("query", "#/limit"),
    }


@pytest.mark.parametrize("path", ["/v1/citizens/", "/mine/", "/livez/", "//elsewhere.example/livez"])
async def test_no_address_is_led_to_another(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.get(f"http://door{path}", headers={"host": "elsewhere.example"})

    assert _slug(answer) == "not-found"
    assert "location" not in answer.headers


async def test_danish_is_spoken_to_those_who_prefer_it(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/v1/citizens", json={}, headers={"accept-language": "da-DK, en;q=0.8"})

    assert answer.headers["content-language"] == "da"
    assert answer.json()["detail"].startswith("Et eller flere felter")
    assert {error["message"] for error in answer.json()["errors"]} == {"Skal udfyldes."}


@pytest.mark.parametrize(
    ("header", "danish"),
    [
        (None, False),
        ("da", True),
        ("en, da;q=0.9", False),
        ("en;q=0.1,da", True),
        ("da;q=x", False),
        ("*", False),
    ],
)
def test_the_language_follows_the_callers_preference(header: str | None, danish: bool) -> None:
    assert prefers_danish(header) is danish


@pytest.mark.parametrize("slug", [kind.slug for kind in (*types.COMMON, UNKNOWN_REFERRAL)])
async def test_every_type_leads_to_its_explanation(client: httpx2.AsyncClient, slug: str) -> None:
    answer = await client.get(f"/problems/{slug}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert len(answer.text.splitlines()) == 4


async def test_the_rest_of_the_protocol_is_refused_as_problems_too(client: httpx2.AsyncClient) -> None:
    too_large = b"{" + b" " * MAX_BODY_BYTES

    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * (MAX_BODY_BYTES // 16)

    answers = {
        "nowhere": await client.get("/nowhere"),
        "no such method": await client.delete("/v1/citizens"),
        "no such problem": await client.get("/problems/none"),
        "not JSON": await client.post(
            "/v1/citizens", content=b"{", headers={"content-type": "application/json"}
        ),
        "too deep": await client.post(
            "/v1/citizens", content=b"[" * 100_000, headers={"content-type": "application/json"}
        ),
        "not UTF-8": await client.post(
            "/v1/citizens", content=b'{"\xff"', headers={"content-type": "application/json"}
        ),
        "another media type": await client.post("/v1/citizens", data={"cpr": "x"}),
        "too large": await client.post("/v1/citizens", content=too_large),
        "too large for nobody": await client.post("/nowhere", content=too_large),
        "too large in pieces": await client.post("/v1/citizens", content=in_pieces()),
        "a key with a space": await client.post("/once", headers={"idempotency-key": "a b"}),
        "a key too long": await client.post("/once", headers={"idempotency-key": "a" * 201}),
    }

    assert {what: _slug(answer) for what, answer in answers.items()} == {
        "nowhere": "not-found",
        "no such method": "method-not-allowed",
        "no such problem": "not-found",
        "not JSON": "invalid-request",
        "too deep": "malformed-request",
        "not UTF-8": "malformed-request",
        "another media type": "unsupported-media-type",
        "too large": "body-too-large",
        "too large for nobody": "body-too-large",
        "too large in pieces": "body-too-large",
        "a key with a space": "invalid-request",
        "a key too long": "invalid-request",
    }
    assert answers["no such method"].headers["allow"] == "POST"


async def test_a_body_of_just_the_limit_is_let_in(client: httpx2.AsyncClient) -> None:
    body = json.dumps({"cpr": NUMBER, "name": "x"}).encode()

    answer = await client.post(
        "/v1/citizens", content=body.ljust(MAX_BODY_BYTES), headers={"content-type": "application/json"}
    )

    assert answer.status_code == 200


async def test_a_request_is_one_trace_of_its_own_named_after_its_route(
    client: httpx2.AsyncClient, spans: InMemorySpanExporter
) -> None:
    foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    answer = await client.get("/fails/internal-error", headers={"traceparent": foreign, "baggage": "a=b"})
    await client.get("/v1/citizens/0198c0de-0000-7000-8000-000000000000")
    await client.get("/livez")

    failed, read = spans.get_finished_spans()
    assert [failed.name, read.name] == ["GET /fails/internal-error", "GET /v1/citizens/{citizen}"]
    assert failed.parent is None
    assert failed.context is not None
    trace_id = f"{failed.context.trace_id:032x}"
    assert trace_id not in foreign
    assert answer.json()["trace_id"] == answer.headers["x-trace-id"] == trace_id
    assert dict(failed.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "/fails/internal-error",
        "http.response.status_code": 500,
        "error.type": "RuntimeError",
    }


async def test_answers_are_not_stored_and_not_framed(client: httpx2.AsyncClient) -> None:
    for address in ("/v1/citizens/0198c0de-0000-7000-8000-000000000000", "/nowhere", "/fails/internal-error"):
        headers = (await client.get(address)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_openapi_is_published_and_documents_refusals(client: httpx2.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()

    assert document["openapi"].startswith("3.1")
    responses = document["paths"]["/v1/citizens"]["post"]["responses"]
    assert {*responses} == {"200", "400", "408", "413", "415", "422", "default"}
    assert all([*responses[one]["content"]] == ["application/problem+json"] for one in ("422", "default"))


async def test_no_refusal_echoes_personal_data_in_answer_log_or_span(
    client: httpx2.AsyncClient, spans: InMemorySpanExporter, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = f"{NUMBER} {NAME}"
    json_type = {"content-type": "application/json"}
    answers = [
        await client.post(
            "/v1/citizens", json={"cpr": canary, "name": f"{NAME}!", NAME: NUMBER, "born": NUMBER}
        ),
        await client.post("/v1/citizens", json={"cpr": NUMBER, "name": f"{NAME}!"}),
        await client.post(
            "/v1/citizens", json={"cpr": NUMBER, "name": NAME, "tags": {NAME: NAME, NUMBER: NUMBER}}
        ),
        await client.post("/v1/citizens", content=f'{{"name": "{canary}', headers=json_type),
        await client.post("/v1/citizens", content=canary, headers={"content-type": f"text/{NUMBER}"}),
        await client.post("/v1/citizens", content=canary.encode() * 60_000, headers=json_type),
        await client.get(f"/v1/citizens/{quote(canary)}?limit={quote(canary)}&name={quote(NAME)}"),
        await client.get(f"/{quote(canary)}"),
        await client.get(f"/problems/{quote(canary)}"),
        await client.request(NUMBER, "/v1/citizens"),
        await client.delete(f"/v1/citizens/{NUMBER}"),
        await client.post("/once", headers={"idempotency-key": canary}),
        await client.get("/mine", headers={"authorization": f"Bearer {canary}"}),
        await client.get("/mine", headers={"authorization": canary}),
        await client.get(
            "/nowhere", headers={"accept-language": canary, "traceparent": canary, "x-name": NAME}
        ),
        *[await client.get(f"/fails/{slug}?cpr={NUMBER}") for slug in FAILURES],
    ]

    told = [answer.text + str(answer.headers) for answer in answers]
    told += [span.to_json() for span in spans.get_finished_spans()]
    log = capsys.readouterr().out

    assert all(_slug(answer) for answer in answers)
    assert len(spans.get_finished_spans()) == len(answers)
    assert log.count('"refused"') == len(answers)
    for canary_word in (NUMBER, NUMBER[:6] + "-" + NUMBER[6:], *NAME.split()[::2]):
        assert [text for text in (*told, log) if canary_word in text] == []
