"""Whatever a door answers in a test is an answer that its OpenAPI document names."""

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx2
import jsonschema_rs


class Undeclared(AssertionError):
    """A door answered what its document does not name."""


class Declared:
    """Holds answers against what an application tells of its doors; a hook of a client, too."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    async def __call__(self, response: httpx2.Response) -> None:
        """For ``event_hooks={"response": [Declared(app.openapi())]}``. Raises ``Undeclared``."""
        await response.aread()
        asked, media_type = response.request, response.headers.get("content-type", "")
        self.hold(asked.method, asked.url.path, response.status_code, media_type, response.content)

    def hold(self, method: str, path: str, status: int, media_type: str, body: bytes) -> None:
        """Status, media type, kind of problem and schema; of a door that is not told of, nothing is held."""
        responses = self._responses(method, path)
        if responses is None:
            return
        named = responses.get(str(status)) or (responses["default"] if status >= 400 else None)
        if named is None:
            raise Undeclared(f"{status} of {path}")
        contents = named.get("content", {})
        if not contents and not body:
            return
        if media_type not in contents:
            raise Undeclared(f"{status} of {path} as {media_type}")
        problem = re.search(rb"/problems/([a-z-]+)", body) if status >= 400 else None
        if problem and not any(problem[1].decode() in one.get("examples", ()) for one in contents.values()):
            raise Undeclared(f"{problem[1].decode()} of {path}")
        if not media_type.endswith("json"):
            return  # bytes say nothing of themselves
        schema = {**contents[media_type]["schema"], "components": self._document["components"]}
        jsonschema_rs.validate(schema, json.loads(body))

    def _responses(self, method: str, path: str) -> dict[str, Any] | None:
        for told, methods in self._document["paths"].items():
            pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(told))
            if re.fullmatch(pattern, path) and method.lower() in methods:
                responses: dict[str, Any] = methods[method.lower()]["responses"]
                return responses
        return None
