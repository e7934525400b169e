"""Everything on one machine, assembled by hand and started floor by floor."""

import asyncio

from samspil.contracts import topics
from samspil.stack import databases, kafka_admin, services
from samspil.stack.kafka import ADMIN, Kafka
from samspil.stack.part import Part
from samspil.stack.postgres import Postgres
from samspil.stack.sandboxes import sandboxes
from samspil.stack.settings import Settings
from samspil.stack.state import State
from samspil.stack.supervisor import Condition, Supervisor, Told, in_thread
from samspil.stack.zipkin import Zipkin


async def start(settings: Settings, state: State, supervisor: Supervisor, told: Told) -> None:
    """Start what is not yours, prepare Kafka and the databases, start the issuer and the services.

    Raises ``StackProblem`` for whatever keeps a part from becoming ready.
    """
    servers: list[Part] = []

    bootstrap, admin = settings.kafka_bootstrap_servers, settings.kafka_admin_username
    admin_password = settings.kafka_admin_password.get_secret_value()
    if bootstrap is None:
        admin, admin_password = ADMIN, state.password("kafka.admin")
        kafka = Kafka(
            state.folder / "kafka",
            settings.kafka_port,
            settings.kafka_controller_port,
            admin_password=admin_password,
            broker_password=state.password("kafka.broker"),
        )
        bootstrap = kafka.bootstrap
        servers.append(kafka)

    if settings.database_url is None:
        postgres = Postgres(state.folder / "postgres", settings.postgres_port, state.password("postgres"))
        server = postgres.url()
        servers.append(postgres)
    else:
        server = settings.database_url.get_secret_value()

    traces = settings.zipkin_endpoint
    if traces is None and settings.otel_exporter_otlp_endpoint is None:
        zipkin = Zipkin(state.log("zipkin"), settings.zipkin_port)
        traces = zipkin.endpoint
        servers.append(zipkin)

    await supervisor.start(*servers)

    users = {service: state.password(service) for service in topics.SERVICES}
    roles = {name: state.password(name) for name in (databases.KEYRING, *topics.SERVICES)}
    told("topics and databases", Condition.STARTING, "")
    await asyncio.gather(
        in_thread(lambda: kafka_admin.apply(bootstrap, admin, admin_password, topics.TOPICS, users)),
        databases.prepare(server, roles),
    )
    told("topics and databases", Condition.READY, "")

    if settings.oidc_issuer is None:
        await supervisor.start(services.issuer(settings, state))
    await supervisor.start(
        *(
            process
            for service in topics.SERVICES
            for process in services.processes(
                service, settings, state, bootstrap=bootstrap, server=server, zipkin=traces
            )
        ),
        *sandboxes(settings, state),
    )
