"""One thing to do for a citizen, as lists sort and show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.overview.domain.contradictions import AnswerHeard
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


class Work(StrEnum):
    """What is to be done."""

    ANSWER_REFERRAL = "answer_referral"
    GIVE_INFORMATION = "give_information"
    """The asked unit wants to know more before it answers."""
    START_HELP = "start_help"
    """It was said that help begins, and nobody has said that it has."""
    ANSWER_CANCELLATION = "answer_cancellation"
    """The author asks that help which has begun be stopped."""
    NOTIFY_DELAY = "notify_delay"
    """The day for an answer has passed: the citizen is to be told when it comes (RSL § 3)."""
    AWAIT_ANSWER = "await_answer"
    """Who was asked has time left: nothing to do for who waits, and nothing to forget."""
    REMIND = "remind"
    """Who was asked has not answered in time."""
    SEE_TO_SENDING = "see_to_sending"
    """What we asked another party has not reached its system."""
    SETTLE_ANSWERS = "settle_answers"
    """A partner answered twice and otherwise: somebody finds out which holds."""
    DECIDE_HOLD = "decide_hold"
    """A stay proposes a contact hold."""
    TAKE_UP = "take_up"
    """What was agreed here and there does not go together, and somebody speaks with whom it concerns."""
    OFFER_SUPPORT = "offer_support"
    """What was achieved towards work did not last, and somebody speaks with the citizen about support."""
    SEE_IT_LASTS = "see_it_lasts"
    """Somebody asks the citizen whether what was achieved towards work still is so."""
    ANSWER_SUPPORT = "answer_support"
    """What happens to the support during a stay."""
    FOLLOW_UP = "follow_up"
    """Be in touch after a discharge."""
    TELL_JOBCENTER = "tell_jobcenter"
    """A message did not reach the jobcenter: somebody finds out, and tells it in another way."""
    TELL_REGION = "tell_region"
    """The same of the region."""
    REVIEW = "review"
    """Look at the help, or at the whole plan, with the citizen by a day."""
    SAY_MEETING = "say_meeting"
    """The day of a meeting has come, and nobody has said what became of it."""
    CHANGE_WORKER = "change_worker"
    """The citizen wants another support worker."""
    NOTE_WISH = "note_wish"
    """A plan was agreed, and it is not said what the citizen wishes in work or education, or why not now."""
    SERVE_GOAL = "serve_goal"
    """Help goes on whose goal is over or gone, and no exception lets it stand alone."""
    END_HELP = "end_help"
    """A review came to that the help is to end, and it goes on."""
    ADD_PHONE = "add_phone"
    """Nobody can read how the support worker is reached."""
    DRAFT_AGREEMENT = "draft_agreement"
    """A discharge agreement or coordination plan was asked for, and nothing is drafted."""
    CONCLUDE_AGREEMENT = "conclude_agreement"
    """One is drafted, and not agreed."""
    ANSWER_MESSAGE = "answer_message"
    """A hospital wrote, and nobody has answered or found that it asks for no answer."""
    LOOK_AT_HELD = "look_at_held"
    """What a hospital sent was taken in and waits for a person; why, only the region-bridge tells."""


UNDATED = frozenset({Work.NOTE_WISH, Work.SERVE_GOAL, Work.ADD_PHONE})
"""What is wrong with a plan and has no day: it comes after everything that has one."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    work: Work
    since: datetime
    due: date | None = None
    """The last day, where there is one."""
    asked: frozenset[str] = frozenset()
    """Staff ids of those who are asked by name; nobody: the unit."""
    lost: DeliveryEnd | None = None
    """The message that did not arrive, where it is about one: somebody says that it is handled."""
    about: UUID | None = None
    """The thing that it is about, as forms name it."""
    unit: str | None = None
    """Whose unit it is, where it is one unit's: of who was asked, or of who asked."""
    turn: Sector = Sector.SOCIAL
    """Who has to do it."""
    awaits: str | None = None
    """The unit of ours that has to do it, where those who are asked only wait."""
    escalated: bool = False
    """The unit's leader is to see it, too."""
    receivable: int | None = None
    """The version of a referral that is to be received before it is answered."""
    author: str | None = None
    """Who wrote it, and does not receive it."""
    contradicting: AnswerHeard | None = None
    """The later of two answers."""
    urgent: bool = False
    """Whoever asks wants it as soon as possible: it comes before all that has a day."""

    @property
    def is_a_wait(self) -> bool:
        """Whether somebody else has to do it, and those who are asked only wait."""
        return self.work is Work.AWAIT_ANSWER

    @property
    def urgency(self) -> tuple[date, datetime]:
        """What sorts a list: the deadline; what has none is wanted on the day it arose, or comes last."""
        if self.urgent:
            return (date.min, self.since)
        wanted = date.max if self.work in UNDATED else danish_day(self.since)
        return (self.due or wanted, self.since)
