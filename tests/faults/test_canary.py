"""A name and a CPR number that go in through every door come out where they are opened, and nowhere else."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

import scanned
from samspil.contracts.topics import REFERRAL
from samspil.messaging.log import key_of
from samspil.sealing.access import Access
from samspil.sealing.destroy import destroy
from samspil.sealing.errors import KeyDestroyed
from samspil.stack import databases
from samspil.testkit.forger import Letter, forger, partition_of
from samspil.testkit.pages import at as at_pages
from samspil.testkit.pages import form_of, hidden, somebody
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.span_sink import SpanSink, span_sink
from samspil.testkit.system_under_test import PROCESSES, SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.session import SESSION
from scanned import forms, in_databases, in_logs, in_metrics, in_the_log

NAME = "Kanariefuglsen"
NUMBER, THEIRS = 1_234_567, 1_234_568
CANARY = Person(synthetic_cpr(NUMBER), f"Zita {NAME}")
CPR, RELATIVES = CANARY.cpr.number, synthetic_cpr(THEIRS).number
WORDS = f"Jeg hedder {CANARY.name}, mit nummer er {CPR}"
BODY = {"cpr": CPR, "name": CANARY.name, "acting_municipality": "101", "basis": "sel-85"}
REFERRAL_BODY = {"to_unit": "VISITATION-1", "words": WORDS, "basis": "sel-85"}

FHIR = {"content-type": "application/fhir+json"}

TOKEN = re.compile(rb"s1\.[0-9a-f]{32}\.[a-z0-9_]+\.[0-9a-f]{32}\.[A-Za-z0-9_-]{38,}")


NEEDLES = {
    form
    for text in (NAME, *(form for one in (CPR, RELATIVES) for form in (one, f"{one[:6]}-{one[6:]}")))
    for form in forms(text)
}  # a form that is cut out of base64 still has more than half of the text in it


def leaks(where: str, found: Iterable[bytes]) -> list[str]:
    return scanned.leaks(where, found, NEEDLES)


def test_the_canary_is_found_in_every_form() -> None:
    for seen in (
        WORDS.encode(),
        WORDS.encode().hex().encode(),
        *(base64.b64encode(WORDS.encode()[at:]) for at in range(3)),
    ):
        assert leaks("there", [seen])


@pytest.fixture(scope="module")
async def spans() -> AsyncIterator[SpanSink]:
    async with span_sink() as sink:
        yield sink


@pytest.fixture(scope="module")
async def here(
    servers: Servers, spans: SpanSink, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[SystemUnderTest]:
    settings = {"ZIPKIN_ENDPOINT": spans.endpoint, "LOG_LEVEL": "DEBUG", "EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(servers, tmp_path_factory.mktemp("system"), settings=settings) as built:
        await built.start_partners()
        yield built


@pytest.fixture(scope="module")
async def citizen(here: SystemUnderTest) -> CitizenId:
    """The canary has walked the whole way, with words of its own wherever words are asked for."""
    walk = Walk(here, CANARY, within=60)
    walk.journey.words = walk.journey.goal = WORDS
    walk.journey.ask = walk.journey.support_worker_name = CANARY.name
    await walk.refer()
    citizen = CitizenId(UUID(walk.citizen_id))
    await here.refer(citizen, WORDS, {"idempotency-key": f"{CPR}-{NAME}", "baggage": f"name={NAME}"})
    for step in (walk.consent, walk.plan, walk.milestone, walk.admit, walk.answer, walk.hold):
        await step()
    await fill_in_the_form(here, citizen)
    await enter_people(walk)
    for one, home in ((NUMBER, "/min-side"), (THEIRS, "/paaroerende")):
        await come_from_home(here, one, home)
    await walk.discharge()
    await walk.withdraw()
    return citizen


async def enter_people(walk: Walk) -> None:
    """A relative, contact wishes and a coordinator, with the canary's name and words in each."""
    until = f"{date.today() + timedelta(days=9):%Y-%m-%d}"  # noqa: DTZ011
    relative = {"kind": "other", "name": CANARY.name, "contact": WORDS, "wishes": WORDS, "may_know": ["plan"]}
    added = await walk.post("caseworker", "referral", walk.about("/relatives"), {**relative, "until": until})
    sign_in = walk.about(f"/relatives/{added['relative_id']}/sign-in")
    await walk.post("caseworker", "referral", sign_in, {"cpr": RELATIVES})
    file = await walk.get("caseworker", "referral", walk.about(""))
    wishes, named = {"words": WORDS}, {"coordinator": "sagsbehandler-social", "name": CANARY.name}
    wished = await walk.post("caseworker", "referral", walk.about("/contact-wishes"), wishes, seen=file)
    await walk.post("caseworker", "referral", walk.about("/coordinator"), named, seen=wished)


