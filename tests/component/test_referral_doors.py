"""The referral service's doors on a real database: receive, accept, consent."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from migrations import migration
from samspil.referral.app.web import application
from samspil.rulebook.law import in_force, laws_of_consent
from samspil.rulebook.law_files import read_law
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, child_cpr, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

AUTHOR = "sagsbehandler-1"
NEW = count()


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


def in_days(days: int) -> str:
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


async def referred(doors: WebUnderTest) -> tuple[str, str]:
    """A new citizen's address and the id of the referral that was submitted for them."""
    number = synthetic_cpr(next(NEW)).number
    entry = {"cpr": number, "name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
    citizen = (await doors.post("/v1/citizens", entry, subject=AUTHOR)).json()["citizen_id"]
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
    answer = await doors.post(f"/v1/citizens/{citizen}/referrals", asked, subject=AUTHOR)
    return f"/v1/citizens/{citizen}", answer.json()["referral_id"]


def consent(referral: str, **changed: object) -> dict[str, object]:
    return {
        "kinds": ["identity", "contact_hold"],
        "from_sector": "social",
        "to_sectors": ["employment"],
        "case": referral,
        "until": in_days(90),
        **changed,
    }


async def test_a_visitator_receives_and_accepts_and_both_are_said(doors: WebUnderTest) -> None:
    citizen, referral = await referred(doors)
    address = f"{citizen}/referrals/{referral}"

    received = await doors.post(f"{address}/receive", role=Role.VISITATOR, if_match='"1"')
    accepted = await doors.post(
        f"{address}/accept", {"starts_on": in_days(7)}, Role.VISITATOR, if_match='"2"'
    )

    assert (received.status_code, received.json()["state"]) == (200, "received")
    assert (accepted.status_code, accepted.headers["etag"]) == (200, '"3"')
    (shown,) = (await doors.get(f"{citizen}/referrals")).json()["referrals"]
    assert shown["state"] == "accepted"
    assert (shown["received_by"], shown["accepted_by"]) == ("visitator-social", "visitator-social")
    assert shown["starts_on"] == in_days(7)
    assert await doors.types_said(UUID(citizen.rpartition("/")[2])) == [
        "citizen.registered.v1",
        "referral.submitted.v1",
        "referral.received.v1",
        "referral.accepted.v1",
    ]


async def test_who_may_not_answer_and_what_cannot_be_answered_is_refused_by_a_problem_of_its_own(
    doors: WebUnderTest,
) -> None:
    citizen, referral = await referred(doors)
    address = f"{citizen}/referrals/{referral}"
    soon = {"starts_on": in_days(7)}

    async def refused(path: str, body: object = None, *, seen: int = 1, **more: Any) -> object:
        answer = await doors.post(path, body, **{"role": Role.VISITATOR, **more}, if_match=f'"{seen}"')
        return answer.status_code, answer.json()["type"].rpartition("/")[2]

    assert await refused(f"{address}/receive", role=Role.CASEWORKER) == (403, "asked-of-another")
    assert await refused(f"{address}/receive", role=Role.LEADER) == (403, "forbidden-role")
    assert await refused(f"{address}/receive", subject=AUTHOR) == (403, "own-referral")
    assert await refused(f"{citizen}/referrals/{uuid4()}/receive") == (404, "unknown-referral")
    assert await refused(f"{address}/receive", seen=7) == (412, "stale-version")
    assert (await doors.post(f"{address}/receive", role=Role.VISITATOR)).status_code == 428
    assert await refused(f"{address}/accept", soon) == (409, "referral-not-received")
    await doors.post(f"{address}/receive", role=Role.VISITATOR, if_match='"1"')
    assert await refused(f"{address}/receive") == (412, "stale-version")
    assert await refused(f"{address}/receive", seen=2) == (409, "referral-already-received")
    late = await doors.post(f"{address}/accept", {"starts_on": in_days(-1)}, Role.VISITATOR, if_match='"2"')
    assert [(one["pointer"], one["code"]) for one in late.json()["errors"]] == [("#/starts_on", "date_past")]
    await doors.post(f"{address}/accept", soon, Role.VISITATOR, if_match='"2"')
    assert await refused(f"{address}/accept", soon, seen=3) == (409, "referral-not-now")
    assert await refused(f"{address}/cancel", seen=3) == (403, "not-the-author")
    await doors.post(f"{address}/cancel", subject=AUTHOR, if_match='"3"')
    assert await refused(f"{address}/start", {"started_on": in_days(0)}, seen=4) == (409, "referral-not-open")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"to_unit": "NOWHERE-1"}, ("#/to_unit", "unknown_unit")),
        ({"to_unit": "REGION-1"}, ("#/basis", "not_given_there")),
        ({"to_unit": "BOTILBUD-1", "basis": "sel-107"}, ("#/to_unit", "unit_closed")),
        ({"to_unit": "JOB-1"}, ("#/basis", "not_given_there")),
        ({"from_unit": "JOB-1"}, ("#/from_unit", "not_their_unit")),
    ],
)
async def test_whom_nobody_knows_or_who_gives_no_such_help_is_not_asked(
    doors: WebUnderTest, changed: dict[str, str], wrong: tuple[str, str]
) -> None:
    citizen, _ = await referred(doors)
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85", **changed}

    answer = await doors.post(f"{citizen}/referrals", asked)

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [wrong]


