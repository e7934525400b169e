"""``/v1/citizens/{citizen}/view``: the coordinated view, opened for social psychiatry's staff."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from samspil.overview.api.doors import Behind
from samspil.overview.api.open_view import open_view
from samspil.overview.storage.queries import read_view
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.problems import Problem

router = APIRouter(prefix="/v1/citizens", tags=["view"])

Staff = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]


class ViewShown(BaseModel):
    """The view, part by part; every part may come before every other."""

    citizen_id: UUID
    citizen: dict[str, Any] | None
    """Name, CPR number and who acts; null until the registration has arrived."""
    consents: list[dict[str, Any]]
    referrals: list[dict[str, Any]]
    """Where each stands, whose ``turn`` it is and whether the answer is ``overdue``; the newest first."""
    plan: dict[str, Any]
    stays: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    coordination: dict[str, Any]
    """Contact holds, and what stays propose."""
    told: dict[str, list[dict[str, Any]]]
    """How deliveries to each partner ended."""


@router.get("/{citizen_id}/view")
async def read(citizen_id: UUID, caller: Staff, behind: Behind) -> ViewShown:
    """The coordinated view of one citizen; reading it is logged."""
    citizen = CitizenId(citizen_id)
    view = await read_view(behind.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    access = Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, "read-view")
    opened = await open_view(behind.keyring, citizen, view, access)
    return ViewShown(
        citizen_id=citizen,
        citizen=opened["citizen"]["who"],
        consents=opened["citizen"]["consents"],
        referrals=opened["referrals"],
        plan=opened["plan"],
        stays=opened["hospital"]["stays"],
        milestones=opened["employment"]["milestones"],
        coordination=opened["coordination"],
        told={
            "jobcenter": opened["employment"]["deliveries"],
            "region": opened["hospital"]["deliveries"],
        },
    )
