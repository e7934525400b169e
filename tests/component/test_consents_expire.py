"""Consents on real PostgreSQL: the clock says once of each that it is over, of those from before, too."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from migrations import migration
from samspil.ledger.due import Clock
from samspil.referral.api.clock import due
from samspil.referral.app.web import application
from samspil.referral.storage.transaction import referral_store
from samspil.testkit.builders import RULES
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.web.auth import Role

NEW = count(82_000)
TODAY = danish_day(datetime.now(UTC))
YESTERDAY = TODAY - timedelta(days=1)
LATER = TODAY + timedelta(days=90)
UP, DOWN = migration("samspil.referral.storage", "0006_consents_that_expire.sql")


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


class Given:
    """A citizen's address there, and the consent that was given."""

    def __init__(self, doors: WebUnderTest, citizen: str, consent: str, version: int) -> None:
        self.doors, self.citizen, self.consent, self.version = doors, citizen, consent, version
        self.address = f"/v1/citizens/{citizen}/consents"

    @classmethod
    async def of(cls, doors: WebUnderTest) -> "Given":
        number = synthetic_cpr(next(NEW)).number
        entry = {"cpr": number, "name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
        citizen = (await doors.post("/v1/citizens", entry)).json()["citizen_id"]
        asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
        case = (await doors.post(f"/v1/citizens/{citizen}/referrals", asked)).json()["referral_id"]
        body = {
            "kinds": ["identity", "contact_hold"],
            "from_sector": "social",
            "to_sectors": ["employment"],
            "case": case,
            "until": LATER.isoformat(),
            "form": "oral",
        }
        told = (await doors.post(f"/v1/citizens/{citizen}/consents", body)).json()
        return cls(doors, citizen, told["consent_id"], told["version"])

    async def was_until(self, until: date) -> None:
        """As if it had been given so long ago, with whatever last day."""
        await self.doors.pool.execute(
            "UPDATE consent SET kept = (kept::jsonb || jsonb_build_object('until', $2::text))::json"
            " WHERE id = $1",
            UUID(self.consent),
            until.isoformat(),
        )

    async def marked_at(self) -> datetime | None:
        at: datetime | None = await self.doors.pool.fetchval(
            "SELECT at FROM due WHERE what = $1", f"consent:{self.consent}"
        )
        return at

    async def said(self) -> list[str]:
        return [
            one
            for one in await self.doors.types_said(UUID(self.citizen))
            if one.startswith("citizen.consent")
        ]

    async def read(self) -> dict[str, object]:
        [one] = (await self.doors.get(self.address)).json()["consents"]
        return dict(one)


async def tick(doors: WebUnderTest) -> None:
    """As often as something is due now."""
    clock = Clock(referral_store(doors.pool), due(RULES))
    while await clock.tick():
        pass


async def test_a_narrowed_consent_is_read_as_it_is_and_is_over_earlier(
    doors: WebUnderTest,
) -> None:
    given = await Given.of(doors)
    assert await given.marked_at() == start_of(LATER + timedelta(days=1))
    rest = {"kinds": ["identity"], "to_sectors": ["employment"], "until": TODAY.isoformat()}

    narrow = f"{given.address}/{given.consent}/narrow"
    done = await doors.post(narrow, rest, if_match=f'"{given.version}"')

    read = await given.read()
    assert (done.status_code, read["kinds"], read["until"]) == (200, ["identity"], TODAY.isoformat())
    assert (read["form"], bool(read["narrowed_at"]), read["expired_at"]) == ("oral", True, None)
    assert await given.marked_at() == start_of(TODAY + timedelta(days=1))


async def test_what_is_more_or_was_seen_otherwise_or_is_nobodys_to_narrow_is_refused_by_its_name(
    doors: WebUnderTest,
) -> None:
    given = await Given.of(doors)
    narrow = f"{given.address}/{given.consent}/narrow"
    rest = {"kinds": ["identity"], "to_sectors": ["employment"], "until": TODAY.isoformat()}

    async def refused(path: str = narrow, role: Role = Role.CASEWORKER, **changed: object) -> object:
        seen = changed.pop("seen", given.version)
        answer = await doors.post(path, {**rest, **changed}, role, if_match=f'"{seen}"')
        told = answer.json()
        if told.get("errors"):
            return [(one["pointer"], one["code"]) for one in told["errors"]]
        return answer.status_code, told["type"].rpartition("/")[2]

    wider = "consent_widened"
    assert await refused(kinds=["identity", "stay"]) == [("#/kinds", wider)]
    assert await refused(to_sectors=["region"]) == [("#/to_sectors", wider)]
    assert await refused(until=(LATER + timedelta(days=1)).isoformat()) == [("#/until", wider)]
    assert await refused(kinds=[]) == [("#/kinds", "too_short")]
    assert await refused(until=YESTERDAY.isoformat()) == [("#/until", "date_past")]
    both, last = ["identity", "contact_hold"], LATER.isoformat()
    assert await refused(kinds=both, until=last) == [("#/kinds", "consent_not_narrowed")]
    assert await refused(seen=99) == (412, "stale-version")
    assert (await doors.post(narrow, rest)).status_code == 428
    assert await refused(role=Role.SUPPORT_WORKER) == (403, "forbidden-role")
    await doors.post(f"{given.address}/{given.consent}/withdraw")
    assert await refused(seen=given.version + 1) == (409, "consent-already-withdrawn")
    assert (await given.said()).count("citizen.consent_narrowed.v1") == 0


async def test_a_consent_that_is_over_is_said_to_be_once_and_a_withdrawn_never(
    doors: WebUnderTest,
) -> None:
    over, withdrawn = await Given.of(doors), await Given.of(doors)
    await doors.post(f"{withdrawn.address}/{withdrawn.consent}/withdraw")
    for one in (over, withdrawn):
        await one.was_until(YESTERDAY)
        await doors.pool.execute("UPDATE due SET at = now() WHERE what = $1", f"consent:{one.consent}")

    await tick(doors)
    await doors.pool.execute(UP)  # looked at again, it says nothing more
    await tick(doors)

    assert await over.said() == ["citizen.consent_given.v1", "citizen.consent_expired.v1"]
    assert await withdrawn.said() == ["citizen.consent_given.v1", "citizen.consent_withdrawn.v1"]
    assert (await over.read())["expired_at"]
    rest = {"kinds": ["identity"], "to_sectors": ["employment"], "until": TODAY.isoformat()}
    narrow = f"{over.address}/{over.consent}/narrow"
    refused = await doors.post(narrow, rest, if_match=f'"{over.version + 1}"')
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/consent-is-over")


async def test_consents_from_before_are_looked_at_once_and_no_odd_day_holds_up_another_citizen(
    doors: WebUnderTest,
) -> None:
    days = (date.min, date(1900, 1, 1), YESTERDAY, LATER, date.max)
    ones = [await Given.of(doors) for _ in days]
    await doors.pool.execute(DOWN)
    for one, until in zip(ones, days, strict=True):
        await one.was_until(until)
    assert [await one.marked_at() for one in ones] == [None] * len(days)

    await doors.pool.execute(UP)
    await tick(doors)

    over = ["citizen.consent_given.v1", "citizen.consent_expired.v1"]
    assert [await one.said() for one in ones] == [over, over, over, over[:1], over[:1]]
    marks = [await one.marked_at() for one in ones]
    assert marks == [None, None, None, start_of(LATER + timedelta(days=1)), None]
    assert await doors.pool.fetchval("SELECT count(*) FROM due WHERE attempts > 0") == 0


async def test_a_consent_is_withdrawn_whatever_else_cannot_be_read(
    doors: WebUnderTest,
) -> None:
    given = await Given.of(doors)
    await doors.pool.execute(
        "UPDATE citizen_file SET state = '{}' WHERE citizen_id = $1", UUID(given.citizen)
    )
    spoil = "UPDATE referral SET kept = '{}' WHERE citizen_id = $1"
    await doors.pool.execute(spoil, UUID(given.citizen))

    withdrawn = await doors.post(f"{given.address}/{given.consent}/withdraw")

    assert withdrawn.status_code == 200
    assert (await given.said())[-1] == "citizen.consent_withdrawn.v1"