async def test_another_party_is_asked_on_a_ground_alone_which_may_be_given_in_the_same_act(
    doors: WebUnderTest,
) -> None:
    citizen, _ = await referred(doors)
    asked = {"to_unit": "JOB-1", "words": "Jeg vil i arbejde.", "basis": "lab"}
    before = await doors.types_said(UUID(citizen.rpartition("/")[2]))

    refused = await doors.post(f"{citizen}/referrals", asked)
    nothing = await doors.types_said(UUID(citizen.rpartition("/")[2]))
    sent = await doors.post(f"{citizen}/referrals", {**asked, "consent_until": in_days(60)})
    again = await doors.post(f"{citizen}/referrals", asked)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/no-ground")
    assert nothing == before
    assert (sent.status_code, again.status_code) == (201, 201), "the second stands on the first one's consent"
    given = (await doors.get(f"{citizen}/consents")).json()["consents"]
    assert {(one["from_sector"], *one["to_sectors"], *one["kinds"]) for one in given} == {
        ("social", "employment", "identity", "referral"),
        ("employment", "social", "referral"),
    }
    assert {one["case"] for one in given} == {sent.json()["referral_id"]}
    for one in given:
        await doors.post(f"{citizen}/consents/{one['consent_id']}/withdraw")
    assert (await doors.post(f"{citizen}/referrals", asked)).status_code == 409


async def test_a_no_is_a_decision_with_a_letter_that_says_why_on_which_basis_and_how_to_complain(
    doors: WebUnderTest,
) -> None:
    citizen, referral = await referred(doors)
    address = f"{citizen}/referrals/{referral}"
    await doors.post(f"{address}/receive", role=Role.VISITATOR, if_match='"1"')
    no = {"reason": "other", "words": "Vi kan ikke nå det.", "suggestion": "Værestedet"}

    unheard = await doors.post(f"{address}/decline", no, Role.VISITATOR, if_match='"2"')
    said = await doors.post(f"{address}/decline", {**no, "hearing": "held"}, Role.VISITATOR, if_match='"2"')

    assert [(one["pointer"], one["code"]) for one in unheard.json()["errors"]] == [("#/hearing", "missing")]
    (shown,) = (await doors.get(f"{citizen}/referrals")).json()["referrals"]
    [letter] = shown["letters"]
    assert (said.status_code, shown["declined"]["hearing"]) == (200, "held")
    for part in (
        "Visitationen",
        "Vi kan ikke nå det.",
        "Værestedet",
        "§ 85",
        "hørt",
        "4 uger",
        "Ankestyrelsen",
    ):
        assert part in letter


