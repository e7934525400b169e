"""Where everything on this machine listens, and what of it is yours instead of ours."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from samspil.contracts.topics import PARTITIONS, SERVICES
from samspil.stack.names import package_of
from samspil.stack.ports import HOST
from samspil.stack.problem import StackProblem
from samspil.vocabulary.address import SafeAddress
from samspil.web.settings import WrongSetting, load

Port = Annotated[int, Field(ge=1, le=65535)]
Workers = Annotated[int, Field(ge=1, le=9)]


class Settings(BaseSettings):
    """Each is read from the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(hide_input_in_errors=True, env_ignore_empty=True, frozen=True)

    samspil_state: Path = Path(".state")
    """The folder that holds data, secrets and logs."""

    overview_port: Port = 8080
    overview_health_port: Port = 9080
    """Where the worker tells how it is; a second worker does at the next hundred, and so on."""
    overview_workers: Workers = 1
    referral_port: Port = 8081
    referral_health_port: Port = 9081
    referral_workers: Workers = 1
    plan_port: Port = 8082
    plan_health_port: Port = 9082
    plan_workers: Workers = 1
    jobcenter_bridge_port: Port = 8083
    jobcenter_bridge_health_port: Port = 9083
    jobcenter_bridge_workers: Workers = 1
    region_bridge_port: Port = 8084
    region_bridge_health_port: Port = 9084
    region_bridge_workers: Workers = 1
    jobcenter_sandbox_port: Port = 8090
    region_sandbox_port: Port = 8091
    issuer_port: Port = 8092
    zipkin_port: Port = 9411
    kafka_port: Port = 9092
    kafka_controller_port: Port = 9093
    postgres_port: Port = 15432

    kafka_bootstrap_servers: str | None = None
    """Your Kafka instead of the embedded one; topics, users and ACLs are made with the two below."""
    kafka_admin_username: str = ""
    kafka_admin_password: SecretStr = SecretStr("")
    kafka_partitions: int = Field(default=PARTITIONS, ge=1, le=100)
    """How many every topic is made with, once and for all: no service can have more workers that hear."""
    database_url: SecretStr | None = None
    """Your PostgreSQL instead of the embedded one, as somebody who may make roles and databases."""
    oidc_issuer: SafeAddress | None = None
    """Your token issuer instead of the built-in one; the journey is then not played."""
    zipkin_endpoint: SafeAddress | None = None
    otel_exporter_otlp_endpoint: SafeAddress | None = None
    """Your receiver of traces instead of the embedded Zipkin."""
    jobcenter_address: SafeAddress | None = None
    """Your jobcenter's case system instead of the sandbox."""
    jobcenter_api_key: SecretStr = SecretStr("")
    region_address: SafeAddress | None = None
    """Your region's door instead of the sandbox."""
    log_level: str = "INFO"

    @property
    def pages(self) -> str:
        """Where people find the pages: not at the sandboxes' host, because cookies ignore ports."""
        return f"http://localhost:{self.overview_port}"

    @property
    def issuer(self) -> str:
        """The address that issues tokens."""
        return self.oidc_issuer or f"http://{HOST}:{self.issuer_port}"

    @property
    def published(self) -> tuple[int, ...]:
        """The ports at which people and their tools find something."""
        names = (name for name in type(self).model_fields if name.endswith("_port"))
        return tuple(getattr(self, name) for name in names if name != "kafka_controller_port")

    @property
    def bootstrap(self) -> str:
        """Where Kafka is."""
        return self.kafka_bootstrap_servers or f"{HOST}:{self.kafka_port}"

    @property
    def server(self) -> str:
        """Where PostgreSQL is; of the embedded one without its superuser, whose password is a secret."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"postgres://{HOST}:{self.postgres_port}/postgres?sslmode=disable"

    @property
    def traces(self) -> str | None:
        """Where spans go in Zipkin's way; nowhere where a receiver of OTLP of yours takes them."""
        if self.zipkin_endpoint is None and self.otel_exporter_otlp_endpoint is None:
            return f"http://{HOST}:{self.zipkin_port}/api/v2/spans"
        return self.zipkin_endpoint

    @property
    def jobcenter(self) -> str:
        """Where the jobcenter's case system is."""
        return self.jobcenter_address or f"http://{HOST}:{self.jobcenter_sandbox_port}"

    @property
    def region(self) -> str:
        """Where the region's door is."""
        return self.region_address or f"http://{HOST}:{self.region_sandbox_port}"


def read() -> Settings:
    """The settings of this start; ``StackProblem`` names the variable that holds something else."""
    try:
        settings = load(Settings)
    except WrongSetting as wrong:
        raise StackProblem(str(wrong)) from None
    if settings.kafka_bootstrap_servers and not settings.kafka_admin_username:
        raise StackProblem(
            "KAFKA_BOOTSTRAP_SERVERS is set: set KAFKA_ADMIN_USERNAME and KAFKA_ADMIN_PASSWORD too, "
            "so that topics, users and ACLs can be made."
        )
    for service in SERVICES:
        variable = f"{package_of(service)}_workers"
        if getattr(settings, variable) > settings.kafka_partitions:
            raise StackProblem(
                f"{variable.upper()} is above KAFKA_PARTITIONS ({settings.kafka_partitions}): "
                "a worker without a partition hears nothing."
            )
    return settings
