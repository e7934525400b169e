"""What each container is handed: files in a folder of its own, and nothing that is somebody else's."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from samspil.contracts.topics import SERVICES
from samspil.stack import databases
from samspil.stack.downloads import HERE
from samspil.stack.environment import Secrets, environment
from samspil.stack.kafka import format_arguments, server_properties
from samspil.stack.processes import PROCESSES
from samspil.stack.settings import Settings
from samspil.stack.state import passwords_file

AT: Final = Path("/secrets")
"""Where a container finds what it was handed."""
KAFKA_DATA: Final = Path("/var/lib/kafka/data")

Files = Mapping[str, str]

SERVERS: Final = ("postgres", "kafka")
RECEIVERS: Final = (*SERVERS, *(name for name, one in PROCESSES.items() if one.secrets), "prepare")
"""The containers that are handed anything."""


def hand_out(folder: Path, chosen: Settings, secrets: Secrets) -> None:
    """Leave in the folder of each receiver exactly its files; a container sees no folder but its own."""
    for receiver in RECEIVERS:
        files = _files_of(receiver, chosen, secrets)
        for old in (folder / receiver).iterdir():
            if old.name not in files:
                old.unlink()
        for name, content in files.items():
            _write(folder / receiver / name, content)


def _write(path: Path, content: str) -> None:
    # Whoever mounts the folder may be any user in its container, so it is the mount that keeps others out.
    draft = path.with_suffix(".draft")
    draft.write_text(content)
    draft.chmod(0o444)
    draft.replace(path)


def _files_of(receiver: str, chosen: Settings, secrets: Secrets) -> Files:
    match receiver:
        case "postgres":
            return {"password": secrets.password("postgres")}
        case "kafka":
            return _kafka(chosen, secrets)
        case "prepare":
            known = ("postgres", "kafka.admin", databases.KEYRING, databases.LOG_READER, *SERVICES)
            return {"secrets.json": passwords_file({whose: secrets.password(whose) for whose in known})}
        case _:
            process = PROCESSES[receiver]
            told = environment(process, chosen, secrets)
            return {name.lower(): told[name] for name in process.secrets if name in told}


def _kafka(chosen: Settings, secrets: Secrets) -> Files:
    broker = secrets.password("kafka.broker")
    return {
        "server.properties": server_properties(
            chosen.kafka_port, chosen.kafka_controller_port, data=KAFKA_DATA, broker_password=broker
        ),
        "format.args": format_arguments(
            AT / "server.properties",
            admin_password=secrets.password("kafka.admin"),
            broker_password=broker,
        ),
        "log4j2.properties": (HERE / "kafka.log4j2.properties").read_text(),
    }
