"""Killed when a merge was said and the keyring does not know it yet: nothing is lost, and it follows."""

from pathlib import Path
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.stack import databases
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import eventually, system_under_test

ENTRY = {"name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
MORTAL = ("samspil.testkit.mortal", "web.after-commit:1")
LEADS_TO = "SELECT count(*) FROM person WHERE citizen_id = $1"


async def test_the_process_that_starts_after_it_leads_the_numbers_where_the_files_say(
    servers: Servers, tmp_path: Path
) -> None:
    async with system_under_test(servers, tmp_path, "referral-web") as here:
        headers = await here.headers("caseworker", "social")

        async def call(path: str, body: object, **more: str) -> httpx2.Response:
            asked = {**headers, **{name.replace("_", "-"): text for name, text in more.items()}}
            return await here.http.post(here.address("referral-web") + path, json=body, headers=asked)

        numbers = [synthetic_cpr(98_000 + one).number for one in range(2)]
        survivor, absorbed = [
            UUID((await call("/v1/citizens", {"cpr": one, **ENTRY})).json()["citizen_id"]) for one in numbers
        ]
        merge = f"/v1/citizens/{absorbed}/merge", {"into": str(survivor)}
        key = str(uuid4())

        here.children["referral-web"].kill()
        mortal = here.start("referral", "web", runner=MORTAL)
        await here.ready("referral-web")
        with pytest.raises(httpx2.HTTPError):
            await call(*merge, if_match='"1"', idempotency_key=key)
        await eventually(lambda: not mortal.alive)
        assert mortal.exit_status == -9
        assert (await here.fetch(databases.KEYRING, LEADS_TO, absorbed))[0]["count"] == 1
        said = "SELECT citizen_id FROM event WHERE seq = 2 AND topic = 'citizen.v1'"
        assert {row["citizen_id"] for row in await here.fetch("referral", said)} == {survivor, absorbed}

        here.start("referral", "web")
        await here.ready("referral-web")

        async def follows() -> bool:
            return bool((await here.fetch(databases.KEYRING, LEADS_TO, survivor))[0]["count"] == 2)

        await eventually(follows)
        again = await call(*merge, if_match='"1"', idempotency_key=key)
        assert (again.status_code, again.headers["idempotency-replayed"]) == (200, "true")
        found = await call("/v1/citizens/search", {"cpr": numbers[1]})
        assert found.json() == {"citizen_id": str(survivor)}
