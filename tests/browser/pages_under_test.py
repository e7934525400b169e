"""The overview's pages as a browser meets them: its web process, the issuer, and citizens with a story."""

import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from samspil.rulebook.law_files import read_law
from samspil.stack import databases, ports
from samspil.stack.process import Child
from samspil.testkit.heard import Heard
from samspil.testkit.newest_law import UNDER_IT, newest_law
from samspil.testkit.ready import ready
from samspil.testkit.servers import Servers
from samspil.testkit.service_under_test import ServiceUnderTest, service_under_test

ISSUER, WEB = "samspil.sandboxes.issuer", "samspil.overview.app.web"
REFERRAL = "samspil.referral.app.web"


@dataclass(kw_only=True)
class PagesUnderTest(ServiceUnderTest):
    """Where the pages are, and what the overview has heard."""

    folder: Path
    heard: Heard
    pages: str
    issuer: str
    referral: str
    """It knows nobody whom it was not told of by a page."""
    web: Mapping[str, str]
    """What the pages' own process was told."""
    children: dict[str, Child] = field(default_factory=dict)

    @property
    def logs(self) -> str:
        """Everything that the processes have logged."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))

    async def ready(self) -> None:
        """Wait until issuer, pages and the referral service answer."""
        async with httpx2.AsyncClient(trust_env=False) as http:
            await ready(http, f"{self.issuer}/livez", self.children[ISSUER])
            await ready(http, f"{self.pages}/readyz", self.children[WEB])
            await ready(http, f"{self.referral}/readyz", self.children[REFERRAL])

    @asynccontextmanager
    async def without_keyring(self) -> AsyncIterator[str]:
        """The same pages from one more process, at whose keyring's address nobody answers; their address."""
        port, nowhere = ports.free_port(), f"postgresql://nobody@127.0.0.1:{ports.free_port()}/keyring"
        told = {**self.web, "PORT": str(port), "KEYRING_DATABASE_URL": nowhere}
        log = self.folder / "without_keyring.log"
        child = Child("without keyring", [sys.executable, "-m", WEB], log=log, env=told)
        child.start()
        try:
            async with httpx2.AsyncClient(trust_env=False) as http:
                await ready(http, f"http://localhost:{port}/livez", child)
            yield f"http://localhost:{port}"
        finally:
            child.kill()


@asynccontextmanager
async def pages_under_test(
    servers: Servers,
    folder: Path,
    *,
    built_in: bool = True,
    told: Mapping[str, str] | None = None,
    newest: bool = False,
) -> AsyncIterator[PagesUnderTest]:
    """The pages on real PostgreSQL; Kafka is not needed to read. ``told`` are more of their settings.

    ``newest``: under the newest law that is shipped, whatever today is.
    """
    hosts = ("localhost", "127.0.0.1", "127.0.0.1")
    pages, issuer, referral = (f"http://{host}:{ports.free_port()}" for host in hosts)
    common = {**os.environ, "HOST": "127.0.0.1", "OIDC_ISSUER": issuer}
    async with service_under_test(servers, "overview") as made:
        environments = {
            ISSUER: {
                "PORT": issuer.rpartition(":")[2],
                "ISSUER_KEY_FILE": str(folder / "issuer.json"),
            },
            WEB: {
                **made.environment,
                "PORT": pages.rpartition(":")[2],
                "EMBEDDED_SIGN_IN": str(built_in),
                "REFERRAL_ADDRESS": referral,
                "ACCESS_LOG_DATABASE_URL": await servers.postgres.role(
                    made.keyring_url, databases.LOG_READERS
                ),
                **(told or {}),
            },
            REFERRAL: {
                **made.environment,
                "DATABASE_URL": await servers.postgres.database(*databases.migrations_of("referral")),
                "PORT": referral.rpartition(":")[2],
            },
        }
        heard = Heard(made.pool, newest_law() if newest else read_law())
        built = PagesUnderTest(
            **vars(made),
            folder=folder,
            heard=heard,
            pages=pages,
            issuer=issuer,
            referral=referral,
            web={**common, **environments[WEB]},
        )
        try:
            for module, own in environments.items():
                log, env = folder / f"{module}.log", {**common, **own}
                if newest and module == WEB:
                    run = [sys.executable, "-m", *UNDER_IT["overview-web"], module]
                    child = Child(module, run, log=log, env=env)
                else:
                    child = servers.child(module, module, log=log, env=env)
                built.children[module] = child
                child.start()
            await built.ready()
            yield built
        finally:
            for child in built.children.values():
                child.kill()
