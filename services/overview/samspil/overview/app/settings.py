"""What this service's two processes need to know."""

from samspil.web.settings import DoorSettings, KeyringSettings, RequestSettings, WorkerSettings


class ForWeb(DoorSettings, KeyringSettings, RequestSettings):
    """The web process opens what is shown."""

    port: int = 8080

    embedded_sign_in: bool = False
    """Whether the pages let anybody sign in as one of the built-in issuer's made-up people."""


class ForWorker(WorkerSettings):
    """The worker folds and discloses what stays sealed: it has no key."""

    health_port: int = 9080
