"""The body of a request as FHIR JSON, or the refusal that tells what is wrong with how it was sent."""

from email.message import Message as Headers
from typing import Annotated, Final

from fastapi import Depends, Request

from samspil.region_bridge.api.operation_outcome import FHIR_JSON
from samspil.region_bridge.api.remedies import NOT_FHIR_JSON, PACKING_UNKNOWN
from samspil.region_bridge.partner.medcom.packing import (
    PACKINGS,
    BadlyPacked,
    TooLarge,
    UnknownPacking,
    unpacked,
)
from samspil.web.body_limit import MAX_BODY_BYTES
from samspil.web.problem_types import MALFORMED_REQUEST, REQUEST_TOO_SLOW
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

_UTF_8: Final = frozenset({"utf-8", "utf8"})


@refuses(NOT_FHIR_JSON, PACKING_UNKNOWN, BadlyPacked, TooLarge, MALFORMED_REQUEST, REQUEST_TOO_SLOW)
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


FhirJson = Annotated[bytes, Depends(fhir_json)]
"""As a route's parameter, behind the one for the caller: of a stranger's request nothing is read."""