async def come_from_home(here: SystemUnderTest, number: int, home: str) -> None:
    """Signed in by the provider's number, and not signed out: the session is kept."""
    async with at_pages(pages_of(here)) as http:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")

        async def come() -> bool:
            asked = {**fields, "subject": f"opdigtet-{number}"}
            answer = await http.post("/log-ind/hjemmefra", data=asked)
            return answer.headers.get("location") == home

        await eventually(come)
        shown = await http.get(home)
        assert shown.status_code == 200
        assert not {RELATIVES.encode(), CPR.encode()} & {*shown.content.split()}
        kept = " ".join(f"{name}={value}" for name, value in http.cookies.items())
        assert leaks("a cookie", [kept.encode()]) == []


async def fill_in_the_form(here: SystemUnderTest, citizen: CitizenId) -> None:
    """Set the hold on the citizen's page: once wrongly, once rightly."""
    path = f"/borgere/{citizen}"
    async with somebody(pages_of(here), "sagsbehandler-social") as visitor:
        assert CANARY.name in (await visitor.get(path)).raise_for_status().text
        hidden = await form_of(visitor, path, f"{path}/kontaktpause/saet")
        for until, status in ((NAME, 422), (f"{date.today() + timedelta(days=9):%d.%m.%Y}", 303)):  # noqa: DTZ011
            asked = {**hidden, "until": until, "ask": CANARY.name}
            answer = await visitor.post(f"{path}/kontaktpause/saet", data=asked)
            assert answer.status_code == status, answer.text


def pages_of(here: SystemUnderTest) -> str:
    """Where people find the pages."""
    return here.address("overview-web").replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
