"""The worker process: it hears, relays, runs the clock, takes in what was notified, tells the jobcenter."""

import asyncio
from functools import partial

from samspil.exchange.courier import Courier
from samspil.jobcenter_bridge.api.clock import due
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.api.recorder import Recorder
from samspil.jobcenter_bridge.api.subscriptions import heard
from samspil.jobcenter_bridge.app.settings import ForWorker
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import client_at
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.storage.queries import read_cpr
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import open_pool
from samspil.messaging.kafka import Kafka
from samspil.messaging.worker import Worker
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


async def main(settings: ForWorker) -> None:
    """Work until told to stop."""
    url = settings.database_url.get_secret_value()
    kafka, rules = Kafka.of(settings), settings.rules
    async with (
        await open_pool(url, settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
        client_at(
            settings.jobcenter_address,
            settings.jobcenter_api_key.get_secret_value(),
            settings.jobcenter_timeout_seconds,
            settings.credentials,
        ) as client,
    ):
        store = jobcenter_store(pool)
        hour = settings.sending_hour
        cases = CaseSystem(client, settings.reading)
        fetcher = Fetcher(store, keyring, cases, rules)
        jobcenter = Jobcenter(cases, keyring, partial(read_cpr, pool), settings.task_types)
        courier = Courier(store, jobcenter, end_delivery)
        loops = (fetcher.run(), Recorder(store, keyring, rules).run(), courier.run())
        async with Worker(
            "jobcenter-bridge", kafka, url, store, heard(hour), due(rules), alongside=loops
        ) as worker:
            checks = {
                "database": health.database(pool),
                "keyring": health.reaches(keyring.reach),
                "hearing": health.reaches(worker.hears),
            }
            app = create_app("Samspil jobcenter-bridge worker", checks=checks)
            await serve(app, settings.host, settings.health_port)


if __name__ == "__main__":
    settings = read(ForWorker)
    configure("jobcenter-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
