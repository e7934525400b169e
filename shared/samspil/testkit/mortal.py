"""Runs a process that kills itself at a named point: ``python -m samspil.testkit.mortal POINT[:N] MODULE``.

The product knows nothing of it: the point is wrapped from outside, before the module runs as it always does.
"""

import functools
import inspect
import itertools
import os
import runpy
import signal
import sys
from collections.abc import Callable
from typing import Any

from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.ledger import transaction
from samspil.ledger.wake import Waker
from samspil.ledger.watermarks import Watermarks
from samspil.messaging.log import KafkaLog
from samspil.region_bridge.partner.region import Region

POINTS: dict[str, tuple[object, str]] = {
    # what was heard is written, and nothing of it is committed
    "hear.mid-transaction": (Watermarks, "compare_and_set"),
    # the poll is committed, and nobody but the database knows
    "hear.after-commit": (Watermarks, "committed"),
    # the log has the batch, and its rows are still in the outbox
    "relay.after-ack": (KafkaLog, "append"),
    # what is said is written, and nothing of it is committed
    "web.mid-transaction": (transaction, "keep_and_queue"),
    # the decision is committed, and neither the caller nor the relay was told
    "web.after-commit": (Waker, "wake"),
    # the partner has answered, and nothing here says so
    "jobcenter.after-send": (Jobcenter, "send"),
    "region.after-send": (Region, "send"),
}
"""Where a process may die: right behind the call of this function."""


def arm(point: str, times: int) -> None:
    """Have this process killed, as by ``kill -9``, when it passes the point; ``times`` counts from 1."""
    owner, name = POINTS[point]
    passed = itertools.count(1)

    def pass_by() -> None:
        if next(passed) == times:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, _then(getattr(owner, name), pass_by))


def _then(real: Callable[..., Any], also: Callable[[], None]) -> Callable[..., Any]:
    @functools.wraps(real)
    async def waited(*args: Any, **named: Any) -> Any:
        result = await real(*args, **named)
        also()
        return result

    @functools.wraps(real)
    def at_once(*args: Any, **named: Any) -> Any:
        result = real(*args, **named)
        also()
        return result

    return waited if inspect.iscoroutinefunction(real) else at_once


if __name__ == "__main__":
    point, _, times = sys.argv[1].partition(":")
    arm(point, int(times or 1))
    del sys.argv[:2]  # what is left is the module and its own arguments: it may be another runner
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
