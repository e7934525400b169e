"""A request is answered on the event loop: a plain function that it needs would cost a trip to a thread."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from samspil.contracts.topics import SERVICES


def routes(service: str) -> Iterator[APIRoute]:
    """Every route of a service's doors."""
    folder = importlib.import_module(f"samspil.{service.replace('-', '_')}.api.routes")
    modules: list[ModuleType] = [
        importlib.import_module(f"{folder.__name__}.{found.name}")
        for found in pkgutil.iter_modules(folder.__path__)
    ]
    for module in modules:
        for router in vars(module).values():
            yield from (one for one in getattr(router, "routes", ()) if isinstance(one, APIRoute))


def calls(needed: Dependant) -> Iterator[Callable[..., Any]]:
    """The endpoint and everything that it depends on."""
    if needed.call is not None:
        yield needed.call
    for one in needed.dependencies:
        yield from calls(one)


def awaited(call: Callable[..., Any]) -> bool:
    """Whether it runs on the loop."""
    return any(
        on_loop(one)
        for one in (call, type(call).__call__)
        for on_loop in (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    )


@pytest.mark.parametrize("service", SERVICES)
def test_no_request_takes_a_trip_to_a_thread(service: str) -> None:
    found = list(routes(service))
    assert found
    assert {
        call.__qualname__ for route in found for call in calls(route.dependant) if not awaited(call)
    } == set()
