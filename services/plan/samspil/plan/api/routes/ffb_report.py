"""``/v1/citizens/{citizen}/plan/ffb-report``: the plan as it is reported to KL."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter, Response

from samspil.contracts import topics
from samspil.ledger.heard import read_heard
from samspil.plan.api.doors import Door, Planner
from samspil.plan.api.routes.plan import known
from samspil.plan.domain.delivery import NeverAgreed, NoCprNumber, deliver
from samspil.plan.domain.plan import NoPlan
from samspil.plan.messages.number import number_heard
from samspil.plan.partner.kl.report import delivery_report
from samspil.plan.storage.queries import read_files_from_survivor
from samspil.plan.storage.said import read_said
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr, CprKind
from samspil.web.auth import Caller
from samspil.web.door import Citizen
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/ffb-report", tags=["plan"])

FHIR_JSON: Final = "application/fhir+json"


class FhirResponse(Response):
    """An answer in FHIR's JSON."""

    media_type = FHIR_JSON


REPORT: Final[dict[str, Any]] = {
    "description": "A Bundle of the profile kl-reporting-ffb-deliveryReport (KL FFB reporting 1.0.0).",
    "content": {
        FHIR_JSON: {
            "schema": {
                "type": "object",
                "required": ["resourceType", "type", "timestamp", "entry"],
                "properties": {"resourceType": {"const": "Bundle"}, "type": {"const": "collection"}},
            }
        }
    },
}


@router.get("", response_class=FhirResponse, responses={200: REPORT})
@refuses(NoPlan, NeverAgreed, NoCprNumber)
async def read_ffb_report_of_plan(citizen: Citizen, caller: Planner, door: Door) -> Response:
    """The plan as a delivery report to KL: the CPR number and codes, and nothing that anybody wrote.

    The tag `SUBSETTED` says that help without an FFB code is left out.
    """
    found = await known(door, citizen)
    delivery = deliver(found.plan, await read_said(door.store.pool, citizen))
    cpr = await _civil_number(door, citizen, caller)
    report = delivery_report(delivery, cpr, door.organisation, datetime.now(UTC))
    return FhirResponse(json.dumps(report, separators=(",", ":")))


async def _civil_number(door: Door, citizen: CitizenId, caller: Caller) -> Cpr:
    """The person's, in whichever of their files it stands; the survivor's first. Raises ``NoCprNumber``."""
    for file in await read_files_from_survivor(door.store.pool, citizen):
        number = number_heard(await read_heard(door.store.pool, file, (topics.CITIZEN,)))
        if number is not None:
            texts = await door.open(file, {"cpr": number}, caller, "report-plan")
            if (cpr := Cpr.parse(texts["cpr"])).kind is CprKind.CIVIL:
                return cpr
    raise NoCprNumber
