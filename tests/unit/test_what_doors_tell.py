"""What OpenAPI tells of every door of every service: verb and noun, who, what is refused, an example."""

import re
from typing import Any

import httpx2
import jsonschema_rs
import pytest
from fastapi import APIRouter, FastAPI

from door_table import TABLES
from processes import PROCESSES, application
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.claims import Claims
from samspil.web.docs.page import page as page_of
from samspil.web.policy import PAGE_POLICY
from samspil.web.role import Role

Operation = dict[str, Any]
SECTORS = {"S": Sector.SOCIAL, "E": Sector.EMPLOYMENT, "R": Sector.REGION}


@pytest.fixture(scope="module", params=[one for one in PROCESSES if one.endswith("-web")])
async def app(request: pytest.FixtureRequest) -> FastAPI:
    made = await application(request.param)
    made.state.name = request.param.removesuffix("-web")
    return made


def operations(app: FastAPI) -> dict[tuple[str, str], Operation]:
    """Method and path → what is told of it."""
    return {
        (method.upper(), path): told
        for path, methods in app.openapi()["paths"].items()
        for method, told in methods.items()
    }


def refused(told: Operation, status: int | str) -> set[str]:
    """The kinds of problem that are told for a status."""
    contents = told["responses"].get(str(status), {}).get("content", {})
    return {slug for content in contents.values() for slug in content.get("examples", ())}


def test_every_door_for_programs_is_told_of_and_no_page_is(app: FastAPI) -> None:
    lines = {door for door in TABLES[app.state.name] if door[1].startswith(("/v1/", "/fhir/"))}

    assert operations(app).keys() == lines


def test_a_summary_is_a_verb_with_its_noun_and_a_description_says_more(app: FastAPI) -> None:
    for door, told in operations(app).items():
        assert re.fullmatch("[A-Z][a-z]+( [a-z]+)+", told["summary"]), door
        assert told["description"].partition("\n")[0] not in {"", told["summary"]}, door
        assert told["operationId"].startswith(told["summary"].lower().replace(" ", "_")), door


def test_who_is_let_in_is_told_as_the_table_of_doors_has_it(app: FastAPI) -> None:
    for door, told in operations(app).items():
        line = TABLES[app.state.name][door]
        roles = [role.value for role in Role if line[role.value] != "·"]

        if line["without"] == "all":
            assert "security" not in told
            continue
        assert sorted(one for [[one]] in (named.values() for named in told["security"])) == sorted(roles)
        for letter in {line[role] for role in roles} & SECTORS.keys():
            assert f"of the sector {SECTORS[letter]}." in told["description"], door
        assert refused(told, 401) == {"unauthorized", "token-invalid", "token-expired", "token-foreign"}
        assert "forbidden-role" in refused(told, 403)
        assert "issuer-away" in refused(told, 503)


def test_every_door_behind_which_something_is_kept_may_find_it_away(app: FastAPI) -> None:
    for door, told in operations(app).items():
        if "security" in told:
            assert "database-away" in refused(told, 503), door
        if "{citizen_id}" in door[1]:
            assert {"keyring-away", "unknown-citizen", "citizen-erased"} <= {
                *refused(told, 503),
                *refused(told, 404),
                *refused(told, 410),
            }, door


def test_who_changes_what_is_there_is_told_to_say_the_version_seen_and_nobody_else(app: FastAPI) -> None:
    for door, told in operations(app).items():
        asked = [one["required"] for one in told.get("parameters", ()) if one["name"] == "if-match"]

        assert asked == [True] * ("version-needed" in refused(told, 428)), door
        assert not asked or "stale-version" in refused(told, 412), door


def test_every_refusal_is_told_with_its_words_and_by_the_one_schema(app: FastAPI) -> None:
    document = app.openapi()
    for door, told in operations(app).items():
        for status, response in told["responses"].items():
            for content in response.get("content", {}).values():
                if status.startswith("2"):
                    continue
                schema = {**content["schema"], "components": document["components"]}
                for slug, example in content.get("examples", {}).items():
                    assert f"`{slug}`: {example['summary']}." in response["description"], door
                    assert f"/problems/{slug}" in str(example["value"])
                    jsonschema_rs.validate(schema, example["value"])
                    assert status in {"default", str(example["value"].get("status", status))}


def test_every_body_has_an_example_that_its_schema_takes(app: FastAPI) -> None:
    document = app.openapi()
    for door, told in operations(app).items():
        for content in told.get("requestBody", {}).get("content", {}).values():
            schema = {**content["schema"], "components": document["components"]}
            name = content["schema"].get("$ref", "").rpartition("/")[2]
            examples = document["components"]["schemas"].get(name, {}).get("examples") or [content["example"]]

            assert examples, door
            for example in examples:
                jsonschema_rs.validate(schema, example)


def test_the_token_is_described_claim_by_claim_from_what_reads_it(app: FastAPI) -> None:
    scheme = app.openapi()["components"]["securitySchemes"]["bearer"]

    assert (scheme["type"], scheme["scheme"], scheme["bearerFormat"]) == ("http", "bearer", "JWT")
    for name, claim in Claims.model_fields.items():
        optional = "" if claim.is_required() else " (optional)"
        assert f"- `{name}`{optional}: {claim.description}" in scheme["description"]
        assert claim.description


async def test_it_is_told_where_the_issuer_describes_itself(app: FastAPI) -> None:
    told = app.openapi()["components"]["securitySchemes"]["bearer"]["description"]

    assert "`http://127.0.0.1:8092/.well-known/openid-configuration`" in told


async def test_the_page_shows_every_door_and_every_refusal_under_the_policy_of_pages(app: FastAPI) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as http:
        page, style = await http.get("/docs"), await http.get("/docs/style.css")

    assert page.headers["content-security-policy"] == PAGE_POLICY
    assert page.headers["content-type"].startswith("text/html")
    assert style.headers["content-type"].startswith("text/css")
    assert not re.search(r"<script|<style| style=| on[a-z]+=|(?:src|href)=\"(?!/|#)", page.text)
    for (method, path), told in operations(app).items():
        assert f'id="{told["operationId"]}"' in page.text
        assert f"<code>{path}</code>" in page.text, method
        for status in told["responses"]:
            for slug in set() if status.startswith("2") else refused(told, status):
                assert f'<a href="/problems/{slug}">' in page.text


async def test_a_worker_that_has_no_door_for_programs_shows_none() -> None:
    worker = await application("plan-worker")
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(worker), base_url="http://door") as http:
        page = await http.get("/docs")

    assert (page.status_code, "<section" in page.text) == (200, False)


async def test_what_the_document_says_is_text_on_the_page() -> None:
    doors = APIRouter()

    @doors.post("/<b>things</b>")
    async def make_thing() -> None:
        """A <script>alert(1)</script> and ``code <i>``."""

    html = page_of(create_app("<u>title</u>", routers=[doors]))

    assert "<b>" not in html
    assert "<u>" not in html
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; and <code>code &lt;i&gt;</code>." in html
