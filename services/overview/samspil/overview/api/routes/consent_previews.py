"""``/v1/citizens/{citizen}/consents/…/preview``: what each partner would be told, before anybody says yes.

Each takes what its act takes, and refuses what its act refuses; the act itself is the referral service's.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, TypeAdapter

from samspil.ledger.versions import require_version
from samspil.overview.api.doors import Consenting, Door, OverviewDoor
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.inform import Informed
from samspil.overview.domain.preview_consent import Preview, if_given, if_narrowed, if_withdrawn
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.handlers.preview_consent import Decide
from samspil.overview.handlers.preview_consent import preview_consent as preview
from samspil.rulebook.less_consent import WRONG_RESTS, AlreadyWithdrawn, UnknownConsent, require_consent
from samspil.rulebook.whole_consent import WRONG_AGREEMENTS
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.consents import GiveConsent, NarrowConsent
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.refusals import refuses
from samspil.web.versions import IfMatch, version_seen

router = APIRouter(prefix="/v1/citizens/{citizen_id}/consents", tags=["consents"])

SHAPE: TypeAdapter[Informed] = TypeAdapter(Informed)


@refuses(problem_types.VERSION_NEEDED, problem_types.STALE_VERSION)
async def _seen(if_match: IfMatch = None) -> int:
    return version_seen(if_match)


class ReceiverPreviewed(BaseModel):
    """One partner: the whole of what it is told as things stand, and of what it would be."""

    receiver: Receiver
    changes: bool
    now: dict[str, Any]
    after: dict[str, Any]


class ConsentPreviewed(BaseModel):
    """Nothing was changed."""

    waits: bool
    """Whether the act would take effect only when something else of the citizen has been put right."""
    receivers: list[ReceiverPreviewed]


@router.post("/preview")
@refuses(*WRONG_AGREEMENTS)
async def preview_giving(
    citizen: Citizen, body: GiveConsent, caller: Consenting, door: Door
) -> ConsentPreviewed:
    """What would be told if the citizen gave this consent; the look at what is told is logged."""
    agreed = body.agreed

    return await _previewed(
        citizen,
        caller,
        door,
        lambda view, now: if_given(agreed, {one.id for one in view.referrals}, door.law, now),
    )


@router.post("/{consent_id}/narrow/preview")
@refuses(UnknownConsent, *WRONG_RESTS)
async def preview_narrowing(
    citizen: Citizen,
    consent_id: UUID,
    body: NarrowConsent,
    caller: Consenting,
    seen: Annotated[int, Depends(_seen)],
    door: Door,
) -> ConsentPreviewed:
    """What would be told if the consent held for less."""

    def consent(view: View) -> Consent:
        found = _consent(view, consent_id)
        require_version(found, seen)
        return found

    return await _previewed(
        citizen, caller, door, lambda view, now: if_narrowed(consent(view), body.rest, now)
    )


@router.post("/{consent_id}/withdraw/preview")
@refuses(UnknownConsent, AlreadyWithdrawn)
async def preview_withdrawal(
    citizen: Citizen, consent_id: UUID, caller: Consenting, door: Door
) -> ConsentPreviewed:
    """What would be told if the consent were taken back, whatever version of it was seen."""
    return await _previewed(
        citizen, caller, door, lambda view, now: if_withdrawn(_consent(view, consent_id), now)
    )


def _consent(view: View, consent_id: UUID) -> Consent:
    return require_consent({one.id: one for one in view.citizen.consents}, consent_id)


async def _previewed(
    citizen: CitizenId, caller: Caller, door: OverviewDoor, decide: Decide
) -> ConsentPreviewed:
    async with door.store.transaction([citizen]) as tx:
        if not tx.folds.of(citizen):
            raise Problem(problem_types.UNKNOWN_CITIZEN)
        previews, waits = await preview(tx, decide, door.law, door.rules.municipalities)
        told_of = tx.citizen
    told = {one.receiver.value: {"now": one.now, "after": one.after} for one in previews}
    texts = await door.opened(told_of, told, caller, "preview-consent")
    return ConsentPreviewed(waits=waits, receivers=[_shown(one, texts) for one in previews])


def _shown(one: Preview, texts: dict[Sealed, str]) -> ReceiverPreviewed:
    return ReceiverPreviewed(
        receiver=one.receiver,
        changes=one.changes,
        now=_opened(SHAPE.dump_python(one.now, mode="json"), texts),
        after=_opened(SHAPE.dump_python(one.after, mode="json"), texts),
    )


def _opened(part: Any, texts: dict[Sealed, str]) -> Any:
    if isinstance(part, dict):
        return {name: _opened(value, texts) for name, value in part.items()}
    if isinstance(part, list):
        return [_opened(value, texts) for value in part]
    return texts.get(part, part) if isinstance(part, str) else part  # type: ignore[call-overload]
