"""Requests of the jobcenter's, about somebody known here and about a stranger, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import asyncpg
import httpx2
import pytest

from samspil.contracts.employment import EmploymentHelpRequested, EmploymentHelpRequestWithdrawn
from samspil.jobcenter_bridge.api.fetcher import Fetcher
from samspil.jobcenter_bridge.domain.notification import Change, Kind, Notification
from samspil.jobcenter_bridge.partner.case_system import CaseSystem, Found
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.jobcenter_bridge.partner.request import Asked
from samspil.jobcenter_bridge.storage import held_requests, notifications
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, EJNAR, NANCY, Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

ASKED = {"name": "Kanariefugl Test Opdigtet", "words": "Kanariefugl har brug for støtte.", "urgent": True}


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.pool.execute("TRUNCATE notification, request, held_request, event, disclosure")


async def asks(here: JobcenterBridge, person: Person, **changed: Any) -> UUID:
    """The jobcenter asks for help, and the bridge looks; the request's id."""
    notification = await here.happens("request-sent", person, request={**ASKED, **changed})
    await here.fetcher.round()
    return UUID(notification["eksternIdentifier"])


async def said(here: JobcenterBridge, citizen: CitizenId) -> list[EmploymentHelpRequested]:
    return [one.data for one in await here.said(citizen) if isinstance(one.data, EmploymentHelpRequested)]


async def held(here: JobcenterBridge, role: str = "caseworker") -> list[dict[str, Any]]:
    answer = await here.http.get(f"{here.bridge}/v1/held-requests", headers=await here.bearer(role, "social"))
    assert answer.status_code == 200, answer.text
    return list(answer.json())


async def look_again(here: JobcenterBridge, request: UUID) -> httpx2.Response:
    return await here.http.post(
        f"{here.bridge}/v1/held-requests/{request}/look-again",
        headers=await here.bearer("visitator", "social"),
    )


def stranger(n: int) -> Person:
    return Person(synthetic_cpr(n), "Ida Test Opdigtet")


