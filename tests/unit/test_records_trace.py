"""The trace that a record came with."""

import pytest

from samspil.ledger.drain import Kept
from samspil.ledger.record import traceparent

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ([("traceparent", TRACE.encode())], TRACE),
        ([("ce_id", b"1"), ("traceparent", TRACE.encode())], TRACE),
        ([("traceparent", "æ".encode())], None),
        ([("traceparent", None)], None),
        ([], None),
    ],
)
def test_a_record_continues_the_trace_that_it_names_in_plain_text(
    headers: list[tuple[str, bytes | None]], found: str | None
) -> None:
    assert traceparent(Kept("referral.v1", 0, 0, None, None, headers)) == found