async def refusals(here: SystemUnderTest, citizen: CitizenId) -> list[bytes]:
    """What every door answered to what it refused, headers included."""
    referral, overview = here.address("referral-web"), here.address("overview-web")
    staff = await here.headers()
    odd = {
        "idempotency-key": f"{CPR} {NAME}",
        "if-match": CPR,
        "traceparent": f"00-{CPR}-{NAME}-01",
        "tracestate": f"name={NAME}",
        "baggage": f"cpr={CPR}",
        "cookie": f"name={NAME}",
        "user-agent": f"{NAME}/{CPR}",
        "x-request-id": CPR,
        "content-type": f"application/{NAME}",
        "accept-language": NAME,
    }
    register, refer = f"{referral}/v1/citizens", f"{referral}/v1/citizens/{citizen}/referrals"
    consents = f"{register}/{citizen}/consents"
    plan = f"{here.address('plan-web')}/v1/citizens/{citizen}/plan"
    holds = f"{overview}/v1/citizens/{citizen}/contact-holds"
    notifications = f"{here.address('jobcenter-bridge-web')}/v1/notifications"
    fhir = f"{here.address('region-bridge-web')}/fhir/$process-message"
    form = f"{pages_of(here)}/borgere/{citizen}/kontaktpause/saet"
    async with somebody(pages_of(here)) as visitor:
        page = {"cookie": f"{SESSION}={visitor.cookies[SESSION]}"}
    worker = await here.headers("support_worker")
    jobcenter, region = [await here.headers("integrator", one) for one in ("employment", "region")]
    claims = base64.urlsafe_b64encode(f'{{"sub": "{CANARY.name}"}}'.encode()).decode()
    asked: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
        ("POST", register, staff, {"content": f'{{"name": "{NAME}", "cpr": {CPR}'}),
        ("POST", register, staff, {"json": [CPR, NAME]}),
        ("POST", register, staff, {"json": {**BODY, "cpr": f"{CPR}{NAME}"}}),
        ("POST", register, staff, {"json": {**BODY, "name": [NAME]}}),
        ("POST", register, staff, {"json": {**BODY, "acting_municipality": CPR, "basis": NAME}}),
        ("POST", register, staff, {"json": {**BODY, "residence_municipality": CPR}}),
        ("POST", register, staff, {"json": {**BODY, CPR: NAME, NAME: CPR}}),
        ("POST", register, staff, {"json": {**BODY, "name": NAME * 100_000}}),
        ("POST", refer, staff, {"json": {**REFERRAL_BODY, "to_unit": CANARY.name}}),
        ("POST", refer, staff, {"json": {**REFERRAL_BODY, "words": "", "priority": NAME}}),
        ("POST", refer, {**staff, "if-match": '"99"'}, {"json": REFERRAL_BODY}),
        ("POST", f"{register}/{CPR}/referrals", staff, {"json": REFERRAL_BODY}),
        ("GET", f"{register}/{CPR}?name={NAME}", staff, {}),
        ("GET", f"{register}?cpr={CPR}&name={NAME}", staff, {}),
        ("DELETE", f"{register}/{NAME}", staff, {}),
        ("GET", f"{overview}/v1/citizens/{CPR}/view?name={NAME}", staff, {}),
        ("GET", f"{overview}/{NAME}/{CPR}", staff, {}),
        ("POST", f"{overview}/v1/citizens/{citizen}/view", staff, {"json": BODY}),
        ("POST", register, {"authorization": f"Bearer {CPR}.{NAME}"}, {"json": BODY}),
        ("POST", register, {"authorization": f"Bearer e30.{claims}.AAAA"}, {"json": BODY}),
        ("POST", register, {"authorization": f"Basic {NAME}"}, {"json": BODY}),
        ("POST", register, {}, {"json": BODY}),
        ("POST", register, {**staff, **odd}, {"json": BODY}),
        ("POST", refer, {**staff, **odd}, {"content": WORDS.encode()}),
        ("POST", consents, staff, {"json": {"law": NAME, "kinds": [CPR], "case": CPR, NAME: CPR}}),
        ("POST", f"{consents}/{CPR}/withdraw", staff, {"json": {}}),
        ("POST", f"{register}/{citizen}/relatives", staff, {"json": {"kind": NAME, "name": CPR, CPR: WORDS}}),
        ("POST", f"{register}/{citizen}/relatives/{CPR}/sign-in", staff, {"json": {"cpr": CPR}}),
        (
            "POST",
            f"{register}/{citizen}/relatives/{citizen}/sign-in",
            staff,
            {"json": {"cpr": f"{CPR}{NAME}"}},
        ),
        ("POST", f"{pages_of(here)}/log-ind/hjemmefra", page, {"data": {"subject": CPR, "back": NAME}}),
        ("POST", f"{pages_of(here)}/log-ind/som", page, {"data": {"choice": CPR, "way": NAME}}),
        ("POST", f"{register}/{citizen}/contact-wishes", staff, {"json": {"ways": [NAME], "words": [CPR]}}),
        ("POST", f"{register}/{citizen}/coordinator", staff, {"json": {"coordinator": WORDS, "unit": NAME}}),
        ("POST", f"{plan}/goals", staff, {"json": {"area": NAME, "words": [WORDS], CPR: NAME}}),
        ("POST", f"{plan}/goals", staff, {"json": {"area": "employment", "words": WORDS * 100}}),
        ("POST", f"{plan}/interventions", staff, {"json": {"goal_id": CPR, "support_worker": WORDS}}),
        ("POST", f"{plan}/support-questions/{CPR}/answer", worker, {"json": {"answer": NAME}}),
        ("POST", holds, staff, {"json": {"until": CPR, "ask": CANARY.name * 100, NAME: CPR}}),
        ("POST", holds, staff, {"json": {"until": "2020-01-01", "ask": CANARY.name}}),
        ("POST", notifications, jobcenter, {"json": {"entitetNavn": NAME, "eksternIdentifier": CPR}}),
        ("POST", fhir, {**region, **FHIR}, {"content": WORDS.encode()}),
        ("POST", fhir, {**region, **FHIR}, {"json": {"resourceType": NAME, "id": CPR, "entry": [WORDS]}}),
        ("POST", fhir, {**region, **odd}, {"content": WORDS.encode()}),
        ("POST", form, page, {"data": {"form_token": CPR, "until": NAME, "ask": CANARY.name}}),
        ("POST", form, {}, {"data": {"until": NAME, "ask": CANARY.name}}),
        ("GET", f"{pages_of(here)}/borgere/{CPR}?nyt={NAME}", page, {}),
        ("GET", f"{pages_of(here)}/borgere/{CPR}/oplysninger?navn={NAME}", page, {}),
    ]
    said: list[bytes] = []
    for method, url, headers, what in asked:
        answer = await here.http.request(method, url, headers=headers, **what)
        assert 400 <= answer.status_code < 500, (method, answer.status_code)
        said.append(answer.content + repr(answer.headers).encode())
    return said


