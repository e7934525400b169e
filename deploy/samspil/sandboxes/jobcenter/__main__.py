"""Starts the jobcenter's sandbox; it refuses to be reached from another machine."""

import asyncio

from samspil.sandboxes.issuer.__main__ import on_loopback
from samspil.sandboxes.jobcenter.app import jobcenter_app
from samspil.sandboxes.jobcenter.case_system import CaseSystem
from samspil.sandboxes.jobcenter.keys import Keys
from samspil.sandboxes.jobcenter.notifier import Notifier
from samspil.sandboxes.jobcenter.settings import Settings
from samspil.telemetry import setup
from samspil.web.server import serve
from samspil.web.settings import read


def main() -> None:
    """Run until told to stop."""
    settings = read(Settings)
    if not on_loopback(settings.host):
        raise SystemExit(
            "The jobcenter's sandbox listens on 127.0.0.1 only: it shows all it has to whoever asks."
        )
    setup.configure("jobcenter-sandbox", log_level=settings.log_level)
    notifier = Notifier(settings.bridge_address, settings.oidc_issuer)
    keys = Keys(
        settings.jobcenter_api_key.get_secret_value(),
        settings.jobcenter_client_id,
        settings.jobcenter_client_secret.get_secret_value(),
    )
    app = jobcenter_app(CaseSystem(settings.jobcenter_state_file), notifier, keys)
    asyncio.run(serve(app, settings.host, settings.port))
    setup.shutdown()


if __name__ == "__main__":
    main()