async def test_each_unit_lists_what_it_owes_and_waits_for_a_page_at_a_time(doors: WebUnderTest) -> None:
    mine = [await referred(doors) for _ in range(3)]
    await doors.post(f"{mine[0][0]}/referrals/{mine[0][1]}/cancel", subject=AUTHOR, if_match='"1"')

    seen: list[str] = []
    more: str | None = ""
    while more is not None:
        after = f"&cursor={more}" if more else ""
        page = (await doors.get(f"/v1/referrals?unit=VISITATION-1{after}", Role.VISITATOR)).json()
        seen += [one["referral_id"] for one in page["referrals"]]
        more = page["cursor"]

    assert len(seen) == len(set(seen))
    assert {referral for _, referral in mine[1:]} <= set(seen)
    assert mine[0][1] not in seen
    cancelled = (await doors.get("/v1/referrals?state=cancelled", Role.VISITATOR)).json()["referrals"]
    assert mine[0][1] in {one["referral_id"] for one in cancelled}
    authors = (await doors.get("/v1/referrals", Role.CASEWORKER)).json()["referrals"]
    assert {one["referral_id"] for one in authors} >= {referral for _, referral in mine[1:]}
    other = await doors.get("/v1/referrals?unit=VISITATION-1", Role.SUPPORT_WORKER)
    assert [(one["pointer"], one["code"]) for one in other.json()["errors"]] == [("#/unit", "not_their_unit")]
    for odd in ("x", "2026-99-99_" + mine[0][1], "2026-12-07_" + "-" * 36):
        answer = await doors.get(f"/v1/referrals?cursor={odd}", Role.VISITATOR)
        assert answer.status_code in {200, 422}


async def test_a_repeated_acceptance_is_answered_alike_and_said_once(doors: WebUnderTest) -> None:
    citizen, referral = await referred(doors)
    address = f"{citizen}/referrals/{referral}"
    await doors.post(f"{address}/receive", role=Role.VISITATOR, if_match='"1"')
    soon = {"starts_on": in_days(7)}

    first, again = [
        await doors.post(f"{address}/accept", soon, Role.VISITATOR, idempotency_key="k-1", if_match='"2"')
        for _ in "ab"
    ]

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_consent_is_kept_until_it_is_withdrawn_and_stays_in_the_file(doors: WebUnderTest) -> None:
    citizen, referral = await referred(doors)

    given = await doors.post(f"{citizen}/consents", consent(referral))
    consent_id = given.json()["consent_id"]
    (kept,) = (await doors.get(f"{citizen}/consents")).json()["consents"]
    withdrawn = await doors.post(f"{citizen}/consents/{consent_id}/withdraw", if_match='"3"')
    again = await doors.post(f"{citizen}/consents/{consent_id}/withdraw")
    (left,) = (await doors.get(f"{citizen}/consents")).json()["consents"]

    assert (given.status_code, withdrawn.status_code) == (201, 200)
    assert {name: kept[name] for name in consent(referral)} == consent(referral)
    pack = in_force(read_law(), danish_day(datetime.now(UTC)))
    assert kept["law"] == laws_of_consent(pack, Sector.SOCIAL, [Sector.EMPLOYMENT])[0]
    assert kept["withdrawn_at"] is None
    assert left["withdrawn_at"] is not None
    assert (again.status_code, again.json()["type"]) == (409, "/problems/consent-already-withdrawn")


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"kinds": []}, "#/kinds"),
        ({"to_sectors": []}, "#/to_sectors"),
        ({"to_sectors": ["social"]}, "#/to_sectors"),
        ({"law": "psl-13c"}, "#/law"),
        ({"until": in_days(-2)}, "#/until"),
        ({"until": "9999-12-31"}, "#/until"),
        (
            {"from_sector": "region", "to_sectors": ["social"], "law": "sul-43-1", "until": in_days(400)},
            "#/until",
        ),
        ({"case": str(uuid4())}, "#/case"),
    ],
)
async def test_a_consent_that_lacks_something_is_refused_with_a_pointer_to_it(
    doors: WebUnderTest, changed: dict[str, object], pointer: str
) -> None:
    citizen, referral = await referred(doors)

    answer = await doors.post(f"{citizen}/consents", consent(referral, **changed))

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert answer.json()["errors"][0]["message"] != "Not valid."