async def told(here: SystemUnderTest, spans: SpanSink) -> list[str]:
    """What got out where people and tools look."""
    await asyncio.sleep(1.5)  # spans leave once a second
    return [
        *leaks("a span", spans.bodies),
        *leaks("a log", in_logs(here)),
        *leaks("the metrics", await in_metrics(here, *PROCESSES)),
    ]


async def test_no_door_tells_the_canary_on(
    here: SystemUnderTest, citizen: CitizenId, refusals: list[bytes], spans: SpanSink
) -> None:
    await eventually(lambda: any(b"referral.v1" in body for body in spans.bodies))
    log, rows = await in_the_log(here), await in_databases(here)

    assert len(log) > 20
    assert len(rows) > 50
    assert leaks("a refusal", refusals) == []
    assert leaks("a Kafka record", log) == []
    assert leaks("a database", rows) == []
    assert await told(here, spans) == []


async def test_a_parked_record_is_kept_and_nothing_of_it_is_told(
    here: SystemUnderTest, spans: SpanSink
) -> None:
    stranger = UUID(int=7)
    plain = WORDS.encode()
    letters = [
        Letter(REFERRAL.name, partition_of(stranger), key, value, headers)
        for key in (key_of(stranger), plain)
        for value in (plain, f'{{"type": "{NAME}", "seq": {CPR}}}'.encode())
        for headers in (
            (("content-type", b"application/cloudevents+json"), ("traceparent", plain)),
            (("content-type", plain), (CANARY.name, plain)),
        )
    ]
    async with forger(here, "referral") as forge:
        await forge.write(*letters)
    await eventually(lambda: kept(here, len(letters)))

    assert leaks("a Kafka record", await in_the_log(here))
    assert leaks("a parked record", await in_databases(here))
    assert leaks("a row", await in_databases(here, "key", "value", "headers")) == []
    assert await told(here, spans) == []


async def kept(here: SystemUnderTest, count: int) -> bool:
    return len(await here.fetch("overview", "SELECT FROM parked")) == count


async def test_no_token_opens_when_the_key_is_destroyed(here: SystemUnderTest, citizen: CitizenId) -> None:
    everywhere = [*await in_the_log(here), *await in_databases(here)]
    tokens = {Sealed(token.decode()) for one in everywhere for token in TOKEN.findall(one)}
    named = {str(n): token for n, token in enumerate(sorted(tokens))}
    access = Access("test", "caseworker", Sector.SOCIAL, "test")
    async with here.keyring() as keyring:
        opened = await keyring.open(citizen, named, access)
        values = {CANARY.name, CPR, WORDS}
        assert values < set(opened.values())
        messages = set(opened.values()) - values  # as the bridges got and sent them
        assert all(CPR in message for message in messages)
    async with asyncpg.create_pool(here.urls[databases.KEYRING], min_size=0) as eraser:
        await destroy(eraser, citizen)

    async with here.keyring() as keyring:
        for name, token in named.items():
            with pytest.raises(KeyDestroyed):
                await keyring.open(citizen, {name: token}, access)
