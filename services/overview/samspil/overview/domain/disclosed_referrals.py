"""Referrals as a partner is told of them: what it is asked, and what became of what it asked of us.

Nothing here follows from what the partner did with what it was told. Where its own answer ends a referral,
the referral is absent, and absent means that nothing is sent: so no answer brings about another message.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import DisclosedReferral, DisclosedRequest, ReferralStage
from samspil.contracts.referral import Priority
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.still_told import still_told_until
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

STAGES = {
    Standing.SUBMITTED: ReferralStage.ASKED,
    Standing.TOLD: ReferralStage.ASKED,
    Standing.RECEIVED: ReferralStage.ASKED,
    Standing.INFORMATION_REQUESTED: ReferralStage.ASKED,
    Standing.ACCEPTED: ReferralStage.ASKED,
    Standing.WAITLISTED: ReferralStage.ASKED,
    Standing.STARTED: ReferralStage.ASKED,
    Standing.CANCELLATION_REQUESTED: ReferralStage.CANCELLATION_REQUESTED,
    Standing.CANCELLED: ReferralStage.CANCELLED,
    Standing.VOIDED: ReferralStage.CANCELLED,
    Standing.CLOSED: ReferralStage.CLOSED,
}
"""Of what we decided; what is not named here ended by the partner's own answer."""

ANSWERS = {
    Standing.ACCEPTED: PartnerAnswer.ACCEPTED,
    Standing.WAITLISTED: PartnerAnswer.ACCEPTED,
    Standing.STARTED: PartnerAnswer.STARTED,
    Standing.CANCELLATION_REQUESTED: PartnerAnswer.STARTED,
    Standing.COMPLETED: PartnerAnswer.COMPLETED,
    Standing.DECLINED: PartnerAnswer.DECLINED,
    Standing.CANCELLED: PartnerAnswer.CANCELLATION_ACCEPTED,
    Standing.CLOSED: PartnerAnswer.CANCELLATION_ACCEPTED,
}
"""Anything else is that it was taken in: somebody has made a referral of it. Whatever ends it, never why."""

WITH_DAY = {PartnerAnswer.ACCEPTED, PartnerAnswer.STARTED}
FINAL = {
    PartnerAnswer.COMPLETED,
    PartnerAnswer.DECLINED,
    PartnerAnswer.NOT_OURS,
    PartnerAnswer.CANCELLATION_ACCEPTED,
}


def referrals(partner: Sector, view: View, today: date) -> tuple[DisclosedReferral, ...]:
    """Those to the partner that are open, or were taken back or closed within thirty days."""
    asked = (_referral(one) for one in view.referrals if one.to_sector is partner)
    return tuple(one for one in asked if one and (one.until is None or today <= one.until))


def requests(partner: Sector, view: View, today: date) -> tuple[DisclosedRequest, ...]:
    """What became of each request of the partner's: of the newest referral that was made of it."""
    known = {one.id: one for one in view.referrals}
    newest: dict[UUID, ReferralStanding] = {}
    for one in view.referrals:
        if one.request and one.from_sector is partner and one.standing is not Standing.VOIDED:
            newest.setdefault(one.request, one)
    told = (_request(id_, [*_passed_on(one, known)][-1]) for id_, one in newest.items())
    return tuple(one for one in told if one.until is None or today <= one.until)


def _referral(one: ReferralStanding) -> DisclosedReferral | None:
    stage = STAGES.get(one.standing)
    # It has a reason where it was asked for: then the partner itself has let it be stopped.
    if stage is None or (one.standing is Standing.CANCELLED and one.why):
        return None
    is_over = stage in {ReferralStage.CANCELLED, ReferralStage.CLOSED}
    answers = [question.answer for question in one.questions if question.answer]
    return DisclosedReferral(
        referral_id=one.id,
        stage=stage,
        to_unit=one.to_unit,
        urgent=one.priority is Priority.URGENT,
        words=one.words,
        information=answers[-1] if answers else None,
        answer_by=_answer_by(one),
        until=still_told_until(danish_day(one.stands_since or one.submitted_at)) if is_over else None,
    )


def _answer_by(one: ReferralStanding) -> date:
    """Of an answer the day first asked for: the one that counts moves when the partner's system has it."""
    if one.standing is Standing.CANCELLATION_REQUESTED:
        return one.answer_by
    return one.asked_by or one.answer_by


def _request(id_: UUID, one: ReferralStanding) -> DisclosedRequest:
    if one.to_sector is not Sector.SOCIAL:
        return DisclosedRequest(
            request_id=id_,
            answer=PartnerAnswer.NOT_OURS,
            day=None,
            until=still_told_until(danish_day(one.submitted_at)),
        )
    answer = ANSWERS.get(one.standing, PartnerAnswer.RECEIVED)
    return DisclosedRequest(
        request_id=id_,
        answer=answer,
        day=one.starts_on if answer in WITH_DAY else None,
        until=still_told_until(danish_day(one.stands_since or one.submitted_at)) if answer in FINAL else None,
    )


def _passed_on(one: ReferralStanding, known: Mapping[UUID, ReferralStanding]) -> Iterator[ReferralStanding]:
    """It, and those after it that it was passed on to: the last of them answers for all."""
    seen = set[UUID]()
    after: ReferralStanding | None = one
    while after and after.id not in seen:
        yield after
        seen.add(after.id)
        after = known.get(after.successor) if after.successor else None
