"""The thread of a trace from door to door, and what spans never hold."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry import trace as api
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.semconv._incubating.attributes import messaging_attributes as conventions
from opentelemetry.trace import SpanKind, StatusCode

from samspil.telemetry import trace
from samspil.testkit.people import BRUNO

SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
NOT_SAMPLED = SAMPLED[:-1] + "0"
EVENT = UUID("01937b5c-6d2e-7000-8000-000000000001")


def test_a_processing_span_is_the_child_of_the_stored_context(spans: InMemorySpanExporter) -> None:
    with trace.process_span("citizen.v1", "overview", 3, 41, EVENT, SAMPLED):
        inside = trace.current_traceparent()

    (span,) = spans.get_finished_spans()

    assert span.name == "process citizen.v1"
    assert SpanKind.CONSUMER is span.kind
    assert span.parent is not None
    assert SAMPLED.split("-")[1:3] == [f"{span.parent.trace_id:032x}", f"{span.parent.span_id:016x}"]
    assert f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-01" == inside
    assert dict(span.attributes or {}) == {
        conventions.MESSAGING_SYSTEM: "kafka",
        conventions.MESSAGING_OPERATION_NAME: "process",
        conventions.MESSAGING_OPERATION_TYPE: "process",
        conventions.MESSAGING_DESTINATION_NAME: "citizen.v1",
        conventions.MESSAGING_DESTINATION_PARTITION_ID: "3",
        conventions.MESSAGING_CONSUMER_GROUP_NAME: "overview",
        conventions.MESSAGING_KAFKA_OFFSET: 41,
        conventions.MESSAGING_MESSAGE_ID: str(EVENT),
    }


@pytest.mark.parametrize("stored", [None, NOT_SAMPLED, "", "no trace context", SAMPLED + "0"])
def test_a_record_without_a_sampled_context_costs_no_span(
    spans: InMemorySpanExporter, stored: str | None
) -> None:
    with trace.process_span("citizen.v1", "overview", 0, 0, EVENT, stored) as span:
        assert span is None
    trace.published("citizen.v1", 0, EVENT, stored, 1)

    assert spans.get_finished_spans() == ()


@given(
    st.one_of(
        st.text(max_size=60), st.from_regex(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", fullmatch=True)
    )
)
def test_any_stored_text_continues_a_valid_trace_or_begins_a_new_one(stored: str) -> None:
    context = api.get_current_span(trace.parent(stored)).get_span_context()

    if context.is_valid:
        assert stored.split("-")[1] == f"{context.trace_id:032x}"
        assert trace.sampled(stored) == context.trace_flags.sampled
    else:
        assert context == api.INVALID_SPAN_CONTEXT


def test_outside_a_span_there_is_no_context_to_store() -> None:
    assert trace.current_traceparent() is None
    assert trace.current_trace_id() is None


def test_what_is_sent_is_told_afterwards_inside_the_trace_of_the_event(spans: InMemorySpanExporter) -> None:
    trace.published("citizen.v1", 5, EVENT, SAMPLED, 1_000)

    (span,) = spans.get_finished_spans()

    assert (span.name, span.kind, span.start_time) == ("publish citizen.v1", SpanKind.PRODUCER, 1_000)
    assert SAMPLED.split("-")[1] == f"{span.context.trace_id:032x}"


def test_a_poll_links_to_its_sampled_records_and_is_nobodys_parent(spans: InMemorySpanExporter) -> None:
    with trace.poll_span("overview", [SAMPLED, NOT_SAMPLED, None], 3):
        assert trace.current_traceparent() is None

    (span,) = spans.get_finished_spans()

    assert [SAMPLED.split("-")[1]] == [f"{link.context.trace_id:032x}" for link in span.links]
    assert span.parent is None
    assert (span.attributes or {})[conventions.MESSAGING_BATCH_MESSAGE_COUNT] == 3


def test_a_poll_without_sampled_records_is_no_span(spans: InMemorySpanExporter) -> None:
    with trace.poll_span("overview", [None, NOT_SAMPLED], 2):
        pass

    assert spans.get_finished_spans() == ()


def test_an_error_marks_the_span_with_its_class_alone(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match=BRUNO.name), trace.span("work"):
        raise ValueError(BRUNO.name)

    (span,) = spans.get_finished_spans()

    assert (
        span.status.status_code,
        span.status.description,
        (span.attributes or {})["error.type"],
        span.events,
    ) == (StatusCode.ERROR, None, "ValueError", ())


def test_what_a_library_puts_on_a_span_leaves_without_keys_numbers_and_error_texts(
    spans: InMemorySpanExporter,
) -> None:
    number = BRUNO.cpr.number
    with trace.tracer().start_as_current_span(f"read {number}") as span:
        span.set_attributes(
            {conventions.MESSAGING_KAFKA_MESSAGE_KEY: number, "url.path": number, "note": number, "seq": 4}
        )
        span.add_event(f"at {number}", {"note": number})
        span.record_exception(ValueError(BRUNO.name))
        span.set_status(StatusCode.ERROR, BRUNO.name)

    told = spans.get_finished_spans()[0].to_json()

    assert number not in told
    assert BRUNO.name not in told
    assert dict(spans.get_finished_spans()[0].attributes or {}) == {"note": "[masked]", "seq": 4}


def test_no_module_reads_trace_context_or_baggage_from_a_caller() -> None:
    house = Path(trace.__file__).parents[1]
    sources = {
        file: file.read_text() for room in ("web", "telemetry") for file in (house / room).rglob("*.py")
    }

    assert sources
    assert [str(file) for file, source in sources.items() if "propagate.extract" in source] == []
