"""What this service's two processes need to know."""

from uuid import UUID

from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    RulebookSettings,
    WorkerSettings,
)

NOBODY = UUID("99999000-0000-4000-8000-000000000001")
"""A made-up organisation."""


class ForWeb(DoorSettings, KeyringSettings, RequestSettings, RulebookSettings):
    """The web process seals what comes in and opens what is shown."""

    port: int = 8082
    own_organisation: UUID = NOBODY
    """The municipality in KOMBIT's organisation register, as reports to KL name it: it has to be set."""


class ForWorker(WorkerSettings, RulebookSettings):
    """The worker opens nothing and has no key."""

    health_port: int = 9082
