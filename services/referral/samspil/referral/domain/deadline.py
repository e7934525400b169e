"""The last day for a step, by the rulebook of the day on which its time begins."""

from datetime import date, datetime

from samspil.contracts.referral import Priority
from samspil.referral.domain.referral import Referral
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.working_days import add_working_days


def days(referral: Referral, step: Step, rules: Rulebook, day: date) -> int:
    """How many working days the step may take."""
    urgent = referral.priority is Priority.URGENT
    return rules.working_days(step, referral.to_unit, referral.basis, day, urgent=urgent)


def last_day(referral: Referral, step: Step, rules: Rulebook, now: datetime) -> date:
    """Counted in Danish working days from the day after this one."""
    today = danish_day(now)
    return add_working_days(today, days(referral, step, rules, today))
