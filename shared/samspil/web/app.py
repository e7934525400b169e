"""Assembles a door: routes, refusals, health and the wall around them."""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.types import Lifespan

from samspil.web import health, problems
from samspil.web.body_limit import BodyLimit, Room
from samspil.web.docs import routes as docs
from samspil.web.openapi import Application
from samspil.web.telling import PROBLEM, Telling
from samspil.web.tracing import Tracing

if TYPE_CHECKING:  # a worker has no callers, and is back sooner without what reads tokens
    from samspil.web.auth import Issuer


def create_app(
    title: str,
    *,
    checks: Mapping[str, health.Check] | None = None,
    routers: Iterable[APIRouter] = (),
    issuer: "Issuer | None" = None,
    idempotency_secret: bytes = b"",
    remedies: Mapping[type[Exception], problems.Remedy] | None = None,
    problem_page: problems.Page | None = None,
    telling: Telling = PROBLEM,
    lifespan: Lifespan[FastAPI] | None = None,
    larger_bodies: Mapping[str, Room] | None = None,
) -> FastAPI:
    """The application of one process; a worker's has no routers and only tells how it is.

    Routes that ``allow`` callers need the ``issuer``, those that take a ``Once`` the ``idempotency_secret``
    (of any length); ``remedies`` say how the service's own refusals are answered, ``problem_page``
    how people see them, and ``telling`` in which document programs read them; ``larger_bodies`` names the
    addresses that take in more than a mebibyte.
    """
    app = Application(
        title=title,
        version=version("samspil"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # its redirects repeat whatever stood in ``Host``
        lifespan=lifespan,
        # outermost first
        middleware=[Middleware(Tracing), Middleware(BodyLimit, larger_bodies or {})],
        # FastAPI's own spans and logs record addresses, queries and error texts, and follow a caller's trace.
        telemetry={"tracing": False, "logs": False},
    )
    app.remedies = {**problems.REMEDIES, **(remedies or {})}
    app.telling = telling
    app.state.issuer = issuer
    app.state.idempotency_secret = idempotency_secret
    app.state.problem_page = problem_page
    app.include_router(health.router(checks or {}))
    app.include_router(docs.router)
    for router in routers:
        app.include_router(router)
    problems.install(app, remedies or {})
    return app
