"""Killed while the rows of a file are recorded: each becomes its milestone once, and none is lost."""

import json
from collections import Counter
from pathlib import Path

import pytest

from activity_file import as_csv, let_in, row
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import eventually, system_under_test

PEOPLE, ROWS = 60, 1000
SAID = "SELECT convert_from(record, 'UTF8') AS said FROM event"
LEFT = "SELECT count(*) FROM batch_row"


@pytest.mark.parametrize("point", ["web.mid-transaction:2", "web.after-commit:2"])
async def test_a_worker_that_is_killed_between_rows_loses_and_doubles_none(
    servers: Servers, tmp_path: Path, point: str
) -> None:
    async with system_under_test(servers, tmp_path, "jobcenter-bridge-web") as here:
        await let_in(here, [synthetic_cpr(n) for n in range(PEOPLE)])
        rows = [row(synthetic_cpr(n % PEOPLE).number) for n in range(ROWS)]
        headers = {**await here.headers("integrator", "employment"), "content-type": "text/csv"}
        door = here.address("jobcenter-bridge-web") + "/v1/batches"
        assert (await here.http.post(door, content=as_csv(rows), headers=headers)).status_code == 202

        mortal = here.start("jobcenter-bridge", "worker", runner=("samspil.testkit.mortal", point))
        await eventually(lambda: not mortal.alive)
        assert mortal.exit_status == -9
        assert 0 < (await here.fetch("jobcenter-bridge", LEFT))[0]["count"] < ROWS

        here.start("jobcenter-bridge", "worker")

        async def is_recorded() -> bool:
            return bool((await here.fetch("jobcenter-bridge", LEFT))[0]["count"] == 0)

        await eventually(is_recorded)
        said = await here.fetch("jobcenter-bridge", SAID)

    events = [json.loads(one["said"]) for one in said]
    counted = Counter((one["type"], one["data"]["milestone_id"]) for one in events)
    assert {*counted.values()} == {1}
    assert {id_ for _, id_ in counted} == {one["aktivitetIdentifier"] for one in rows}
    assert len(counted) == 2 * ROWS
