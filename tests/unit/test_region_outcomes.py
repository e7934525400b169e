"""Every refusal on a FHIR route leaves as an OperationOutcome, whoever refused and in whatever words."""

import json
from http import HTTPStatus
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from samspil.region_bridge.api.operation_outcome import OperationOutcomes

PROBLEM = {"type": "/problems/x", "detail": "Something is wrong.", "instance": "urn:uuid:1"}


async def answered(
    status: int, body: bytes, media_type: str, path: str = "/fhir/metadata"
) -> httpx2.Response:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(body, status, {"retry-after": "5"}, media_type)(scope, receive, send)

    transport = httpx2.ASGITransport(OperationOutcomes(app))
    async with httpx2.AsyncClient(transport=transport, base_url="http://door") as client:
        return await client.post(path)


def outcome(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.json()["resourceType"] == "OperationOutcome"
    (issue,) = answer.json()["issue"]
    assert issue["details"]["text"]
    return dict(issue)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "structure"),
        (401, "login"),
        (403, "forbidden"),
        (404, "not-found"),
        (405, "not-supported"),
        (408, "timeout"),
        (409, "conflict"),
        (410, "processing"),
        (413, "too-long"),
        (415, "not-supported"),
        (422, "invalid"),
        (429, "throttled"),
        (431, "too-long"),
        (500, "exception"),
        (501, "exception"),
        (503, "transient"),
    ],
)
async def test_a_problem_is_told_in_fhirs_words(status: int, code: str) -> None:
    answer = await answered(status, json.dumps(PROBLEM).encode(), "application/problem+json")

    issue = outcome(answer)
    assert (answer.status_code, issue["code"]) == (status, code)
    assert (issue["details"]["text"], issue["diagnostics"]) == (PROBLEM["detail"], "/problems/x urn:uuid:1")
    assert issue["severity"] == ("fatal" if status == 500 else "error")
    assert answer.headers["retry-after"] == "5"


@given(
    st.sampled_from([*range(400, 600)]),
    st.sampled_from(
        [b"", b"Bad Request", b"{", b"[]", b'"x"', b"\xff", b"{}", b'{"detail": 1}', b"[" * 99_999]
    ),
    st.sampled_from(["text/plain", "text/html", "application/problem+json", "application/json"]),
)
async def test_whatever_a_refusal_says_it_is_an_outcome(status: int, body: bytes, media_type: str) -> None:
    answer = await answered(status, body, media_type)

    assert outcome(answer)["code"]
    assert answer.status_code == status
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize(
    ("status", "path"), [(HTTPStatus.OK, "/fhir/metadata"), (404, "/fhirsk"), (404, "/v1/nothing")]
)
async def test_anything_else_is_left_alone(status: int, path: str) -> None:
    assert (await answered(status, b"as it is", "text/plain", path)).text == "as it is"


async def test_the_address_without_what_is_below_it_is_fhirs_too() -> None:
    assert outcome(await answered(404, b"", "text/plain", "/fhir"))
