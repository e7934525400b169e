"""What partners tell moves the same referral, once however often it is told, and the balance always holds."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentReferralAnswered,
)
from samspil.contracts.envelope import Fact
from samspil.ledger.due import Clock
from samspil.ledger.hear import Hearing
from samspil.referral.api.clock import due
from samspil.referral.api.figures import tell_balance
from samspil.referral.api.subscriptions import heard
from samspil.referral.app.web import application
from samspil.referral.storage.transaction import referral_store
from samspil.telemetry import metrics
from samspil.testkit.builders import RULES, sealed
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

NEW = count(500)
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
BASIS = LegalBasis.RSL_11A_1


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(doors: WebUnderTest) -> Hearer:
    return Hearer(Hearing("referral", referral_store(doors.pool), heard(RULES)))


async def registered(doors: WebUnderTest) -> CitizenId:
    entry = {
        "cpr": synthetic_cpr(next(NEW)).number,
        "name": "Ingen Prøve",
        "acting_municipality": "101",
        "basis": "sel-85",
    }
    return CitizenId(UUID((await doors.post("/v1/citizens", entry)).json()["citizen_id"]))


async def asked(doors: WebUnderTest, citizen: UUID) -> UUID:
    """A referral to the jobcenter."""
    until = (danish_day(datetime.now(UTC)) + timedelta(days=60)).isoformat()
    wish = {"to_unit": "JOB-1", "words": "Jeg vil i gang.", "basis": "lab", "consent_until": until}
    answer = await doors.post(f"/v1/citizens/{citizen}/referrals", wish)
    return UUID(answer.json()["referral_id"])


async def state(doors: WebUnderTest, referral: UUID) -> str:
    return str(await doors.pool.fetchval("SELECT state FROM referral WHERE id = $1", referral))


async def line(doors: WebUnderTest, unit: str = "JOB-1") -> dict[str, int]:
    shown = (await doors.get("/v1/balance")).json()
    return next((one for one in shown if one["to_unit"] == unit), {})


def told(referral: UUID, outcome: Outcome, what: Told = Told.REFERRAL) -> Fact:
    return EmploymentDeliveryEnded(
        delivery_id=uuid4(), told=what, outcome=outcome, referral_id=referral, occurred_at=NOW
    )


def answers(referral: UUID, answer: PartnerAnswer, **more: Any) -> Fact:
    whole = {"words": sealed(), "day": None, **more}
    return EmploymentReferralAnswered(
        answer_id=uuid4(), referral_id=referral, answer=answer, basis=BASIS, occurred_at=NOW, **whole
    )


async def test_only_what_the_partners_system_acknowledged_was_told(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    citizen = await registered(doors)
    referral = await asked(doors, citizen)

    for fact in (
        told(referral, Outcome.REFUSED),
        told(referral, Outcome.EXPIRED),
        told(referral, Outcome.ACKNOWLEDGED, Told.REFERRAL_INFORMATION),
        told(uuid4(), Outcome.ACKNOWLEDGED),
    ):
        await hearer.hear(citizen, fact)
        assert await state(doors, referral) == "submitted"
    await hearer.hear(citizen, told(referral, Outcome.ACKNOWLEDGED))
    assert await state(doors, referral) == "told"
    await hearer.hear(citizen, told(referral, Outcome.ACKNOWLEDGED))
    assert (await doors.types_said(citizen)).count("referral.told.v1") == 1


async def test_a_partners_life_of_a_referral_is_said_as_ours_is(doors: WebUnderTest, hearer: Hearer) -> None:
    citizen = await registered(doors)
    referral = await asked(doors, citizen)
    told_once = [answers(referral, PartnerAnswer.ACCEPTED, day=danish_day(NOW) + timedelta(days=9))]

    await hearer.hear(citizen, *told_once, answers(referral, PartnerAnswer.DECLINED))
    await hearer.hear(citizen, answers(referral, PartnerAnswer.STARTED))
    await hearer.hear(citizen, answers(referral, PartnerAnswer.COMPLETED))

    assert [one for one in await doors.types_said(citizen) if one.startswith("referral.")] == [
        "referral.submitted.v1",
        "referral.told.v1",
        "referral.received.v1",
        "referral.accepted.v1",
        "referral.started.v1",
        "referral.completed.v1",
    ]
    assert await state(doors, referral) == "completed"


async def test_a_request_becomes_one_referral_to_the_way_in_however_often_it_is_told(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    citizen = await registered(doors)
    request = EmploymentHelpRequested(
        request_id=uuid4(),
        words=await doors.keyring.seal(citizen, "words", "Hjælp."),
        urgent=True,
        asked_for=LegalBasis.SEL_85,
        basis=BASIS,
        occurred_at=NOW,
    )

    await hearer.hear(citizen, request)
    await hearer.hear(citizen, request)

    [one] = (await doors.get(f"/v1/citizens/{citizen}/referrals")).json()["referrals"]
    assert (one["from_sector"], one["to_unit"], one["priority"]) == ("employment", "VISITATION-1", "urgent")
    address = f"/v1/citizens/{citizen}/referrals/{one['referral_id']}"
    received = await doors.post(f"{address}/receive", role=Role.VISITATOR, if_match=f'"{one["version"]}"')
    more = await doors.post(
        f"{address}/request-information",
        {"words": "Hvad?"},
        Role.VISITATOR,
        if_match=received.headers["etag"],
    )
    assert (received.status_code, more.json()["type"]) == (200, "/problems/author-elsewhere")


@pytest.mark.parametrize(
    ("steps", "after"),
    [((), "cancelled"), (("receive", "start"), "started"), (("receive", "accept"), "cancelled")],
)
async def test_a_request_that_is_withdrawn_takes_its_referral_back_for_as_long_as_help_has_not_begun(
    doors: WebUnderTest, hearer: Hearer, steps: tuple[str, ...], after: str
) -> None:
    citizen, asked_for = await registered(doors), LegalBasis.SEL_82A
    words = await doors.keyring.seal(citizen, "words", "Hjælp.")
    request = EmploymentHelpRequested(
        request_id=uuid4(), words=words, urgent=False, asked_for=asked_for, basis=BASIS, occurred_at=NOW
    )
    await hearer.hear(citizen, request)
    [one] = (await doors.get(f"/v1/citizens/{citizen}/referrals")).json()["referrals"]
    version, today = f'"{one["version"]}"', danish_day(datetime.now(UTC)).isoformat()
    bodies = {"start": {"started_on": today}, "accept": {"starts_on": today}}
    for step in steps:
        address = f"/v1/citizens/{citizen}/referrals/{one['referral_id']}/{step}"
        answer = await doors.post(address, bodies.get(step), Role.VISITATOR, if_match=version)
        assert answer.status_code == 200, answer.text
        version = answer.headers["etag"]

    gone = EmploymentHelpRequestWithdrawn(request_id=request.request_id, basis=BASIS, occurred_at=NOW)
    for _ in range(2):
        await hearer.hear(citizen, gone)
    await hearer.hear(citizen, replace(gone, request_id=uuid4()))

    assert await state(doors, UUID(one["referral_id"])) == after
    assert (await doors.types_said(citizen)).count("referral.cancelled.v1") == (after == "cancelled")


async def test_the_balance_holds_at_every_moment_and_what_is_told_again_changes_nothing(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    before = await line(doors)
    lives = (
        (),
        (PartnerAnswer.RECEIVED,),
        (PartnerAnswer.ACCEPTED, PartnerAnswer.DECLINED),
        (PartnerAnswer.DECLINED,),
        (PartnerAnswer.NOT_OURS, PartnerAnswer.ACCEPTED),
        (PartnerAnswer.STARTED, PartnerAnswer.COMPLETED),
    )
    for life in lives:
        citizen = await registered(doors)
        referral = await asked(doors, citizen)
        for answer in life:
            fact = answers(referral, answer)
            await hearer.hear(citizen, fact)
            once = await line(doors)
            await hearer.hear(citizen, fact)
            assert await line(doors) == once
            assert once["sent"] == once["open"] + once["answered"] + once["cancelled"] + once["closed"]
    after = await line(doors)
    gone = {name: after[name] - before.get(name, 0) for name in ("sent", "open", "answered")}
    assert gone == {"sent": 6, "open": 2, "answered": 4}


async def test_whoever_keeps_watch_sees_the_balance_of_each_party(
    doors: WebUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures: dict[tuple[str, str], int] = {}

    def seen(count: int, labels: dict[str, str]) -> None:
        figures[labels["party"], labels["state"]] = count

    monkeypatch.setattr(metrics.referrals, "set", seen)
    await tell_balance(doors.pool)

    shown = await line(doors)
    assert {state: count for (party, state), count in figures.items() if party == "employment"} == {
        state: shown[state] for state in ("open", "overdue", "answered", "cancelled", "closed")
    }


async def test_the_clock_marks_what_is_late_and_the_balance_counts_it_as_open(doors: WebUnderTest) -> None:
    citizen = await registered(doors)
    referral = await asked(doors, citizen)
    before = (await line(doors))["overdue"]
    await doors.pool.execute(
        "UPDATE referral SET kept = (kept::jsonb || $2::jsonb)::json WHERE id = $1",
        referral,
        '{"answer_by": "2026-01-05"}',
    )
    await doors.pool.execute("UPDATE due SET at = now() WHERE citizen_id = $1", citizen)

    await Clock(referral_store(doors.pool), due(RULES)).tick()

    shown = await line(doors)
    assert shown["overdue"] == before + 1
    listed = (await doors.get("/v1/referrals?overdue=true", Role.CASEWORKER)).json()["referrals"]
    mine = next(one for one in listed if one["referral_id"] == str(referral))
    assert (mine["state"], mine["overdue"], mine["escalated"]) == ("submitted", True, True)


async def test_two_hundred_who_write_about_one_citizen_at_once_lose_nothing(doors: WebUnderTest) -> None:
    citizen = await registered(doors)
    wish = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}

    made = await asyncio.gather(*(doors.post(f"/v1/citizens/{citizen}/referrals", wish) for _ in range(200)))

    assert {one.status_code for one in made} == {201}
    kept = (await doors.get(f"/v1/citizens/{citizen}/referrals")).json()["referrals"]
    assert {one["referral_id"] for one in kept} == {one.json()["referral_id"] for one in made}
    assert sorted(one["version"] for one in kept) == list(range(1, 201))
    one = kept[0]
    address = f"/v1/citizens/{citizen}/referrals/{one['referral_id']}"
    said = await asyncio.gather(
        *(
            doors.post(f"{address}/receive", role=Role.VISITATOR, if_match=f'"{one["version"]}"')
            for _ in range(50)
        )
    )
    assert sorted({answer.status_code for answer in said}) == [200, 412]
    assert sum(answer.status_code == 200 for answer in said) == 1, "one takes it in, and no other"
