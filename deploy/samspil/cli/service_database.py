"""The database of a service, as its own role, beside a running start or without one."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

import asyncpg

from samspil.ledger.database import Pool, open_pool
from samspil.stack import databases, settings
from samspil.stack.problem import StackProblem
from samspil.stack.state import password_in

R = TypeVar("R")


class Service(StrEnum):
    """Whose database."""

    REFERRAL = "referral"
    PLAN = "plan"
    JOBCENTER_BRIDGE = "jobcenter-bridge"
    REGION_BRIDGE = "region-bridge"
    OVERVIEW = "overview"


def address(service: Service) -> str:
    """Where the service's database is, by the settings and the secrets of the state folder.

    Raises ``StackProblem``.
    """
    chosen = settings.read()
    return databases.address(chosen.server, service, service, password_in(chosen.samspil_state, service))


def ask(service: Service, question: Callable[[Pool], Awaitable[R]]) -> R:
    """Ask the service's database. Raises ``StackProblem`` when it is away."""

    async def asked() -> R:
        async with await open_pool(address(service), 2) as pool:
            return await question(pool)

    try:
        return asyncio.run(asked())
    except (OSError, asyncpg.PostgresError) as fault:
        raise StackProblem(
            f"The database of {service} does not answer: is Samspil up? ({type(fault).__name__})"
        ) from fault


def as_json(rows: object) -> str:
    """For programs: dates and ids as text."""
    return json.dumps(rows, default=str, ensure_ascii=False)
