"""The citizen's page: the view in the order in which somebody reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspil.contracts.envelope import Event
from samspil.contracts.referral import Priority
from samspil.overview.domain.citizen_state import Who
from samspil.overview.domain.disclosed_plan import contact_person
from samspil.overview.domain.message_work import thread_of
from samspil.overview.domain.open_work import Task, Work, steps
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.drawing import Drawing, draw
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.referral import SUBMIT
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers.attention import (
    AttentionCard,
    attention_cards,
    attention_offers,
)
from samspil.overview.pages.publishers.coordination import (
    HoldCard,
    decline_hold,
    handle_answer,
    handle_delivery,
    hold_card,
    set_hold,
)
from samspil.overview.pages.publishers.hospital import StayCard, stay_cards
from samspil.overview.pages.publishers.identity_acts import what_became
from samspil.overview.pages.publishers.message_offers import reply, send_again
from samspil.overview.pages.publishers.network import wishes_line
from samspil.overview.pages.publishers.plan import (
    GoalCard,
    follow_up_offers,
    goal_card,
    open_goals,
    plan_line,
    support_offers,
)
from samspil.overview.pages.publishers.plan_offers import allowed, contact_offers, task_offers
from samspil.overview.pages.publishers.referral import ReferralCard, referral_card
from samspil.overview.pages.publishers.work_offers import lasting_offers
from samspil.overview.pages.reading import Read
from samspil.overview.pages.task_line import TaskLine, task_lines
from samspil.overview.pages.timeline import Entry, latest, timeline
from samspil.overview.pages.timeline_view import Shown, TimelineView, timeline_view
from samspil.overview.pages.units import UnitWords
from samspil.overview.pages.upcoming import Upcoming, upcoming
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller

NAMELESS = "Borger uden navn endnu"
"""What stands where the registration has not arrived."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party, and who there is known to be involved."""

    name: str
    sector: Sector
    people: tuple[str, ...]
    heard: str | None
    """When it was heard from last."""


@dataclass(frozen=True, slots=True)
class CitizenPage:
    """Everything on the page but the number, which is shown to whoever asks for it."""

    id: CitizenId
    name: str
    has_number: bool
    municipality: str | None
    """The one that acts."""
    residence: str | None
    """The one that the citizen lives in, where that is another."""
    wishes: str | None
    """How the citizen wants to be contacted, in a line."""
    is_protected: bool
    """Whether the citizen's address is protected."""
    became: str
    """That the citizen is dead, or another municipality's; empty where neither is so."""
    hold: HoldCard | None
    set_hold: Filled
    decline_hold: Filled | None
    """A no to the contact holds that are proposed, as they were shown."""
    stays: tuple[StayCard, ...]
    """Those that go on; where none does, the last."""
    support_offers: tuple[Filled, ...]
    """What can be answered about the support during stays and after them."""
    attention: tuple[AttentionCard, ...]
    """What does not go together, and somebody has to look at."""
    tasks: tuple[TaskLine, ...]
    parties: tuple[Party, ...]
    referrals: tuple[ReferralCard, ...]
    goals: tuple[GoalCard, ...]
    plan: str
    contacts: tuple[Filled, ...]
    """Contacts that are noted with one press."""
    upcoming: tuple[Upcoming, ...]
    timeline: TimelineView
    drawing: Drawing | None
    units: Mapping[str, str]
    """Code → name of those that can be asked."""
    broken: frozenset[str]
    """The parts that cannot be shown, by the names of their cards."""

    @property
    def referral_offers(self) -> tuple[Filled, ...]:
        """Everything that can be done about referrals."""
        return tuple(offer for one in self.referrals for offer in one.offers)

    @property
    def submit(self) -> Filled:
        """A new referral."""
        return Filled(SUBMIT, written={"priority": Priority.ROUTINE}, units=self.units)

    @property
    def hold_offers(self) -> tuple[Filled | None, ...]:
        """Everything that can be done about contact holds."""
        return (self.hold.end if self.hold else None, self.set_hold, self.decline_hold)

    @property
    def offers(self) -> Offers:
        """Everything that can be done on the page."""
        holds = (offer for offer in self.hold_offers if offer)
        tasks = (offer for task in self.tasks for offer in task.offers)
        stand = (*self.referral_offers, self.submit, *self.support_offers, *holds, *tasks, *self.contacts)
        return Offers(tuple({one.place: one for one in stand}.values()), self.hold.end if self.hold else None)

    def about(self, offer: Filled) -> ReferralCard | None:
        """The referral that the form is about."""
        return next((one for one in self.referrals if offer in one.offers), None)


