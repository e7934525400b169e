"""``samspil refill``: a publisher says again what it said, so that a gap or a lost log heals."""

from typing import Annotated
from uuid import UUID

import typer

from samspil.cli.failing import one_sentence
from samspil.cli.service_database import Service, ask
from samspil.contracts.topics import TOPICS
from samspil.ledger import refill as ledger
from samspil.stack.problem import StackProblem


def refill(
    topic: Annotated[str, typer.Argument(help="Such as referral.v1.")],
    citizen: Annotated[UUID | None, typer.Option(help="Of this citizen id only.")] = None,
) -> None:
    """Queue the kept events of a topic once more; hearers drop what they have."""
    with one_sentence():
        publisher = next((one.said_by for one in TOPICS if one.name == topic), None)
        if publisher not in set(Service):
            raise StackProblem(f"Nobody here says {topic}.")
        count = ask(Service(publisher), lambda pool: ledger.refill(pool, topic, citizen))
    print(f"Queued {count} {'event' if count == 1 else 'events'} of {topic}.")
