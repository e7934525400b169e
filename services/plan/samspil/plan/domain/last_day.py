"""By when: Danish working days from the day of what happened, by the rulebook of that day."""

from datetime import date

from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.working_days import add_working_days


def last_day(rules: Rulebook, day: date, basis: LegalBasis | None, *steps: Step) -> date:
    """The last day for these steps, one after the other, after that day; the day itself if they take none."""
    count = sum(rules.working_days_after(step, basis, day) for step in steps)
    return add_working_days(day, count) if count > 0 else day
