"""The worker process: it hears, relays and runs the clock."""

import asyncio

from samspil.ledger.database import open_pool
from samspil.messaging.kafka import Kafka
from samspil.messaging.worker import Worker
from samspil.referral.api.clock import due
from samspil.referral.api.figures import keep_balance
from samspil.referral.api.subscriptions import heard
from samspil.referral.app.settings import ForWorker
from samspil.referral.storage.transaction import referral_store
from samspil.rulebook.rulebook import read_rulebook
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.server import serve
from samspil.web.settings import configure, read


async def main(settings: ForWorker) -> None:
    """Work until told to stop."""
    url = settings.database_url.get_secret_value()
    kafka = Kafka.of(settings)
    rules = read_rulebook(settings.rulebook_folder)
    async with await open_pool(url, settings.database_pool_size) as pool:
        loops = (keep_balance(pool),)
        store = referral_store(pool)
        async with Worker("referral", kafka, url, store, heard(rules), due(rules), alongside=loops) as worker:
            checks = {"database": health.database(pool), "hearing": health.reaches(worker.hears)}
            app = create_app("Samspil referral worker", checks=checks)
            await serve(app, settings.host, settings.health_port)


if __name__ == "__main__":
    settings = read(ForWorker)
    configure("referral", settings)
    asyncio.run(main(settings))
    shutdown()
