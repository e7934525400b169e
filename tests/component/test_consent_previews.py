"""What a consent would do, asked at the overview's own doors: opened for who asks, logged, and never done."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from component.test_examples import overview
from overview_facts import AGREED, added, asked, consent, registered
from samspil.contracts.citizen import CitizenConsentGiven
from samspil.rulebook.law import in_force, laws_of_consent
from samspil.stack import databases
from samspil.testkit.builders import LAW, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

NAME = "Ingen Prøve"
NUMBER = synthetic_cpr(81_000)
TODAY = danish_day(datetime.now(UTC))
SOON = TODAY + timedelta(days=60)


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "overview", overview) as made:
        yield made


class Told:
    """A citizen whom the overview has heard of, and what it would be asked to do."""

    def __init__(self, doors: WebUnderTest, citizen: CitizenId, case: UUID) -> None:
        self.doors, self.citizen, self.case = doors, citizen, case
        self.address = f"/v1/citizens/{citizen}/consents"
        self.heard = Heard(doors.pool, LAW)

    @classmethod
    async def of(cls, doors: WebUnderTest, *facts: Any) -> "Told":
        """Registered, with help and a referral; and what else is told."""
        citizen = await doors.keyring.get_or_create(NUMBER)
        await doors.pool.execute("TRUNCATE folded, journal, disclosed, event, stream, outbox, parked, due")
        name, number = [
            await doors.keyring.seal(citizen, kind, text)
            for kind, text in (("name", NAME), ("cpr", NUMBER.number))
        ]
        helper = await doors.keyring.seal(citizen, "name", "Aisha Digtet")
        case, at = uuid4(), datetime.now(UTC)
        one = cls(doors, citizen, case)
        await one.heard.tell(
            citizen,
            replace(registered(at), name=name, cpr=number),
            asked(referral=case, giver=Sector.SOCIAL, at=at),
            replace(added(), support_worker_name=helper),
            AGREED,
            *asked_of(*UNITS),
            *facts,
        )
        return one

    def giving(self, **changed: object) -> dict[str, object]:
        return {
            "kinds": ["identity", "network"],
            "from_sector": "social",
            "to_sectors": ["region"],
            "case": str(self.case),
            "until": SOON.isoformat(),
            "form": "oral",
            **changed,
        }

    async def ask(self, path: str, body: object = None, **more: Any) -> dict[str, Any]:
        answer = await self.doors.post(self.address + path, body, **more)
        assert answer.status_code == 200, answer.text
        return {"waits": answer.json()["waits"]} | {
            one["receiver"]: one for one in answer.json()["receivers"]
        }


def given_to_both() -> CitizenConsentGiven:
    law, *_ = laws_of_consent(in_force(LAW, TODAY), Sector.SOCIAL, (Sector.EMPLOYMENT, Sector.REGION))
    given = consent(SOON, (DataClass.IDENTITY, DataClass.NETWORK), at=datetime.now(UTC))
    return replace(given, law=law)


async def test_what_would_be_told_is_opened_and_the_other_partner_hears_of_nothing(
    doors: WebUnderTest,
) -> None:
    told = await Told.of(doors)

    shown = await told.ask("/preview", told.giving())

    region = shown["region"]
    assert (region["changes"], shown["jobcenter"]["changes"], shown["waits"]) == (True, False, False)
    assert (region["now"]["identity"], region["now"]["shares"]) == (None, False)
    assert region["after"]["identity"] == {"cpr": NUMBER.number, "name": NAME}
    assert region["after"]["contact_person"] == {"name": "Aisha Digtet", "phone": None}
    assert region["after"]["until"] == SOON.isoformat()
    assert shown["jobcenter"]["now"] == shown["jobcenter"]["after"]
    said = "SELECT count(*) FROM event WHERE topic LIKE 'disclosure%' AND citizen_id = $1"
    before = await doors.pool.fetchval(said, told.citizen)
    await told.ask("/preview", told.giving())
    assert await doors.pool.fetchval(said, told.citizen) == before
    async with databases.connected(doors.keyring_url) as keyring:
        rows = await keyring.fetch("SELECT why, fields FROM access WHERE citizen_id = $1", told.citizen)
    assert [row["why"] for row in rows] == ["preview-consent"]
    assert "region.after.identity.cpr" in rows[0]["fields"]


async def test_less_of_a_consent_and_none_of_it_are_shown_as_they_would_be(doors: WebUnderTest) -> None:
    given = given_to_both()
    told = await Told.of(doors, given)
    rest = {"kinds": ["identity"], "to_sectors": ["employment", "region"], "until": SOON.isoformat()}

    less = await told.ask(f"/{given.consent_id}/narrow/preview", rest, if_match='"2"')
    none = await told.ask(f"/{given.consent_id}/withdraw/preview")

    # Whether the jobcenter is told whom to call depends on the law of the day.
    whom = {one: less[one]["now"].get("contact_person") is not None for one in ("jobcenter", "region")}
    assert {one: less[one]["changes"] for one in whom} == whom
    assert whom["region"]
    assert (less["region"]["now"]["contact_person"], less["region"]["after"]["contact_person"]) == (
        {"name": "Aisha Digtet", "phone": None},
        None,
    )
    assert less["region"]["after"]["identity"]["name"] == NAME
    assert [none[one]["after"]["shares"] for one in ("jobcenter", "region")] == [False, False]
    assert [none[one]["now"]["shares"] for one in ("jobcenter", "region")] == [True, True]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"kinds": []}, ("#/kinds", "too_short")),
        ({"kinds": ["identity", "stay"]}, ("#/kinds", "kind_without_effect")),
        ({"to_sectors": ["social"]}, ("#/to_sectors", "sender_is_receiver")),
        ({"law": "psl-13c"}, ("#/law", "law_without_consent")),
        ({"case": str(uuid4())}, ("#/case", "unknown_case")),
        ({"until": (TODAY - timedelta(days=2)).isoformat()}, ("#/until", "date_past")),
        ({"until": (TODAY + timedelta(days=740)).isoformat()}, ("#/until", "consent_too_long")),
        ({"until": "9999-12-31"}, ("#/until", "date_implausible")),
    ],
)
async def test_what_the_act_would_refuse_is_refused_by_the_same_name(
    doors: WebUnderTest, changed: dict[str, object], wrong: tuple[str, str]
) -> None:
    told = await Told.of(doors)

    answer = await doors.post(f"{told.address}/preview", told.giving(**changed))

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [wrong]


async def test_of_a_consent_nobody_knows_or_that_changed_or_is_over_nothing_is_shown(
    doors: WebUnderTest,
) -> None:
    given = given_to_both()
    over = replace(given_to_both(), until=TODAY - timedelta(days=1))
    told = await Told.of(doors, given, over)
    rest = {"kinds": ["identity"], "to_sectors": ["region"], "until": SOON.isoformat()}

    async def refused(path: str, body: object = rest, **more: Any) -> tuple[int, str]:
        answer = await doors.post(told.address + path, body, **more)
        return answer.status_code, answer.json()["type"].rpartition("/")[2]

    narrow = f"/{given.consent_id}/narrow/preview"
    assert await refused(f"/{uuid4()}/narrow/preview", if_match='"2"') == (404, "unknown-consent")
    assert await refused(f"/{uuid4()}/withdraw/preview", None) == (404, "unknown-consent")
    assert await refused(narrow) == (428, "version-needed")
    assert await refused(narrow, if_match='"7"') == (412, "stale-version")
    assert await refused(f"/{over.consent_id}/narrow/preview", if_match='"3"') == (409, "consent-is-over")
    assert await refused(narrow, role=Role.SUPPORT_WORKER, if_match='"2"') == (403, "forbidden-role")
    nobody = await doors.post(f"/v1/citizens/{uuid4()}/consents/preview", told.giving())
    assert (nobody.status_code, nobody.json()["type"]) == (404, "/problems/unknown-citizen")


async def park(doors: WebUnderTest, citizen: UUID, seq: int) -> None:
    await doors.pool.execute(
        "INSERT INTO parked (topic, part, log_offset, citizen_id, seq, state, error_class)"
        " VALUES ('citizen.v1', 0, $2, $1, $2, 'failed', 'ValidationError')",
        citizen,
        seq,
    )


async def test_in_doubt_no_more_is_shown_than_would_be_told_and_behind_a_parked_fact_nothing_changes(
    doors: WebUnderTest,
) -> None:
    given = given_to_both()
    told = await Told.of(doors, given)
    await park(doors, told.citizen, 1)  # heard otherwise before: what comes next is heard all the same

    wider = await told.ask(
        "/preview", told.giving(kinds=["identity"], until=(SOON + timedelta(9)).isoformat())
    )
    ended = await told.ask(f"/{given.consent_id}/withdraw/preview")
    assert (wider["waits"], wider["region"]["changes"]) == (False, False)
    assert wider["region"]["after"]["until"] == SOON.isoformat()
    assert ended["region"]["changes"]

    await park(doors, told.citizen, 3)  # the next one: whatever is said now waits behind it
    ended = await told.ask(f"/{given.consent_id}/withdraw/preview")
    assert ended["waits"] is True
    assert [ended[one]["changes"] for one in ("jobcenter", "region")] == [False, False]


async def test_what_of_the_citizen_cannot_be_read_is_in_nobodys_way(doors: WebUnderTest) -> None:
    given = given_to_both()
    told = await Told.of(doors, given)
    await doors.pool.execute("UPDATE folded SET state = '{\"interventions\": 5}' WHERE topic = 'plan.v1'")

    ended = await told.ask(f"/{given.consent_id}/withdraw/preview")

    assert [ended[one]["after"]["shares"] for one in ("jobcenter", "region")] == [False, False]
