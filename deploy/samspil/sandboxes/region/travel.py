"""How messages travel: JSON or XML; to the bridge packed or not, bare or in a VANS envelope."""

import gzip
from typing import NamedTuple

from samspil.sandboxes.region.envelope import enveloped
from samspil.sandboxes.region.fhir_xml import as_xml

JSON, XML = "application/fhir+json", "application/fhir+xml"


class Travel(NamedTuple):
    """By default as JSON, plain and bare."""

    xml: bool = False
    enveloped: bool = False
    packed: bool = False
    """With gzip."""


PLAIN = Travel()


def on_its_way(body: bytes, travel: Travel) -> tuple[bytes, dict[str, str]]:
    """The body as it leaves, and the headers that say what it is; ``body`` is FHIR's JSON."""
    travels, kind = (as_xml(body), XML) if travel.xml else (body, JSON)
    if travel.enveloped:
        travels, kind = enveloped(body, travels, kind), "application/xml"
    headers = {"content-type": kind}
    if travel.packed:
        travels, headers["content-encoding"] = gzip.compress(travels), "gzip"
    return travels, headers
