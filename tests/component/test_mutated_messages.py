"""Two thousand messages as nobody should send them: each is answered as a message or refused, and soon.

``MUTATED_MESSAGES`` sets how many there are.
"""

import os
import time
from collections import Counter
from collections.abc import AsyncIterator
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
SHARES: Final = 4
SECONDS: Final = 5.0
MEGABYTES: Final = 200


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def memory(*, anew: bool = False) -> int:
    """The most that this process has had, in megabytes; ``anew`` counts it from now on."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


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
    bridge: RegionBridge, share: int
) -> None:
    await bridge.disclose(BRUNO)
    found: Counter[str] = Counter()
    for number in range(
        share, share + SHARES * 8, SHARES
    ):  # what is loaded at the first of a kind is no leak
        await answered(bridge, mutant(number))
    before = memory(anew=True)

    for number in range(share, COUNT, SHARES):
        sent = mutant(number)
        began = time.monotonic()
        try:
            found[await answered(bridge, sent)] += 1
        except Exception as wrong:
            raise AssertionError(f"mutant({number}): {sent.how}, {sent.headers}") from wrong
        assert time.monotonic() - began < SECONDS, f"mutant({number}): {sent.how}"

    assert memory() - before < MEGABYTES
    assert found.keys() >= {"ok", "fatal-error", "204", "400", "413", "415"}, found
    assert found["ok"] + found["fatal-error"] > found.total() // 4
