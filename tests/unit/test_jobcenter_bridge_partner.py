"""The jobcenter's words: an activity read strictly, and what its case system is asked."""

import json
import re
from datetime import date
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from pydantic import ValidationError

from published import STANDARDS
from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.api.routes.notifications import ChangeNotification
from samspil.jobcenter_bridge.app.settings import ACTIVITY_KINDS, ForWorker
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.partner.activity import (
    UNKNOWN_CPR,
    UnreadableActivity,
    from_aktivitet,
    from_cpr_header,
)
from samspil.jobcenter_bridge.partner.client import Client
from samspil.ledger.courier import PartnerAway
from samspil.telemetry.trace import span
from samspil.testkit.people import BRUNO, SYNTHETIC_CPRS, synthetic_cpr

CANARY = "Kanariefugl"
ACTIVITY: dict[str, Any] = {
    "aktivitetIdentifier": "6f1c7d3e-3c0b-4ad4-9f10-1f1c9b1b2a33",
    "startdato": "2026-12-01",
    "slutdato": "2027-02-26",
    "aktiveringstype": "virksomhedspraktik",
    "timerPrUge": 15,
    "minutterPrUge": 30,
    "ansvarligMyndighed": {"organisationskode": "-1", "navn": "Ingensteds"},
    "status": "oprettet",
}


def body(**changed: object) -> bytes:
    return json.dumps({**ACTIVITY, **changed}).encode()


@pytest.fixture
def tables() -> dict[str, Any]:
    """The employment side's published element tables; they are no part of this repository."""
    if not STANDARDS.is_dir():
        pytest.skip("needs the published tables: set STANDARDS_DIR to their folder")
    read: dict[str, Any] = json.loads((STANDARDS / "star" / "dfdg-tables.json").read_text())
    return read


def test_an_activity_in_their_words_becomes_ours() -> None:
    assert from_aktivitet(body(), ACTIVITY_KINDS) == Activity(
        id=UUID(ACTIVITY["aktivitetIdentifier"]),
        status=Status.CREATED,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 2, 26),
        hours_per_week=15,
    )


def test_a_type_of_activity_that_is_not_named_is_some_other() -> None:
    for kind in ("brobygning", None):
        assert from_aktivitet(body(aktiveringstype=kind), ACTIVITY_KINDS).kind is MilestoneKind.OTHER


@pytest.mark.parametrize(
    "changed",
    [{"status": CANARY}, {"timerPrUge": 60}, {"startdato": None}, {"aktivitetIdentifier": CANARY}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_no_activity_is_refused_without_a_word_of_it(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableActivity) as refused:
        from_aktivitet(body(**changed), ACTIVITY_KINDS)

    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r}"
    assert refused.value.__suppress_context__


def test_the_number_may_be_unknown_and_must_not_be_anything_else() -> None:
    assert from_cpr_header(None) is None
    assert from_cpr_header(UNKNOWN_CPR) is None
    assert from_cpr_header(BRUNO.cpr.number) == BRUNO.cpr
    with pytest.raises(UnreadableActivity):
        from_cpr_header(CANARY)


def test_every_number_that_we_read_has_the_published_form(tables: dict[str, Any]) -> None:
    published = re.compile(tables["cprPattern"])

    @given(st.integers(0, SYNTHETIC_CPRS - 1))
    def holds(n: int) -> None:
        number = synthetic_cpr(n).number
        assert published.fullmatch(number)
        assert from_cpr_header(number) == synthetic_cpr(n)

    holds()
    assert published.fullmatch(UNKNOWN_CPR)


def notification(**changed: object) -> dict[str, object]:
    return {
        "entitetNavn": "Aktivitet",
        "entitetId": 100001,
        "eksternIdentifier": ACTIVITY["aktivitetIdentifier"],
        "versionIdentifier": 1,
        "identifikationstypeId": 1,
        "aendringstype": 1,
        **changed,
    }


def test_every_published_type_and_kind_of_change_can_be_notified(tables: dict[str, Any]) -> None:
    for entity in tables["wsbEntityTypes"]:
        for change in tables["wsbAendringstype"]:
            for known_by in tables["wsbIdentifikationstype"]:
                told = notification(
                    entitetNavn=entity["entitetNavn"],
                    entitetId=entity["entitetId"],
                    aendringstype=change["id"],
                    identifikationstypeId=known_by["id"],
                )
                assert ChangeNotification.model_validate(told).aendringstype == change["id"]


@pytest.mark.parametrize("more", [{"body": {"navn": CANARY}}, {"aendringstype": 4}, {"entitetNavn": "A B"}])
def test_a_notification_with_anything_more_is_not_taken_in(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        ChangeNotification.model_validate(notification(**more))

    assert CANARY not in str(refused.value)


async def asked(status: int, seen: list[httpx2.Request]) -> httpx2.Response:
    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(status)

    transport = httpx2.MockTransport(answer)
    async with httpx2.AsyncClient(transport=transport, base_url="http://jobcenter.example") as http:
        return await Client(http).ask("GET", "/aktiviteter/{id}", ACTIVITY["aktivitetIdentifier"])


@pytest.mark.parametrize("status", [301, 401, 403, 408, 429, 500, 503])
async def test_what_is_no_answer_to_the_question_leaves_the_outcome_open(status: int) -> None:
    with pytest.raises(PartnerAway):
        await asked(status, [])


@pytest.mark.parametrize("status", [200, 201, 400, 404, 409, 422])
async def test_what_is_an_answer_is_given_back(status: int) -> None:
    assert (await asked(status, [])).status_code == status


async def test_a_partner_is_asked_within_our_trace_and_hears_nothing_of_it(
    spans: InMemorySpanExporter,
) -> None:
    seen: list[httpx2.Request] = []
    with span("work"):
        await asked(200, seen)

    ours = {one.name: one for one in spans.get_finished_spans()}
    client, work = ours["GET /aktiviteter/{id}"], ours["work"]
    assert client.kind is SpanKind.CLIENT
    assert client.parent is not None
    assert client.parent.span_id == work.get_span_context().span_id  # type: ignore[union-attr]
    assert not {"traceparent", "tracestate", "baggage", "b3"} & set(seen[0].headers)


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://jobcenter.example", True),
        ("http://127.0.0.1:8090", True),
        ("http://jobcenter.example", False),
        ("http://localhost.example", False),
    ],
)
def test_names_and_numbers_leave_this_machine_over_tls_only(
    address: str, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "KEYRING_DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://nowhere")
    for name, key in (("MASTER_KEY", "A"), ("INDEX_KEY", "E")):
        monkeypatch.setenv(name, key * 43 + "=")
    monkeypatch.setenv("JOBCENTER_ADDRESS", address)

    if fine:
        assert ForWorker().jobcenter_address == address
    else:
        with pytest.raises(ValidationError, match="https"):
            ForWorker()
