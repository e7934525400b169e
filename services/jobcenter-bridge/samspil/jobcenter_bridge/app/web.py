"""The web process: notifications and files come in, steps are entered, and held requests are shown."""

import asyncio
from collections.abc import Mapping

from fastapi import FastAPI

from samspil.jobcenter_bridge.api.remedies import REMEDIES
from samspil.jobcenter_bridge.api.routes import batches, held_requests, milestones, notifications
from samspil.jobcenter_bridge.api.take_batch import BatchIntake
from samspil.jobcenter_bridge.app.settings import ForWeb
from samspil.jobcenter_bridge.domain.notification import ENTITY_KINDS, Kind
from samspil.jobcenter_bridge.partner.reading import AS_IT_COMES, Reading
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import Pool, open_pool
from samspil.sealing.keyring import Keyring
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.door import Door
from samspil.web.idempotency import keep_forgetting
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


def application(
    pool: Pool,
    keyring: Keyring,
    issuer: Issuer,
    idempotency_secret: bytes,
    entity_kinds: Mapping[str, Kind] = ENTITY_KINDS,
    reading: Reading = AS_IT_COMES,
) -> FastAPI:
    """Every door of this service; what is notified comes in while the keyring is away."""
    app = create_app(
        "Samspil jobcenter-bridge",
        checks={"database": health.database(pool)},
        routers=(notifications.router, batches.router, held_requests.router, milestones.router),
        remedies=REMEDIES,
        issuer=issuer,
        idempotency_secret=idempotency_secret,
        larger_bodies=batches.ROOM,
    )
    app.state.pool = pool
    app.state.entity_kinds = entity_kinds
    app.state.intake = BatchIntake(pool, keyring, reading)
    app.state.door = Door(jobcenter_store(pool), keyring)
    return app


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        forgetting = asyncio.create_task(keep_forgetting(pool))
        request_key = settings.request_key.get_secret_value()
        issuer = Issuer(settings.oidc_issuer)
        app = application(pool, keyring, issuer, request_key, settings.entity_kinds, settings.reading)
        await serve(app, settings.host, settings.port)
        forgetting.cancel()


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("jobcenter-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
