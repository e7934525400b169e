"""What this service said of a citizen's plan, all of it, for a door that needs more than how it stands."""

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.contracts.plan import PlanFact
from samspil.ledger.database import Pool
from samspil.vocabulary.citizen_id import CitizenId

SAID = "SELECT record FROM event WHERE topic = $1 AND citizen_id = $2 ORDER BY seq"


async def read_said(pool: Pool, citizen: CitizenId) -> list[PlanFact]:
    """Every fact, in the order in which it was said."""
    rows = await pool.fetch(SAID, topics.PLAN.name, citizen)
    return [reader(topics.PLAN).validate_json(row["record"]).data for row in rows]
