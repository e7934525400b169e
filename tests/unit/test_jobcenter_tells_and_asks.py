"""What the case system is asked and told: each answer is about the question, or leaves it open."""

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, cast
from uuid import UUID

import httpx2
import pytest

from kept_in_memory import MemoryKeyring
from samspil.contracts.delivery import Told
from samspil.contracts.employment import MilestoneKind
from samspil.exchange.courier import Answer, PartnerAway, Undeliverable
from samspil.exchange.delivery import Content
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.case_system import CaseSystem, FetchRefused, Found
from samspil.jobcenter_bridge.partner.client import Client, client_at
from samspil.jobcenter_bridge.partner.direct_http import LONGEST_ANSWER
from samspil.jobcenter_bridge.partner.entity import UnreadableEntity, Worded
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter, UnknownToTheJobcenter
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    BRUNO,
    NANCY,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
)
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed

ID = UUID("6f1c7d3e-3c0b-4ad4-9f10-1f1c9b1b2a33")
DELIVERY = UUID(int=7)
TODAY = date(2026, 11, 23)
CPR_HEADER = "x-civilregistrationIdentifier"
AKTIVITET = {"aktivitetIdentifier": str(ID), "startdato": "2026-12-01", "aktiveringstype": "mentor"}
ACTIVITY = Activity(ID, Status.CREATED, MilestoneKind.MENTOR, date(2026, 12, 1), None, None)

Says = Callable[[httpx2.Request], httpx2.Response]


def answer(status: int = 200, body: object = None, *headers: tuple[str, str]) -> httpx2.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx2.Response(status, headers=list(headers), stream=httpx2.ByteStream(content))


def asking(says: Says) -> Client:
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(says), base_url="http://jobcenter.example")
    return Client(http, 5)


async def fetched(*answers: httpx2.Response) -> Found[Worded[Activity]] | None:
    left = list(answers)
    reading = Reading({"mentor": MilestoneKind.MENTOR})
    return await CaseSystem(asking(lambda _: left.pop(0)), reading).activity(ID, TODAY)


