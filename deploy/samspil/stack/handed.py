"""Which process is handed which secret: what it does not need, it never has."""

from collections.abc import Mapping
from typing import Final

from samspil.contracts.topics import SERVICES

_WEB: Final = frozenset(f"{service}-web" for service in SERVICES)
_WORKERS: Final = frozenset(f"{service}-worker" for service in SERVICES)
_OPEN: Final = frozenset(
    {
        *("referral-web", "plan-web", "overview-web"),
        *("jobcenter-bridge-worker", "region-bridge-web", "region-bridge-worker"),
    }
)
"""Who seals or opens; the others carry what stays sealed."""

NEEDED_BY: Final[Mapping[str, frozenset[str]]] = {
    "DATABASE_URL": _WEB | _WORKERS,
    "KEYRING_DATABASE_URL": _OPEN,
    "MASTER_KEY": _OPEN,
    "INDEX_KEY": _OPEN,
    "REQUEST_KEY": frozenset({"referral-web", "plan-web", "overview-web"}),
    "KAFKA_PASSWORD": _WORKERS,
    "KAFKA_ADMIN_USERNAME": frozenset(),
    "KAFKA_ADMIN_PASSWORD": frozenset(),
    "REGION_TOKEN": frozenset({"region-bridge-worker"}),
    "JOBCENTER_API_KEY": frozenset({"jobcenter-bridge-worker", "jobcenter-sandbox"}),
}
"""Variable → the processes that are handed it; any other variable is no secret and goes to all."""


def handed(process: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Of the environment what the process, such as ``overview-worker``, is handed."""
    return {name: value for name, value in environment.items() if process in NEEDED_BY.get(name, {process})}
