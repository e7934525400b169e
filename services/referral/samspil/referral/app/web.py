"""The web process: HTTP. It needs PostgreSQL and the keyring, and takes referrals in while Kafka is away."""

import asyncio

from fastapi import FastAPI

from samspil.ledger.database import Pool, open_pool
from samspil.referral.api.doors import ReferralDoor
from samspil.referral.api.keep_passing_on import keep_passing_on
from samspil.referral.api.keep_pointing import keep_pointing
from samspil.referral.api.remedies import REMEDIES
from samspil.referral.api.routes import (
    answers,
    author,
    citizens,
    consents,
    contacts,
    helping,
    identity,
    network,
    one_person,
    referrals,
    referrals_of_messages,
    relatives,
    relatives_sign_in,
    search,
    unit_referrals,
)
from samspil.referral.app.settings import ForWeb
from samspil.referral.storage.transaction import referral_store
from samspil.rulebook.law_files import read_law
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

ROUTERS = (
    citizens.router,
    contacts.router,
    identity.router,
    one_person.router,
    search.router,
    referrals.router,
    referrals_of_messages.router,
    answers.router,
    helping.router,
    author.router,
    consents.router,
    network.router,
    relatives.router,
    relatives_sign_in.router,
    unit_referrals.router,
)


def application(
    pool: Pool,
    keyring: Keyring,
    issuer: Issuer,
    idempotency_secret: bytes,
    rules: Rulebook | None = None,
) -> FastAPI:
    """Every door of this service."""
    app = create_app(
        "Samspil referral",
        checks={"database": health.database(pool), "keyring": health.reaches(keyring.reach)},
        routers=ROUTERS,
        remedies=REMEDIES,
        issuer=issuer,
        idempotency_secret=idempotency_secret,
    )
    store = referral_store(pool)
    app.state.door = ReferralDoor(store, keyring, rules or read_rulebook(), read_law())
    return app


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    request_key = settings.request_key.get_secret_value()
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
    ):
        rules = read_rulebook(settings.rulebook_folder)
        app = application(pool, keyring, Issuer(settings.oidc_issuer), request_key, rules)
        door: ReferralDoor = app.state.door
        alongside = [
            asyncio.create_task(one)
            for one in (keep_forgetting(pool), keep_pointing(door), keep_passing_on(door))
        ]
        await serve(app, settings.host, settings.port)
        for task in alongside:
            task.cancel()


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("referral", settings)
    asyncio.run(main(settings))
    shutdown()