def citizen_page(
    citizen: CitizenId,
    view: View,
    history: Iterable[Event[Any]],
    read: Read,
    now: datetime,
    me: Caller | None = None,
    units: UnitWords = UnitWords(),  # noqa: B008  # it is frozen
    shown: Shown = Shown(),  # noqa: B008  it does not change
) -> CitizenPage:
    """The page as it is now, with what ``me`` can do there."""
    today = danish_day(now)
    who, plan = view.citizen.who, view.plan
    parts = Parts()
    build = parts.build
    entries: list[Entry] = build("timeline", lambda: timeline(history), [])
    hold = build("hold", lambda: hold_card(view.coordination.hold(today), read), None)
    contact = contact_person(view)
    setting = set_hold(view.coordination.seen(today), read(contact.name) if contact else "")
    declining = decline_hold(view.coordination.open_proposals)
    support = (*support_offers(plan, view.hospital.present, me), *follow_up_offers(plan))
    referrals: tuple[ReferralCard, ...] = build(
        "referrals", lambda: tuple(referral_card(one, read, me, units, today) for one in view.referrals), ()
    )

    def offers(task: Task) -> tuple[Filled, ...]:
        if task.lost:
            again = send_again(task.lost)
            return (*((again,) if again else ()), handle_delivery(task.lost))
        if task.work is Work.ANSWER_MESSAGE and (thread := thread_of(view, task)):
            return (reply(thread, ""),)
        if task.work in {Work.TAKE_UP, Work.OFFER_SUPPORT}:
            return attention_offers(task, view)
        if task.work is Work.SEE_IT_LASTS:
            return (*allowed(lasting_offers(task, view, today), me), *attention_offers(task, view))
        if task.contradicting:
            return (handle_answer(task.contradicting),)
        stand = [offer for one in referrals for offer in one.near] + [*support]
        about = [one for one in (*stand, declining) if one and one.is_about(str(task.about))]
        about += task_offers(citizen, task, view, me)
        return (setting, *about) if task.work is Work.DECIDE_HOLD else tuple(about)

    names = {one.support_worker: read(one.support_worker_name) for one in plan.interventions}
    return CitizenPage(
        id=citizen,
        name=read(who.name) if who else NAMELESS,
        has_number=who is not None and who.cpr is not None,
        municipality=municipality.reading(who.acting_municipality) if who else None,
        residence=residence(who) if who else None,
        wishes=wishes_line(view.citizen.wishes),
        is_protected=who is not None and who.address_protected,
        became=what_became(view.citizen, units.municipalities),
        hold=hold,
        set_hold=setting,
        decline_hold=declining,
        stays=build("stay", lambda: stay_cards(view), ()),
        support_offers=support,
        attention=build("attention", lambda: attention_cards(view, read, today), ()),
        tasks=build(
            "tasks",
            lambda: task_lines(
                steps(view, today, units.municipalities), today, me, names, units.name, offers
            ),
            (),
        ),
        parties=build("parties", lambda: tuple(_parties(view, read, latest(entries))), ()),
        referrals=referrals,
        goals=build("plan", lambda: tuple(goal_card(one, view, read) for one in open_goals(plan)), ()),
        plan=build("plan", lambda: plan_line(plan), ""),
        contacts=contact_offers(plan),
        upcoming=build("timeline", lambda: upcoming(view, today, shown.party, units.municipalities), ()),
        timeline=timeline_view(entries, shown, today),
        drawing=build("drawing", lambda: draw(view, entries, today), None),
        units=units.asked,
        broken=frozenset(parts.broken),
    )


def residence(who: Who) -> str | None:
    """Where the citizen lives, where another municipality acts."""
    code = who.residence_municipality
    return municipality.reading(code) if code and code != who.acting_municipality else None


def _parties(view: View, read: Read, heard: dict[Sector, str]) -> Iterable[Party]:
    named, helpers = view.citizen.coordinator, view.plan.interventions
    social = (
        *((f"{read(named.name)}, koordinator",) if named else ()),
        *dict.fromkeys(f"{read(one.support_worker_name)}, støttekontaktperson" for one in helpers),
    )
    involved = {
        Sector.SOCIAL: social,
        Sector.EMPLOYMENT: ("Aktivitet i gang eller planlagt",)
        if any(not one.is_over and one.entered_by is None for one in view.employment.milestones)
        else (),
        Sector.REGION: ("Har givet besked om indlæggelse",) if view.hospital.stays else (),
    }
    for sector in Sector:
        yield Party(words.PARTY[sector], sector, involved[sector], heard.get(sector))
