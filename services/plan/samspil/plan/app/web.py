"""The web process: HTTP. It needs PostgreSQL and the keyring, and takes changes in while Kafka is away."""

import asyncio
from uuid import UUID

from fastapi import FastAPI

from samspil.ledger.database import Pool, open_pool
from samspil.plan.api.doors import PlanDoor
from samspil.plan.api.remedies import REMEDIES
from samspil.plan.api.routes import (
    agreements,
    contacts,
    crisis_plan,
    ffb_report,
    follow_ups,
    given_help,
    goals,
    interventions,
    life,
    meetings,
    plan,
    resources,
    reviews,
    support_questions,
    support_workers,
    versions,
)
from samspil.plan.app.settings import NOBODY, ForWeb
from samspil.plan.storage.transaction import plan_store
from samspil.rulebook.rulebook import Rulebook, read_rulebook
from samspil.sealing.keyring import Keyring
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.idempotency import keep_forgetting
from samspil.web.keyring import keyring_of
from samspil.web.server import serve
from samspil.web.settings import configure, read


def application(
    pool: Pool,
    keyring: Keyring,
    issuer: Issuer,
    idempotency_secret: bytes,
    rules: Rulebook | None = None,
    organisation: UUID = NOBODY,
) -> FastAPI:
    """Every door of this service; ``organisation`` is the municipality that reports."""
    app = create_app(
        "Samspil plan",
        checks={"database": health.database(pool), "keyring": health.reaches(keyring.reach)},
        routers=(
            plan.router,
            life.router,
            versions.router,
            goals.router,
            resources.router,
            interventions.router,
            given_help.router,
            support_workers.router,
            support_questions.router,
            follow_ups.router,
            reviews.router,
            meetings.router,
            contacts.router,
            crisis_plan.router,
            agreements.router,
            ffb_report.router,
        ),
        remedies=REMEDIES,
        issuer=issuer,
        idempotency_secret=idempotency_secret,
    )
    app.state.door = PlanDoor(plan_store(pool), keyring, rules or read_rulebook(), organisation)
    return app


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    request_key = settings.request_key.get_secret_value()
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        forgetting = asyncio.create_task(keep_forgetting(pool))
        rules = read_rulebook(settings.rulebook_folder)
        issuer = Issuer(settings.oidc_issuer)
        app = application(pool, keyring, issuer, request_key, rules, settings.own_organisation)
        await serve(app, settings.host, settings.port)
        forgetting.cancel()


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("plan", settings)
    asyncio.run(main(settings))
    shutdown()
