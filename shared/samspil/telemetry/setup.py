"""Starts and ends telemetry for one process."""

from importlib.metadata import version
from threading import Thread

from opentelemetry import propagate, trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from samspil.telemetry import exporter, log, metrics

_SHUTDOWN_SECONDS = 3.0


def configure(
    service: str,
    *,
    otlp_endpoint: str | None = None,
    zipkin_endpoint: str | None = None,
    sample_ratio: float = 1.0,
    log_level: str = "INFO",
) -> None:
    """Set up logs, spans and metrics; called once, first of all.

    ``sample_ratio`` is the share of traces that are recorded, 0 to 1.
    Without a receiver none is, yet every request still has a trace id by which its log lines are found.
    """
    log.configure(service, log_level)
    # Only the trace context: baggage is made of others' words and could carry anything through every service.
    propagate.set_global_textmap(TraceContextTextMapPropagator())
    resource = Resource.create(
        {"service.name": service, "service.namespace": "samspil", "service.version": version("samspil")}
    )
    receiver = exporter.choose(otlp_endpoint=otlp_endpoint, zipkin_endpoint=zipkin_endpoint)
    ratio = sample_ratio if receiver else 0.0
    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(ratio)), resource=resource, shutdown_on_exit=False
    )
    if receiver:
        provider.add_span_processor(
            BatchSpanProcessor(receiver, max_queue_size=8192, schedule_delay_millis=1000)
        )
    trace.set_tracer_provider(provider)
    metrics.configure(resource)


def shutdown() -> None:
    """Send the last spans, for three seconds at most: a receiver that is away must not hold up the end."""
    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        last = Thread(target=provider.shutdown, daemon=True)
        last.start()
        last.join(_SHUTDOWN_SECONDS)
