"""The body of a request as FHIR JSON, or the refusal that tells what is wrong with how it was sent."""

from email.message import Message as Headers
from typing import Final

from fastapi import Request

from samspil.region_bridge.api.operation_outcome import FHIR_JSON
from samspil.region_bridge.api.remedies import NOT_FHIR_JSON, PACKING_UNKNOWN
from samspil.region_bridge.partner.medcom.packing import PACKINGS, UnknownPacking, unpacked
from samspil.web.body_limit import MAX_BODY_BYTES
from samspil.web.problems import Problem

_UTF_8: Final = frozenset({"utf-8", "utf8"})


async def fhir_json(request: Request) -> bytes:
    """The body, unpacked. Raises ``Problem``, ``packing.BadlyPacked``, ``packing.TooLarge``."""
    told = Headers()
    told["content-type"] = request.headers.get("content-type", "")
    if told.get_content_type() != FHIR_JSON or (told.get_content_charset("utf-8") not in _UTF_8):
        raise Problem(NOT_FHIR_JSON)
    packing = ", ".join(request.headers.getlist("content-encoding"))
    try:
        return unpacked(await request.body(), packing, MAX_BODY_BYTES)
    except UnknownPacking:
        raise Problem(PACKING_UNKNOWN, headers={"accept-encoding": PACKINGS}) from None
