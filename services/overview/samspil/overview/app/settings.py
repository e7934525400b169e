"""What this service's two processes need to know."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from samspil.vocabulary.address import SafeAddress
from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    RulebookSettings,
    WorkerSettings,
)


class ForWeb(DoorSettings, KeyringSettings, RequestSettings, RulebookSettings):
    """The web process opens what is shown."""

    port: int = 8080

    pages_address: SafeAddress | None = None
    """Where people's browsers find the pages, with https where TLS ends in front of them.

    Without it ``localhost``, and not 127.0.0.1, where the sandboxes are: cookies ignore ports.
    """

    referral_address: SafeAddress = "http://127.0.0.1:8081"
    """Where the referral service answers: the pages act there in the name of whoever is signed in."""

    jobcenter_bridge_address: SafeAddress = "http://127.0.0.1:8083"
    """Where the jobcenter-bridge answers: what waits there for a person is shown on a page."""
    region_bridge_address: SafeAddress = "http://127.0.0.1:8084"
    """The same of the region-bridge, and the files that came with messages."""
    plan_address: SafeAddress = "http://127.0.0.1:8082"
    """The same of the plan service."""

    access_log_database_url: SecretStr = SecretStr("")
    """The keyring's database as the role that reads who looked at whom; without it that stays closed."""
    access_log_pool_size: int = Field(default=4, ge=1, le=100)

    embedded_sign_in: bool = False
    """Whether the pages let anybody sign in as one of the built-in issuer's made-up people."""

    @field_validator("pages_address")
    @classmethod
    def _host_alone(cls, address: str | None) -> str | None:
        if address and urlsplit(address)[2:] not in {("", "", ""), ("/", "", "")}:
            raise ValueError("scheme, host and port alone")
        return address.rstrip("/") if address else address

    @property
    def pages(self) -> str:
        """Where the pages are."""
        return self.pages_address or f"http://localhost:{self.port}"


class ForWorker(WorkerSettings, RulebookSettings):
    """The worker folds and discloses what stays sealed: it has no key."""

    health_port: int = 9080