async def test_a_request_about_somebody_known_is_said_once_in_words_of_their_own(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    id_ = await asks(here, BRUNO, asked_for="stoette_kontaktperson")
    await here.pool.execute("UPDATE notification SET state = 'waiting', again = clock_timestamp()")
    await here.fetcher.round()

    [one] = await said(here, citizen)
    assert (one.request_id, one.urgent, one.asked_for, one.basis) == (id_, True, "sel-99", "rsl-11a-1")
    assert await here.keyring.open(citizen, {"words": one.words}, ACCESS) == {"words": ASKED["words"]}
    assert await here.states() == ["received"]
    assert await held(here) == []


async def test_a_request_that_is_not_received_is_kept_nowhere_and_fetched_when_it_is(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(NANCY, received=False)
    await asks(here, NANCY)
    assert await here.states() == ["not_received"]
    assert (await said(here, citizen), await held(here)) == ([], [])

    await here.informed(NANCY, received=True)
    await here.fetcher.round()
    assert len(await said(here, citizen)) == 1


async def test_a_request_about_a_stranger_waits_sealed_and_each_look_at_it_is_logged(
    here: JobcenterBridge,
) -> None:
    person = stranger(74_001)
    id_ = await asks(here, person)
    await here.time_passes()
    await here.fetcher.round()

    [one] = await held(here, "visitator")
    assert one == {
        "request_id": str(id_),
        "held_at": one["held_at"],
        "until": one["until"],
        "cpr": person.cpr.number,
        **ASKED,
        "asked_for": "sel-85",
    }
    held_for = datetime.fromisoformat(one["until"]) - datetime.fromisoformat(one["held_at"])
    assert held_for == timedelta(days=30)
    assert await here.keyring.find(person.cpr) is None
    key = (await held_requests.read_held(here.pool, 9))[0].sealed.key_id
    owner = await asyncpg.connect(here.keyring_url)
    looks = await owner.fetch("SELECT role, why, fields FROM access WHERE citizen_id = $1", key)
    assert await owner.fetchval("SELECT count(*) FROM held_key WHERE key_id = $1", key) == 1
    await owner.close()
    assert [tuple(row) for row in looks] == [("visitator", "read-held-requests", ["request"])]
    kept = await here.everything()
    for canary in ("Kanariefugl", person.cpr.number):
        assert canary not in kept


async def test_one_that_waits_is_read_alone_and_one_that_does_not_is_not_found(here: JobcenterBridge) -> None:
    id_, other = await asks(here, stranger(74_010)), await asks(here, stranger(74_011))
    headers = await here.bearer("caseworker", "social")
    read = [
        await here.http.get(f"{here.bridge}/v1/held-requests/{one}", headers=headers)
        for one in (id_, uuid4())
    ]

    assert [one.status_code for one in read] == [200, 404]
    assert read[0].json()["cpr"] == synthetic_cpr(74_010).number
    keys = {one.id: one.sealed.key_id for one in await held_requests.read_held(here.pool, 9)}
    owner = await asyncpg.connect(here.keyring_url)
    looks = [
        await owner.fetchval("SELECT count(*) FROM access WHERE citizen_id = $1", keys[one])
        for one in (id_, other)
    ]
    await owner.close()
    assert looks == [1, 0]


async def test_whoever_is_killed_before_a_request_is_held_holds_it_at_the_next_look(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr("samspil.jobcenter_bridge.api.takes.request.held_requests.hold", killed)
        with pytest.raises(asyncio.CancelledError):
            await asks(here, stranger(74_008))
    assert (await held(here), await here.states()) == ([], ["waiting"])
    await here.time_passes()
    await here.fetcher.round()

    assert len(await held(here)) == 1


async def test_a_held_request_is_released_when_its_citizen_is_registered(here: JobcenterBridge) -> None:
    person = stranger(74_002)
    id_ = await asks(here, person)
    again = await here.pool.fetchval("SELECT again - clock_timestamp() FROM notification")
    assert timedelta(minutes=14) < again <= timedelta(minutes=15)
    citizen = await here.informed(person)
    assert await here.fetcher.round() == 0

    assert (await look_again(here, id_)).status_code == 202
    assert await here.fetcher.round() == 1
    assert [one.request_id for one in await said(here, citizen)] == [id_]
    assert await held(here) == []
    assert (await look_again(here, id_)).status_code == 404
    assert await here.states() == ["received"]


async def test_somebody_registered_who_has_not_agreed_is_held_no_more(here: JobcenterBridge) -> None:
    person = stranger(74_003)
    id_ = await asks(here, person)
    citizen = await here.informed(person, received=False)
    await look_again(here, id_)
    await here.fetcher.round()
    assert (await held(here), await here.states()) == ([], ["not_received"])

    await here.informed(person, received=True)
    await here.fetcher.round()
    assert len(await said(here, citizen)) == 1


async def test_after_thirty_days_a_held_request_is_let_go(here: JobcenterBridge) -> None:
    id_ = await asks(here, stranger(74_004))
    await here.pool.execute("UPDATE held_request SET held_at = held_at - interval '30 days'")
    await here.time_passes()
    await here.fetcher.round()

    assert await held(here) == []
    assert await here.states() == ["not_received"]
    assert (await look_again(here, id_)).status_code == 404


async def test_of_a_request_whose_key_has_had_its_time_nothing_is_shown(here: JobcenterBridge) -> None:
    await asks(here, stranger(74_005))
    await asks(here, stranger(74_006))
    key = (await held_requests.read_held(here.pool, 9))[0].sealed.key_id
    owner = await asyncpg.connect(here.keyring_url)
    await owner.execute("UPDATE held_key SET until = now() WHERE key_id = $1", key)
    await owner.close()

    assert [one["cpr"] for one in await held(here)] == [synthetic_cpr(74_006).number]


@dataclass
class Cases:
    """A case system that gives out what it is told to, one after the other."""

    found: list[Found[Asked]]

    async def request(self, identifier: UUID) -> Found[Asked]:
        return self.found.pop(0)


async def fetched(here: JobcenterBridge, *found: Found[Asked]) -> None:
    await Fetcher(here.store, here.keyring, cast(CaseSystem, Cases([*found])), RULES).round()


async def notified(here: JobcenterBridge, request: UUID, *versions: int) -> None:
    for version in versions:
        one = Notification(100003, request, version)
        await notifications.take_in(here.pool, one, Kind.REQUEST, Change.CHANGED, None)


ONCE = Asked(1, "Bruno Test Opdigtet", "Støtte.", False, LegalBasis.SEL_85)


async def test_versions_that_ask_the_same_are_said_once_and_one_that_asks_more_is_said_too(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(*_: object) -> None:
        return None

    citizen, id_ = await here.informed(BRUNO), uuid4()
    again, more = ONCE._replace(version=2), ONCE._replace(version=3, urgent=True)
    await notified(here, id_, 1)
    await fetched(here, Found(BRUNO.cpr, ONCE))
    await notified(here, id_, 2)
    with monkeypatch.context() as patched:
        patched.setattr("samspil.jobcenter_bridge.api.takes.request.read_kept", not_yet)
        await fetched(here, Found(BRUNO.cpr, again))
    assert await here.states() == ["received", "waiting"], "it was compared before the first was known"
    await here.time_passes()
    await fetched(here, Found(BRUNO.cpr, again))
    await notified(here, id_, 3)
    await fetched(here, Found(BRUNO.cpr, more))

    assert await here.states() == ["received"] * 3
    assert [one.urgent for one in await said(here, citizen)] == [False, True]
    assert len({one.words for one in await said(here, citizen)}) == 1


async def test_a_request_that_names_somebody_else_or_nobody_afterwards_is_left_to_people(
    here: JobcenterBridge,
) -> None:
    citizen, id_ = await here.informed(BRUNO), uuid4()
    other = await here.informed(NANCY)
    for version, cpr in enumerate((BRUNO.cpr, NANCY.cpr, None)):
        await notified(here, id_, version)
        await fetched(here, Found(cpr, ONCE))

    assert await here.states() == ["received", "failed", "failed"]
    assert (len(await said(here, citizen)), await said(here, other), await held(here)) == (1, [], [])


async def withdraws(here: JobcenterBridge, person: Person) -> None:
    """The jobcenter deletes what it asked for last, and the bridge looks."""
    await here.happens("request-withdrawn", person)
    await here.fetcher.round()


async def test_a_request_that_is_deleted_is_withdrawn_once(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    id_ = await asks(here, BRUNO)
    await withdraws(here, BRUNO)
    await here.pool.execute("UPDATE notification SET state = 'waiting', again = clock_timestamp()")
    await here.fetcher.round()

    facts = [one.data for one in await here.said(citizen)]
    assert [type(one) for one in facts] == [EmploymentHelpRequested, EmploymentHelpRequestWithdrawn]
    assert (facts[1].request_id, facts[1].basis) == (id_, "rsl-11a-1")
    assert await here.states() == ["gone", "received"]


async def test_a_request_that_is_deleted_before_anybody_looked_was_never_asked(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    await here.happens("request-sent", BRUNO, request=ASKED)
    await withdraws(here, BRUNO)

    assert (await here.said(citizen), await here.states()) == ([], ["gone", "gone"])


async def test_that_a_strangers_request_is_deleted_lets_it_go(here: JobcenterBridge) -> None:
    await asks(here, stranger(74_009))
    await withdraws(here, stranger(74_009))

    assert await held(here) == []


async def test_what_is_said_to_be_deleted_and_is_given_out_all_the_same_is_looked_at_again(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    id_ = await asks(here, BRUNO)
    one = Notification(100003, id_, 2)
    await notifications.take_in(here.pool, one, Kind.REQUEST, Change.DELETED, None)
    await here.fetcher.round()

    assert len(await here.said(citizen)) == 1
    assert await here.states() == ["received", "waiting"]


async def test_a_request_that_is_gone_is_held_no_more(here: JobcenterBridge) -> None:
    await asks(here, stranger(74_007))
    await here.pool.execute("UPDATE held_request SET id = $1", gone := uuid4())
    await here.pool.execute("UPDATE notification SET entity = $1", gone)
    await here.time_passes()
    await here.fetcher.round()

    assert (await held(here), await here.states()) == ([], ["gone"])


@pytest.mark.parametrize(
    ("role", "sector"),
    [("support_worker", "social"), ("caseworker", "employment"), ("integrator", "employment")],
)
async def test_nobody_else_sees_what_is_held(here: JobcenterBridge, role: str, sector: str) -> None:
    headers = await here.bearer(role, sector)

    assert (await here.http.get(f"{here.bridge}/v1/held-requests", headers=headers)).status_code == 403


async def test_the_sandboxs_page_lets_somebody_answer_and_ask(here: JobcenterBridge) -> None:
    await here.informed(EJNAR, referrals=[await here.referral(EJNAR)])
    await here.courier.round()
    *_, task = await here.received()
    day = datetime.now(UTC).date().isoformat()
    for path, form in (
        ("answer", {"task": task["key"], "status": "accepteret", "note": "Ja.", "day": day}),
        ("answer", {"task": task["key"], "status": "modtaget", "note": "", "day": ""}),
        ("ask", {"cpr": EJNAR.cpr.number, **ASKED, "asked_for": "stoette_kontaktperson"}),
    ):
        page = await here.http.post(f"{here.sandbox}/page/{path}", data=form, follow_redirects=True)
        assert "Ændringen er sendt." in page.text
    assert "Kanariefugl har brug for støtte." in page.text
    gone = {"task": str(uuid4()), "status": "modtaget"}
    page = await here.http.post(f"{here.sandbox}/page/answer", data=gone, follow_redirects=True)
    assert "Den opgave findes ikke." in page.text
    assert await here.states() == ["waiting"] * 3
