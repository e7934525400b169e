"""The page of work: steps beside what they are for, calls beside what they clash with, and the status."""

from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.employment_state import Milestone, ProposedStep
from samspil.overview.domain.view import View
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.form import Filled
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers import work_offers as may
from samspil.overview.pages.publishers.plan_offers import allowed
from samspil.overview.pages.publishers.work_cards import (
    CallCard,
    StatusCard,
    StepCard,
    call_card,
    has_anything,
    is_coming,
    proposed_card,
    status_card,
    step_card,
)
from samspil.overview.pages.reading import Read
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller

PAST_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything on the page; what cannot be shown is named in ``broken`` by the name of its card."""

    id: CitizenId
    name: str
    nothing: bool
    """Whether nobody has told anything yet."""
    proposed: tuple[StepCard, ...]
    steps: tuple[StepCard, ...]
    past_steps: tuple[StepCard, ...]
    calls: tuple[CallCard, ...]
    """Those that come, the next one first."""
    past_calls: tuple[CallCard, ...]
    status: tuple[StatusCard, ...]
    step_offers: tuple[Filled, ...]
    """Adding one."""
    broken: frozenset[str]

    @property
    def every_step(self) -> tuple[StepCard, ...]:
        """Whichever state it is in."""
        return (*self.steps, *self.proposed, *self.past_steps)

    @property
    def offers(self) -> Offers:
        """Everything that can be done on the page."""
        return Offers((*self.step_offers, *(one for step in self.every_step for one in step.offers)))

    def about(self, offer: Filled) -> tuple[str, str] | None:
        """The step that the form is about: what it is, and how far."""
        return next(((one.title, one.state) for one in self.every_step if offer.is_about(str(one.id))), None)


def work_page(
    citizen: CitizenId, view: View, read: Read, today: date, rules: Rulebook, me: Caller | None = None
) -> WorkPage:
    """The page as it is on that day, with what ``me`` can do there."""
    parts = Parts()

    def proposed(step: ProposedStep) -> StepCard:
        return proposed_card(step, view, read, allowed(may.proposed_offers(step, view.plan, read), me))

    def shown(step: Milestone) -> StepCard:
        offers = allowed(may.step_offers(step, view.plan, read, today), me)
        return step_card(step, view, read, today, offers)

    build, work, who = parts.build, view.employment, view.citizen.who
    steps = [one for one in work.milestones if not one.is_over]
    over = [one for one in work.milestones if one.is_over]
    coming = [one for one in work.calls if is_coming(one, today)]
    past = [one for one in work.calls if one not in coming]
    return WorkPage(
        id=citizen,
        name=build("name", lambda: read(who.name) if who else NAMELESS, ""),
        nothing=not has_anything(work),
        proposed=build("steps", lambda: tuple(map(proposed, work.proposed)), ()),
        steps=build("steps", lambda: tuple(map(shown, steps)), ()),
        past_steps=build("steps", lambda: tuple(map(shown, over[-PAST_AT_MOST:][::-1])), ()),
        calls=build("calls", lambda: tuple(call_card(one, view, read) for one in coming), ()),
        past_calls=build(
            "calls", lambda: tuple(call_card(one, view, read) for one in past[-PAST_AT_MOST:][::-1]), ()
        ),
        status=build(
            "status", lambda: tuple(status_card(one, read, today, rules) for one in work.status), ()
        ),
        step_offers=build("steps", lambda: allowed(may.new_step(view.plan, read), me), ()),
        broken=frozenset(parts.broken),
    )
