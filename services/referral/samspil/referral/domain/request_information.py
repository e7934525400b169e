"""Asking for more: the asked unit cannot answer yet; its time stands still, and the author's begins."""

from datetime import datetime

from samspil.contracts.referral import ReferralInformationRequested
from samspil.referral.domain.deadline import last_day
from samspil.referral.domain.referral import (
    NotReceived,
    Question,
    Referral,
    Staff,
    State,
    require_asked,
    require_state,
)
from samspil.referral.domain.step import step
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.vocabulary.working_days import working_days_until

Asked = tuple[Referral, tuple[ReferralInformationRequested, ...]]


class AuthorElsewhere(Exception):
    """Another party's system wrote it: there is no way yet to put a question to it."""


def request_information(
    referral: Referral, by: Staff, words: Sealed, rules: Rulebook, now: datetime
) -> Asked:
    """Raises ``AuthorElsewhere``, ``NotReceived``, ``NotNow`` and what ``require_asked`` raises."""
    require_asked(referral, by)
    if referral.from_sector is not Sector.SOCIAL:
        raise AuthorElsewhere
    if referral.received_by is None and referral.state in (State.SUBMITTED, State.TOLD):
        raise NotReceived
    require_state(referral, State.RECEIVED)
    return ask(referral, by.id, words, rules, now)


def ask(referral: Referral, by: str, words: Sealed, rules: Rulebook, now: datetime) -> Asked:
    """The question, whoever was let to ask it; the days that were left are kept."""
    give_by = last_day(referral, Step.INFORMATION, rules, now)
    fact = ReferralInformationRequested(
        referral_id=referral.id, requested_by=by, words=words, give_by=give_by, occurred_at=now
    )
    left = working_days_until(danish_day(now), referral.answer_by)
    questions = (*referral.questions, Question(words, by))
    asked = step(referral, State.INFORMATION_REQUESTED, give_by, questions=questions, days_left=left)
    return asked, (fact,)
