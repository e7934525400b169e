"""Two thousand messages as nobody should send them: each is answered as a message or refused, and soon.

``MUTATED_MESSAGES`` sets how many there are.
"""

import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

import pytest

from mutated import Mutant, mutant
from samspil.region_bridge.partner.medcom.forms import read_form
from samspil.region_bridge.partner.medcom.vans import read_envelope
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers

COUNT: Final = int(os.environ.get("MUTATED_MESSAGES", "2000"))
SHARES: Final = max(4, COUNT // 5_000)
SECONDS: Final = 5.0
MEGABYTES: Final = 200


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def memory(what: str) -> int:
    """Of this process in megabytes: ``VmRSS`` what it has, ``VmHWM`` the most since it began anew."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{what}:"))


def begin_anew() -> None:
    Path("/proc/self/clear_refs").write_text("5")


@pytest.fixture(scope="module")
def at_first() -> dict[str, int]:
    """What the process had before the first of all shares."""
    return {}


async def answered(bridge: RegionBridge, sent: Mutant) -> str:
    """What became of it: ``ok``, ``fatal-error``, or the status of a refusal, which is FHIR's own."""
    headers: Any = sent.headers
    answer = await bridge.post(sent.body, path=sent.path, **headers)
    if answer.status_code == 200:
        body = answer.content
        if answer.headers["content-type"] == "application/xml":
            enveloped = read_envelope(body).data
            assert enveloped is not None
            body = enveloped.text
        return str(read_form(body)["entry"][0]["resource"]["response"]["code"])
    assert answer.status_code == 204 or 400 <= answer.status_code < 500
    assert answer.status_code == 204 or b"OperationOutcome" in answer.content
    return str(answer.status_code)


@pytest.mark.timeout(60 + COUNT // 4)
@pytest.mark.parametrize("share", range(SHARES))
async def test_every_mutated_message_is_answered_or_refused_and_soon(
    bridge: RegionBridge, share: int, at_first: dict[str, int], measured: Callable[[str, float], None]
) -> None:
    await bridge.disclose(BRUNO)
    found: Counter[str] = Counter()
    for number in range(
        share, share + SHARES * 8, SHARES
    ):  # what is loaded at the first of a kind is no leak
        await answered(bridge, mutant(number))
    before = at_first.setdefault("VmRSS", memory("VmRSS"))
    most = 0

    for number in range(share, COUNT, SHARES):
        sent = mutant(number)
        begin_anew()
        had, began = memory("VmRSS"), time.monotonic()
        try:
            found[await answered(bridge, sent)] += 1
        except Exception as wrong:
            raise AssertionError(f"mutant({number}): {sent.how}, {sent.headers}") from wrong
        grew = memory("VmHWM") - had
        assert time.monotonic() - began < SECONDS, f"mutant({number}): {sent.how}"
        assert grew < MEGABYTES, f"mutant({number}): {sent.how}"
        most = max(most, grew)

    assert memory("VmRSS") - before < MEGABYTES
    measured("megabytes that one of them took", most)
    measured("megabytes more than before the first", memory("VmRSS") - before)
    assert found.keys() >= {"ok", "fatal-error", "204", "400", "413", "415"}, found
    assert found["ok"] + found["fatal-error"] > found.total() // 4
