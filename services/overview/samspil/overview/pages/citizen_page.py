"""The citizen's page: the view in the order in which somebody reads it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.coordination import Hold
from samspil.overview.domain.employment_state import Milestone
from samspil.overview.domain.hospital_state import Stay
from samspil.overview.domain.open_work import Task, Work, open_work
from samspil.overview.domain.plan_state import FollowUp, Goal, Intervention
from samspil.overview.domain.referral_state import ReferralStanding
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.drawing import Drawing, draw
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.timeline import Entry, latest, timeline
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

Read = Callable[[Sealed], str]
"""The opened text of a sealed value."""

NAMELESS = "Borger uden navn endnu"
"""What stands where the registration has not arrived."""

PLACE = {
    Work.ANSWER_REFERRAL: "referrals",
    Work.REMIND: "referrals",
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
    delivery: UUID | None = None
    """The message that did not arrive: a button says that somebody took care of it."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party, and who there is known to be involved."""

    name: str
    sector: Sector
    people: tuple[str, ...]
    heard: str | None
    """When it was heard from last."""


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """One referral."""

    words: str
    path: str
    standing: str
    turn: str | None
    when: str


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal with what helps it."""

    area: str
    words: str
    help: tuple[str, ...]
    steps: tuple[str, ...]
    """Milestones: beside the goal about employment only."""


@dataclass(frozen=True, slots=True)
class StayCard:
    """What is known of the newest stay, which is little, by law."""

    presence: str
    since: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldCard:
    """The contact hold that stands."""

    id: UUID
    until: str
    ask: str


@dataclass(frozen=True, slots=True)
class CitizenPage:
    """Everything on the page."""

    id: CitizenId
    name: str
    cpr: str | None
    municipality: str | None
    hold: HoldCard | None
    proposals: tuple[UUID, ...]
    """The contact holds that are proposed: a no answers those that were shown."""
    ask: str
    """Whom the form suggests to ask."""
    stay: StayCard | None
    tasks: tuple[TaskLine, ...]
    parties: tuple[Party, ...]
    referrals: tuple[ReferralCard, ...]
    goals: tuple[GoalCard, ...]
    plan: str
    entries: tuple[Entry, ...]
    drawing: Drawing | None
    broken: frozenset[str]
    """The parts that cannot be shown, by the names of their cards."""


def citizen_page(
    citizen: CitizenId, view: View, history: Iterable[Event[Any]], read: Read, now: datetime
) -> CitizenPage:
    """The page as it is now."""
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
        hold=build("hold", lambda: _hold(hold, read), None),
        proposals=tuple(one.id for one in view.coordination.open_proposals),
        ask=read(view.plan.agreed_help[-1].support_worker_name) if view.plan.agreed_help else "",
        stay=build("stay", lambda: _stay(view), None),
        tasks=build("tasks", lambda: tuple(task_line(task, today) for task in open_work(view)), ()),
        parties=build("parties", lambda: tuple(_parties(view, read, latest(entries))), ()),
        referrals=build("referrals", lambda: tuple(_referral(one, read) for one in view.referrals), ()),
        goals=build("plan", lambda: tuple(_goal(goal, view, read) for goal in view.plan.goals), ()),
        plan=build("plan", lambda: _plan(view), ""),
        entries=tuple(entries),
        drawing=build("drawing", lambda: draw(view, entries, today), None),
        broken=frozenset(parts.broken),
    )


def task_line(task: Task, today: date) -> TaskLine:
    """The task with its deadline in words."""
    what, place = words.WORK[task.work], PLACE[task.work]
    if task.due is None:
        return TaskLine(what, place, f"Siden {day(danish_day(task.since))}", "info", task.delivery)
    if task.due < today:
        return TaskLine(what, place, f"Frist overskredet: {day(task.due)}", "error")
    if task.due == today:
        return TaskLine(what, place, f"Frist i dag: {day(task.due)}", "warning")
    return TaskLine(what, place, f"Frist {day(task.due)}", "info")


def _hold(hold: Hold | None, read: Read) -> HoldCard | None:
    return HoldCard(hold.id, day(hold.until), read(hold.ask)) if hold else None


def _stay(view: View) -> StayCard | None:
    newest = max(view.hospital.stays, key=lambda stay: stay.admitted_at, default=None)
    if newest is None:
        return None
    notes = [words.SUPPORT[one.answer] for one in view.plan.questions if _answers(one, newest) and one.answer]
    notes += [_follow_up(one) for one in view.plan.follow_ups if _follows(one, newest)]
    presence = words.PRESENCE[newest.presence]
    if newest.ended_at:
        return StayCard(presence, instant(newest.ended_at), tuple(notes))
    return StayCard(presence, f"siden {instant(newest.admitted_at)}", tuple(notes))


def _follow_up(one: FollowUp) -> str:
    if one.completed_at:
        return f"Fulgt op {day(danish_day(one.completed_at))}"
    return f"Opfølgning senest {day(one.due_on)}"


def _follows(one: FollowUp, stay: Stay) -> bool:
    return one.stay_id == stay.id and one.withdrawn_at is None


def _answers(question: Any, stay: Stay) -> bool:
    return bool(question.stay_id == stay.id)


def _referral(referral: ReferralStanding, read: Read) -> ReferralCard:
    asker, asked = (words.PARTY[one].lower() for one in (referral.from_sector, referral.to_sector))
    path = f"Fra {asker} til {asked} ({referral.to_unit})"
    if referral.turn is None:
        when = f"Hjælpen begynder {day(referral.starts_on)}" if referral.starts_on else ""
        return ReferralCard(read(referral.words), path, words.STANDING[referral.standing], None, when)
    when = f"Svar senest {day(referral.answer_by)}"
    turn = words.PARTY[referral.turn]
    standing = words.STANDING[referral.standing] + (f", {words.OVERDUE}" if referral.overdue else "")
    return ReferralCard(read(referral.words), path, standing, turn, when)


def _plan(view: View) -> str:
    if view.plan.agreed_on:
        return f"Aftalt med borgeren {day(view.plan.agreed_on)}"
    if view.plan.opened_at:
        return f"Oprettet {instant(view.plan.opened_at)}, endnu ikke aftalt med borgeren"
    return "Der er ingen plan endnu"


def _goal(goal: Goal, view: View, read: Read) -> GoalCard:
    about_work = goal.area is LifeArea.EMPLOYMENT
    return GoalCard(
        words.AREA[goal.area],
        read(goal.words),
        tuple(_help(one, read) for one in view.plan.interventions if one.goal_id == goal.id),
        tuple(_step(one) for one in view.employment.milestones) if about_work else (),
    )


def _help(intervention: Intervention, read: Read) -> str:
    return (
        f"{intervention.provision.reading} ved {read(intervention.support_worker_name)} "
        f"(afgørelse {intervention.decision_reference})"
        f"{'' if intervention.agreed else ', endnu ikke aftalt'}"
    )


def _step(milestone: Milestone) -> str:
    begun = (
        f"begyndt {day(milestone.started_on)}"
        if milestone.started_on
        else f"planlagt fra {day(milestone.starts_on)}"
    )
    ends = f" til {day(milestone.ends_on)}" if milestone.ends_on else ""
    if milestone.ended_on:
        begun, ends = f"afsluttet {day(milestone.ended_on)}", ""
    hours = f", {milestone.hours_per_week} timer om ugen" if milestone.hours_per_week else ""
    return f"{words.MILESTONE[milestone.kind]}: {begun}{ends}{hours}"


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
