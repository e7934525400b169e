"""The jobcenter's words: an activity read strictly, and what its case system is asked."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from an_activity import ACTIVITY, CANARY, ID, body
from published import employment_tables, needs_standards
from samspil.contracts.employment import MilestoneKind, MilestoneOutcome
from samspil.exchange.courier import PartnerAway
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.activity import from_aktivitet
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.direct_http import Answer
from samspil.jobcenter_bridge.partner.entity import UNKNOWN_CPR, UnreadableEntity, from_cpr_header
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, ProgressBy, Reading
from samspil.telemetry.trace import span
from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    BRUNO,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    SYNTHETIC_CPRS,
    synthetic_cpr,
)
from samspil.vocabulary.plausible import Meaning, is_plausible

TODAY = date(2026, 11, 23)


def read(answer: bytes | None, progress: ProgressBy = ProgressBy.STATUS) -> Activity:
    return from_aktivitet(answer, ID, Reading(ACTIVITY_KINDS, progress), TODAY).entity


def test_an_activity_in_their_words_becomes_ours() -> None:
    assert read(body()) == Activity(
        id=ID,
        status=Status.CREATED,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 2, 26),
        minutes_per_week=15 * 60 + 30,
    )


def test_a_type_of_activity_that_is_not_named_is_some_other() -> None:
    for kind in ("brobygning", None):
        assert read(body(aktiveringstype=kind)).kind is MilestoneKind.OTHER


def test_what_is_published_suffices_and_the_element_that_is_ours_may_be_missing() -> None:
    published = json.dumps({name: value for name, value in ACTIVITY.items() if name != "status"}).encode()

    assert read(published).status is Status.CREATED
    assert read(published, ProgressBy.DATES).status is None


def test_where_dates_tell_only_a_deletion_is_read_from_the_status() -> None:
    assert read(body(status="paabegyndt"), ProgressBy.DATES).status is None
    assert read(body(status="slettet"), ProgressBy.DATES).status is Status.DELETED


NO_DAYS: list[object] = [
    *(None, "", "2026", 20261201, 1795000000, 2026.5, True, [], {"day": 1}),
    *("2026-12-01T00:00:00Z", "2026-W49-2", "20261201", " 2026-12-01", "2026-12-01\n", "２０２６-12-01"),
    *("9999-12-31", "0001-01-01", "1899-12-31", "2036-12-31", "2026-02-30"),
]


@pytest.mark.parametrize("day", NO_DAYS, ids=repr)
@pytest.mark.parametrize("element", ["startdato", "slutdato", "timerGaelderFra", "opnaaetDato"])
def test_a_day_is_a_plausible_iso_day_and_nothing_else(element: str, day: object) -> None:
    if element != "startdato" and day is None:
        assert read(body(**{element: None})).starts_on == date(2026, 12, 1)
    else:
        with pytest.raises(UnreadableEntity):
            read(body(**{element: day}))


@given(st.dates())
def test_every_day_is_read_as_itself_or_refused(day: date) -> None:
    if is_plausible(day, Meaning.AGREED, TODAY):
        assert read(body(startdato=day.isoformat(), slutdato=None)).starts_on == day
    else:
        with pytest.raises(UnreadableEntity):
            read(body(startdato=day.isoformat(), slutdato=None))


def words_of(**changed: object) -> str | None:
    return from_aktivitet(body(**changed), ID, Reading(ACTIVITY_KINDS), TODAY).words


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("foreslaaet", Status.PROPOSED),
        ("oprettet", Status.CREATED),
        ("paabegyndt", Status.STARTED),
        ("opnaaet", Status.ACHIEVED),
        ("ophoert", Status.LOST),
        ("afsluttet", Status.ENDED),
        ("slettet", Status.DELETED),
    ],
)
def test_each_status_has_its_word(words: str, status: Status) -> None:
    assert read(body(status=words, opnaaetDato="2026-11-20")).status is status


def test_every_kind_of_step_can_be_told_but_social_psychiatrys_own() -> None:
    assert MilestoneKind.SHELTERED_WORK not in ACTIVITY_KINDS.values()
    assert {*ACTIVITY_KINDS.values(), MilestoneKind.OTHER, MilestoneKind.SHELTERED_WORK} == {*MilestoneKind}
    assert read(body(aktiveringstype="beskyttet_beskaeftigelse")).kind is MilestoneKind.OTHER


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("udloebet", MilestoneOutcome.RAN_OUT),
        ("ikke_opnaaet", MilestoneOutcome.NOT_ACHIEVED),
        ("fravalgt_af_borger", MilestoneOutcome.DROPPED_BY_CITIZEN),
        ("stoppet_af_andre", MilestoneOutcome.DROPPED_BY_OTHERS),
        ("sanktion", None),
        (None, None),
    ],
)
def test_how_it_ended_is_read_and_what_is_not_named_nobody_has_said(
    code: str | None, outcome: MilestoneOutcome | None
) -> None:
    assert read(body(status="afsluttet", resultat=code)).outcome is outcome


def test_what_it_is_for_is_read_as_people_can_read_it() -> None:
    assert words_of() is None
    assert words_of(formaal=" At prøve\r\n et lager \u202e") == "At prøve et lager"
    assert words_of(formaal="\u200b") is None


MINUTES = st.none() | st.integers(0, 59)


@given(MINUTES, MINUTES)
def test_hours_and_minutes_are_one_number_of_minutes(hours: int | None, minutes: int | None) -> None:
    found = read(body(timerPrUge=hours, minutterPrUge=minutes)).minutes_per_week

    assert found == (None if hours is minutes is None else (hours or 0) * 60 + (minutes or 0))


ACHIEVED_DAYS = st.dates(date(2026, 11, 1), date(2026, 12, 31))


@given(ACHIEVED_DAYS, ACHIEVED_DAYS)
def test_what_is_achieved_has_a_day_that_has_come_and_is_not_after_its_last(on: date, last: date) -> None:
    told = body(
        status="opnaaet", startdato="2026-11-01", opnaaetDato=on.isoformat(), slutdato=last.isoformat()
    )
    if on <= date(2026, 11, 24) and on <= last:
        assert read(told).achieved_on == on
    else:
        with pytest.raises(UnreadableEntity):
            read(told)


ODD = {
    "achieved without its day": {"status": "opnaaet"},
    "achieved on a day ahead": {"opnaaetDato": "2026-11-25"},
    "lost without its day": {"status": "ophoert", "slutdato": None},
    "minutes since before it starts": {"timerGaelderFra": "2026-11-30"},
    "minutes since after its end": {"timerGaelderFra": "2027-02-27"},
    "a purpose that is a list": {"formaal": [CANARY]},
    "a purpose without end": {"formaal": "a" * 4001},
    "a result that is a number": {"status": "afsluttet", "resultat": 1},
    "more minutes than published": {"minutterPrUge": 60},
    "minutes as a truth": {"minutterPrUge": True},
    "unknown status": {"status": CANARY},
    "status a list": {"status": [CANARY]},
    "status a number": {"status": 1},
    "ended without its day": {"status": "afsluttet", "slutdato": None},
    "over before it began": {"slutdato": "2026-11-30"},
    "more hours than published": {"timerPrUge": 60},
    "fewer than none": {"timerPrUge": -1},
    "hours as text": {"timerPrUge": "15"},
    "hours as a fraction": {"timerPrUge": 15.0},
    "hours as a truth": {"timerPrUge": True},
    "kind a number": {"aktiveringstype": 3},
    "kind with NUL": {"aktiveringstype": "virksomhedspraktik\x00"},
    "kind of no signs": {"aktiveringstype": ""},
    "kind without end": {"aktiveringstype": "v" * 101},
    "half a sign": {"aktiveringstype": "\ud800"},
    "no id": {"aktivitetIdentifier": CANARY},
    "an id as a number": {"aktivitetIdentifier": ID.int},
    "an id in braces": {"aktivitetIdentifier": f"{{{ID}}}"},
    "another activity": {"aktivitetIdentifier": str(UUID(int=9))},
}


@pytest.mark.parametrize("changed", ODD.values(), ids=ODD)
def test_what_is_no_activity_is_refused_without_a_word_of_it(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity) as refused:
        read(body(**changed))

    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r}"
    assert refused.value.__suppress_context__


NO_OBJECTS = {
    "nothing": b"",
    "nothing that is read": None,
    "no object": b"[]",
    "said twice": body().replace(b"{", b'{"startdato": "2026-12-02", ', 1),
    "said twice further in": body().replace(b'"navn"', b'"organisationskode": 1, "navn"', 1),
    "deep": b'{"a":' * 100_000,
    "deep and whole": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "no number": body(timerPrUge=float("nan")),
    "a number without end": body().replace(b"15", b"1" * 5000),
    "another alphabet": body().decode().encode("utf-16"),
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("answer", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_what_is_no_object_in_which_all_is_said_once_is_refused(answer: bytes | None) -> None:
    with pytest.raises(UnreadableEntity):
        read(answer)


def test_a_byte_order_mark_is_read_over() -> None:
    assert read(b"\xef\xbb\xbf" + body()) == read(body())


@given(
    st.binary()
    | st.dictionaries(st.sampled_from(list(ACTIVITY)), st.integers() | st.text()).map(lambda d: body(**d))
)
def test_any_answer_is_an_activity_or_refused(answer: bytes) -> None:
    with contextlib.suppress(UnreadableEntity):
        assert read(answer).id == ID


def test_the_number_may_be_unknown_and_must_not_be_anything_else() -> None:
    assert from_cpr_header(None) is None
    assert from_cpr_header(UNKNOWN_CPR) is None
    assert from_cpr_header(BRUNO.cpr.number) == BRUNO.cpr
    with pytest.raises(UnreadableEntity):
        from_cpr_header(CANARY)


REPLACEMENTS = (ADMINISTRATIVE_REPLACEMENT, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT)


def test_a_replacement_number_is_never_read_as_a_cpr_number() -> None:
    for person in REPLACEMENTS:
        assert from_cpr_header(person.cpr.number) is None


@needs_standards
def test_every_number_that_we_read_has_the_published_form() -> None:
    published = re.compile(employment_tables()["cprPattern"])

    @given(st.integers(0, SYNTHETIC_CPRS - 1))
    def holds(n: int) -> None:
        number = synthetic_cpr(n).number
        assert published.fullmatch(number)
        assert from_cpr_header(number) == synthetic_cpr(n)

    holds()
    assert published.fullmatch(UNKNOWN_CPR)


async def asked(status: int, seen: list[httpx2.Request]) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(status, stream=httpx2.ByteStream(b""))

    transport = httpx2.MockTransport(answer)
    async with httpx2.AsyncClient(transport=transport, base_url="http://jobcenter.example") as http:
        return await Client(http, 5).ask("GET", "/aktiviteter/{id}", ACTIVITY["aktivitetIdentifier"])


@pytest.mark.parametrize("status", [301, 401, 403, 408, 429, 500, 503])
async def test_what_is_no_answer_to_the_question_leaves_the_outcome_open(status: int) -> None:
    with pytest.raises(PartnerAway):
        await asked(status, [])


@pytest.mark.parametrize("status", [200, 201, 400, 404, 409, 422])
async def test_what_is_an_answer_is_given_back(status: int) -> None:
    assert (await asked(status, [])).status == status


async def test_a_partner_is_asked_within_our_trace_and_hears_nothing_of_it(
    spans: InMemorySpanExporter,
) -> None:
    seen: list[httpx2.Request] = []
    with span("work"):
        await asked(200, seen)

    ours = {one.name: one for one in spans.get_finished_spans()}
    client, work = ours["GET /aktiviteter/{id}"], ours["work"]
    assert dict(client.attributes or {}) == {
        "http.request.method": "GET",
        "url.template": "/aktiviteter/{id}",
        "peer.service": "jobcenter",
        "http.response.status_code": 200,
    }
    assert client.kind is SpanKind.CLIENT
    assert client.parent is not None
    assert client.parent.span_id == work.get_span_context().span_id  # type: ignore[union-attr]
    assert not {"traceparent", "tracestate", "baggage", "b3"} & set(seen[0].headers)


async def test_an_answer_that_comes_in_parts_is_read_whole_and_one_that_never_comes_is_given_up() -> None:
    async def parts() -> AsyncIterator[bytes]:
        for part in (b"{", b'"id":', b" 1}"):
            yield part

    async def never(_request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(1)  # far longer than it is waited for
        raise AssertionError

    def answers(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=parts())

    async with httpx2.AsyncClient(
        transport=httpx2.MockTransport(answers), base_url="http://jobcenter.example"
    ) as http:
        assert (await Client(http, 5).ask("GET", "/tasks")).body == b'{"id": 1}'
    async with httpx2.AsyncClient(
        transport=httpx2.MockTransport(never), base_url="http://jobcenter.example", timeout=None
    ) as http:
        with pytest.raises(PartnerAway, match="TimeoutError"):
            await Client(http, 0.05).ask("GET", "/tasks")


@pytest.mark.parametrize("hours", [0, 59, None])
def test_hours_are_as_many_as_the_published_element_has_room_for(hours: int | None) -> None:
    assert read(body(timerPrUge=hours, minutterPrUge=None)).minutes_per_week == (hours and hours * 60)
