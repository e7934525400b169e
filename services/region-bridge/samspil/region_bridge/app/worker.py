"""The worker process: it hears, relays, runs the clock and sends to the region."""

import asyncio
from functools import partial

from samspil.exchange.courier import Courier
from samspil.ledger.database import open_pool
from samspil.messaging.kafka import Kafka
from samspil.messaging.worker import Worker
from samspil.region_bridge.api.answer_strangers import keep_answering
from samspil.region_bridge.api.clock import DUE
from samspil.region_bridge.api.held import keep_held
from samspil.region_bridge.api.subscriptions import HEARD
from samspil.region_bridge.api.unplaced import keep_placing
from samspil.region_bridge.app.settings import ForWorker
from samspil.region_bridge.domain.reliable import MEDCOM
from samspil.region_bridge.handlers.end_delivery import end_delivery
from samspil.region_bridge.handlers.send_delivery import send_delivery
from samspil.region_bridge.partner.credentials import NoCredentials
from samspil.region_bridge.partner.post import Post
from samspil.region_bridge.partner.region import Region
from samspil.region_bridge.storage.queries import correspondence_of, identity_of
from samspil.region_bridge.storage.transaction import region_store
from samspil.rulebook.organisations import read_organisations
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


async def main(settings: ForWorker) -> None:
    """Work until told to stop."""
    url = settings.database_url.get_secret_value()
    kafka = Kafka.of(settings)
    async with (
        await open_pool(url, settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        store = region_store(pool)
        post, organisations = _post(settings), read_organisations(settings.rulebook_folder)
        region = Region(
            keyring,
            post,
            partial(identity_of, pool),
            partial(correspondence_of, pool),
            us=settings.us,
            organisations=organisations,
            author=settings.author,
        )
        courier = Courier(store, region, end_delivery, send_delivery, MEDCOM)
        loops = (
            courier.run(),
            keep_held(pool, keyring),
            keep_placing(store, keyring),
            keep_answering(pool, keyring, post, organisations),
        )
        async with Worker("region-bridge", kafka, url, store, HEARD, DUE, alongside=loops) as worker:
            checks = {"database": health.database(pool), "hearing": health.reaches(worker.hears)}
            app = create_app("Samspil region-bridge worker", checks=checks)
            await serve(app, settings.host, settings.health_port)
        await post.close()


def _post(settings: ForWorker) -> Post:
    try:
        return Post(settings.region_address, credentials=settings.credentials)
    except NoCredentials as missing:
        raise SystemExit(str(missing)) from None


if __name__ == "__main__":
    settings = read(ForWorker)
    configure("region-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
