"""Links: files that are of one person, so that what is decided about one is decided beside the other."""

from collections.abc import Mapping

from samspil.ledger.database import Connection
from samspil.vocabulary.citizen_id import CitizenId

JOIN = """
INSERT INTO link (citizen_id, other) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ORDER BY 1, 2
ON CONFLICT DO NOTHING
"""
PART = """
DELETE FROM link USING unnest($1::uuid[], $2::uuid[]) parted (citizen_id, other)
WHERE (link.citizen_id, link.other) = (parted.citizen_id, parted.other)
"""
LINKED = """
SELECT other FROM link WHERE citizen_id = $1 UNION SELECT citizen_id FROM link WHERE other = $1
"""


async def write_links(connection: Connection, links: Mapping[tuple[CitizenId, CitizenId], bool]) -> None:
    """(whose stream said so, other) → whether they are of one person."""
    for statement, linked in ((JOIN, True), (PART, False)):
        pairs = [pair for pair, joined in links.items() if joined is linked]
        if pairs:
            await connection.execute(statement, *(list(column) for column in zip(*pairs, strict=True)))