async def test_an_activity_is_fetched_by_its_id_with_whom_it_is_about() -> None:
    seen: list[httpx2.Request] = []

    def says(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return answer(200, AKTIVITET, (CPR_HEADER, BRUNO.cpr.number))

    found = await CaseSystem(asking(says), Reading({"mentor": MilestoneKind.MENTOR})).activity(ID, TODAY)

    assert found == Found(BRUNO.cpr, Worded(ACTIVITY, None))
    assert [(one.method, one.url.path, one.content) for one in seen] == [("GET", f"/aktiviteter/{ID}", b"")]


async def test_an_activity_of_nobody_is_of_nobody_and_one_of_two_is_unreadable() -> None:
    one, other = ((CPR_HEADER, person.cpr.number) for person in (BRUNO, NANCY))

    assert await fetched(answer(200, AKTIVITET)) == Found(None, Worded(ACTIVITY, None))
    assert await fetched(answer(200, AKTIVITET, one, one)) == Found(BRUNO.cpr, Worded(ACTIVITY, None))
    for twice in ((one, other), (other, one)):
        with pytest.raises(UnreadableEntity):
            await fetched(answer(200, AKTIVITET, *twice))


GONE = {404, 410}
OPEN = {401, 403, 405, 407, 408, 421, 423, 425, 426, 429}
"""By hand (RFC 9110, 8470, 4918): about us, the way or the hour, and not about what was asked."""


async def test_a_status_is_an_answer_to_the_question_or_leaves_it_open() -> None:
    found: dict[str, set[int]] = {"gone": set(), "refused": set(), "open": set()}
    for status in range(300, 600):
        try:
            assert await fetched(answer(status, AKTIVITET)) is None
            found["gone"].add(status)
        except FetchRefused:
            found["refused"].add(status)
        except PartnerAway:
            found["open"].add(status)

    assert found == {
        "gone": GONE,
        "refused": {*range(400, 500)} - GONE - OPEN,
        "open": {*range(300, 400)} | OPEN | {*range(500, 600)},
    }


@pytest.mark.parametrize(
    ("size", "packing", "is_read"),
    [
        (LONGEST_ANSWER, "identity", True),
        (LONGEST_ANSWER, " Identity ", True),
        (LONGEST_ANSWER + 1, "identity", False),
        (100, "gzip", False),
    ],
)
async def test_of_an_answer_no_more_is_read_than_anybody_needs_and_nothing_is_unpacked(
    size: int, packing: str, is_read: bool
) -> None:
    body = b"a" * size
    found = await asking(lambda _: answer(200, body, ("content-encoding", packing))).ask("GET", "/x")

    assert found.body == (body if is_read else None)


async def test_a_question_shows_our_key_and_takes_json() -> None:
    async with client_at("http://jobcenter.example", "the key", 5) as client:
        headers = client._http.headers
        assert headers["apikey"] == "the key"
        assert (headers["accept"], headers["accept-encoding"]) == ("application/json", "identity")
        assert not client._http.follow_redirects
        assert not client._http.trust_env
    seen: list[httpx2.Request] = []

    def says(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return answer()

    await asking(says).ask("POST", "/tasks", content=b"{}", headers={"x": "y"})
    await asking(says).ask("GET", "/tasks")
    assert (seen[0].content, seen[0].headers["content-type"], seen[0].headers["x"]) == (
        b"{}",
        "application/json",
        "y",
    )
    assert "content-type" not in seen[1].headers


def jobcenter(
    says: Says, keyring: MemoryKeyring, known_as: Callable[[CitizenId], Awaitable[Sealed | None]]
) -> Jobcenter:
    cases = CaseSystem(asking(says), Reading({}))
    return Jobcenter(cases, cast(Any, keyring), known_as)


async def worded(content: Content, cpr: Cpr | None) -> str:
    keyring = MemoryKeyring()
    token = await keyring.seal(CITIZEN, "cpr", cpr.number) if cpr else None
    body = dict(content.body)
    for name in {"ask", "words"} & body.keys():
        body[name] = await keyring.seal(CITIZEN, "words", body[name])

    async def known_as(citizen: CitizenId) -> Sealed | None:
        return token if citizen == CITIZEN else None

    door = jobcenter(lambda _: answer(500), keyring, known_as)
    found = await door.compose(CITIZEN, content._replace(body=body), DELIVERY)
    assert {one.why for one in keyring.accesses} == {"tell-jobcenter"}
    return found


HOLD = Content(Told.CONTACT_HOLD, {"until": "2026-12-04", "ask": "Aisha Digtet"}, date(2026, 12, 4))


async def test_a_hold_is_told_with_whom_it_is_about_beside_it() -> None:
    assert json.loads(await worded(HOLD, BRUNO.cpr)) == {
        "cpr": BRUNO.cpr.number,
        "task": {
            "title": "Kontaktpause",
            "description": (
                "Borgeren skal ikke kontaktes til og med 04.12.2026. Spørgsmål rettes til Aisha Digtet."
            ),
            "deadline": "2026-12-04",
            "taskType": "ORIENTERING",
        },
    }


@pytest.mark.parametrize(
    ("told", "title", "description"),
    [
        (Told.CONTACT_HOLD_ENDED, "Kontaktpause ophørt", "Borgeren kan igen kontaktes."),
        (Told.SHARING_ENDED, "Deling er ophørt", "Der deles ikke længere oplysninger om borgeren."),
    ],
)
async def test_an_end_is_told_in_one_sentence(told: Told, title: str, description: str) -> None:
    assert json.loads(await worded(Content(told, {}), NANCY.cpr)) == {
        "cpr": NANCY.cpr.number,
        "task": {"title": title, "description": description, "deadline": None, "taskType": "ORIENTERING"},
    }


async def test_a_referral_is_told_in_the_citizens_own_words_and_by_its_id() -> None:
    body = {
        "referral": str(ID),
        "unit": "JOB-1",
        "answer_by": "2026-12-04",
        "urgency": "urgent",
        "words": "Jeg vil gerne\nud at arbejde.",
    }

    assert json.loads(await worded(Content(Told.REFERRAL, body), BRUNO.cpr))["task"] == {
        "title": "Henvendelse fra socialpsykiatrien",
        "description": (
            "Socialpsykiatrien spørger på borgerens vegne, om JOB-1 kan hjælpe. Det haster."
            " Borgerens egne ord: »Jeg vil gerne ud at arbejde.« Svar senest den 04.12.2026."
        ),
        "deadline": "2026-12-04",
        "taskType": "HENVENDELSE",
        "externalReference": str(ID),
        "unit": "JOB-1",
    }


@pytest.mark.parametrize("person", [ADMINISTRATIVE_REPLACEMENT, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT])
async def test_who_goes_by_another_number_is_never_told_of(person: Any) -> None:
    with pytest.raises(Undeliverable):
        await worded(HOLD, person.cpr)


async def test_who_was_never_named_is_not_told_of_yet() -> None:
    with pytest.raises(UnknownToTheJobcenter):
        await worded(HOLD, None)


MESSAGE = json.dumps({"cpr": BRUNO.cpr.number, "task": {"title": "Kontaktpause ophørt", "deadline": None}})
THEIR_ID = "a-known-id"


async def told(find: httpx2.Response, task: httpx2.Response) -> tuple[Answer, list[httpx2.Request]]:
    seen: list[httpx2.Request] = []

    def says(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return find if request.url.path == "/citizens/find" else task

    door = jobcenter(says, MemoryKeyring(), cast(Any, None))
    return await door.send(DELIVERY, MESSAGE), seen


async def test_the_number_is_looked_up_and_the_task_names_what_was_found_and_no_number() -> None:
    outcome, (find, task) = await told(answer(200, {"id": THEIR_ID}), answer(201))

    assert outcome is Answer.ACKNOWLEDGED
    assert (find.method, find.url.path, json.loads(find.content)) == (
        "POST",
        "/citizens/find",
        {"cpr": BRUNO.cpr.number},
    )
    assert (task.method, task.url.path) == ("POST", "/tasks")
    assert json.loads(task.content) == {
        "title": "Kontaktpause ophørt",
        "deadline": None,
        "reference": {"id": THEIR_ID, "type": "CITIZEN"},
    }
    assert "ophørt".encode() in task.content
    assert BRUNO.cpr.number.encode() not in task.content
    assert task.headers["idempotency-key"] == str(DELIVERY)


@pytest.mark.parametrize("status", [400, 404, 409, 422])
async def test_who_is_unknown_there_and_what_is_refused_there_is_refused(status: int) -> None:
    outcome, asked = await told(answer(status), answer(201))
    assert (outcome, len(asked)) == (Answer.REFUSED, 1)

    outcome, asked = await told(answer(200, {"id": THEIR_ID}), answer(status))
    assert (outcome, len(asked)) == (Answer.REFUSED, 2)


@pytest.mark.parametrize("status", [301, *sorted(OPEN), 500, 503])
async def test_a_door_that_is_shut_refuses_nothing(status: int) -> None:
    for find, task in (
        (answer(status), answer(201)),
        (answer(200, {"id": THEIR_ID}), answer(status)),
    ):
        with pytest.raises(PartnerAway):
            await told(find, task)


@pytest.mark.parametrize(
    ("theirs", "is_one"),
    [("x" * 200, True), ("x" * 201, False), ("", False), (7, False), (None, False), ("a\x00", False)],
)
async def test_their_id_is_text_that_can_be_sent_on(theirs: object, is_one: bool) -> None:
    if is_one:
        assert (await told(answer(200, {"id": theirs}), answer(201)))[0] is Answer.ACKNOWLEDGED
    else:
        with pytest.raises(Unreadable):
            await told(answer(200, {"id": theirs}), answer(201))


async def test_what_is_kept_is_sealed_for_its_citizen_and_opened_again() -> None:
    keyring = MemoryKeyring()
    door = jobcenter(lambda _: answer(500), keyring, cast(Any, None))

    kept = await door.seal(CITIZEN, MESSAGE)

    assert Sealed(kept).kind == "message"
    assert await door.open(CITIZEN, kept) == MESSAGE
