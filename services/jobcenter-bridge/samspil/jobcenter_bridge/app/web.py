"""The web process: notifications come in, which needs PostgreSQL only, and held requests are shown."""

import asyncio
from collections.abc import Mapping

from fastapi import FastAPI

from samspil.jobcenter_bridge.api.routes import held_requests, notifications
from samspil.jobcenter_bridge.app.settings import ForWeb
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import Pool, open_pool
from samspil.sealing.keyring import Keyring
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.door import Door
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


def application(pool: Pool, keyring: Keyring, issuer: Issuer, entity_kinds: Mapping[str, Kind]) -> FastAPI:
    """Every door of this service; what is notified comes in while the keyring is away."""
    app = create_app(
        "Samspil jobcenter-bridge",
        checks={"database": health.database(pool)},
        routers=(notifications.router, held_requests.router),
        issuer=issuer,
    )
    app.state.pool = pool
    app.state.entity_kinds = entity_kinds
    app.state.door = Door(jobcenter_store(pool), keyring)
    return app


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        app = application(pool, keyring, Issuer(settings.oidc_issuer), settings.entity_kinds)
        await serve(app, settings.host, settings.port)


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("jobcenter-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
