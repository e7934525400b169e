"""A message with the largest file costs the process three times its size at most, however it is sent."""

import base64
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from samspil.region_bridge.partner.medcom.cut import FILES_AT_MOST
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.vans import Address, counted_as, write_envelope
from samspil.testkit.people import VERA
from samspil.testkit.region_bridge import NOW, notice
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import system_under_test

MESSAGE = "/fhir/$process-message"


def with_file(size: int) -> bytes:
    """A notice with a file, new each time."""
    bundle = json.loads(notice(VERA))
    data = base64.b64encode(random.Random(size).randbytes(size)).decode()
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "Patient":
            entry["resource"]["photo"] = [{"contentType": "image/png", "data": data}]
    return json.dumps(bundle).encode()


def requests(size: int) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """The same message in every form: address, headers, body."""
    as_json = {"content-type": Form.JSON.value}
    body = with_file(size)
    yield MESSAGE, as_json, body
    yield MESSAGE, {"content-type": Form.XML.value}, written(body, Form.XML)
    yield MESSAGE, {**as_json, "content-encoding": "gzip"}, gzip.compress(body, 1)
    envelope = write_envelope(
        body,
        Form.JSON,
        identifier=uuid4(),
        message_identifier=uuid4(),
        name=counted_as("MCM:FDIS91", "other"),
        address=Address("5799999900013", "5799999900020"),
        sent_at=NOW,
    )
    yield "/fhir/$process-envelope", {"content-type": "application/xml"}, envelope


def memory(pid: int | None) -> int:
    """The most that the process has had, in bytes, from Linux's own table."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


async def test_a_large_file_costs_three_times_its_size_at_most(servers: Servers, tmp_path: Path) -> None:
    async with system_under_test(servers, tmp_path, "region-bridge-web") as here:
        headers = await here.headers("integrator", "region")
        pid = here.children["region-bridge-web"].pid
        for path, more, body in requests(100_000):  # what is loaded at the first of its kind is no file's
            answer = await here.http.post(
                here.address("region-bridge-web") + path, content=body, headers={**headers, **more}
            )
            assert answer.status_code == 200

        before = memory(pid)
        for path, more, body in requests(FILES_AT_MOST):
            answer = await here.http.post(
                here.address("region-bridge-web") + path, content=body, headers={**headers, **more}
            )

            assert answer.status_code == 200
            cost = memory(pid) - before
            assert cost < 3 * FILES_AT_MOST, (path, more)
