"""Every process's application, assembled by its own ``main``, with nothing behind the doors."""

import asyncio
import base64
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final, NoReturn, Self
from unittest.mock import patch

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from samspil.contracts.topics import SERVICES
from samspil.stack.names import package_of

PROCESSES: Final = [f"{service}-{kind}" for service in SERVICES for kind in ("web", "worker")]
LET_IN: Final = 299
"""How a door answers whose caller reached for what is behind it."""

_SETTINGS: Final = {
    "database_url": "postgres://127.0.0.1/none",
    "keyring_database_url": "postgres://127.0.0.1/keyring",
    **{
        name: base64.b64encode(bytes([number]) * 32).decode()
        for number, name in enumerate(("master_key", "index_key", "request_key"))
    },
}


class LetIn(Exception):
    """Somebody got past a door."""


class Nothing:
    """Stands where a pool, a keyring, a client or a worker would; whoever calls on it was let in."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return _called_on


def _called_on(*_: object, **__: object) -> NoReturn:
    raise LetIn


async def application(process: str) -> FastAPI:
    """The application that the process would serve."""
    service, _, kind = process.rpartition("-")
    module = import_module(f"samspil.{package_of(service)}.app.{kind}")
    read = module.ForWeb if kind == "web" else module.ForWorker
    settings = read(**{name: value for name, value in _SETTINGS.items() if name in read.model_fields})
    served: list[FastAPI] = []

    async def opened(*_: object) -> Nothing:
        return Nothing()

    def nothing(*_: object, alongside: tuple[Any, ...] = (), **__: object) -> Nothing:
        for loop in alongside:
            loop.close()
        return Nothing()

    async def serve(app: FastAPI, *_: object, **__: object) -> None:
        served.append(app)

    instead: dict[str, Any] = {
        "open_pool": opened,
        "keyring_of": nothing,
        "client_at": nothing,
        "Worker": nothing,
        "stop_on_signal": asyncio.Event,
        "serve": serve,
    }
    with patch.multiple(module, **{name: one for name, one in instead.items() if hasattr(module, name)}):
        await module.main(settings)
    [app] = served
    app.add_exception_handler(LetIn, _let_in)
    return app


def doors_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of everything that the application answers at."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount):
            yield "GET", f"{route.path}/{{path}}"
        else:
            assert route.path, route
            assert route.methods, route
            yield from ((method, route.path) for method in route.methods - {"HEAD"})


async def _let_in(request: Request, why: Exception) -> Response:
    return Response(status_code=LET_IN)
