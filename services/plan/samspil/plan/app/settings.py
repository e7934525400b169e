"""What this service's two processes need to know."""

from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    RulebookSettings,
    WorkerSettings,
)


class ForWeb(DoorSettings, KeyringSettings, RequestSettings, RulebookSettings):
    """The web process seals what comes in and opens what is shown."""

    port: int = 8082


class ForWorker(WorkerSettings, RulebookSettings):
    """The worker opens nothing and has no key."""

    health_port: int = 9082
