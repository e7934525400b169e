"""How a process is: alive, ready, and its numbers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from samspil.telemetry import metrics
from samspil.telemetry.log import get_logger

_log = get_logger()
_CHECK_SECONDS = 2.0


class State(StrEnum):
    """What a check found; one that raises or takes more than two seconds has failed."""

    OK = "ok"
    DEGRADED = "degraded"
    """Something is away that this process can do without for a while: it stays ready."""
    FAILED = "failed"


Check = Callable[[], Awaitable[State]]


class Pool(Protocol):
    """Of a connection pool the little that is needed here."""

    async def fetchval(self, query: str, /) -> Any: ...


def database(pool: Pool) -> Check:
    """A check that the database answers."""

    async def check() -> State:
        await pool.fetchval("SELECT 1")
        return State.OK

    return check


def reaches(call: Callable[[], Awaitable[object]]) -> Check:
    """A check that passes when the call does."""

    async def check() -> State:
        await call()
        return State.OK

    return check


def can_wait(call: Callable[[], Awaitable[object]]) -> Check:
    """A check of what the process can do without for a while: degraded where the call fails."""

    async def check() -> State:
        try:
            async with asyncio.timeout(_CHECK_SECONDS / 2):
                await call()
        except Exception as error:  # noqa: BLE001  whatever it raises, it is not there
            _log.warning("check degraded", reason=type(error).__qualname__)
            return State.DEGRADED
        return State.OK

    return check


def router(checks: Mapping[str, Check]) -> APIRouter:
    """``/livez`` asks nothing but the process, ``/readyz`` what it needs, ``/metrics`` is for Prometheus."""
    doors = APIRouter(include_in_schema=False)

    @doors.get("/livez")
    async def livez() -> Response:
        return JSONResponse({"status": State.OK})

    @doors.get("/readyz")
    async def readyz() -> Response:
        found = dict(
            zip(
                checks,
                await asyncio.gather(*(_run(name, check) for name, check in checks.items())),
                strict=True,
            )
        )
        worst = next((state for state in (State.FAILED, State.DEGRADED) if state in found.values()), State.OK)
        return JSONResponse({"status": worst, "checks": found}, 503 if worst is State.FAILED else 200)

    @doors.get("/metrics")
    async def numbers() -> Response:
        return Response(metrics.exposition(), media_type=metrics.CONTENT_TYPE)

    return doors


async def _run(name: str, check: Check) -> State:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return await check()
    except Exception as error:  # noqa: BLE001  whatever a check raises, it is the answer
        _log.warning("check failed", check=name, reason=type(error).__qualname__)
        return State.FAILED
