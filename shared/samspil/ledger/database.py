"""The one way to a service's database."""

import asyncio
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

# In quotes: asyncpg's classes are generic to the type checker only.
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"


class Passing(Exception):
    """A fault of our own that passes by itself."""


_PASSING = (
    Passing,
    asyncpg.PostgresConnectionError,
    asyncpg.InternalClientError,  # what an idle connection says first after the server was killed
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    OSError,
    TimeoutError,
)


def passes(fault: BaseException) -> bool:
    """Whether the fault passes by itself, so that the same work may be tried again, later."""
    return isinstance(fault, _PASSING)


def ends(fault: BaseException) -> bool:
    """Whether this is the end of the task or process around the work, and not a fault of the work.

    A step may raise what only looks like an end: native code panics, a library gives up with ``SystemExit``
    or lets a cancellation escape that nobody asked for.
    """
    if isinstance(fault, asyncio.CancelledError):
        task = asyncio.current_task()
        return task is None or task.cancelling() > 0
    return isinstance(fault, KeyboardInterrupt | GeneratorExit)


PLANS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "jit": "off",
}
"""How statements are planned: ours are short, and look few rows up by their keys.

One plan does for all values, so none is made twice; it is made while tables may still be small, and
reading them whole must not be part of it; compiling it would cost more than it does.
"""


async def open_pool(url: str, size: int = 8) -> Pool:
    """A pool whose sessions give up rather than hold others up; all its limits are seconds, not minutes."""
    pool = await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        command_timeout=20,
        reset=_nothing_to_reset,
        server_settings={
            "idle_in_transaction_session_timeout": "10s",
            "lock_timeout": "5s",
            "statement_timeout": "15s",
            "tcp_keepalives_idle": "10",
            "timezone": "UTC",  # what PostgreSQL writes as text is the same wherever it stands
            **PLANS,
        },
    )
    assert pool is not None  # noqa: S101  # the stub allows None, the function does not return it
    return pool


async def _nothing_to_reset(connection: object) -> None:
    """Nothing here outlives its transaction, so a returned connection is as good as new: one trip less."""
