"""The numbers that tell whether events travel, and the text in which Prometheus reads them."""

from collections.abc import Iterable
from typing import Final

from opentelemetry import metrics
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import View
from opentelemetry.sdk.resources import Resource
from prometheus_client import CollectorRegistry, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_LABELS: Final = {
    *("topic", "reason", "what", "state", "party"),
    *("http.request.method", "http.route", "http.response.status_code"),
}
"""Labels have few values for ever; any other label is dropped, so that none can name a citizen."""

_registry = CollectorRegistry()
_meter = metrics.get_meter("samspil")  # a proxy until telemetry is configured


class Tally:
    """A counter without labels for where time is short: adding is an addition, whoever asks pays the rest."""

    def __init__(self, name: str, description: str) -> None:
        self._count = 0
        _meter.create_observable_counter(name, [self._told], description=description)

    def add(self, more: int) -> None:
        """Count so many more."""
        self._count += more

    def _told(self, _: CallbackOptions) -> Iterable[Observation]:
        yield Observation(self._count)


outbox_oldest_seconds = _meter.create_gauge(
    "outbox_oldest_seconds", description="Age of the oldest event that waits to be relayed, in seconds"
)
watermark_lag = _meter.create_gauge("watermark_lag", description="Records on a topic that are not yet heard")
parked_citizens = _meter.create_gauge("parked_citizens", description="Citizens with a parked record")
due_failing = _meter.create_gauge(
    "due_failing", description="Due rows whose step failed when it was last tried"
)
discarded = _meter.create_gauge("discarded", description="Records and steps that people gave up")
messages_held = _meter.create_gauge(
    "messages_held", description="Messages of a partner that wait for a human"
)
messages_held_oldest_seconds = _meter.create_gauge(
    "messages_held_oldest_seconds", description="Age of the oldest of them, in seconds"
)
referrals = _meter.create_gauge(
    "referrals", description="Referrals to each party, by what they count as in the balance"
)
due_late = _meter.create_gauge("due_late", description="Due rows whose time has passed")

duplicates_dropped = _meter.create_counter(
    "duplicates_dropped", description="Records dropped because they were seen before"
)
gaps_seen = _meter.create_counter("gaps_seen", description="Records that came before one that is missing")
records_parked = _meter.create_counter("records_parked", description="Records parked, by class of reason")
events_said = Tally("events_said", "Events said in a committed transaction")
events_relayed = Tally("events_relayed", "Events that Kafka has acknowledged")
events_applied = Tally("events_applied", "Heard events that took effect")


def configure(resource: Resource) -> None:
    """Let this process count; called once, before its doors open."""
    reader = PrometheusMetricReader(prefix="samspil", scope_info_enabled=False, registry=_registry)
    view = View(instrument_name="*", attribute_keys=_LABELS)
    metrics.set_meter_provider(MeterProvider([reader], resource, views=[view], shutdown_on_exit=False))


def exposition() -> bytes:
    """All numbers of this process in Prometheus' text format (``CONTENT_TYPE``)."""
    return generate_latest(_registry)
