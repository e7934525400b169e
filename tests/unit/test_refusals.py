"""How a refusal reaches whoever asked: by its status, its remedy, its language, as a page or a document."""

from collections.abc import Callable
from typing import Annotated, Any

import asyncpg
import httpx2
import pytest
from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from samspil.sealing.errors import UnknownCitizen
from samspil.web import problem_types as types
from samspil.web.app import create_app
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem, Remedy
from samspil.web.versions import IfMatch, etag, require_no_version, version_seen

pytestmark = pytest.mark.usefixtures("json_log")


class NoSuchGoal(Exception):
    """A refusal that is about one field."""


class Words(BaseModel):
    words: str


OWN = ProblemType("own", 409, "Own", "Our own.", "Vores egen.")


def _raises(error: Exception) -> Callable[[], Any]:
    async def route() -> None:
        raise error

    return route


def app(*errors: Exception, page: Callable[[Request, Problem], Response] | None = None) -> FastAPI:
    doors = APIRouter()

    @doors.post("/words")
    async def words(body: Words, limit: Annotated[int, Query(le=10)] = 5) -> None: ...

    @doors.post("/bodiless")
    async def bodiless(limit: Annotated[int, Query(le=10)]) -> None: ...

    @doors.get("/version")
    async def version(if_match: IfMatch = None) -> dict[str, int]:
        return {"seen": version_seen(if_match)}

    @doors.get("/new")
    async def new(if_match: IfMatch = None) -> None:
        require_no_version(if_match)

    for number, error in enumerate(errors):
        doors.add_api_route(f"/{number}", _raises(error))
    remedies: dict[type[Exception], Remedy] = {
        NoSuchGoal: FieldError("#/goal_id", "unknown_goal"),
        UnknownCitizen: OWN,
    }
    return create_app("test", routers=[doors], remedies=remedies, problem_page=page)


async def ask(asked: FastAPI, path: str = "/0", method: str = "GET", **more: Any) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(asked), base_url="http://door") as http:
        return await http.request(method, path, **more)


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (401, "unauthorized"),
        (403, "forbidden-role"),
        (404, "not-found"),
        (405, "method-not-allowed"),
        (408, "request-too-slow"),
        (409, "conflict"),
        (412, "stale-version"),
        (413, "body-too-large"),
        (415, "unsupported-media-type"),
        (422, "invalid-request"),
        (400, "malformed-request"),
        (418, "malformed-request"),
        (499, "malformed-request"),
        (500, "internal-error"),
        (504, "internal-error"),
    ],
)
async def test_what_a_library_refuses_by_a_status_is_told_as_our_problem(status: int, slug: str) -> None:
    answer = await ask(app(HTTPException(status, "Bruno Test Elmer", {"x-why": "because"})))

    assert answer.json()["type"] == f"/problems/{slug}"
    assert answer.headers["x-why"] == "because"
    assert "Bruno" not in answer.text
    assert ("retry-after" in answer.headers) is False


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError(), TimeoutError(), asyncpg.ConnectionDoesNotExistError()]
)
async def test_a_database_that_is_away_is_no_fault_of_ours(fault: Exception) -> None:
    answer = await ask(app(fault))

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/database-away")
    assert answer.headers["retry-after"] == "5"


async def test_a_refusal_about_a_field_names_it_and_an_own_one_takes_the_place_of_the_common() -> None:
    asked = app(NoSuchGoal(), UnknownCitizen())

    goal = (await ask(asked, "/0")).json()
    own = (await ask(asked, "/1")).json()

    assert (goal["type"], goal["status"]) == ("/problems/invalid-request", 422)
    assert goal["errors"] == [
        {"in": "body", "pointer": "#/goal_id", "code": "unknown_goal", "message": "No goal of this plan."}
    ]
    assert (own["type"], own["status"], own["detail"]) == ("/problems/own", 409, "Our own.")
    assert "errors" not in own
    assert "409 Own" in (await ask(asked, "/problems/own")).text


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [("text/html", True), ("application/json, text/html;q=0.5", True), ("*/*", False), ("", False)],
)
async def test_people_are_answered_with_a_page_and_programs_with_a_document(
    accept: str, is_page: bool
) -> None:
    def page(request: Request, problem: Problem) -> Response:
        return HTMLResponse(problem.kind.danish, problem.kind.status)

    for asked, expected in ((app(page=page), is_page), (app(), False)):
        answer = await ask(asked, "/nowhere", headers={"accept": accept})

        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html") == expected
        assert answer.text.startswith("Der findes intet") == expected


@pytest.mark.parametrize("accept_language", ["da", None])
async def test_an_answer_names_its_language_and_what_it_depends_on(accept_language: str | None) -> None:
    headers = {"accept-language": accept_language} if accept_language else {}
    answer = await ask(app(Problem(types.CONFLICT)), headers=headers)

    assert answer.headers["content-language"] == (accept_language or "en")
    assert answer.headers["vary"] == "accept-language"
    assert answer.json()["detail"] == (types.CONFLICT.danish if accept_language else types.CONFLICT.english)
    assert answer.json()["title"] == types.CONFLICT.title


@pytest.mark.parametrize(
    ("media_type", "path", "slug"),
    [
        ("text/plain", "/words", "unsupported-media-type"),
        ("application/xml;x=+json", "/words", "unsupported-media-type"),
        ("application/json; charset=utf-8", "/words", "invalid-request"),
        ("Application/JSON ", "/words", "invalid-request"),
        ("application/merge-patch+json", "/words", "invalid-request"),
        ("application/json", "/words?limit=99", "invalid-request"),
        ("text/plain", "/bodiless?limit=99", "invalid-request"),
    ],
)
async def test_a_body_of_another_kind_is_told_from_one_that_is_wrong(
    media_type: str, path: str, slug: str
) -> None:
    answer = await ask(app(), path, "POST", content=b'"x"', headers={"content-type": media_type})

    assert answer.json()["type"] == f"/problems/{slug}"


@pytest.mark.parametrize(
    ("if_match", "seen"),
    [('"3"', 3), (etag(0), 0), ('"999999999999999999"', 10**18 - 1)],
)
async def test_a_writer_says_which_version_it_has_seen(if_match: str, seen: int) -> None:
    answer = await ask(app(), "/version", headers={"if-match": if_match})

    assert answer.json() == {"seen": seen}


@pytest.mark.parametrize("headers", [{}, {"if-match": "*"}])
async def test_a_writer_who_does_not_say_which_version_it_has_seen_is_asked_to(
    headers: dict[str, str],
) -> None:
    answer = await ask(app(), "/version", headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-needed")


@pytest.mark.parametrize("if_match", ['"1"', "*", "odd"])
async def test_what_is_made_anew_has_no_version_that_anybody_can_have_seen(if_match: str) -> None:
    answer = await ask(app(), "/new", headers={"if-match": if_match})

    assert (await ask(app(), "/new")).status_code == 200
    assert answer.status_code == 422
    assert [(one["in"], one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("header", "#/if-match", "version_unexpected")
    ]


@pytest.mark.parametrize("odd", ["3", 'W/"3"', '"-1"', '"x"', '""', '"3", "4"', '"1000000000000000000"'])
async def test_a_version_that_is_none_is_refused_by_the_headers_name(odd: str) -> None:
    answer = await ask(app(), "/version", headers={"if-match": odd})

    assert answer.status_code == 422
    assert [(one["in"], one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("header", "#/if-match", "version_invalid")
    ]
