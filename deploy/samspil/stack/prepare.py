"""Topics, users and rules in Kafka; roles, databases and tables in PostgreSQL."""

import asyncio
from collections.abc import Callable

from samspil.contracts import topics
from samspil.stack import databases, kafka_admin
from samspil.stack.kafka import ADMIN
from samspil.stack.postgres import SUPERUSER
from samspil.stack.settings import Settings
from samspil.stack.supervisor import in_thread


async def prepare(chosen: Settings, password: Callable[[str], str]) -> None:
    """Make what is missing, as their administrators; may be run again. Raises ``StackProblem``.

    ``password`` gives that of a user or role.
    """
    admin, admin_password = chosen.kafka_admin_username, chosen.kafka_admin_password.get_secret_value()
    if chosen.kafka_bootstrap_servers is None:
        admin, admin_password = ADMIN, password("kafka.admin")
    server = chosen.server
    if chosen.database_url is None:
        server = databases.address(server, "postgres", SUPERUSER, password("postgres"))
    users = {service: password(service) for service in topics.SERVICES}
    roles = {name: password(name) for name in (databases.KEYRING, databases.LOG_READER, *topics.SERVICES)}
    await asyncio.gather(
        in_thread(
            lambda: kafka_admin.apply(
                chosen.bootstrap, admin, admin_password, topics.TOPICS, users, chosen.kafka_partitions
            )
        ),
        databases.prepare(server, roles),
    )
