"""Whatever a door answers in a test is an answer that its OpenAPI document names."""

import re
from typing import Any

import httpx2
import jsonschema_rs
from fastapi import FastAPI


class Declared:
    """Hook of a client: each answer is held against what the application tells of the door."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, response: httpx2.Response) -> None:
        """Fails for a status, or a kind of problem, that the door does not name."""
        operation = self._operation(response.request)
        if operation is None:
            return
        status = str(response.status_code)
        named = operation["responses"].get(status) or operation["responses"]["default"]
        await response.aread()
        if status.startswith("2"):
            assert status in operation["responses"], f"{status} of {response.request.url.path}"  # noqa: S101
            self._hold(response, operation["responses"][status].get("content", {}))
        elif slug := re.search(r"/problems/([a-z-]+)", response.text):
            [media_type] = named["content"]
            examples = named["content"][media_type]["examples"]
            assert response.headers["content-type"] == media_type  # noqa: S101
            assert slug[1] in examples, f"{slug[1]} of {response.request.url.path} is not declared"  # noqa: S101

    def _hold(self, response: httpx2.Response, contents: dict[str, Any]) -> None:
        """A body is of the type and the schema that are told of; without one there is none."""
        if not contents:
            assert not response.content  # noqa: S101
            return
        schema = contents[response.headers["content-type"]]["schema"]
        components = self._app.openapi()["components"]
        jsonschema_rs.validate({**schema, "components": components}, response.json())

    def _operation(self, request: httpx2.Request) -> dict[str, Any] | None:
        """What is told of the door; None of one that is not for programs, or is none."""
        for path, methods in self._app.openapi()["paths"].items():
            pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))
            if re.fullmatch(pattern, request.url.path) and request.method.lower() in methods:
                found: dict[str, Any] = methods[request.method.lower()]
                return found
        return None
