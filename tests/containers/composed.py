"""docker-compose.yml as a project of its own in one engine."""

import json
from pathlib import Path
from typing import Any

import yaml

from containers.engine import Docker
from containers.shell import Failed
from repository import ROOT

PROJECT = "samspil-test"
FILE = ROOT / "docker-compose.yml"


class Composed:
    """``servers`` are the images that take the place of those in the file."""

    def __init__(self, docker: Docker, folder: Path, servers: dict[str, str]) -> None:
        self._docker = docker
        override = folder / "override.yml"
        override.write_text(yaml.safe_dump({"services": {n: {"image": one} for n, one in servers.items()}}))
        self._files = ("-p", PROJECT, "-f", FILE, "-f", override)

    def up(self) -> None:
        """Start it, without building, and come back when the journey was started."""
        self._docker.compose(*self._files, "up", "-d", "--no-build")

    def down(self) -> None:
        """End it, and leave nothing."""
        self._docker.compose(*self._files, "down", "-v", "--timeout", "20")

    def stop(self) -> None:
        """End the processes and keep the rest."""
        self._docker.compose(*self._files, "stop", "--timeout", "20")

    def wait_for_journey(self) -> None:
        """Raises ``Failed`` unless it ends with 0."""
        status = self._docker("wait", self.id("journey"))
        if status != "0":
            raise Failed(f"the journey ended with {status}:\n{self.log('journey')}")

    def id(self, service: str) -> str:
        """The id of the service's container."""
        labels = (f"com.docker.compose.project={PROJECT}", f"com.docker.compose.service={service}")
        return self._docker("ps", "-aq", *(word for one in labels for word in ("--filter", f"label={one}")))

    def all(self) -> list[str]:
        """Every service that has a container."""
        return self._services("-a")

    def running(self) -> list[str]:
        """Every service whose container runs."""
        return self._services()

    def _services(self, *words: str) -> list[str]:
        shown = '{{.Label "com.docker.compose.service"}}'
        label = f"label=com.docker.compose.project={PROJECT}"
        return sorted(self._docker("ps", *words, "--filter", label, "--format", shown).split())

    def log(self, service: str) -> str:
        """All that it said."""
        return self._docker("logs", self.id(service))

    def inspect(self, service: str) -> dict[str, Any]:
        """What the engine tells of its container."""
        (told,) = json.loads(self._docker("inspect", self.id(service)))
        return dict(told)

    def execute(self, service: str, *words: str) -> str:
        """What a command prints inside."""
        return self._docker("exec", self.id(service), *words)

    def run(self, service: str, *words: str) -> str:
        """What a command prints in a container of its own, made as that of the service."""
        return self._docker.compose(*self._files, "run", "--rm", "--no-deps", service, *words)

    def kept_secrets(self) -> dict[str, str]:
        """All that there are, read from the volume that no running container has."""
        (volume,) = (one for one in self.inspect("secrets")["Mounts"] if one["Destination"] == "/state")
        mount = f"{volume['Name']}:/state:ro"
        kept: dict[str, str] = json.loads(
            self._docker("run", "--rm", "-v", mount, "samspil:local", "cat", "/state/secrets.json")
        )
        return kept

    def left(self) -> str:
        """What the project has left in the engine."""
        label = f"label=com.docker.compose.project={PROJECT}"
        return self._docker("ps", "-aq", "--filter", label) + self._docker(
            "volume", "ls", "-q", "--filter", label
        )
