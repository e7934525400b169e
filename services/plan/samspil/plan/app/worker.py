"""The worker process: it hears, relays and runs the clock."""

import asyncio

from samspil.ledger.database import open_pool
from samspil.messaging.kafka import Kafka
from samspil.messaging.worker import Worker
from samspil.plan.api.clock import due
from samspil.plan.api.subscriptions import heard
from samspil.plan.app.settings import ForWorker
from samspil.plan.storage.transaction import plan_store
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
    async with (
        await open_pool(url, settings.database_pool_size) as pool,
        Worker("plan", kafka, url, plan_store(pool), heard(rules), due(rules)) as worker,
    ):
        checks = {"database": health.database(pool), "hearing": health.reaches(worker.hears)}
        await serve(create_app("Samspil plan worker", checks=checks), settings.host, settings.health_port)


if __name__ == "__main__":
    settings = read(ForWorker)
    configure("plan", settings)
    asyncio.run(main(settings))
    shutdown()