async def test_a_case_is_a_referral_of_the_same_citizen(doors: WebUnderTest) -> None:
    citizen, _ = await referred(doors)
    _, of_another = await referred(doors)

    answer = await doors.post(f"{citizen}/consents", consent(of_another))

    assert [one["pointer"] for one in answer.json()["errors"]] == ["#/case"]


def entry(number: str, **changed: object) -> dict[str, object]:
    named = {"cpr": number, "name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
    return {**named, **changed}


def years_ago(years: int, days: int = 0) -> date:
    today = danish_day(datetime.now(UTC))
    birthday = today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days=days)
    return birthday + timedelta(days=(birthday.month, birthday.day) == (1, 1))


async def refused(doors: WebUnderTest, path: str, body: object) -> list[tuple[str, str]]:
    """Which fields a door finds wrong, and with which codes."""
    answer = await doors.post(path, body)
    assert answer.status_code == 422, answer.text
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


async def test_a_child_is_registered_with_a_reason_and_without_one_nothing_is_kept(
    doors: WebUnderTest,
) -> None:
    child = child_cpr(years_ago(17))

    assert await refused(doors, "/v1/citizens", entry(child.number)) == [
        ("#/transition", "transition_missing")
    ]
    assert await doors.keyring.find(child) is None

    made = await doors.post("/v1/citizens", entry(child.number, transition="adult_life"))
    shown = (await doors.get(made.headers["location"])).json()
    of_age = await doors.post("/v1/citizens", entry(child_cpr(years_ago(18, -3)).number))
    assert (made.status_code, shown["transition"], of_age.status_code) == (201, "adult_life", 201)


async def test_where_the_citizen_lives_is_read_as_it_was_told(doors: WebUnderTest) -> None:
    placed, at_home = [
        await doors.post("/v1/citizens", entry(synthetic_cpr(next(NEW)).number, **where))
        for where in ({"residence_municipality": "265"}, {})
    ]

    shown = [(await doors.get(made.headers["location"])).json() for made in (placed, at_home)]

    assert [one["acting_municipality"] for one in shown] == ["101", "101"]
    assert [one["residence_municipality"] for one in shown] == ["265", None]


async def test_a_file_from_before_anybody_asked_where_the_citizen_lives_is_read_and_worked_on(
    doors: WebUnderTest,
) -> None:
    citizen, _ = await referred(doors)
    await doors.pool.execute(
        "UPDATE citizen_file SET state = (state::jsonb - $2)::json WHERE citizen_id = $1",
        UUID(citizen.rpartition("/")[2]),
        "residence_municipality",
    )

    shown = (await doors.get(citizen)).json()
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
    answer = await doors.post(f"{citizen}/referrals", asked)

    assert (shown["acting_municipality"], shown["residence_municipality"]) == ("101", None)
    assert answer.status_code == 201


async def test_by_a_law_that_gives_no_help_nobody_is_registered_and_nothing_is_asked(
    doors: WebUnderTest,
) -> None:
    citizen, _ = await referred(doors)
    stranger = synthetic_cpr(next(NEW))
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud."}

    for law in ("rsl-12c", "rsl-11a-1", "sul-43-1", "psl-13c"):
        wrong = [("#/basis", "law_without_help")]
        assert await refused(doors, "/v1/citizens", entry(stranger.number, basis=law)) == wrong
        assert await refused(doors, f"{citizen}/referrals", {**asked, "basis": law}) == wrong
    assert await doors.keyring.find(stranger) is None
    assert len((await doors.get(f"{citizen}/referrals")).json()["referrals"]) == 1


