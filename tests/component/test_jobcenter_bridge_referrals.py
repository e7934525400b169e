"""Referrals to the jobcenter and back, on a real PostgreSQL, beside the sandbox as a real process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import DisclosedReferral, ReferralStage
from samspil.contracts.employment import EmploymentDeliveryEnded, EmploymentReferralAnswered
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.domain.notification import Change, Kind, Notification
from samspil.jobcenter_bridge.partner.case_system import CaseSystem, Found
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.jobcenter_bridge.partner.task import Reply
from samspil.jobcenter_bridge.storage import notifications
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, NANCY, Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId

TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.behave("well")
    await here.pool.execute("TRUNCATE notification, delivery, answer, event, disclosure")


async def told(here: JobcenterBridge, person: Person = BRUNO) -> tuple[CitizenId, DisclosedReferral]:
    """Somebody of whose referral the jobcenter was told."""
    referral = await here.referral(person)
    citizen = await here.informed(person, referrals=[referral])
    await here.courier.round()
    return citizen, referral


async def answers(here: JobcenterBridge, status: str, person: Person = BRUNO, **reply: Any) -> None:
    """A caseworker answers in the newest task, and the bridge looks."""
    await here.happens("task-answered", person, reply={"status": status, **reply})
    await here.fetcher.round()


async def said(here: JobcenterBridge, citizen: CitizenId) -> list[EmploymentReferralAnswered]:
    return [one.data for one in await here.said(citizen) if isinstance(one.data, EmploymentReferralAnswered)]


async def ends(here: JobcenterBridge, citizen: CitizenId) -> list[EmploymentDeliveryEnded]:
    return [one.data for one in await here.said(citizen) if isinstance(one.data, EmploymentDeliveryEnded)]


async def tasks(here: JobcenterBridge, referral: DisclosedReferral) -> list[dict[str, Any]]:
    """The receptions of tasks that name the referral."""
    about = str(referral.referral_id)
    return [one for one in await here.received() if one["task"].get("externalReference") == about]


async def test_a_referral_becomes_a_task_and_its_end_is_said_with_the_referral(here: JobcenterBridge) -> None:
    citizen, referral = await told(here)

    [one] = await tasks(here, referral)
    assert one["task"]["title"] == "Henvendelse fra socialpsykiatrien"
    assert "»Jeg vil gerne ud at arbejde.«" in one["task"]["description"]
    assert (one["task"]["deadline"], one["task"]["unit"]) == (referral.answer_by.isoformat(), "JOB-1")
    assert [(end.told, end.outcome, end.referral_id) for end in await ends(here, citizen)] == [
        ("referral", "acknowledged", referral.referral_id)
    ]


async def test_a_hold_that_waits_or_fails_holds_up_no_referral(here: JobcenterBridge) -> None:
    await here.informed(BRUNO, hold=TODAY + timedelta(days=7))
    await here.behave("away", 1)
    await here.courier.round()

    citizen, referral = await told(here)

    assert [end.told for end in await ends(here, citizen)] == ["referral"]
    assert len(await tasks(here, referral)) == 1


@pytest.mark.parametrize("how", ["silent", "error-with-effect", "away"])
async def test_a_case_system_in_trouble_has_the_task_once(here: JobcenterBridge, how: str) -> None:
    await here.behave(how, 1)
    citizen, referral = await told(here)
    assert await ends(here, citizen) == []
    await here.time_passes()
    await here.courier.round()

    [one] = await tasks(here, referral)
    assert one["same_bytes"]
    assert [end.outcome for end in await ends(here, citizen)] == ["acknowledged"]


async def test_a_refused_referral_is_never_told_of_again(here: JobcenterBridge) -> None:
    await here.behave("refusing", 1)
    citizen, referral = await told(here)
    await here.informed(BRUNO, referrals=[replace(referral, stage=ReferralStage.CANCELLED)])
    await here.courier.round()

    assert await tasks(here, referral) == []
    assert [(end.outcome, end.referral_id) for end in await ends(here, citizen)] == [
        ("refused", referral.referral_id)
    ]


async def test_what_follows_names_the_same_referral(here: JobcenterBridge) -> None:
    citizen, referral = await told(here)
    given = await here.keyring.seal(citizen, "words", "Om formiddagen.")
    for changed in (
        replace(referral, information=given),
        replace(referral, stage=ReferralStage.CANCELLATION_REQUESTED),
        referral,
        replace(referral, stage=ReferralStage.CANCELLED),
    ):
        await here.informed(BRUNO, referrals=[changed])
        await here.courier.round()

    assert [one["task"]["title"] for one in await tasks(here, referral)] == [
        "Henvendelse fra socialpsykiatrien",
        "Oplysninger til henvendelsen",
        "Ønske om at stoppe hjælpen",
        "Henvendelsen er taget tilbage",
    ]
    assert {end.referral_id for end in await ends(here, citizen)} == {referral.referral_id}


STATUSES = {
    "modtaget": PartnerAnswer.RECEIVED,
    "oplysninger_mangler": PartnerAnswer.INFORMATION_REQUESTED,
    "accepteret": PartnerAnswer.ACCEPTED,
    "afvist": PartnerAnswer.DECLINED,
    "ikke_vores": PartnerAnswer.NOT_OURS,
    "paabegyndt": PartnerAnswer.STARTED,
    "afsluttet": PartnerAnswer.COMPLETED,
    "stoppet": PartnerAnswer.CANCELLATION_ACCEPTED,
    "fortsaetter": PartnerAnswer.CANCELLATION_REFUSED,
}


async def test_every_answer_is_said_with_its_words_and_its_day(here: JobcenterBridge) -> None:
    citizen, referral = await told(here)
    for status in STATUSES:
        await answers(here, status, note=f"Vi siger {status}.", day=TODAY.isoformat())

    heard = await said(here, citizen)
    assert [one.answer for one in heard] == list(STATUSES.values())
    assert {one.referral_id for one in heard} == {referral.referral_id}
    assert {one.day for one in heard} == {TODAY}
    assert {one.basis for one in heard} == {"rsl-11a-1"}
    assert len({one.answer_id for one in heard}) == len(heard)
    texts = [await opened(here, citizen, one) for one in heard]
    assert texts == [f"Vi siger {status}." for status in STATUSES]
    assert await here.states() == ["received"] * len(STATUSES)


async def opened(here: JobcenterBridge, citizen: CitizenId, one: EmploymentReferralAnswered) -> str:

    return (await here.keyring.open(citizen, {"words": one.words}, ACCESS))["words"]


async def test_the_same_answer_again_says_nothing_and_another_one_does(here: JobcenterBridge) -> None:
    citizen, _ = await told(here)
    for status, note in (
        ("accepteret", "Ja."),
        ("accepteret", "Ja."),
        ("accepteret", "Ja, gerne."),
        ("afvist", "Ja, gerne."),
        ("afvist", None),
        ("afvist", None),
    ):
        await answers(here, status, note=note)

    heard = await said(here, citizen)
    texts = [await opened(here, citizen, one) for one in heard]
    assert list(zip([one.answer for one in heard], texts, strict=True)) == [
        (PartnerAnswer.ACCEPTED, "Ja."),
        (PartnerAnswer.ACCEPTED, "Ja, gerne."),
        (PartnerAnswer.DECLINED, "Ja, gerne."),
        (PartnerAnswer.DECLINED, "Der er ikke skrevet noget."),
    ]


async def test_two_notifications_looked_at_at_once_say_one_answer(here: JobcenterBridge) -> None:
    citizen, _ = await told(here)
    for _ in range(3):
        await here.happens("task-answered", BRUNO, reply={"status": "accepteret", "note": "Ja."})
    for _ in range(4):
        await here.fetcher.round()
        await here.time_passes()

    assert [one.answer for one in await said(here, citizen)] == [PartnerAnswer.ACCEPTED]
    assert await here.states() == ["received"] * 3


async def test_while_answers_are_not_received_nothing_is_kept_and_afterwards_it_is_fetched(
    here: JobcenterBridge,
) -> None:
    referral = await here.referral(NANCY)
    citizen = await here.informed(NANCY, referrals=[referral], received=False)
    await here.courier.round()
    await answers(here, "accepteret", NANCY, note="Ja.")
    assert await here.states() == ["not_received"]
    assert await said(here, citizen) == []
    assert await here.pool.fetchval("SELECT count(*) FROM answer") == 0

    await here.informed(NANCY, referrals=[referral], received=True)
    await here.fetcher.round()
    assert [one.answer for one in await said(here, citizen)] == [PartnerAnswer.ACCEPTED]


@dataclass
class Cases:
    """A case system that gives out what it is told to, one after the other."""

    found: list[Found[Reply | None]]

    async def task(self, identifier: UUID, today: date) -> Found[Reply | None]:
        return self.found.pop(0)


async def look(here: JobcenterBridge, task: UUID, *found: Found[Reply | None]) -> None:
    """So many versions of the task are notified, and looked at at once."""
    seen: int = await here.pool.fetchval("SELECT count(*) FROM notification")
    for version in range(seen, seen + len(found)):
        one = Notification(100002, task, version)
        await notifications.take_in(here.pool, one, Kind.TASK, Change.CHANGED, None)
    await fetched(here, *found)


async def fetched(here: JobcenterBridge, *found: Found[Reply | None]) -> None:
    await Fetcher(here.store, here.keyring, cast(CaseSystem, Cases([*found])), RULES).round()


async def failed(here: JobcenterBridge) -> list[str]:
    return [one.error_class for one in await notifications.read_failed(here.pool, 10)]


async def test_an_answer_about_somebody_of_whom_the_referral_was_not_told_is_left_to_people(
    here: JobcenterBridge,
) -> None:
    citizen, referral = await told(here)
    other, _ = await told(here, NANCY)
    task, reply = uuid4(), Reply(1, referral.referral_id, PartnerAnswer.ACCEPTED, None, "Ja.")
    for cpr in (NANCY.cpr, synthetic_cpr(73_001), None):
        await look(here, task, Found(cpr, reply))
    assert await failed(here) == ["ReferralNeverTold"] * 3

    await look(here, task, Found(BRUNO.cpr, reply))
    await look(here, task, Found(NANCY.cpr, reply))
    assert sorted(await failed(here)) == ["AboutSomebodyElse", *["ReferralNeverTold"] * 3]
    assert (len(await said(here, citizen)), await said(here, other)) == (1, [])


async def test_an_answer_to_a_referral_that_may_not_have_come_is_left_to_people(
    here: JobcenterBridge,
) -> None:
    await here.behave("refusing", 1)
    citizen, referral = await told(here)
    await look(
        here, uuid4(), Found(BRUNO.cpr, Reply(1, referral.referral_id, PartnerAnswer.ACCEPTED, None, "Ja."))
    )

    assert await failed(here) == ["ReferralNeverTold"]
    assert await said(here, citizen) == []


async def test_two_versions_looked_at_at_once_that_say_the_same_are_said_once(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(*_: object) -> None:
        return None

    citizen, referral = await told(here)
    one, two = (Reply(n, referral.referral_id, PartnerAnswer.ACCEPTED, None, "Ja.") for n in (1, 2))
    task = uuid4()
    await look(here, task, Found(BRUNO.cpr, one))
    with monkeypatch.context() as patched:
        patched.setattr("samspil.jobcenter_bridge.api.takes.task.read_kept", not_yet)
        await look(here, task, Found(BRUNO.cpr, two))
    assert await here.states() == ["received", "waiting"], "it was compared before the first was known"

    await here.time_passes()
    await fetched(here, Found(BRUNO.cpr, two))

    assert len(await said(here, citizen)) == 1
    assert await here.states() == ["received", "received"]


async def test_whoever_is_killed_while_an_answer_is_taken_in_says_it_once_at_the_next_look(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen, _ = await told(here)
    await here.happens("task-answered", BRUNO, reply={"status": "accepteret", "note": "Ja."})

    def killed(*_: object) -> None:
        raise asyncio.CancelledError

    for place in (
        "partner.case_system.from_opgave",
        "api.takes.taking.read_owner",
        "api.takes.task.record_answer",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"samspil.jobcenter_bridge.{place}", killed)
            with pytest.raises(asyncio.CancelledError):
                await here.fetcher.round()
        assert (await said(here, citizen), await here.states()) == ([], ["waiting"])
        await here.time_passes()
    await here.fetcher.round()

    assert [one.answer for one in await said(here, citizen)] == [PartnerAnswer.ACCEPTED]
    assert await here.states() == ["received"]


async def test_tasks_that_ask_nothing_of_ours_and_tasks_without_an_answer_are_of_no_use(
    here: JobcenterBridge,
) -> None:
    _, referral = await told(here)
    await here.informed(BRUNO, referrals=[replace(referral, stage=ReferralStage.CLOSED)])
    await here.courier.round()
    *_, closed = await tasks(here, referral)
    await here.happens("task-answered", BRUNO, task=closed["key"], reply={"status": "afsluttet"})
    await here.happens("task-answered", BRUNO, reply={"status": "oprettet"})
    await here.fetcher.round()

    assert await here.states() == ["unused", "unused"]


async def test_while_the_case_system_is_silent_an_answer_waits(here: JobcenterBridge) -> None:
    citizen, _ = await told(here)
    for how in ("silent", "away"):
        await here.behave(how, 1)
        if how == "silent":
            await here.happens("task-answered", BRUNO, reply={"status": "accepteret"})
        await here.fetcher.round()
        assert await here.states() == ["waiting"]
        await here.time_passes()
    await here.fetcher.round()

    assert [one.answer for one in await said(here, citizen)] == [PartnerAnswer.ACCEPTED]


async def test_nothing_of_a_referral_or_its_answer_is_readable_in_what_the_bridge_keeps_or_logs(
    here: JobcenterBridge,
) -> None:
    referral = await here.referral(BRUNO, "Kanariefugl vil arbejde.")
    await here.informed(BRUNO, referrals=[referral])
    await here.courier.round()
    await answers(here, "afvist", note="Kanariefugl kan ikke.")

    kept = await here.everything()
    assert str(referral.referral_id) in kept
    for canary in ("Kanariefugl", BRUNO.cpr.number, BRUNO.name):
        assert canary not in kept
        assert canary.encode().hex() not in kept
