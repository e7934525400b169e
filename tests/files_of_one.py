"""People who register, link, merge and part at the referral service's real doors."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import httpx2

from samspil.referral.api.doors import ReferralDoor
from samspil.referral.storage.transaction import referral_store
from samspil.testkit.builders import LAW, RULES
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.web_under_test import WebUnderTest
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr

_NEW = count(60_000)


def in_days(days: int) -> str:
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


def new_number() -> Cpr:
    return synthetic_cpr(next(_NEW))


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def behind(doors: WebUnderTest) -> ReferralDoor:
    """What is behind the doors, for what the process does beside them."""
    return ReferralDoor(referral_store(doors.pool), doors.keyring, RULES, LAW)


@dataclass
class File:
    """One file."""

    doors: WebUnderTest
    id: CitizenId
    cpr: Cpr | None
    by: str | None = None

    async def post(self, verb: str, body: object = None, **more: Any) -> httpx2.Response:
        """At the version that it has now, unless another one is named; ``version=None``: none."""
        version = more.pop("version", 0)
        if version == 0:
            version = await self.version()
        seen: dict[str, Any] = {} if version is None else {"if_match": f'"{version}"'}
        more.setdefault("subject", self.by)
        return await self.doors.post(f"/v1/citizens/{self.id}/{verb}", body, **seen, **more)

    async def read(self, what: str = "", **more: Any) -> Any:
        more.setdefault("subject", self.by)
        answer = await self.doors.get(f"/v1/citizens/{self.id}{what}", **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def version(self) -> int:
        kept = "SELECT (state ->> 'version')::int FROM citizen_file WHERE citizen_id = $1"
        return int(await self.doors.pool.fetchval(kept, self.id))

    async def said(self) -> list[str]:
        return await self.doors.types_said(self.id)

    async def asks(self, unit: str = "VISITATION-1", **more: Any) -> UUID:
        """A new referral."""
        asked = {"to_unit": unit, "words": "Jeg vil ud.", "basis": "sel-85", **more}
        answer = await self.post("referrals", asked, version=None)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["referral_id"])

    async def state(self, referral: UUID) -> str:
        one = "SELECT state FROM referral WHERE id = $1 AND citizen_id = $2"
        return str(await self.doors.pool.fetchval(one, referral, self.id))

    async def merged_into(self, other: "File", **more: Any) -> httpx2.Response:
        return await self.post("merge", {"into": str(other.id)}, **more)

    async def split(self, **more: Any) -> httpx2.Response:
        return await self.post("split", **more)


async def registered(doors: WebUnderTest, by: str | None = None, **more: Any) -> File:
    cpr = new_number()
    entry = {
        "cpr": cpr.number,
        "name": "Ingen Prøve",
        "acting_municipality": "101",
        "basis": "sel-85",
        **more,
    }
    answer = await doors.post("/v1/citizens", entry, subject=by)
    assert answer.status_code == 201, answer.text
    return File(doors, CitizenId(UUID(answer.json()["citizen_id"])), cpr, by)


async def contact(doors: WebUnderTest, by: str | None = None, **more: Any) -> File:
    entry = {"name": "Kalder sig Bo", "acting_municipality": "101", "basis": "sel-99", **more}
    answer = await doors.post("/v1/citizens/contacts", entry, subject=by)
    assert answer.status_code == 201, answer.text
    return File(doors, CitizenId(UUID(answer.json()["citizen_id"])), None, by)


async def two(doors: WebUnderTest) -> tuple[File, File]:
    """A file that survives, and one that is part of it."""
    survivor, absorbed = await registered(doors), await registered(doors)
    answer = await absorbed.merged_into(survivor)
    assert answer.status_code == 200, answer.text
    return survivor, absorbed
