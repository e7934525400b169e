"""``/v1/citizens/{citizen}/contact-hold-proposals``: a stay proposes a contact hold; people may say no."""

from uuid import UUID

from fastapi import APIRouter, Response

from samspil.ledger.versions import require_version
from samspil.overview.api.doors import Door, Staff
from samspil.overview.domain.decline_hold import NoLongerProposed, NoSuchProposal, require_proposal
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/contact-hold-proposals", tags=["contact holds"])


@router.post("/{proposal_id}/decline", status_code=204)
@refuses(NoSuchProposal, NoLongerProposed)
async def decline_contact_hold_proposal(
    citizen: Citizen, proposal_id: UUID, caller: Staff, once: Changing, door: Door
) -> Response:
    """No contact hold is needed; nobody is asked why."""

    def decide(tx: OverviewTransaction) -> Answer:
        require_version(require_proposal(tx.coordination, proposal_id), once.seen)
        state = decline_contact_hold(tx, proposal_id, caller.subject)
        return Answer.done(require_proposal(state, proposal_id).version)

    return await door.decide(citizen, once, decide)
