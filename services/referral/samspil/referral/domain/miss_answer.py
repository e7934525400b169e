"""Missing an answer: the day passed and the step is still owed. A mark, which people see; nothing expires."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.referral import Escalation, ReferralUnanswered
from samspil.referral.domain.deadline import days
from samspil.referral.domain.referral import Referral
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day, day_after
from samspil.vocabulary.working_days import add_working_days


def miss_answer(
    referral: Referral, rules: Rulebook, now: datetime
) -> tuple[Referral, tuple[ReferralUnanswered, ...]]:
    """Said once of each day that passes, and once more when the leader is to see it."""
    today = danish_day(now)
    if not referral.owes or today <= referral.answer_by:
        return referral, ()
    facts: list[ReferralUnanswered] = []
    escalates = not referral.escalated and today > leader_day(referral, rules)
    if referral.missed != referral.answer_by or escalates:
        level = Escalation.LEADER if escalates else Escalation.AUTHOR
        facts.append(
            ReferralUnanswered(
                referral_id=referral.id, answer_by=referral.answer_by, escalation=level, occurred_at=now
            )
        )
    missed = replace(
        referral,
        overdue=True,
        missed=referral.answer_by,
        escalated=referral.escalated or escalates,
    )
    return missed, tuple(facts)


def look_on(referral: Referral, rules: Rulebook) -> date | None:
    """The day on which the clock is to look next; None where nothing is owed, or everybody knows."""
    if not referral.owes:
        return None
    if referral.missed != referral.answer_by:
        return day_after(referral.answer_by)
    return None if referral.escalated else day_after(leader_day(referral, rules))


def leader_day(referral: Referral, rules: Rulebook) -> date:
    """The last day on which it is left to the author and the asked unit alone."""
    count = days(referral, Step.ESCALATION, rules, referral.answer_by)
    return add_working_days(referral.answer_by, count) if count else referral.answer_by
