"""Everything that a system under test leaves anywhere, and whether a word is found in it in any form."""

import base64
from collections.abc import Collection, Iterable

from samspil.stack import databases
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.testkit.topic_log import read_log

TABLES = """
SELECT format('%I', tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""

ROWS = "SELECT to_jsonb(t) - $1::text[] AS row FROM {table} t"


def forms(text: str) -> set[bytes]:
    """The text as it may be written down: as it is, in hexadecimal digits, in base64 at any place."""
    plain = text.encode()
    in_base64 = {base64.b64encode(b"\0" * at + plain)[4 if at else 0 :][:-4] for at in range(3)}
    return {plain, plain.hex().encode(), *in_base64}


def leaks(where: str, found: Iterable[bytes], needles: Collection[bytes]) -> list[str]:
    """A sentence for each of the needles that stands in one of these."""
    return [f"{needle!r} in {where}: {one[:300]!r}" for one in found for needle in needles if needle in one]


async def in_databases(here: SystemUnderTest, *left_out: str) -> list[bytes]:
    """Every row of every table, as text, but for these columns."""
    found: list[bytes] = []
    for url in here.urls.values():
        async with databases.connected(url) as connection:
            for (table,) in await connection.fetch(TABLES):
                rows = await connection.fetch(ROWS.replace("{table}", table), left_out)
                found += [str(row["row"]).encode() for row in rows]
    return found


async def in_the_log(here: SystemUnderTest) -> list[bytes]:
    """Every record of every topic, with its key and its headers."""
    return [
        repr((one.key, one.headers)).encode() + (one.value or b"")
        for one in await read_log(here.admin, here.began)
    ]


def in_logs(here: SystemUnderTest) -> list[bytes]:
    """Every line that a process or a server wrote."""
    logs = (*here.folder.glob("*.log"), *here.servers.folder.glob("*.log"))
    return [line for log in logs for line in log.read_bytes().splitlines()]


async def in_metrics(here: SystemUnderTest, *processes: str) -> list[bytes]:
    """What these processes tell of themselves in numbers."""
    return [(await here.http.get(here.address(name) + "/metrics")).content for name in processes]
