"""Spans and the trace context that is stored with an event: the thread from the first door to the last."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import time_ns
from typing import Final
from uuid import UUID

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
)

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")
_tracer = trace.get_tracer("samspil")  # a proxy until telemetry is configured
_nothing: Final = nullcontext()


def tracer() -> Tracer:
    """The one tracer of a process; without configuration its spans are nothing."""
    return _tracer


def current_traceparent() -> str | None:
    """The current span as a W3C ``traceparent``, to be stored with what is said; None outside a span."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags & 1:02x}"


def current_trace_id() -> str | None:
    """The 32 hexadecimal digits by which an operator finds this trace; None outside a span."""
    context = trace.get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None


def sampled(traceparent: str | None) -> bool:
    """Whether the stored context asks for spans: a look at its last digit, fit for every record of a poll."""
    return traceparent is not None and traceparent[-1:] in "13579bdf" and len(traceparent) == 55


def parent(traceparent: str | None) -> Context:
    """The context under which a span continues a stored trace; absent or malformed, it begins a new one."""
    span_context = _span_context(traceparent)
    return trace.set_span_in_context(NonRecordingSpan(span_context), Context()) if span_context else Context()


@contextmanager
def span(
    name: str,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    context: Context | None = None,
    attributes: Mapping[str, str | int] | None = None,
) -> Iterator[Span]:
    """A current span; of an error that passes through it tells the class only: its text may hold a name."""
    with _tracer.start_as_current_span(
        name, context, kind, attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except BaseException as error:
            current.set_attribute("error.type", type(error).__qualname__)
            current.set_status(Status(StatusCode.ERROR))
            raise


def process_span(
    topic: str, group: str, partition: int, offset: int, event_id: UUID, traceparent: str | None
) -> AbstractContextManager[Span | None]:
    """The span in which one heard record is applied, a child of the trace context stored with its event.

    Where that context is absent or not sampled this is nothing at all, so that a poll of 2000 pays for none.
    """
    if not sampled(traceparent):
        return _nothing
    return span(
        f"process {topic}",
        kind=SpanKind.CONSUMER,
        context=parent(traceparent),
        attributes={
            "messaging.system": "kafka",
            "messaging.operation.name": "process",
            "messaging.operation.type": "process",
            "messaging.destination.name": topic,
            "messaging.destination.partition.id": str(partition),
            "messaging.consumer.group.name": group,
            "messaging.kafka.offset": offset,
            "messaging.message.id": str(event_id),
        },
    )


def step_span(name: str, traceparent: str | None) -> AbstractContextManager[Span | None]:
    """The span of a later step, such as a look at a due item: a child of the trace that asked for it."""
    if not sampled(traceparent):
        return _nothing
    return span(name, context=parent(traceparent))


@contextmanager
def poll_span(group: str, traceparents: Iterable[str | None], count: int) -> Iterator[None]:
    """The span of one poll, linked to the sampled traces in it; never current: no event becomes its child."""
    links = [Link(linked) for stored in traceparents if sampled(stored) and (linked := _span_context(stored))]
    if not links:
        yield
        return
    attributes: dict[str, str | int] = {
        "messaging.system": "kafka",
        "messaging.operation.name": "poll",
        "messaging.operation.type": "receive",
        "messaging.consumer.group.name": group,
        "messaging.batch.message_count": count,
    }
    polled = _tracer.start_span(
        f"poll {group}", Context(), kind=SpanKind.CONSUMER, attributes=attributes, links=links
    )
    try:
        yield
    except BaseException as error:
        polled.set_attribute("error.type", type(error).__qualname__)
        polled.set_status(Status(StatusCode.ERROR))
        raise
    finally:
        polled.end()


def published(topic: str, partition: int, event_id: UUID, traceparent: str | None, started_ns: int) -> None:
    """Record afterwards, in the event's own trace, that the relay sent it between ``started_ns`` and now."""
    if not sampled(traceparent):
        return
    attributes: dict[str, str | int] = {
        "messaging.system": "kafka",
        "messaging.operation.name": "publish",
        "messaging.operation.type": "send",
        "messaging.destination.name": topic,
        "messaging.destination.partition.id": str(partition),
        "messaging.message.id": str(event_id),
    }
    sent = _tracer.start_span(
        f"publish {topic}",
        parent(traceparent),
        kind=SpanKind.PRODUCER,
        attributes=attributes,
        start_time=started_ns,
    )
    sent.end(end_time=max(time_ns(), started_ns))


def _span_context(traceparent: str | None) -> SpanContext | None:
    matched = _TRACEPARENT.fullmatch(traceparent) if traceparent else None
    if matched is None:
        return None
    return SpanContext(
        int(matched[1], 16),
        int(matched[2], 16),
        is_remote=True,
        trace_flags=TraceFlags(int(matched[3], 16) & 1),
    )
