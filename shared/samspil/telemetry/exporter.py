"""Chooses where spans go, and takes personal data out of them on the way."""

from collections.abc import Sequence
from time import monotonic

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status
from opentelemetry.util.types import Attributes, AttributeValue

from samspil.telemetry.log import get_logger
from samspil.telemetry.redact import DENIED, mask

_log = get_logger()
_SILENCE_SECONDS = 300.0
_EXCEPTION_TEXT = frozenset({"exception.message", "exception.stacktrace"})


def choose(*, otlp_endpoint: str | None, zipkin_endpoint: str | None) -> SpanExporter | None:
    """OTLP over HTTP when its base address is given, else Zipkin (``…/api/v2/spans``), else none."""
    # Each is loaded when it is asked for: together they are a seventh of a worker's start.
    if otlp_endpoint:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        address = otlp_endpoint.rstrip("/")
        address = address if address.endswith("/v1/traces") else f"{address}/v1/traces"
        return ScrubbingExporter(OTLPSpanExporter(endpoint=address, timeout=5))
    if zipkin_endpoint:
        from opentelemetry.exporter.zipkin.json import ZipkinExporter

        return ScrubbingExporter(ZipkinExporter(endpoint=zipkin_endpoint, timeout=5))
    return None


class ScrubbingExporter(SpanExporter):
    """Hands spans on without denied attributes, error texts and civil numbers.

    While the receiver is away it says so every five minutes only: a flood of such lines hides the others.
    """

    def __init__(self, receiver: SpanExporter) -> None:
        self._receiver = receiver
        self._quiet_until = 0.0

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        try:
            result = self._receiver.export([scrubbed(span) for span in spans])
            reason = None if result is SpanExportResult.SUCCESS else "refused"
        except Exception as error:  # noqa: BLE001  a trace that is lost must never stop the work it tells of
            result, reason = SpanExportResult.FAILURE, type(error).__qualname__
        if reason is not None and monotonic() >= self._quiet_until:
            self._quiet_until = monotonic() + _SILENCE_SECONDS
            _log.warning("spans are lost", spans=len(spans), reason=reason, quiet_seconds=_SILENCE_SECONDS)
        return result

    def shutdown(self) -> None:
        self._receiver.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._receiver.force_flush(timeout_millis)


def scrubbed(span: ReadableSpan) -> ReadableSpan:
    """The same span without what must not leave the process."""
    return ReadableSpan(
        name=mask(span.name),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=_scrub(span.attributes),
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
        events=[
            type(event)(mask(event.name), _scrub(event.attributes), event.timestamp) for event in span.events
        ],
    )


def _scrub(attributes: Attributes) -> dict[str, AttributeValue]:
    return {
        key: mask(value) if isinstance(value, str) else value
        for key, value in (attributes or {}).items()
        if key not in DENIED and key not in _EXCEPTION_TEXT
    }
