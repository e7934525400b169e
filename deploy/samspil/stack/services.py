"""Our own processes on this machine: the token issuer, and each service's web and workers."""

import os
from collections.abc import Iterator

from samspil.stack import databases, kafka_admin, ports
from samspil.stack.handed import handed
from samspil.stack.names import package_of
from samspil.stack.program import Program
from samspil.stack.sandboxes import partners
from samspil.stack.settings import Settings
from samspil.stack.state import State


def issuer(settings: Settings, state: State) -> Program:
    """The built-in token issuer."""
    env = {
        **handed("issuer", os.environ),
        "HOST": ports.HOST,
        "PORT": str(settings.issuer_port),
        "ISSUER_KEY_FILE": str(state.folder / "issuer.json"),
    }
    return Program(
        "issuer",
        "samspil.sandboxes.issuer",
        env,
        port=settings.issuer_port,
        setting="ISSUER_PORT",
        log=state.log("issuer"),
    )


def processes(
    service: str, settings: Settings, state: State, *, bootstrap: str, server: str, zipkin: str | None
) -> Iterator[Program]:
    """The service's web and workers.

    ``bootstrap`` is Kafka's address, ``server`` the PostgreSQL server's, ``zipkin`` where traces go.
    """
    env = environment(service, settings, state, bootstrap=bootstrap, server=server, zipkin=zipkin)
    package = package_of(service)
    module = f"samspil.{package}.app"
    port: int = getattr(settings, f"{package}_port")
    yield Program(
        f"{service}-web",
        f"{module}.web",
        {**handed(f"{service}-web", env), "PORT": str(port)},
        port=port,
        setting=f"{package}_port".upper(),
        log=state.log(f"{service}-web"),
    )
    for number in range(getattr(settings, f"{package}_workers")):
        health: int = getattr(settings, f"{package}_health_port") + 100 * number
        name = f"{service}-worker-{number + 1}" if number else f"{service}-worker"
        yield Program(
            name,
            f"{module}.worker",
            {**handed(f"{service}-worker", env), "HEALTH_PORT": str(health)},
            port=health,
            setting=f"{package}_health_port".upper(),
            log=state.log(name),
        )


def environment(
    service: str, settings: Settings, state: State, *, bootstrap: str, server: str, zipkin: str | None
) -> dict[str, str]:
    """What the processes of a service are told between them; each is handed what it needs of it."""
    password = state.password(service)
    traces = {
        "ZIPKIN_ENDPOINT": zipkin or "",
        "OTEL_EXPORTER_OTLP_ENDPOINT": settings.otel_exporter_otlp_endpoint or "",
    }
    return {
        **os.environ,
        "DATABASE_URL": databases.address(server, service, service, password),
        "KEYRING_DATABASE_URL": databases.address(server, databases.KEYRING, service, password),
        "MASTER_KEY": state.key("master"),
        "INDEX_KEY": state.key("index"),
        "REQUEST_KEY": state.key("request"),
        "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
        "KAFKA_USERNAME": service,
        "KAFKA_PASSWORD": password,
        "KAFKA_SECURITY_PROTOCOL": kafka_admin.protocol(bootstrap),
        "OIDC_ISSUER": settings.issuer,
        "HOST": ports.HOST,
        "LOG_LEVEL": settings.log_level,
        "PAGES_ADDRESS": settings.pages,
        "EMBEDDED_SIGN_IN": "true" if settings.oidc_issuer is None else "false",
        **partners(settings, state),
        **traces,
    }
