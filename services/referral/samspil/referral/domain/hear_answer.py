"""Hearing what a partner answers: the first yes or no stands, and what cannot follow changes nothing.

A partner's steps arrive in its own order, and twice; an answer tells that the referral was told and taken in.
"""

from collections.abc import Callable
from datetime import date, datetime

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.referral import DeclineReason, ReferralFact
from samspil.referral.domain.accept import say_yes
from samspil.referral.domain.answer_cancellation import go_on
from samspil.referral.domain.cancel import take_back
from samspil.referral.domain.complete import finish
from samspil.referral.domain.decline import No, say_no
from samspil.referral.domain.receive import take_in
from samspil.referral.domain.referral import UNANSWERED, Referral, State
from samspil.referral.domain.request_information import ask
from samspil.referral.domain.start import begin
from samspil.referral.domain.tell import tell
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed

NOT_TAKEN_IN = frozenset({State.SUBMITTED, State.TOLD})
BEFORE_HELP = UNANSWERED | {State.ACCEPTED, State.WAITLISTED}
WITH_HELP = frozenset({State.STARTED, State.CANCELLATION_REQUESTED})

FOLLOWS: dict[PartnerAnswer, frozenset[State]] = {
    PartnerAnswer.RECEIVED: NOT_TAKEN_IN,
    PartnerAnswer.INFORMATION_REQUESTED: NOT_TAKEN_IN | {State.RECEIVED},
    PartnerAnswer.ACCEPTED: UNANSWERED,
    PartnerAnswer.DECLINED: UNANSWERED,
    PartnerAnswer.NOT_OURS: UNANSWERED,
    PartnerAnswer.STARTED: BEFORE_HELP,
    PartnerAnswer.COMPLETED: BEFORE_HELP | WITH_HELP,
    PartnerAnswer.CANCELLATION_ACCEPTED: frozenset({State.CANCELLATION_REQUESTED}),
    PartnerAnswer.CANCELLATION_REFUSED: frozenset({State.CANCELLATION_REQUESTED}),
}
"""Where each can follow."""

NO = {
    PartnerAnswer.DECLINED: DeclineReason.OTHER,
    PartnerAnswer.NOT_OURS: DeclineReason.NOT_OURS,
}

Heard = tuple[Referral, tuple[ReferralFact, ...]]


def hear_answer(
    referral: Referral,
    answer: PartnerAnswer,
    words: Sealed,
    day: date | None,
    rules: Rulebook,
    now: datetime,
) -> Heard:
    """What the partner's step makes of it, and of the steps that it implies."""
    if not referral.is_elsewhere or referral.state not in FOLLOWS[answer]:
        return referral, ()
    by, today = referral.to_sector.value, danish_day(now)
    steps: list[Callable[[Referral], Heard]] = [lambda it: tell(it, rules, now)]
    if answer is not PartnerAnswer.RECEIVED and referral.state in NOT_TAKEN_IN:
        steps.append(lambda it: take_in(it, by, now))
    match answer:
        case PartnerAnswer.RECEIVED:
            steps.append(lambda it: take_in(it, by, now))
        case PartnerAnswer.INFORMATION_REQUESTED:
            steps.append(lambda it: ask(it, by, words, rules, now))
        case PartnerAnswer.ACCEPTED:
            steps.append(lambda it: say_yes(it, by, day or today, now))
        case PartnerAnswer.DECLINED | PartnerAnswer.NOT_OURS:
            no = No(NO[answer], words)
            steps.append(lambda it: say_no(it, by, no, now, is_decision=False))
        case PartnerAnswer.STARTED:
            steps.append(lambda it: begin(it, by, min(day or today, today), now))
        case PartnerAnswer.COMPLETED:
            if referral.state in BEFORE_HELP:
                steps.append(lambda it: begin(it, by, min(day or today, today), now))
            steps.append(lambda it: finish(it, by, None, words, now))
        case PartnerAnswer.CANCELLATION_ACCEPTED:
            steps.append(lambda it: take_back(it, by, now))
        case PartnerAnswer.CANCELLATION_REFUSED:
            steps.append(lambda it: go_on(it, by, words, now))
    return _all(referral, steps)


def _all(referral: Referral, steps: list[Callable[[Referral], Heard]]) -> Heard:
    said: tuple[ReferralFact, ...] = ()
    for one in steps:
        referral, facts = one(referral)
        said += facts
    return referral, said
