"""``/v1/citizens/{citizen}/view``: the coordinated view, opened for social psychiatry's staff."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from samspil.overview.api.doors import Door, Staff
from samspil.overview.api.open_view import open_view
from samspil.overview.api.seen_by import seen_by
from samspil.overview.storage.queries import read_view
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem

router = APIRouter(prefix="/v1/citizens", tags=["view"])


class ViewShown(BaseModel):
    """The view, part by part; every part may come before every other.

    Of what is not shown to the caller (``…/disclosures``) there is nothing, as if it were not there: so it is
    with an address that is protected.
    """

    citizen_id: UUID
    citizen: dict[str, Any] | None
    """Name, CPR number, who acts and where the citizen lives; null until the registration has arrived."""
    coordinator: dict[str, Any] | None
    contact_wishes: dict[str, Any] | None
    """How the citizen wants to be contacted; null where nothing was said."""
    consents: list[dict[str, Any]]
    referrals: list[dict[str, Any]]
    """Where each stands, whose ``turn`` it is and whether the answer is ``overdue``; the newest first."""
    plan: dict[str, Any]
    stays: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    """Steps towards work that are agreed, with what they are for."""
    proposed_milestones: list[dict[str, Any]]
    calls: list[dict[str, Any]]
    """To meetings at the jobcenter, also those that were called off."""
    employment_status: list[dict[str, Any]]
    """To which groups the citizen belongs there, with the whole history."""
    coordination: dict[str, Any]
    """Contact holds, what stays propose, and what does not go together."""
    told: dict[str, list[dict[str, Any]]]
    """How deliveries to each partner ended."""


@router.get("/{citizen_id}/view")
async def read_citizen_view(citizen: Citizen, caller: Staff, door: Door) -> ViewShown:
    """The coordinated view of one citizen; reading it is logged."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    shown = seen_by(view, caller, door)
    opened = await open_view(door.keyring, citizen, view, caller.access("read-view"), shown)
    return ViewShown(
        citizen_id=citizen,
        citizen=opened["citizen"]["who"],
        coordinator=opened["citizen"]["coordinator"],
        contact_wishes=opened["citizen"]["wishes"],
        consents=opened["citizen"]["consents"],
        referrals=opened["referrals"],
        plan=opened["plan"],
        stays=opened["hospital"]["stays"],
        milestones=opened["employment"]["milestones"],
        proposed_milestones=opened["employment"]["proposed"],
        calls=opened["employment"]["calls"],
        employment_status=opened["employment"]["status"],
        coordination=opened["coordination"],
        told={
            "jobcenter": opened["employment"]["deliveries"],
            "region": opened["hospital"]["deliveries"],
        },
    )
