"""Everything on one machine, assembled by hand and started floor by floor."""

import os
from collections.abc import Iterator

from samspil.stack import services
from samspil.stack.kafka import Kafka
from samspil.stack.part import Part
from samspil.stack.postgres import Postgres
from samspil.stack.prepare import prepare
from samspil.stack.settings import Settings
from samspil.stack.state import State
from samspil.stack.supervisor import Condition, Supervisor, Told
from samspil.stack.zipkin import Zipkin


async def start(chosen: Settings, state: State, supervisor: Supervisor, told: Told) -> None:
    """Start what is not yours, prepare Kafka and the databases, start the issuer and the services.

    Raises ``StackProblem`` for whatever keeps a part from becoming ready.
    """
    await supervisor.start(*_servers(chosen, state))
    told("topics and databases", Condition.STARTING, "")
    await prepare(chosen, state.password)
    told("topics and databases", Condition.READY, "")
    if chosen.oidc_issuer is None:
        await supervisor.start(services.issuer(chosen, state, os.environ))
    await supervisor.start(*services.programs(chosen, state, os.environ))


def _servers(chosen: Settings, state: State) -> Iterator[Part]:
    if chosen.kafka_bootstrap_servers is None:
        yield Kafka(
            state.folder / "kafka",
            chosen.kafka_port,
            chosen.kafka_controller_port,
            admin_password=state.password("kafka.admin"),
            broker_password=state.password("kafka.broker"),
        )
    if chosen.database_url is None:
        yield Postgres(state.folder / "postgres", chosen.postgres_port, state.password("postgres"))
    if chosen.zipkin_endpoint is None and chosen.otel_exporter_otlp_endpoint is None:
        yield Zipkin(state.log("zipkin"), chosen.zipkin_port)
