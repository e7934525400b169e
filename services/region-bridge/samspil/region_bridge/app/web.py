"""The web process: HTTP. It needs PostgreSQL and the keyring, and takes notices in while Kafka is away."""

import asyncio

from fastapi import FastAPI

from samspil.ledger.database import Pool, open_pool
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.incoming import rooms
from samspil.region_bridge.api.operation_outcome import OPERATION_OUTCOME, OperationOutcomes
from samspil.region_bridge.api.remedies import REMEDIES
from samspil.region_bridge.api.routes import (
    attachments,
    envelopes,
    fhir,
    held_notices,
    referral_answers,
    unplaced_messages,
)
from samspil.region_bridge.app.settings import ForWeb, Settings
from samspil.region_bridge.storage.transaction import region_store
from samspil.rulebook.organisations import ReceiverType, read_organisations
from samspil.sealing.keyring import Keyring
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.idempotency import keep_forgetting
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        forgetting = asyncio.create_task(keep_forgetting(pool))
        request_key = settings.request_key.get_secret_value()
        issuer = Issuer(settings.oidc_issuer)
        app = assemble(settings, pool, keyring, issuer, request_key, receiver_type=settings.receiver_type)
        await serve(app, settings.host, settings.port)
        forgetting.cancel()


def assemble(
    settings: Settings,
    pool: Pool,
    keyring: Keyring,
    issuer: Issuer,
    idempotency_secret: bytes,
    receiver_type: ReceiverType = ReceiverType.A,
) -> FastAPI:
    """The application on a database and a keyring that are open."""
    app = create_app(
        "Samspil region-bridge",
        checks={"database": health.database(pool), "keyring": health.reaches(keyring.reach)},
        routers=(
            fhir.router,
            envelopes.router,
            attachments.router,
            held_notices.router,
            unplaced_messages.router,
            referral_answers.router,
        ),
        remedies=REMEDIES,
        telling=OPERATION_OUTCOME,
        issuer=issuer,
        idempotency_secret=idempotency_secret,
        larger_bodies=rooms(settings.max_attachment_bytes),
    )
    app.add_middleware(OperationOutcomes)
    app.state.door = RegionDoor(
        region_store(pool),
        keyring,
        settings.us,
        read_organisations(settings.rulebook_folder),
        receiver_type,
        settings.max_attachment_bytes,
    )
    return app


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("region-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
