"""People who have said why they have to look at a citizen: whose case it is has tests of its own."""

from uuid import UUID

from samspil.stack import databases
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.vocabulary.ids import uuid7

REASON = """
INSERT INTO access_reason (id, who, role, units, citizen_id, reason, until)
VALUES ($1, $2, '', '{}', $3, 'new_case', clock_timestamp() + interval '1 day')
"""


async def give_reason(here: SystemUnderTest, citizen: UUID, *staff: str) -> None:
    """For each of them, by their staff ids."""
    for who in staff:
        await here.fetch(databases.KEYRING, REASON, uuid7(), who, citizen)
