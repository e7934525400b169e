"""A file of a hundred thousand rows is taken in within a few megabytes, whatever it is written in."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import UUID

from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import system_under_test

ROWS, FEW, BAD_EVERY = 100_000, 4_000, 20
COLUMNS = ("cpr", "aktivitetIdentifier", "versionIdentifier", "startdato", "resultat", "aktiveringstype")
CODE = "en_kode_som_ingen_har_set_foer_" * 3
AT_MOST = 8 * 1024 * 1024
"""Bytes more than the process had after small files: less than either of the large ones has."""


def rows(count: int) -> Iterator[tuple[str | int, ...]]:
    """Of so many people, and a bad one now and then."""
    for n in range(count):
        day = "i dag" if n % BAD_EVERY == 0 else "2026-11-02"
        yield synthetic_cpr(n).number, str(UUID(int=n)), 1, day, CODE, CODE


def as_csv(count: int) -> Iterator[bytes]:
    yield ",".join(COLUMNS).encode()
    for cells in rows(count):
        yield b"\r\n" + ",".join(map(str, cells)).encode()


def as_json(count: int) -> Iterator[bytes]:
    yield b"["
    for n, cells in enumerate(rows(count)):
        yield (b"," if n else b"") + json.dumps(dict(zip(COLUMNS, cells, strict=True))).encode()
    yield b"]"


def memory(pid: int | None) -> int:
    """The most that the process has had, in bytes, from Linux's own table."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


async def in_pieces(file: Iterator[bytes]) -> AsyncIterator[bytes]:
    piece = bytearray()
    for part in file:
        piece += part
        if len(piece) > 50_000:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


async def test_a_hundred_thousand_rows_cost_little_memory_and_each_bad_one_is_counted(
    servers: Servers, tmp_path: Path
) -> None:
    async with system_under_test(servers, tmp_path, "jobcenter-bridge-web") as here:
        headers = await here.headers("integrator", "employment")
        door, pid = here.address("jobcenter-bridge-web"), here.children["jobcenter-bridge-web"].pid

        async def send(count: int, how: Callable[[int], Iterator[bytes]]) -> None:
            told = {**headers, "content-type": "text/csv" if how is as_csv else "application/json"}
            answer = await here.http.post(f"{door}/v1/batches", content=in_pieces(how(count)), headers=told)
            assert answer.status_code == 202, answer.text
            assert (answer.json()["rows"], answer.json()["bad_rows"]) == (count, count // BAD_EVERY)

        await send(FEW, as_csv)
        await send(FEW, as_json)
        before = memory(pid)
        await send(ROWS, as_csv)
        await send(ROWS // 4, as_json)

        assert memory(pid) - before < AT_MOST
