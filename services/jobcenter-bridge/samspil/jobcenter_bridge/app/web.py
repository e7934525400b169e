"""The web process: notifications come in. It needs PostgreSQL only, whatever else is away."""

import asyncio

from samspil.jobcenter_bridge.api.routes import notifications
from samspil.jobcenter_bridge.app.settings import ForWeb
from samspil.ledger.database import open_pool
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.server import serve
from samspil.web.settings import configure, read


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    url = settings.database_url.get_secret_value()
    async with await open_pool(url, settings.database_pool_size) as pool:
        app = create_app(
            "Samspil jobcenter-bridge",
            checks={"database": health.database(pool)},
            routers=(notifications.router,),
            issuer=Issuer(settings.oidc_issuer),
        )
        app.state.pool = pool
        app.state.entity_kinds = settings.entity_kinds
        await serve(app, settings.host, settings.port)


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("jobcenter-bridge", settings)
    asyncio.run(main(settings))
    shutdown()
