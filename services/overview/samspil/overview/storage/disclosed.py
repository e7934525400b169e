"""What each partner was told last, so that only differences are said."""

from collections.abc import Collection, Mapping

from pydantic import TypeAdapter, ValidationError

from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.ledger.database import Connection
from samspil.ledger.shelf import Shelf
from samspil.overview.domain.inform import Informed
from samspil.overview.domain.law import Receiver
from samspil.vocabulary.citizen_id import CitizenId

ADAPTERS: dict[Receiver, TypeAdapter[JobcenterInformed] | TypeAdapter[RegionInformed]] = {
    Receiver.JOBCENTER: TypeAdapter(JobcenterInformed),
    Receiver.REGION: TypeAdapter(RegionInformed),
}

READ = """
SELECT citizen_id, receiver, informed,
  EXISTS (SELECT FROM parked WHERE parked.citizen_id = disclosed.citizen_id AND topic = 'citizen.v1'
          AND state <> 'done') AS in_doubt
FROM (SELECT citizen_id, receiver FROM unnest($1::uuid[]) citizen_id, unnest($2::text[]) receiver) disclosed
LEFT JOIN disclosed kept USING (citizen_id, receiver)
"""

WRITE = """
INSERT INTO disclosed (citizen_id, receiver, informed)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::json[])
ON CONFLICT (citizen_id, receiver) DO UPDATE SET informed = excluded.informed
"""


class Last:
    """What was said last to each receiver, and whether something of the citizen is in doubt."""

    def __init__(self, informed: Mapping[Receiver, Informed], *, in_doubt: bool) -> None:
        self.informed = dict(informed)
        self.in_doubt = in_doubt
        """Something is parked on the topic of consents: less may be told, never more."""
        self.forgotten: set[Receiver] = set()
        """Who was told something that can no longer be read: whatever it was, it is told anew."""


class Disclosed(Shelf[Last]):
    """One row for each citizen and receiver."""

    async def read(self, connection: Connection, citizens: Collection[CitizenId]) -> Mapping[CitizenId, Last]:
        """What was said about these citizens."""
        found: dict[CitizenId, Last] = {}
        for row in await connection.fetch(READ, list(citizens), list(Receiver)):
            last = found.setdefault(row["citizen_id"], Last({}, in_doubt=row["in_doubt"]))
            receiver = Receiver(row["receiver"])
            if row["informed"] is not None:
                try:
                    last.informed[receiver] = ADAPTERS[receiver].validate_json(row["informed"])
                except ValidationError:
                    last.forgotten.add(receiver)
        return found

    async def write(self, connection: Connection, states: Mapping[CitizenId, Last]) -> None:
        """Keep what was said."""
        rows = [
            (citizen, receiver, informed)
            for citizen, last in states.items()
            for receiver, informed in last.informed.items()
        ]
        await connection.execute(
            WRITE,
            [citizen for citizen, _, _ in rows],
            [receiver for _, receiver, _ in rows],
            [ADAPTERS[receiver].dump_json(informed).decode() for _, receiver, informed in rows],  # type: ignore[arg-type]  # each has its own
        )
