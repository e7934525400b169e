"""Topics, users and rules in Kafka; roles, databases and tables in PostgreSQL."""

import asyncio

from samspil.contracts import topics
from samspil.stack import databases, kafka_admin
from samspil.stack.environment import Secrets
from samspil.stack.kafka import ADMIN
from samspil.stack.postgres import SUPERUSER
from samspil.stack.settings import Settings
from samspil.stack.supervisor import in_thread


async def prepare(chosen: Settings, secrets: Secrets) -> None:
    """Make what is missing, as their administrators; may be run again. Raises ``StackProblem``."""
    admin, admin_password = chosen.kafka_admin_username, chosen.kafka_admin_password.get_secret_value()
    if chosen.kafka_bootstrap_servers is None:
        admin, admin_password = ADMIN, secrets.password("kafka.admin")
    server = chosen.server
    if chosen.database_url is None:
        server = databases.address(server, "postgres", SUPERUSER, secrets.password("postgres"))
    users = {service: secrets.password(service) for service in topics.SERVICES}
    roles = {name: secrets.password(name) for name in (databases.KEYRING, *topics.SERVICES)}
    await asyncio.gather(
        in_thread(lambda: kafka_admin.apply(chosen.bootstrap, admin, admin_password, topics.TOPICS, users)),
        databases.prepare(server, roles),
    )
