"""The page of the citizen's own plan: what it says, and every act on it that its reader may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.plan_dates import MeetingState
from samspil.overview.domain.plan_parts import Goal, Intervention
from samspil.overview.domain.view import View
from samspil.overview.pages import plan_words
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.plan_meetings import BOOK_MEETING, NOTE_CONTACT
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers import plan_offers as may
from samspil.overview.pages.publishers.agreement_cards import NOTHING_AGREED, Agreed, agreed_with_hospitals
from samspil.overview.pages.publishers.identity_acts import what_became
from samspil.overview.pages.publishers.plan import by_rank
from samspil.overview.pages.publishers.plan_cards import (
    DatedCard,
    GoalCard,
    HelpCard,
    Told,
    VersionCard,
    contact_line,
    goal_card,
    help_card,
    meeting_card,
    review_card,
    version_card,
)
from samspil.overview.pages.publishers.plan_told import (
    agreement_told,
    crisis_told,
    offer_told,
    state_told,
    wish_told,
)
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller

SOME_COLLEAGUE = "en kollega"
CONTACTS_AT_MOST = 10
PAST_AT_MOST = 10
"""Of meetings and of reviews that are over."""


@dataclass(frozen=True, slots=True)
class Part:
    """A card of the page: what stands there, line by line, and what can be done."""

    told: Told = ()
    offers: tuple[Filled, ...] = ()


NOTHING = Part()


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page; what cannot be shown is named in ``broken`` by the name of its card."""

    id: CitizenId
    name: str
    became: str
    is_there: bool
    """Whether there is a plan; one that has ended is."""
    state: str
    is_empty: bool
    """Whether there is a plan and nothing in it yet."""
    wish: Part
    resources: tuple[tuple[str, str], ...]
    """What the citizen has to build on, and who sees it so."""
    resource_offers: tuple[Filled, ...]
    goals: tuple[GoalCard, ...]
    """The open ones; what matters most to the citizen first."""
    ended_goals: tuple[GoalCard, ...]
    goal_offers: tuple[Filled, ...]
    help_alone: tuple[HelpCard, ...]
    """Without a goal, or with one that is gone."""
    help_offers: tuple[Filled, ...]
    agreement: Part
    versions: tuple[VersionCard, ...]
    """The newest first."""
    offer: Part
    reviews: tuple[DatedCard, ...]
    """Those that wait, the first due first."""
    past_reviews: tuple[DatedCard, ...]
    coming: tuple[DatedCard, ...]
    """Meetings of which nobody has said what became of them."""
    past_meetings: tuple[DatedCard, ...]
    meeting_offers: tuple[Filled, ...]
    contacts: tuple[tuple[str, str, str], ...]
    """The newest first: when, what, and what was written."""
    contact_offers: tuple[Filled, ...]
    at_once: tuple[Filled, ...]
    """Contacts that are noted with one press."""
    crisis: Part
    end_offers: tuple[Filled, ...]
    discharge: Agreed
    """With hospitals; with or without a plan."""
    broken: frozenset[str]

    @property
    def every_goal(self) -> tuple[GoalCard, ...]:
        """Open or not."""
        return (*self.goals, *self.ended_goals)

    @property
    def every_help(self) -> tuple[HelpCard, ...]:
        """Wherever it stands."""
        return (*(one for goal in self.every_goal for one in goal.help), *self.help_alone)

    @property
    def offers(self) -> Offers:
        """Everything that can be done on the page."""
        parts = (self.wish, self.agreement, self.offer, self.crisis)
        stand = (
            *(one for goal in self.every_goal for one in goal.offers),
            *(one for help_ in self.every_help for one in help_.offers),
            *(one for dated in (*self.reviews, *self.coming) for one in dated.offers),
            *(one for part in parts for one in part.offers),
            *self.discharge.offers,
            *(*self.resource_offers, *self.goal_offers, *self.help_offers, *self.meeting_offers),
            *(*self.contact_offers, *self.at_once, *self.end_offers),
        )
        return Offers(tuple({one.place: one for one in stand}.values()))

    def about(self, offer: Filled) -> tuple[str, str] | None:
        """The goal, help, date or agreement that the form is about: what it is, and what stands there."""
        found = [(one.id, one.area, one.words) for one in self.every_goal]
        found += [(one.id, one.title, one.who) for one in self.every_help]
        found += [(one.id, one.what, one.when) for one in (*self.reviews, *self.coming)]
        found += [(one.id, one.title, one.words or one.state) for one in self.discharge.open]
        return next(((what, text) for id_, what, text in found if offer.is_about(str(id_))), None)


