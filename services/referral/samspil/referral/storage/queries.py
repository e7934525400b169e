"""What doors read without deciding anything."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.rows import Rows
from samspil.ledger.states import States
from samspil.referral.domain.balance import Balance, Counted, balance
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import OVER, Counts, Referral, State
from samspil.referral.domain.relative import Relative
from samspil.referral.domain.stray import Stray
from samspil.referral.storage.tables import CONSENTS, FILES, REFERRALS, RELATIVES, STRAYS
from samspil.rulebook.case_at_hand import Asked
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector

# What units are asked, and what they wait for; a page follows after the last row of the one before.
OF_UNITS = """
SELECT citizen_id, kept::text FROM referral
WHERE (to_unit = ANY($1::text[]) OR from_unit = ANY($1::text[]))
  AND state = ANY($2::text[]) AND ($3::boolean IS NULL OR overdue = $3) AND (owed, id) > ($4, $5)
ORDER BY owed, id LIMIT $6
"""

# When a referral was over is when its last fact was said. Of what is kept whole only these words are read, so
# that nobody is shut out because some other part of it cannot be.
CASE = """
SELECT citizen_file.state ->> 'registered_by' AS opened_by,
  citizen_file.state #>> '{coordinator,staff}' AS coordinator,
  kept ->> 'author' AS author, from_sector, from_unit, to_sector, to_unit,
  CASE WHEN referral.state = ANY($2::text[]) AND kept ->> 'version' ~ '^[0-9]{1,18}$' THEN (
    SELECT said_at FROM event WHERE topic = $3 AND citizen_id = $1 AND seq = (kept ->> 'version')::bigint
  ) END AS ended_at
FROM citizen_file LEFT JOIN referral USING (citizen_id) WHERE citizen_id = $1
"""

# Of whichever file of the person somebody asks, all of them.
OF_PERSON = """
WITH asked AS (
  SELECT citizen_id, coalesce((state ->> 'merged_into')::uuid, citizen_id) AS survivor FROM citizen_file
  WHERE citizen_id = $1
)
SELECT citizen_id FROM asked
UNION SELECT survivor FROM asked
UNION SELECT one.citizen_id FROM citizen_file one, asked WHERE one.state ->> 'merged_into' = survivor::text
"""

MERGED = """
SELECT citizen_id, (state ->> 'merged_into')::uuid AS survivor FROM citizen_file
WHERE state ->> 'merged_into' IS NOT NULL
"""

OPEN_STRAYS = """
SELECT stray.citizen_id AS heard_at, referral.citizen_id AS owner, stray.kept::text AS kept
FROM stray LEFT JOIN referral ON referral.id = referral_id WHERE open ORDER BY stray.id LIMIT $1
"""

BALANCE = """
SELECT to_sector, to_unit, counts_as, counts_as = 'open' AND overdue AS late, count(*) AS count
FROM referral GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class OfUnit(NamedTuple):
    """A referral in the list of a unit, and whom it is about."""

    citizen: CitizenId
    referral: Referral


class Strayed(NamedTuple):
    """What a partner said in one file, and whose the referral is that it is about; None: nobody's."""

    heard_at: CitizenId
    owner: CitizenId | None
    kept: str

    @property
    def stray(self) -> Stray:
        """Raises ``ValidationError`` when it can no longer be read."""
        return STRAYS.adapter.validate_json(self.kept)


class After(NamedTuple):
    """The last one of the page before."""

    owed: str
    id: UUID


BEFORE_ALL = After("", UUID(int=0))


class Read(NamedTuple):
    """A citizen's file with its referrals, consents and relatives, the newest first."""

    file: CitizenFile
    referrals: list[Referral]
    consents: list[Consent]
    relatives: list[Relative]


class Case(NamedTuple):
    """What of a citizen's file and referrals brings somebody to the citizen."""

    opened_by: str | None
    coordinator: str | None
    referrals: list[Asked]


async def read_case(pool: Pool, citizen: CitizenId) -> Case | None:
    """As it is now; None where there is no file."""
    rows = await pool.fetch(CASE, citizen, [one.value for one in OVER], topics.REFERRAL.name)
    if not rows:
        return None
    referrals = [
        Asked(
            Sector(row["from_sector"]),
            Sector(row["to_sector"]),
            row["to_unit"],
            row["author"],
            row["from_unit"],
            row["ended_at"],
        )
        for row in rows
        if row["to_unit"] is not None
    ]
    return Case(rows[0]["opened_by"], rows[0]["coordinator"], referrals)


async def read_person(pool: Pool, citizen: CitizenId) -> list[CitizenId]:
    """Whose files are of one person with this one's, itself included; none where there is no file."""
    return [row["citizen_id"] for row in await pool.fetch(OF_PERSON, citizen)]


async def read_merged(pool: Pool) -> dict[CitizenId, CitizenId]:
    """Every file that is part of another, and which that is."""
    return {row["citizen_id"]: row["survivor"] for row in await pool.fetch(MERGED)}


async def read_strays(pool: Pool, at_most: int) -> list[Strayed]:
    """What is not heard yet where it belongs, the oldest first."""
    return [Strayed(*row) for row in await pool.fetch(OPEN_STRAYS, at_most)]


async def read_of_units(
    pool: Pool,
    units: Collection[str],
    states: Collection[State],
    overdue: bool | None,
    after: After,
    at_most: int,
) -> list[OfUnit]:
    """In these states, the ones with the nearest day first."""
    rows = await pool.fetch(
        OF_UNITS, list(units), [one.value for one in states], overdue, after.owed, after.id, at_most
    )
    adapter = REFERRALS.adapter
    return [OfUnit(row["citizen_id"], adapter.validate_json(row["kept"])) for row in rows]


async def read_balance(pool: Pool) -> list[Balance]:
    """Of each unit that was ever asked, by party and unit."""
    rows = await pool.fetch(BALANCE)
    return balance(
        Counted(Sector(row["to_sector"]), row["to_unit"], Counts(row["counts_as"]), row["late"], row["count"])
        for row in rows
    )


async def read_file(pool: Pool, citizen: CitizenId) -> Read | None:
    """The file as it is now; None where there is none."""
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        file = await States(FILES).look(connection, citizen)
        referrals = await Rows(REFERRALS).look(connection, citizen) or {}
        consents = await Rows(CONSENTS).look(connection, citizen) or {}
        relatives = await Rows(RELATIVES).look(connection, citizen) or {}
    if file is None:
        return None
    return Read(
        file,
        sorted(referrals.values(), key=lambda one: (one.submitted_at, one.id), reverse=True),
        sorted(consents.values(), key=lambda one: (one.given_at, one.id), reverse=True),
        sorted(relatives.values(), key=lambda one: (one.added_at, one.id), reverse=True),
    )
