"""The region-bridge as its doors are told of: what it holds for a person, and the files that it keeps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from samspil.stack import ports

FILE = b"%PDF-1.7 et bilag"


@dataclass
class Bridge:
    """What waits there, and everything that was done with it."""

    address: str = ""
    held: list[dict[str, Any]] = field(default_factory=list)
    unplaced: list[dict[str, Any]] = field(default_factory=list)
    done: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
    """The attachments that were asked for."""

    def app(self) -> Starlette:
        """Its doors, as far as pages ask there."""
        return Starlette(
            routes=[
                Route("/v1/held-notices", self._held),
                Route("/v1/held-notices/{held_id}", self._one_held),
                Route("/v1/held-notices/{held_id}/{verb}", self._settle, methods=["POST"]),
                Route("/v1/unplaced-messages", self._unplaced),
                Route("/v1/unplaced-messages/{message_id}", self._one),
                Route("/v1/unplaced-messages/{message_id}/{verb}", self._answer, methods=["POST"]),
                Route("/v1/citizens/{citizen_id}/attachments/{attachment_id}", self._attachment),
                Route("/v1/citizens/{citizen_id}/referral-answers", self._enter, methods=["POST"]),
            ]
        )

    async def _held(self, _: Request) -> Response:
        return JSONResponse(self.held)

    async def _one_held(self, request: Request) -> Response:
        found = [one for one in self.held if one["held_id"] == request.path_params["held_id"]]
        return JSONResponse(found[0]) if found else Response(status_code=404)

    async def _unplaced(self, _: Request) -> Response:
        return JSONResponse(self.unplaced)

    async def _one(self, request: Request) -> Response:
        asked = request.path_params["message_id"]
        found = [one for one in self.unplaced if one["message_id"] == asked]
        return JSONResponse(found[0]) if found else Response(status_code=404)

    async def _settle(self, request: Request) -> Response:
        held, verb = request.path_params["held_id"], request.path_params["verb"]
        assert request.headers["if-match"] == '"3"' and request.headers["idempotency-key"]  # noqa: PT018
        self.done.append((verb, await request.json()))
        self.held = [one for one in self.held if one["held_id"] != held]
        return Response(status_code=204)

    async def _answer(self, request: Request) -> Response:
        message, verb = request.path_params["message_id"], request.path_params["verb"]
        body = await request.body()
        self.done.append((verb, await request.json() if body else {}))
        self.unplaced = [one for one in self.unplaced if one["message_id"] != message]
        return Response(status_code=204)

    async def _enter(self, request: Request) -> Response:
        assert request.headers["idempotency-key"]
        self.done.append(("referral-answers", await request.json()))
        return JSONResponse({}, 201, {"etag": '"1"'})

    async def _attachment(self, request: Request) -> Response:
        assert request.headers["authorization"].startswith("Bearer ")
        self.looked_at.append(request.path_params["attachment_id"])
        return Response(FILE, media_type="application/octet-stream")


@asynccontextmanager
async def a_bridge() -> AsyncIterator[Bridge]:
    """It answers at its address until the end."""
    bridge, port = Bridge(), ports.free_port()
    bridge.address = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(bridge.app(), port=port, log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    try:
        yield bridge
    finally:
        server.should_exit = True
        await serving