def plan_page(
    citizen: CitizenId,
    view: View,
    read: Read,
    today: date,
    me: Caller | None = None,
    units: UnitWords = UnitWords(),  # noqa: B008  # it is frozen
    staff: Mapping[str, str] | None = None,
    *,
    lists_people: bool = False,
) -> PlanPage:
    """The page as it is on that day, with what ``me`` can do there.

    ``staff`` are the names of those who work here, by their ids, as far as they are known.
    """
    plan, parts = view.plan, Parts()
    build, open_ = parts.build, may.is_open(plan)
    who = view.citizen.who

    def lies_elsewhere(thing: Thing) -> bool:
        return thing.id in view.elsewhere

    def offers(some: Iterable[Filled]) -> tuple[Filled, ...]:
        """What is acted on in another file is done there."""
        here = (one for one in some if not (one.form.of_plan and any(map(lies_elsewhere, one.things))))
        return may.allowed(here, me) if open_ else ()

    names = {**(staff or {}), **build("agreement", lambda: _names(view, read), {})}

    def name(one: str) -> str:
        return names.get(one, SOME_COLLEAGUE)

    def of_help(one: Intervention) -> HelpCard:
        acts = offers(may.help_offers(one, plan, read, lists_people=lists_people))
        return help_card(one, plan, read, units, today, acts)

    def of_goal(goal: Goal) -> GoalCard:
        acts = offers(may.goal_offers(goal, plan, read, units.ours, lists_people=lists_people))
        serving = tuple(of_help(one) for one in plan.interventions if one.goal_id == goal.id)
        return goal_card(goal, plan, read, serving, acts)

    ranked = by_rank(plan.goals)
    known = {one.id for one in plan.goals}
    titles = {one.id: one.provision.reading for one in plan.interventions}
    waiting = sorted((one for one in plan.all_reviews if one.waits), key=lambda one: one.due_on)
    held = sorted((one for one in plan.all_reviews if one.held_on), key=lambda one: one.held_on or date.min)
    meetings = sorted(plan.meetings, key=lambda one: one.at)
    booked = [one for one in meetings if one.state is MeetingState.BOOKED]
    settled = [one for one in meetings if one.state is not MeetingState.BOOKED]
    return PlanPage(
        id=citizen,
        name=read(who.name) if who else NAMELESS,
        became=what_became(view.citizen, units.municipalities),
        is_there=plan.opened_at is not None,
        state=build("agreement", lambda: state_told(plan), ""),
        is_empty=open_ and not plan.goals and not plan.interventions,
        wish=build(
            "wish", lambda: Part(wish_told(plan, read), offers(may.wish_offers(citizen, plan, read))), NOTHING
        ),
        resources=build(
            "resources",
            lambda: tuple((read(one.words), plan_words.ORIGIN[one.origin]) for one in plan.resources),
            (),
        ),
        resource_offers=offers(may.resource_offers(citizen, plan)),
        goals=build("goals", lambda: tuple(of_goal(one) for one in ranked if one.is_open), ()),
        ended_goals=build("goals", lambda: tuple(of_goal(one) for one in ranked if not one.is_open), ()),
        goal_offers=offers(may.new_goal(citizen, plan)),
        help_alone=build(
            "help",
            lambda: tuple(of_help(one) for one in plan.interventions if one.goal_id not in known),
            (),
        ),
        help_offers=offers(may.help_alone(citizen, plan, units.ours, lists_people=lists_people)),
        agreement=build(
            "agreement",
            lambda: Part(agreement_told(plan, read), offers(may.agreement_offers(citizen, plan, me))),
            NOTHING,
        ),
        versions=build(
            "agreement",
            lambda: tuple(
                version_card(one, before, read, name)
                for before, one in zip((None, *plan.versions), plan.versions, strict=False)
            )[::-1],
            (),
        ),
        offer=Part(offer_told(plan), offers(may.offer_offers(citizen, plan))),
        reviews=build(
            "reviews",
            lambda: tuple(
                review_card(one, titles, read, today, offers(may.review_offers(one))) for one in waiting
            ),
            (),
        ),
        past_reviews=build(
            "reviews",
            lambda: tuple(review_card(one, titles, read, today, ()) for one in held[-PAST_AT_MOST:][::-1]),
            (),
        ),
        coming=build(
            "meetings",
            lambda: tuple(
                meeting_card(one, read, name, today, offers(may.meeting_offers(one, today))) for one in booked
            ),
            (),
        ),
        past_meetings=build(
            "meetings",
            lambda: tuple(meeting_card(one, read, name, today, ()) for one in settled[-PAST_AT_MOST:][::-1]),
            (),
        ),
        meeting_offers=offers([Filled(BOOK_MEETING)]),
        contacts=build(
            "contacts",
            lambda: tuple(contact_line(one, read, name) for one in plan.contacts[-CONTACTS_AT_MOST:][::-1]),
            (),
        ),
        contact_offers=offers([Filled(NOTE_CONTACT)]),
        at_once=offers(may.contact_offers(plan)),
        crisis=build(
            "crisis",
            lambda: Part(crisis_told(plan, read), offers(may.crisis_offers(citizen, plan, read))),
            NOTHING,
        ),
        end_offers=offers(may.end_offers(citizen, plan)),
        discharge=build(
            "discharge",
            lambda: agreed_with_hospitals(view, read, today, me, units.municipalities),
            NOTHING_AGREED,
        ),
        broken=frozenset(parts.broken),
    )


def _names(view: View, read: Read) -> dict[str, str]:
    helpers = view.plan.interventions
    coordinator = view.citizen.coordinator
    return {
        **{one.deputy: read(one.deputy_name) for one in helpers if one.deputy and one.deputy_name},
        **({coordinator.staff: read(coordinator.name)} if coordinator else {}),
        **{one.support_worker: read(one.support_worker_name) for one in helpers},
    }
