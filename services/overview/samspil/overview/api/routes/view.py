"""``/v1/citizens/{citizen}/view``: the coordinated view, opened for social psychiatry's staff."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from samspil.overview.api.doors import Behind
from samspil.overview.domain.referral_state import Standing
from samspil.overview.domain.view import View
from samspil.overview.storage.queries import read_view
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.problems import Problem

router = APIRouter(prefix="/v1/citizens", tags=["view"])

Staff = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]


class CitizenShown(BaseModel):
    """Who the citizen is."""

    name: str
    cpr: str
    acting_municipality: str
    registered_at: datetime


class ReferralShown(BaseModel):
    """One referral: where it stands and whose turn it is."""

    referral_id: UUID
    standing: Standing
    turn: Sector | None
    """Who owes the next step; null when nobody does."""
    from_sector: Sector
    to_sector: Sector
    to_unit: str
    words: str
    answer_by: date
    submitted_at: datetime


class ViewShown(BaseModel):
    """The view; ``citizen`` is null for as long as its registration has not arrived."""

    citizen_id: UUID
    citizen: CitizenShown | None
    referrals: list[ReferralShown]


@router.get("/{citizen_id}/view")
async def read(citizen_id: UUID, caller: Staff, behind: Behind) -> ViewShown:
    """The coordinated view of one citizen; reading it is logged."""
    citizen = CitizenId(citizen_id)
    view = await read_view(behind.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    access = Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, "read-view")
    return _shown(citizen, view, await behind.keyring.open(citizen, _tokens(view), access))


def _tokens(view: View) -> dict[str, Sealed]:
    tokens = {f"words:{one.id}": one.words for one in view.referrals}
    if view.citizen is not None:
        tokens |= {"name": view.citizen.name, "cpr": view.citizen.cpr}
    return tokens


def _shown(citizen: CitizenId, view: View, opened: dict[str, str]) -> ViewShown:
    who = view.citizen
    return ViewShown(
        citizen_id=citizen,
        citizen=who
        and CitizenShown(
            name=opened["name"],
            cpr=opened["cpr"],
            acting_municipality=who.acting_municipality,
            registered_at=who.registered_at,
        ),
        referrals=[
            ReferralShown(
                referral_id=one.id,
                standing=one.standing,
                turn=one.turn,
                from_sector=one.from_sector,
                to_sector=one.to_sector,
                to_unit=one.to_unit,
                words=opened[f"words:{one.id}"],
                answer_by=one.answer_by,
                submitted_at=one.submitted_at,
            )
            for one in view.referrals
        ],
    )
