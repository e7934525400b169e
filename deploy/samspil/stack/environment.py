"""What each process of ours is told: addresses, users and keys, as many as it needs and no more."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from samspil.stack import databases, kafka_admin
from samspil.stack.ports import HOST
from samspil.stack.processes import Process
from samspil.stack.settings import Settings
from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    ServiceSettings,
    WorkerSettings,
)

STANDARD: Final = re.compile(
    "PATH|HOME|TMPDIR|TZ|LANG|LC_[A-Z]+|LD_LIBRARY_PATH|SSL_CERT_(FILE|DIR)|PYTHON[A-Z_]+|OTEL_[A-Z_]+"
)
"""What the system, Python and OpenTelemetry themselves read; every process is given these of ours."""

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Secrets(Protocol):
    """Made once and kept; asking for one may make it."""

    def password(self, whose: str) -> str: ...
    def key(self, name: str) -> str: ...


def environment(
    process: Process, chosen: Settings, secrets: Secrets, own: Mapping[str, str] = NOTHING, *, number: int = 0
) -> dict[str, str]:
    """The whole environment of a process; ``number`` counts the workers of a service from 0.

    Of ``own``, our own environment, it is given what it reads; what the stack says comes first.
    """
    return {**read_by(process, own), **_told(process, chosen, secrets, number)}


def read_by(process: Process, own: Mapping[str, str]) -> dict[str, str]:
    """Of an environment what the process has a setting for, and what is standard."""
    variables = process.variables
    return {name: value for name, value in own.items() if name in variables or STANDARD.fullmatch(name)}


def _told(process: Process, chosen: Settings, secrets: Secrets, number: int) -> dict[str, str]:
    kind = process.settings
    told = {"HOST": HOST, "LOG_LEVEL": chosen.log_level}
    port: int = getattr(chosen, process.port)
    if issubclass(kind, WorkerSettings):
        told["HEALTH_PORT"] = str(port + 100 * number)
    else:
        told["PORT"] = str(port)
    if issubclass(kind, ServiceSettings):
        told |= _of_service(process.name.rpartition("-")[0], kind, chosen, secrets)
    match process.name:
        case "overview-web":
            told["PAGES_ADDRESS"] = chosen.pages
            told["REFERRAL_ADDRESS"] = f"http://{HOST}:{chosen.referral_port}"
            told["JOBCENTER_BRIDGE_ADDRESS"] = f"http://{HOST}:{chosen.jobcenter_bridge_port}"
            told["REGION_BRIDGE_ADDRESS"] = f"http://{HOST}:{chosen.region_bridge_port}"
            told["PLAN_ADDRESS"] = f"http://{HOST}:{chosen.plan_port}"
            told["ACCESS_LOG_DATABASE_URL"] = databases.address(
                chosen.server, databases.KEYRING, databases.LOG_READER, secrets.password(databases.LOG_READER)
            )
            told["EMBEDDED_SIGN_IN"] = "true" if chosen.oidc_issuer is None else "false"
        case "jobcenter-bridge-worker":
            told["JOBCENTER_ADDRESS"] = chosen.jobcenter
            told["JOBCENTER_API_KEY"] = chosen.jobcenter_api_key.get_secret_value() or secrets.password(
                "jobcenter"
            )
            if chosen.jobcenter_address is None:
                told["JOBCENTER_TOKEN_ADDRESS"] = f"{chosen.jobcenter}/oauth2/token"
                told["JOBCENTER_CLIENT_ID"] = "samspil"
                told["JOBCENTER_CLIENT_SECRET"] = secrets.password("jobcenter.client")
        case "region-bridge-worker":
            told["REGION_ADDRESS"] = chosen.region
        case "issuer":
            told["ISSUER_KEY_FILE"] = str(chosen.samspil_state / "issuer.json")
        case "jobcenter-sandbox":
            told["OIDC_ISSUER"] = chosen.issuer
            told["BRIDGE_ADDRESS"] = f"http://{HOST}:{chosen.jobcenter_bridge_port}"
            told["JOBCENTER_API_KEY"] = secrets.password("jobcenter")
            told["JOBCENTER_CLIENT_SECRET"] = secrets.password("jobcenter.client")
            told["JOBCENTER_STATE_FILE"] = str(chosen.samspil_state / "jobcenter-sandbox.jsonl")
        case "region-sandbox":
            told["OIDC_ISSUER"] = chosen.issuer
            told["BRIDGE_ADDRESS"] = f"http://{HOST}:{chosen.region_bridge_port}"
            told["REGION_STATE_FILE"] = str(chosen.samspil_state / "region-sandbox.jsonl")
    return told


def _of_service(
    service: str, kind: type[ServiceSettings], chosen: Settings, secrets: Secrets
) -> dict[str, str]:
    password = secrets.password(service)
    told = {"DATABASE_URL": databases.address(chosen.server, service, service, password)}
    if chosen.traces:
        told["ZIPKIN_ENDPOINT"] = chosen.traces
    if chosen.otel_exporter_otlp_endpoint:
        told["OTEL_EXPORTER_OTLP_ENDPOINT"] = chosen.otel_exporter_otlp_endpoint
    if issubclass(kind, DoorSettings):
        told["OIDC_ISSUER"] = chosen.issuer
    if issubclass(kind, WorkerSettings):
        told["KAFKA_BOOTSTRAP_SERVERS"] = chosen.bootstrap
        told["KAFKA_SECURITY_PROTOCOL"] = kafka_admin.protocol(chosen.bootstrap)
        told["KAFKA_PARTITIONS"] = str(chosen.kafka_partitions)
        told["KAFKA_USERNAME"] = service
        told["KAFKA_PASSWORD"] = password
    if issubclass(kind, KeyringSettings):
        told["KEYRING_DATABASE_URL"] = databases.address(chosen.server, databases.KEYRING, service, password)
        told["MASTER_KEY"] = secrets.key("master")
        told["INDEX_KEY"] = secrets.key("index")
    if issubclass(kind, RequestSettings):
        told["REQUEST_KEY"] = secrets.key("request")
    return told
