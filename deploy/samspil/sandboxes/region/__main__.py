"""Starts the region's sandbox; it refuses to be reached from another machine: whoever reaches it may send."""

import asyncio

from samspil.sandboxes.issuer.__main__ import on_loopback
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.region import Region
from samspil.sandboxes.region.settings import Settings
from samspil.telemetry import setup
from samspil.web.server import serve
from samspil.web.settings import read


def main() -> None:
    """Run until told to stop."""
    settings = read(Settings)
    if not on_loopback(settings.host):
        raise SystemExit("The region's sandbox listens on 127.0.0.1 only: it sends for whoever asks.")
    setup.configure("region-sandbox", log_level=settings.log_level)
    region = Region(Bridge(settings.bridge_address, settings.oidc_issuer), settings.region_state_file)
    asyncio.run(serve(region_app(region), settings.host, settings.port))
    setup.shutdown()


if __name__ == "__main__":
    main()
