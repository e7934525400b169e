"""A process of its own starts telemetry, speaks and ends: what arrives at the receiver is looked at."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

SPEAKS = """
import sys, time
from opentelemetry import baggage, context, propagate
from samspil.telemetry import metrics, setup, trace

setup.configure("speaker", **eval(sys.argv[1]))
context.attach(baggage.set_baggage("who", "secret"))
carrier = {}
with trace.span("hello", attributes={"messaging.kafka.message.key": "secret", "topic": "citizen.v1"}):
    propagate.inject(carrier)
    print(trace.current_traceparent())
metrics.duplicates_dropped.add(2, {"topic": "citizen.v1", "citizen": "secret"})
metrics.events_said.add(2)
metrics.events_said.add(1)
metrics.outbox_oldest_seconds.set(1.5)
print(sorted(carrier))
print(metrics.exposition().decode())
before = time.monotonic()
setup.shutdown()
print("ended in", int(time.monotonic() - before))
"""


class _Listening(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiver)
        self.heard: list[tuple[str, bytes]] = []


class _Receiver(BaseHTTPRequestHandler):
    server: _Listening

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append((self.path, body))
        self.send_response(202 if self.path == "/api/v2/spans" else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's word
        pass


@pytest.fixture
def receiver() -> Iterator[_Listening]:
    server = _Listening()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _speak(**settings: object) -> str:
    return subprocess.run(
        [sys.executable, "-c", SPEAKS, repr(settings)], check=True, capture_output=True, text=True, timeout=60
    ).stdout


def test_spans_reach_zipkin_without_record_keys(receiver: _Listening) -> None:
    _speak(zipkin_endpoint=f"http://127.0.0.1:{receiver.server_port}/api/v2/spans")

    ((_, body),) = receiver.heard
    (span,) = json.loads(body)

    assert (span["name"], span["localEndpoint"]["serviceName"]) == ("hello", "speaker")
    assert span["tags"]["topic"] == "citizen.v1"
    assert b"secret" not in body


def test_spans_reach_an_otlp_receiver_by_its_base_address(receiver: _Listening) -> None:
    _speak(otlp_endpoint=f"http://127.0.0.1:{receiver.server_port}")

    ((path, body),) = receiver.heard

    assert path == "/v1/traces"
    assert b"hello" in body
    assert b"secret" not in body


def test_baggage_is_not_passed_on_and_labels_are_few() -> None:
    out = _speak()

    assert "['traceparent']" in out
    assert 'samspil_duplicates_dropped_total{topic="citizen.v1"} 2.0' in out
    assert "samspil_outbox_oldest_seconds 1.5" in out
    assert "samspil_events_said_total 3.0" in out
    assert "secret" not in out


def test_without_a_receiver_a_trace_has_an_id_and_is_not_sampled() -> None:
    traceparent = _speak().splitlines()[0]

    assert traceparent.endswith("-00")
    assert "0" * 32 not in traceparent


def test_a_receiver_that_is_away_costs_one_line_and_does_not_hold_up_the_end() -> None:
    lines = _speak(zipkin_endpoint="http://127.0.0.1:1/api/v2/spans").splitlines()

    lost = [json.loads(line) for line in lines if "spans are lost" in line]

    assert [line["reason"] for line in lost] == ["ConnectionError"]
    assert lines[-1] == "ended in 0"
