"""The settings of a service's two processes, read from environment variables or files of the same names."""

import base64
import binascii
import gc
import os
import re
from itertools import combinations
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BeforeValidator, Field, SecretBytes, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from samspil.contracts.topics import PARTITIONS
from samspil.telemetry import setup
from samspil.vocabulary.address import SafeAddress


def _thirty_two_bytes(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ValueError("32 bytes in base64 are needed")
    return key


Key = Annotated[SecretBytes, BeforeValidator(_thirty_two_bytes)]
"""A key of 32 bytes, given in base64 and never shown."""


class _Settings(BaseSettings):
    """Settings hold secrets: an error must name the variable and not repeat what it holds."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    @model_validator(mode="after")
    def _each_key_is_another(self) -> Self:
        """One key in two places is lost in both at once, and what one computes may tell of the other."""
        keys = {
            name: value
            for name in type(self).model_fields
            if isinstance(value := getattr(self, name), SecretBytes)
        }
        for one, other in combinations(sorted(keys), 2):
            if keys[one] == keys[other]:
                raise ValueError(
                    f"{one.upper()} and {other.upper()} are the same; each needs a key of its own"
                )
        return self


class ServiceSettings(_Settings):
    """What every process of every service needs to know."""

    database_url: SecretStr
    database_pool_size: int = Field(default=10, ge=2, le=100)

    host: str = "127.0.0.1"

    zipkin_endpoint: SafeAddress | None = None
    otel_exporter_otlp_endpoint: SafeAddress | None = None
    sample_ratio: float = Field(default=1.0, ge=0, le=1)
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")


class DoorSettings(ServiceSettings):
    """A web process, which has doors; a service subclasses it with its own default port."""

    port: int = 8080
    oidc_issuer: SafeAddress = "http://127.0.0.1:8092"
    """Exactly the ``iss`` of its tokens; its keys are found by OpenID Connect Discovery below it."""


class WorkerSettings(ServiceSettings):
    """A worker, which hears, relays and runs the clock; a service subclasses it with its own default port."""

    health_port: int = 9080
    """Where the worker tells how it is."""

    kafka_bootstrap_servers: str = "127.0.0.1:9092"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_security_protocol: str = "SASL_PLAINTEXT"
    kafka_sasl_mechanism: str = "SCRAM-SHA-256"
    kafka_session_seconds: int = Field(default=30, ge=6, le=300)
    """How long a worker may be away before its partitions go to another."""
    kafka_partitions: int = Field(default=PARTITIONS, ge=1, le=100)
    """How many every topic was made with."""


class KeyringSettings(_Settings):
    """A process that seals or opens; no other is given these."""

    keyring_database_url: SecretStr
    keyring_pool_size: int = Field(default=4, ge=1, le=100)
    master_key: Key
    """Wraps the citizens' data keys."""
    index_key: Key
    """Keys the index from CPR number to citizen."""


class RulebookSettings(_Settings):
    """A process that goes by the municipality's own services, units and deadlines."""

    rulebook_folder: Path | None = None
    """Where its files are; unset: those of the made-up municipality that are shipped."""


class RequestSettings(_Settings):
    """A process that remembers what it answered, or makes forms."""

    request_key: Key
    """Keys what idempotency keeps of a request, and the tokens of forms."""


S = TypeVar("S", bound=BaseSettings)


class WrongSetting(Exception):
    """Its text is one sentence that names the setting and does not say what it holds."""


def read(settings: type[S]) -> S:
    """The settings of this start; ends the process with one sentence that names a wrong one."""
    try:
        return load(settings)
    except WrongSetting as wrong:
        raise SystemExit(str(wrong)) from None


def load(settings: type[S]) -> S:
    """The settings of this start: each from its variable, else from its file in the folder ``SECRETS_DIR``.

    Raises ``WrongSetting``.
    """
    folder = os.environ.get("SECRETS_DIR") or None
    if folder and not Path(folder).is_dir():
        raise WrongSetting("The setting SECRETS_DIR is wrong: there is no such folder.")
    try:
        return settings(_secrets_dir=folder)
    except ValidationError as wrong:
        raise WrongSetting(_sentence(wrong)) from None
    except SettingsError as wrong:  # a file that cannot be read, or JSON that is none
        named = re.search(r'field "(\w+)"', str(wrong))
        name = named[1].upper() if named else "SECRETS_DIR"
        raise WrongSetting(f"The setting {name} is wrong: it cannot be read.") from None


def _sentence(wrong: ValidationError) -> str:
    """What is wrong with the first wrong setting, by its name and without what it holds."""
    first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
    reason = first["msg"].removeprefix("Value error, ")
    return f"The setting {str(first['loc'][0]).upper()} is wrong: {reason}." if first["loc"] else f"{reason}."


def configure(service: str, settings: ServiceSettings) -> None:
    """Set up logs, spans and metrics as the settings say; the process is about to begin its work."""
    gc.collect()
    gc.freeze()  # what was imported stays for good: no collection has to go through it again
    gc.set_threshold(50_000, 20, 20)  # a poll makes many objects that live until its end and no cycles
    setup.configure(
        service,
        otlp_endpoint=settings.otel_exporter_otlp_endpoint,
        zipkin_endpoint=settings.zipkin_endpoint,
        sample_ratio=settings.sample_ratio,
        log_level=settings.log_level,
    )
