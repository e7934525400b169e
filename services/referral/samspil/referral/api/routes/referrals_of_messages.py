"""``/v1/citizens/{citizen}/referrals/from-message``: what a hospital asks for becomes a referral."""

from typing import ClassVar
from uuid import UUID

from fastapi import APIRouter, Response

from samspil.contracts.referral import Priority
from samspil.referral.api.doors import Door, Staff
from samspil.referral.api.referral_now import ReferralNow, told
from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.citizen_file import CitizenIsDead, FileIsMerged
from samspil.referral.handlers.refer_message import AlreadyReferred, refer_message
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Creating
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/referrals", tags=["referrals"])


class ReferMessage(Body):
    """What is asked for, as whoever read the message enters it."""

    EXAMPLE: ClassVar = {
        "thread_id": "01a20c5a-b084-7a10-8b5e-0000000003a4",
        "words": "Afdelingen beder om støtte efter udskrivningen.",
        "basis": "sel-85",
    }

    thread_id: UUID
    """The thread in which the hospital asked: the answer goes back in it."""
    priority: Priority = Priority.ROUTINE
    words: Words
    """What the citizen hopes for, or what the hospital asks for on the citizen's behalf."""
    basis: LegalBasis


@router.post("/from-message", status_code=201, response_model=ReferralNow)
@refuses(FileIsMerged, CitizenIsDead, LawWithoutHelp, AlreadyReferred)
async def refer_what_a_message_asks(
    citizen: Citizen, body: ReferMessage, caller: Staff, once: Creating, door: Door
) -> Response:
    """Make a referral of a message: it comes from the region, and goes to the one way in."""
    words = await door.keyring.seal(citizen, "words", body.words)
    return await door.decide(
        citizen,
        once,
        lambda tx: told(
            refer_message(tx, body.thread_id, body.priority, words, body.basis, caller.subject, door.rules),
            201,
            f"/v1/citizens/{citizen}/referrals",
        ),
    )
