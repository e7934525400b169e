"""Starts the region's sandbox; it refuses to be reached from another machine: whoever reaches it may send."""

import asyncio
from pathlib import Path

from pydantic_settings import BaseSettings

from samspil.sandboxes.issuer.__main__ import on_loopback
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.region import Region
from samspil.telemetry import setup
from samspil.vocabulary.address import SafeAddress
from samspil.web.server import serve


class Settings(BaseSettings):
    """``REGION_STATE_FILE`` lies in the state folder."""

    host: str = "127.0.0.1"
    port: int = 8091
    region_state_file: Path
    bridge_address: SafeAddress = "http://127.0.0.1:8084"
    oidc_issuer: SafeAddress = "http://127.0.0.1:8092"
    log_level: str = "INFO"


def main() -> None:
    """Run until told to stop."""
    settings = Settings()
    if not on_loopback(settings.host):
        raise SystemExit("The region's sandbox listens on 127.0.0.1 only: it sends for whoever asks.")
    setup.configure("region-sandbox", log_level=settings.log_level)
    region = Region(Bridge(settings.bridge_address, settings.oidc_issuer), settings.region_state_file)
    asyncio.run(serve(region_app(region), settings.host, settings.port))
    setup.shutdown()


if __name__ == "__main__":
    main()
