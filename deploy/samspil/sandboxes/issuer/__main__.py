"""Starts the built-in token issuer; it refuses to be reached from another machine.

Whoever reaches it gets a token of any role. Real sign-in belongs to the municipality's own issuer: set
``OIDC_ISSUER`` to it and leave this one out.
"""

import asyncio

from samspil.sandboxes.issuer.app import issuer_app
from samspil.sandboxes.issuer.key import kept_key
from samspil.sandboxes.issuer.settings import Settings
from samspil.telemetry import setup
from samspil.vocabulary.address import is_on_loopback
from samspil.web.server import serve
from samspil.web.settings import read


def main() -> None:
    """Run until told to stop."""
    settings = read(Settings)
    if not on_loopback(settings.host):
        raise SystemExit("The built-in token issuer listens on 127.0.0.1 only: it signs in whoever asks.")
    setup.configure("issuer", log_level=settings.log_level)
    app = issuer_app(f"http://{settings.host}:{settings.port}", kept_key(settings.issuer_key_file))
    asyncio.run(serve(app, settings.host, settings.port))
    setup.shutdown()


def on_loopback(host: str) -> bool:
    """Whether only this machine can reach the address; a name is not taken for one."""
    return host != "localhost" and is_on_loopback(host)


if __name__ == "__main__":
    main()
