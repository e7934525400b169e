"""The worker process: it hears, relays and runs the clock."""

import asyncio

from samspil.ledger.database import open_pool
from samspil.messaging.kafka import Kafka
from samspil.messaging.worker import Worker
from samspil.overview.api.clock import LOOK_AGAIN, due
from samspil.overview.api.subscriptions import HEARD
from samspil.overview.app.settings import ForWorker
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import deciding_store, hearing_store
from samspil.rulebook.law_files import read_law
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
        Worker(
            "overview",
            kafka,
            url,
            hearing_store(pool),
            HEARD,
            due(read_law(), rules),
            deciding=deciding_store(pool),
            folds=FOLDS,
            look_again=LOOK_AGAIN,
        ) as worker,
    ):
        checks = {"database": health.database(pool), "hearing": health.reaches(worker.hears)}
        await serve(create_app("Samspil overview worker", checks=checks), settings.host, settings.health_port)


if __name__ == "__main__":
    settings = read(ForWorker)
    configure("overview", settings)
    asyncio.run(main(settings))
    shutdown()
