"""The brake: when many citizens fail alike within a minute it is the deploy, and hearing stops."""

from samspil.ledger.database import Connection, Pool

CITIZENS_A_MINUTE = 20

FAILING_ALIKE = """
SELECT error_class FROM parked
WHERE state = 'failed' AND parked_at > clock_timestamp() - interval '1 minute'
  AND error_class NOT IN (
    SELECT error_class FROM brake WHERE released_at > clock_timestamp() - interval '1 day'
  )
GROUP BY error_class
HAVING count(DISTINCT citizen_id) > $1
  OR error_class IN (SELECT error_class FROM brake WHERE released_at IS NULL)
LIMIT 1
"""

PULL = """
INSERT INTO brake (error_class, stopped_at) VALUES ($1, clock_timestamp())
ON CONFLICT (error_class) DO UPDATE SET stopped_at = excluded.stopped_at, released_at = NULL
"""


class Braked(Exception):
    """This poll would park one citizen too many for one class of error."""

    def __init__(self, error_class: str) -> None:
        super().__init__(error_class)
        self.error_class = error_class


async def check(connection: Connection) -> None:
    """Count what is parked, this poll's rows included. Raises ``Braked``; the poll then rolls back.

    A class for which another worker has stopped stops this one at its first.
    """
    failing = await connection.fetchval(FAILING_ALIKE, CITIZENS_A_MINUTE)
    if failing is not None:
        raise Braked(failing)


async def pull(pool: Pool, error_class: str) -> None:
    """Stop hearing, in every worker, until people release it or a new deploy starts."""
    await pool.execute(PULL, error_class)


async def pulled(pool: Pool) -> bool:
    """Whether hearing is stopped."""
    stopped: bool = await pool.fetchval("SELECT EXISTS (SELECT FROM brake WHERE released_at IS NULL)")
    return stopped


async def start_afresh(pool: Pool) -> None:
    """A started worker may be the new deploy: it tries again."""
    await pool.execute("DELETE FROM brake WHERE released_at IS NULL")


async def release(connection: Connection) -> int:
    """People say: park this class without a limit for a day and go on; how many classes that was."""
    done = await connection.execute(
        "UPDATE brake SET released_at = clock_timestamp() WHERE released_at IS NULL"
    )
    return int(done.removeprefix("UPDATE "))
