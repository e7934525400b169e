"""The citizen's page: the view in the order in which somebody reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samspil.contracts.envelope import Event
from samspil.contracts.referral import Priority
from samspil.overview.domain.open_work import Task, Work, open_work
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import day
from samspil.overview.pages.drawing import Drawing, draw
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.coordination import END_HOLD
from samspil.overview.pages.forms.referral import SUBMIT
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers.coordination import (
    HoldCard,
    decline_hold,
    handle_delivery,
    hold_card,
    set_hold,
)
from samspil.overview.pages.publishers.hospital import StayCard, stay_card
from samspil.overview.pages.publishers.plan import GoalCard, goal_card, plan_line
from samspil.overview.pages.publishers.referral import ReferralCard, referral_card
from samspil.overview.pages.reading import Read
from samspil.overview.pages.timeline import Entry, latest, timeline
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller

NAMELESS = "Borger uden navn endnu"
"""What stands where the registration has not arrived."""

PLACE = {
    Work.ANSWER_REFERRAL: "referrals",
    Work.GIVE_INFORMATION: "referrals",
    Work.START_HELP: "referrals",
    Work.ANSWER_CANCELLATION: "referrals",
    Work.NOTIFY_DELAY: "referrals",
    Work.REMIND: "referrals",
    Work.SEE_TO_SENDING: "referrals",
    Work.SETTLE_ANSWERS: "referrals",
    Work.DECIDE_HOLD: "hold",
    Work.ANSWER_SUPPORT: "stay",
    Work.FOLLOW_UP: "stay",
    Work.TELL_JOBCENTER: "timeline",
    Work.TELL_REGION: "timeline",
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing that waits."""

    what: str
    place: str
    """Where on the citizen's page it is about."""
    due: str
    tone: str
    """``error``, ``warning`` or ``info``: never the only sign of it."""
    offer: Filled | None = None
    """What can be done about it at once."""


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
    """Everything on the page."""

    id: CitizenId
    name: str
    cpr: str | None
    municipality: str | None
    hold: HoldCard | None
    set_hold: Filled
    decline_hold: Filled | None
    """A no to the contact holds that are proposed, as they were shown."""
    stay: StayCard | None
    tasks: tuple[TaskLine, ...]
    parties: tuple[Party, ...]
    referrals: tuple[ReferralCard, ...]
    goals: tuple[GoalCard, ...]
    plan: str
    entries: tuple[Entry, ...]
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
    def offers(self) -> tuple[Filled, ...]:
        """Everything that can be done on the page."""
        holds = (offer for offer in self.hold_offers if offer)
        tasks = (task.offer for task in self.tasks if task.offer)
        return (*self.referral_offers, self.submit, *holds, *tasks)

    def offer(self, name: str, thing: str) -> Filled | None:
        """The form of this name, about this thing if one is named; None where it is not offered now."""
        named = (one for one in self.offers if one.form.name == name)
        return next((one for one in named if not thing or one.is_about(thing)), None)

    def again(self, refused: Filled) -> Filled | None:
        """The form as it was written, on what is there now; None where it can be done no more.

        Of contact holds one stands at a time, so that whoever ends one is asked about that.
        """
        if refused.form is END_HOLD:
            return self.hold.end if self.hold else None
        stands = (one for one in self.offers if one.place == refused.place)
        return next((refused.again(one) for one in stands), None)

    def referral(self, offer: Filled) -> ReferralCard | None:
        """The referral that the form is about."""
        return next((one for one in self.referrals if offer in one.offers), None)

    @property
    def hold_offers(self) -> tuple[Filled | None, ...]:
        """Everything that can be done about contact holds."""
        return (self.hold.end if self.hold else None, self.set_hold, self.decline_hold)


def citizen_page(
    citizen: CitizenId,
    view: View,
    history: Iterable[Event[Any]],
    read: Read,
    now: datetime,
    me: Caller | None = None,
    units: UnitWords = UnitWords(),  # noqa: B008  # it is frozen
) -> CitizenPage:
    """The page as it is now, with what ``me`` can do there."""
    today = danish_day(now)
    who = view.citizen.who
    parts = Parts()
    build = parts.build
    entries: list[Entry] = build("timeline", lambda: timeline(history), [])
    hold = view.coordination.hold(today)
    cpr = read(who.cpr) if who else None
    return CitizenPage(
        id=citizen,
        name=read(who.name) if who else NAMELESS,
        cpr=f"{cpr[:6]}-{cpr[6:]}" if cpr else None,
        municipality=municipality.reading(who.acting_municipality) if who else None,
        hold=build("hold", lambda: hold_card(hold, read), None),
        set_hold=set_hold(
            view.coordination.seen(today),
            read(view.plan.agreed_help[-1].support_worker_name) if view.plan.agreed_help else "",
        ),
        decline_hold=decline_hold(view.coordination.open_proposals),
        stay=build("stay", lambda: stay_card(view), None),
        tasks=build("tasks", lambda: tuple(task_line(task, today) for task in open_work(view)), ()),
        parties=build("parties", lambda: tuple(_parties(view, read, latest(entries))), ()),
        referrals=build(
            "referrals",
            lambda: tuple(referral_card(one, read, me, units, today) for one in view.referrals),
            (),
        ),
        goals=build("plan", lambda: tuple(goal_card(goal, view, read) for goal in view.plan.goals), ()),
        plan=build("plan", lambda: plan_line(view.plan), ""),
        entries=tuple(entries),
        drawing=build("drawing", lambda: draw(view, entries, today), None),
        units=units.asked,
        broken=frozenset(parts.broken),
    )


def task_line(task: Task, today: date) -> TaskLine:
    """The task with its deadline in words."""
    what, place = words.WORK[task.work], PLACE[task.work]
    if task.due is None:
        offer = handle_delivery(task.lost) if task.lost else None
        return TaskLine(what, place, f"Siden {day(danish_day(task.since))}", "info", offer)
    if task.due < today:
        return TaskLine(what, place, f"Frist overskredet: {day(task.due)}", "error")
    if task.due == today:
        return TaskLine(what, place, f"Frist i dag: {day(task.due)}", "warning")
    return TaskLine(what, place, f"Frist {day(task.due)}", "info")


def _parties(view: View, read: Read, heard: dict[Sector, str]) -> Iterable[Party]:
    helpers = {read(one.support_worker_name): one for one in view.plan.interventions}
    social = tuple(f"{name}, støttekontaktperson" for name in helpers)
    involved = {
        Sector.SOCIAL: social,
        Sector.EMPLOYMENT: ("Aktivitet i gang eller planlagt",)
        if any(one.ended_on is None for one in view.employment.milestones)
        else (),
        Sector.REGION: ("Har givet besked om indlæggelse",) if view.hospital.stays else (),
    }
    for sector in Sector:
        yield Party(words.PARTY[sector], sector, involved[sector], heard.get(sector))
