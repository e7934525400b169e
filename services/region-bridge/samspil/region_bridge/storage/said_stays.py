"""What was said of stays: read from what we said, so that the two cannot differ."""

from collections.abc import Iterable, Mapping
from typing import get_args

from samspil.contracts import topics
from samspil.contracts.catalogue import reader
from samspil.ledger.database import Connection
from samspil.ledger.json_shelf import JsonShelf
from samspil.region_bridge.domain.say_stays import Fact
from samspil.vocabulary.citizen_id import CitizenId

READ = f"""
SELECT citizen_id, convert_from(record, 'UTF8') FROM (
  SELECT citizen_id, record FROM event
  WHERE topic = '{topics.HOSPITAL.name}' AND citizen_id = ANY($1::uuid[]) ORDER BY citizen_id, seq
) said
"""  # noqa: S608  # the name of a topic


def _read(kept: Iterable[str]) -> tuple[Fact, ...]:
    said = map(reader(topics.HOSPITAL).validate_json, kept)
    return tuple(one.data for one in said if isinstance(one.data, get_args(Fact)))


class SaidStays(JsonShelf[tuple[Fact, ...]]):
    """Facts about a citizen's stays; the transaction keeps those that are said on it."""

    def __init__(self) -> None:
        super().__init__(READ)

    def of(self, citizen: CitizenId) -> tuple[Fact, ...]:
        """All that was ever said of this citizen's stays. Raises ``ValidationError``."""
        return self.decoded(citizen, _read)

    async def write(self, connection: Connection, states: Mapping[CitizenId, tuple[Fact, ...]]) -> None:
        """Nothing: what is said is kept as events."""
