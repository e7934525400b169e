"""Whatever is sent to a door, the answer is one that its OpenAPI document describes."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import positive_data_acceptance

from samspil.testkit.declared import Declared
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest

EXAMPLES = 25


async def test_any_input_gets_a_documented_answer(servers: Servers, tmp_path: Path) -> None:
    here = SystemUnderTest(servers, tmp_path)
    await here.make()
    here.add("issuer", "samspil.sandboxes.issuer", {"ISSUER_KEY_FILE": str(tmp_path / "issuer.json")})
    for service in ("referral", "plan", "overview"):
        here.start(service, "web")
    try:
        for name in here.children:
            await here.ready(name)
        headers = await here.headers()
        for service in ("referral", "plan", "overview"):
            await asyncio.to_thread(_try_all, here.address(f"{service}-web"), headers)
    finally:
        here.stop()
        await here.http.aclose()


def _try_all(address: str, headers: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    declared = Declared(schema.raw_schema)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        strategy = found.ok().as_strategy()

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def answered_as_documented(case: Case[Any]) -> None:
            response = case.call(headers=headers)
            # A schema cannot say which ten digits are a CPR number.
            case.validate_response(response, headers=headers, excluded_checks=[positive_data_acceptance])
            path = urlsplit(str(response.request.url)).path
            declared.hold(case.method, unquote(path), response.status_code, *_told(response))
            assert response.status_code < 500
            if response.status_code >= 400:
                assert response.headers["content-type"] == ["application/problem+json"]

        answered_as_documented()


def _told(response: Response) -> tuple[str, bytes]:
    [media_type] = response.headers.get("content-type", [""])
    return media_type, response.content
