"""What the tests of single rooms may ask for."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from samspil.telemetry import log
from samspil.telemetry.exporter import ScrubbingExporter

_kept = InMemorySpanExporter()


@pytest.fixture(scope="session")
def _recording() -> None:
    """A process has one tracer provider for good, so all tests share it."""
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(ScrubbingExporter(_kept)))
    trace.set_tracer_provider(provider)


@pytest.fixture
def spans(_recording: None) -> Iterator[InMemorySpanExporter]:
    """The spans as they leave the process: ``spans.get_finished_spans()``."""
    _kept.clear()
    yield _kept
    _kept.clear()


@pytest.fixture
def json_log() -> Iterator[None]:
    """The log as a service writes it, on standard output."""
    handlers, level = list(logging.root.handlers), logging.root.level
    log.configure("test", "DEBUG")
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
