"""The least that could take a message in: the same HTTP door, one parse, one insert, one fixed answer."""

import asyncio
import json

from fastapi import APIRouter, FastAPI, Request, Response

from samspil.ledger.database import open_pool
from samspil.region_bridge.api.doors import RegionSystem
from samspil.region_bridge.app.settings import ForWeb
from samspil.web.app import create_app
from samspil.web.auth import Issuer
from samspil.web.server import serve
from samspil.web.settings import configure, read

TABLE = "CREATE TABLE IF NOT EXISTS bare (message_id text PRIMARY KEY, body text NOT NULL)"
INSERT = "INSERT INTO bare (message_id, body) VALUES ($1, $2)"

router = APIRouter()


@router.post("/fhir/$process-message")
async def take(caller: RegionSystem, request: Request) -> Response:
    """Parse, insert, answer."""
    body = await request.body()
    bundle = json.loads(body)
    message_id = bundle["entry"][0]["resource"]["id"]
    await request.app.state.pool.execute(INSERT, message_id, body.decode())
    return Response(b'{"resourceType":"Bundle"}', media_type="application/fhir+json")


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    async with await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool:
        await pool.execute(TABLE)
        app: FastAPI = create_app("Bare door", routers=(router,), issuer=Issuer(settings.oidc_issuer))
        app.state.pool = pool
        await serve(app, settings.host, settings.port)


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("bare-door", settings)
    asyncio.run(main(settings))
