"""Questions about support in PostgreSQL."""

from collections.abc import Collection, Mapping

import asyncpg

from samspil.contracts.plan import SupportDuringStay
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.plan.domain.support_question import Questions, QuestionState, SupportQuestion
from samspil.vocabulary.citizen_id import CitizenId

READ = """
SELECT question_id, citizen_id, stay_id, intervention_id, support_worker, asked_at, state, answer
FROM support_question WHERE citizen_id = ANY($1::uuid[])
"""

WRITE = """
INSERT INTO support_question (question_id, citizen_id, stay_id, intervention_id, support_worker, asked_at,
  state, answer)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[],
  $7::text[], $8::text[])
ON CONFLICT (question_id) DO UPDATE SET state = excluded.state, answer = excluded.answer,
  asked_at = excluded.asked_at
WHERE support_question.* IS DISTINCT FROM excluded.*
"""


class QuestionShelf(Shelf[Questions]):
    """All questions about a citizen's support; a row is written again only when it moved on."""

    async def read(
        self, connection: Connection, citizens: Collection[CitizenId]
    ) -> Mapping[CitizenId, Questions]:
        """The questions about these citizens' support."""
        found: dict[CitizenId, Questions] = {citizen: {} for citizen in citizens}
        for row in await connection.fetch(READ, list(citizens)):
            found[row["citizen_id"]][row["question_id"]] = question_of(row)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Questions]) -> None:
        """Keep these questions."""
        rows = [(citizen, one) for citizen, questions in states.items() for one in questions.values()]
        await connection.execute(
            WRITE,
            [one.id for _, one in rows],
            [citizen for citizen, _ in rows],
            [one.stay_id for _, one in rows],
            [one.intervention_id for _, one in rows],
            [one.support_worker for _, one in rows],
            [one.asked_at for _, one in rows],
            [one.state for _, one in rows],
            [one.answer for _, one in rows],
        )


def question_of(row: asyncpg.Record) -> SupportQuestion:
    """A row as a question."""
    return SupportQuestion(
        id=row["question_id"],
        stay_id=row["stay_id"],
        intervention_id=row["intervention_id"],
        support_worker=row["support_worker"],
        asked_at=row["asked_at"],
        state=QuestionState(row["state"]),
        answer=None if row["answer"] is None else SupportDuringStay(row["answer"]),
    )
