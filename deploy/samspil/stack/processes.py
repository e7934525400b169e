"""Every process of ours: what runs it, what it reads, and where it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Final

from pydantic import SecretBytes, SecretStr
from pydantic_settings import BaseSettings

from samspil.contracts.topics import SERVICES
from samspil.stack.names import package_of


@dataclass(frozen=True, slots=True)
class Process:
    """Found by name, as ``python -m`` finds it: the stack imports no service."""

    name: str
    module: str
    """What ``python -m`` runs."""
    settings_at: str
    port: str
    """The field of the stack's settings that says where it answers."""

    @property
    def settings(self) -> type[BaseSettings]:
        """What it reads."""
        kind: type[BaseSettings] = resolve_name(self.settings_at)
        return kind

    @property
    def variables(self) -> frozenset[str]:
        """The environment variables that are settings of it."""
        return frozenset(name.upper() for name in self.settings.model_fields)

    @property
    def secrets(self) -> frozenset[str]:
        """Those of them that nobody else may read."""
        fields = self.settings.model_fields.items()
        return frozenset(n.upper() for n, field in fields if field.annotation in (SecretStr, SecretBytes))


def _of_service(service: str) -> Iterator[Process]:
    package = package_of(service)
    app = f"samspil.{package}.app"
    yield Process(f"{service}-web", f"{app}.web", f"{app}.settings:ForWeb", f"{package}_port")
    yield Process(f"{service}-worker", f"{app}.worker", f"{app}.settings:ForWorker", f"{package}_health_port")


def _sandbox(name: str, package: str) -> Process:
    module = f"samspil.sandboxes.{package}"
    return Process(name, module, f"{module}.settings:Settings", f"{package_of(name)}_port")


ISSUER: Final = _sandbox("issuer", "issuer")
JOBCENTER_SANDBOX: Final = _sandbox("jobcenter-sandbox", "jobcenter")
REGION_SANDBOX: Final = _sandbox("region-sandbox", "region")
OF_SERVICES: Final = tuple(process for service in SERVICES for process in _of_service(service))

PROCESSES: Final = {one.name: one for one in (ISSUER, *OF_SERVICES, JOBCENTER_SANDBOX, REGION_SANDBOX)}
"""Each by its name."""
