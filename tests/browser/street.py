"""The overview's pages as a browser meets them: its web process, the issuer, and citizens with a story."""

import asyncio
import base64
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from samspil.ledger.database import open_pool
from samspil.overview.storage.law_packs import read_law
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.stack import databases, ports
from samspil.stack.process import Child
from samspil.testkit.heard import Heard
from samspil.testkit.servers import Servers


class Street:
    """Where the pages are, and what the overview has heard."""

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        heard: Heard,
        pages: str,
        issuer: str,
        database_url: str,
        keyring_url: str,
    ) -> None:
        self.folder = folder
        self.keyring = keyring
        self.heard = heard
        self.pages = pages
        self.issuer = issuer
        self.database_url = database_url
        self.keyring_url = keyring_url
        self.children: dict[str, Child] = {}

    @property
    def logs(self) -> str:
        """Everything that the processes have logged."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))

    async def ready(self, address: str) -> None:
        """Wait until it answers."""
        async with httpx2.AsyncClient(trust_env=False) as http:
            until = time.monotonic() + 20
            while time.monotonic() < until:
                try:
                    if (await http.get(address)).status_code == 200:
                        return
                except httpx2.HTTPError:
                    await asyncio.sleep(0.05)
        raise AssertionError(f"not ready: {self.logs[-2000:]}")


@asynccontextmanager
async def street(servers: Servers, folder: Path, *, built_in: bool = True) -> AsyncIterator[Street]:
    """The pages on real PostgreSQL; Kafka is not needed to read."""
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    keyring_url = await servers.postgres.database(*databases.migrations_of(databases.KEYRING))
    keys = [secrets.token_bytes(32) for _ in range(3)]
    pages, issuer = (f"http://{host}:{ports.free_port()}" for host in ("localhost", "127.0.0.1"))
    common = {**os.environ, "HOST": "127.0.0.1", "OIDC_ISSUER": issuer}
    environments = {
        "samspil.sandboxes.issuer": {
            "PORT": issuer.rpartition(":")[2],
            "ISSUER_KEY_FILE": str(folder / "issuer.json"),
        },
        "samspil.overview.app.web": {
            "PORT": pages.rpartition(":")[2],
            "DATABASE_URL": url,
            "KEYRING_DATABASE_URL": keyring_url,
            "MASTER_KEY": base64.b64encode(keys[0]).decode(),
            "INDEX_KEY": base64.b64encode(keys[1]).decode(),
            "REQUEST_KEY": base64.b64encode(keys[2]).decode(),
            "EMBEDDED_SIGN_IN": str(built_in),
        },
    }
    async with (
        await open_pool(url, 4) as pool,
        keyring_at(keyring_url, EnvironmentMasterKey(keys[0]), IndexKey(keys[1])) as keyring,
    ):
        built = Street(folder, keyring, Heard(pool, read_law()), pages, issuer, url, keyring_url)
        try:
            for module, env in environments.items():
                log = folder / f"{module}.log"
                child = Child(module, [sys.executable, "-m", module], log=log, env={**common, **env})
                built.children[module] = child
                child.start()
            await built.ready(f"{issuer}/livez")
            await built.ready(f"{pages}/readyz")
            yield built
        finally:
            for child in built.children.values():
                child.kill()