async def test_a_second_registration_finds_the_file_and_overwrites_nothing_in_it(doors: WebUnderTest) -> None:
    number = synthetic_cpr(next(NEW)).number
    first = await doors.post("/v1/citizens", entry(number))

    again = await doors.post("/v1/citizens", entry(number, name="En Anden", basis="sel-99"))

    shown = (await doors.get(first.headers["location"])).json()
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "differs": ["name"]}
    assert (shown["name"], shown["acting_municipality"], shown["basis"]) == ("Ingen Prøve", "101", "sel-85")
    assert await doors.types_said(UUID(first.json()["citizen_id"])) == ["citizen.registered.v1"]


async def test_a_citizen_with_two_numbers_has_one_file(doors: WebUnderTest) -> None:
    replacement = ADMINISTRATIVE_REPLACEMENT.cpr
    first = await doors.post("/v1/citizens", entry(replacement.number))
    shown = (await doors.get(first.headers["location"])).json()
    await doors.keyring.link(BRUNO.cpr, CitizenId(UUID(first.json()["citizen_id"])))

    again = await doors.post("/v1/citizens", entry(BRUNO.cpr.number))

    assert (first.status_code, shown["cpr"]) == (201, replacement.number)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_nothing_is_done_for_an_unknown_citizen_or_before_there_is_a_file(doors: WebUnderTest) -> None:
    _, referral = await referred(doors)
    without_file = await doors.keyring.get_or_create(synthetic_cpr(next(NEW)))
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}

    for citizen in (uuid4(), without_file):
        address = f"/v1/citizens/{citizen}"
        answers = [
            await doors.post(f"{address}/referrals", asked),
            await doors.post(f"{address}/referrals/{referral}/cancel", subject=AUTHOR, if_match='"1"'),
            await doors.post(f"{address}/referrals/{referral}/receive", role=Role.VISITATOR, if_match='"1"'),
            await doors.post(f"{address}/consents", consent(referral)),
            await doors.post(f"{address}/consents/{uuid4()}/withdraw"),
            await doors.get(address),
            await doors.get(f"{address}/consents"),
        ]
        assert {(one.status_code, one.json()["type"]) for one in answers} == {
            (404, "/problems/unknown-citizen")
        }
        assert await doors.types_said(citizen) == []


@pytest.mark.parametrize("until", ["9999-12-31", "infinity", "0001-01-01"])
async def test_a_consent_is_withdrawn_whatever_odd_data_the_version_before_stored_of_the_citizen(
    doors: WebUnderTest, until: str
) -> None:
    citizen, referral = await referred(doors)
    consent_id = (await doors.post(f"{citizen}/consents", consent(referral))).json()["consent_id"]
    up, down = migration("samspil.referral.storage", "0004_things_with_versions.sql")
    columns, without_columns = migration("samspil.referral.storage", "0005_referrals_of_units.sql")
    await doors.pool.execute(without_columns + down)
    await doors.pool.execute(
        "UPDATE consent SET until = $2::text::date WHERE consent_id = $1", UUID(consent_id), until
    )
    await doors.pool.execute(
        "UPDATE referral SET answer_by = $2::text::date, starts_on = $2::text::date WHERE referral_id = $1",
        UUID(referral),
        until,
    )
    await doors.pool.execute(
        "UPDATE citizen_file SET acting_municipality = '999', basis = 'rsl-12c' WHERE citizen_id = $1",
        UUID(citizen.rpartition("/")[2]),
    )
    await doors.pool.execute(up + columns)

    withdrawn = await doors.post(f"{citizen}/consents/{consent_id}/withdraw", subject=AUTHOR)

    (left,) = (await doors.get(f"{citizen}/consents", subject=AUTHOR)).json()["consents"]
    shown = [await doors.get(address, subject=AUTHOR) for address in (citizen, f"{citizen}/referrals")]
    assert (withdrawn.status_code, [one.status_code for one in shown]) == (200, [200, 200])
    assert left["withdrawn_at"] is not None
    assert shown[0].json()["acting_municipality"] == "999"
    assert (await doors.types_said(UUID(citizen.rpartition("/")[2])))[-2:] == [
        "citizen.consent_withdrawn.v1",
        "referral.submitted.v1",
    ]
