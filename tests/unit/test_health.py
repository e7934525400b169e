"""What a process says of itself."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import httpx2
import pytest

from samspil.telemetry import metrics
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.health import Check, State


async def _ok() -> State:
    return State.OK


async def _degraded() -> State:
    return State.DEGRADED


async def _raises() -> State:
    raise ConnectionRefusedError("postgres://user:secret@host")


async def _hangs() -> State:
    await asyncio.Event().wait()
    return State.OK


class Asked:
    """A pool that answers as it is told."""

    def __init__(self, call: Callable[..., Awaitable[object]]) -> None:
        self._call = call

    async def fetchval(self, query: str, /) -> object:
        return await self._call()


async def _get(checks: Mapping[str, Check], address: str) -> httpx2.Response:
    app = create_app("test", checks=checks)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as client:
        return await client.get(address)


@pytest.mark.parametrize(
    ("checks", "status", "said"),
    [
        ({}, 200, "ok"),
        ({"database": _ok}, 200, "ok"),
        ({"database": _ok, "kafka": _degraded}, 200, "degraded"),
        ({"database": _raises, "kafka": _degraded}, 503, "failed"),
    ],
)
async def test_readiness_is_the_worst_of_the_checks(
    checks: Mapping[str, Check], status: int, said: str
) -> None:
    answer = await _get(checks, "/readyz")

    assert (answer.status_code, answer.json()["status"]) == (status, said)
    assert set(answer.json()["checks"]) == set(checks)


async def test_a_check_that_hangs_has_failed_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.05)

    answer = await _get({"database": _ok, "keyring": _hangs}, "/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "keyring": "failed"}


@pytest.mark.parametrize("makes", [health.reaches, lambda call: health.database(Asked(call))])
async def test_what_a_process_needs_is_asked_each_time_and_has_failed_when_it_does_not_answer(
    makes: Callable[[Callable[..., Awaitable[object]]], Check],
) -> None:
    asked: list[bool] = []

    async def answers() -> object:
        asked.append(True)
        return 1

    assert (await _get({"it": makes(answers)}, "/readyz")).json()["checks"] == {"it": "ok"}
    assert asked == [True]
    assert (await _get({"it": makes(_raises)}, "/readyz")).json()["checks"] == {"it": "failed"}


@pytest.mark.parametrize("call", [_raises, _hangs])
async def test_what_a_process_can_do_without_leaves_it_ready(
    call: Callable[[], Awaitable[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.05)

    answer = await _get({"database": _ok, "keyring": health.can_wait(call)}, "/readyz")

    assert (answer.status_code, answer.json()["checks"]) == (200, {"database": "ok", "keyring": "degraded"})
    assert (await _get({"keyring": health.can_wait(_ok)}, "/readyz")).json()["status"] == "ok"


async def test_a_process_lives_whatever_it_needs_is_away() -> None:
    assert (await _get({"database": _raises}, "/livez")).status_code == 200


async def test_the_text_of_a_fault_is_not_shown() -> None:
    assert "secret" not in (await _get({"database": _raises}, "/readyz")).text


async def test_metrics_are_plain_text_for_prometheus() -> None:
    answer = await _get({}, "/metrics")

    assert answer.headers["content-type"] == metrics.CONTENT_TYPE
