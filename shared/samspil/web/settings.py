"""The settings of a service's two processes, read from environment variables of the same names."""

import base64
import binascii
import gc
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretBytes, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from samspil.telemetry import setup


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


class ServiceSettings(BaseSettings):
    """What every service needs to know; a service subclasses it with its own default port."""

    # Settings hold secrets: an error must name the variable and not repeat what it holds.
    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    database_url: SecretStr
    database_pool_size: int = Field(default=10, ge=2, le=100)
    keyring_database_url: SecretStr
    keyring_pool_size: int = Field(default=4, ge=1, le=100)
    master_key: Key
    """Wraps the citizens' data keys."""
    index_key: Key
    """Keys the index from CPR number to citizen, and what idempotency keeps of a request."""

    kafka_bootstrap_servers: str = "127.0.0.1:9092"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_security_protocol: str = "SASL_PLAINTEXT"
    kafka_sasl_mechanism: str = "SCRAM-SHA-256"
    kafka_session_seconds: int = Field(default=30, ge=6, le=300)
    """How long a worker may be away before its partitions go to another."""

    oidc_issuer: str = "http://127.0.0.1:8092"
    """Exactly the ``iss`` of its tokens; its keys are at ``/.well-known/jwks.json`` below."""

    host: str = "127.0.0.1"
    port: int = 8080
    health_port: int = 9080
    """Where the worker tells how it is."""

    zipkin_endpoint: str | None = None
    otel_exporter_otlp_endpoint: str | None = None
    sample_ratio: float = Field(default=1.0, ge=0, le=1)
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")


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
