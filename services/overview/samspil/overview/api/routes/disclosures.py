"""``/v1/citizens/{citizen}/disclosures``: who is told what about the citizen, and on which basis."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from samspil.overview.api.doors import Behind
from samspil.overview.domain.disclose import Disclosure, Line, disclose
from samspil.overview.domain.explain import sentence
from samspil.overview.domain.law import Receiver
from samspil.overview.storage.queries import read_view
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.problems import Problem

router = APIRouter(prefix="/v1/citizens", tags=["disclosures"])

Staff = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]


class LineShown(BaseModel):
    """One field: whether the receiver is told it, on which basis, until when, in one Danish sentence."""

    field: str
    data_class: DataClass
    shown: bool
    basis: str | None
    until: date | None
    sentence: str


class DisclosureShown(BaseModel):
    """What one receiver is told; the same fields are listed whether or not there are data."""

    receiver: Receiver
    shares: bool
    lines: list[LineShown]


@router.get("/{citizen_id}/disclosures")
async def read(citizen_id: UUID, caller: Staff, behind: Behind) -> list[DisclosureShown]:
    """The explanation; it stays here and is told to no partner. Reading it is logged."""
    citizen = CitizenId(citizen_id)
    view = await read_view(behind.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    access = Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, "read-disclosures")
    await behind.keyring.note(citizen, access, ["disclosures"])
    today = danish_day(datetime.now(UTC))
    return [_shown(disclose(view, receiver, behind.law, today)) for receiver in Receiver]


def _shown(disclosure: Disclosure) -> DisclosureShown:
    return DisclosureShown(
        receiver=disclosure.receiver,
        shares=disclosure.shares,
        lines=[_line(disclosure.receiver, line) for line in disclosure.lines],
    )


def _line(receiver: Receiver, line: Line) -> LineShown:
    return LineShown(
        field=line.field,
        data_class=line.kind,
        shown=line.shown,
        basis=line.ground.basis if line.ground else None,
        until=line.ground.until if line.ground else None,
        sentence=sentence(receiver, line),
    )
