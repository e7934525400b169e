"""Taking part: how the citizen took part in the plan as it is to be agreed, and what they say of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from samspil.contracts.plan import Participation, PlanParticipationRecorded
from samspil.plan.domain.plan import Participated, Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class WordsAndNoWords(Exception):
    """There are words of the citizen's, and it is said that there are none."""


@dataclass(frozen=True, slots=True)
class TakingPart:
    """What somebody records of it."""

    how: Participation
    words: Sealed | None
    """The citizen's own."""
    gave_no_words: bool
    """Whether the citizen was asked for words of their own, and said no to that."""
    by: str
    """Staff id."""
    on: date | None = None
    """None: today."""


def take_part(
    plan: Plan, taking: TakingPart, now: datetime
) -> tuple[Plan, tuple[PlanParticipationRecorded, ...]]:
    """Recorded again, the newest counts. Raises ``WordsAndNoWords``."""
    if taking.words is not None and taking.gave_no_words:
        raise WordsAndNoWords
    took_part = Participated(taking.how, has_words=taking.words is not None or taking.gave_no_words)
    fact = PlanParticipationRecorded(
        plan_id=plan.id,
        how=taking.how,
        on=taking.on or danish_day(now),
        words=taking.words,
        gave_no_words=taking.gave_no_words,
        recorded_by=taking.by,
        occurred_at=now,
    )
    return replace(plan, participation=took_part), (fact,)
