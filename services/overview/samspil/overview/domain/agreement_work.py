"""What of discharge agreements and coordination plans waits: best before the discharge that they are for."""

from collections.abc import Iterator
from datetime import date

from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import AgreementStage
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.hospital_state import HospitalState, Stay
from samspil.overview.domain.plan_work import coordinating
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.view import View


def work_of_agreements(view: View, today: date) -> Iterator[Task]:
    """Of whoever coordinates, else of the unit; the leader is to see what is late, or has come too late."""
    asked = coordinating(view)
    for one in view.plan.agreements:
        if not one.is_under_way:
            continue
        is_asked = one.stage is AgreementStage.ASKED
        due = one.draft_by if is_asked else None
        yield Task(
            Work.DRAFT_AGREEMENT if is_asked else Work.CONCLUDE_AGREEMENT,
            one.asked_at,
            due,
            asked,
            about=one.id,
            escalated=(due is not None and due < today) or came_home_without(one, view.hospital),
        )


def came_home_without(one: Agreement, hospital: HospitalState) -> bool:
    """Whether the stay that it was asked for is over, and it is not agreed."""
    over = {stay.id for stay in hospital.stays if stay.id not in hospital.present}
    return one.is_under_way and one.stay_id in over


def lacks_agreement(stay: Stay, view: View) -> bool:
    """Whether a stay in a ward goes on, and nobody has asked what happens after it."""
    goes_on = stay.kind is StayKind.INPATIENT and stay.id in view.hospital.present
    return goes_on and not any(one.is_open for one in view.plan.agreements)
