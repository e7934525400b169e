"""The parts of the citizen's plan as its page shows them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samspil.overview.domain.plan_dates import Contact, Meeting, MeetingState, Review
from samspil.overview.domain.plan_parts import Goal, GoalState, Intervention, Version
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.plan_work import is_orphan
from samspil.overview.domain.version_change import version_change
from samspil.overview.pages import plan_words, words
from samspil.overview.pages.danish import day, days_past, instant, listed, lowered
from samspil.overview.pages.form import Filled
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed

Told = tuple[tuple[str, str], ...]
"""Label and text, one under the other."""
StaffName = Callable[[str], str]
"""What somebody is called by their staff id."""


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Help, and who gives it."""

    id: UUID
    title: str
    """The provision."""
    who: str
    state: str
    notes: tuple[str, ...]
    """What is to be noticed: a pause, a wish for somebody else, what is missing."""
    told: Told
    offers: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal in the citizen's words, with what helps it."""

    id: UUID
    area: str
    words: str
    state: str
    told: Told
    before: tuple[tuple[str, str], ...]
    """How it was put before, and until when."""
    help: tuple[HelpCard, ...]
    offers: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version that was agreed."""

    number: int
    when: str
    how: str
    read_by: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedCard:
    """A review or a meeting."""

    id: UUID
    when: str
    what: str
    tone: str
    """``error``, ``warning`` or ``info``: never the only sign of it."""
    told: Told
    offers: tuple[Filled, ...] = field(default=())


def goal_card(
    goal: Goal, plan: PlanState, read: Read, help_: tuple[HelpCard, ...], offers: tuple[Filled, ...]
) -> GoalCard:
    """The goal, and how it was put before."""
    told = (
        ("Hvis mål", plan_words.WHOSE[goal.origin] if goal.origin else ""),
        ("Sigte", plan_words.AIM[goal.aim] if goal.aim else ""),
        ("Hvorfor" if goal.state is GoalState.DROPPED else "Det gjorde det muligt", _text(goal.ending, read)),
        ("Hvem ville det", plan_words.ORIGIN[goal.given_up_by] if goal.given_up_by else ""),
    )
    before = (
        (day(danish_day(one.until)), read(one.words)) for one in plan.wordings if one.goal_id == goal.id
    )
    return GoalCard(
        goal.id,
        words.AREA[goal.area],
        read(goal.words),
        _goal_state(goal),
        _said(told),
        tuple(before),
        help_,
        offers,
    )


def help_card(
    one: Intervention, plan: PlanState, read: Read, units: UnitWords, today: date, offers: tuple[Filled, ...]
) -> HelpCard:
    """The help; who gives it is named with the number on which they are reached."""
    phone = _text(one.support_worker_phone, read)
    reviews = [
        review.due_on for review in plan.all_reviews if review.intervention_id == one.id and review.waits
    ]
    told = (
        ("Afgørelse", one.decision_reference or ""),
        ("Uden mål", plan_words.WITHOUT_GOAL[one.without_goal] if one.without_goal else ""),
        ("Enhed", units.name(one.unit) if one.unit else ""),
        ("Hjælp til", plan_words.HELP_KIND[one.kind] if one.kind else ""),
        ("Metode", plan_words.METHOD[one.method] if one.method else ""),
        ("Omfang", f"{one.minutes_per_week} minutter om ugen" if one.minutes_per_week else ""),
        ("Begynder", day(one.starts_on) if one.starts_on else ""),
        ("Formål", _text(one.purpose, read)),
        ("Skal ændre", _text(one.expected_change, read)),
        ("Har ændret", _text(one.found_change, read)),
        ("Næste opfølgning", day(min(reviews)) if reviews else ""),
        ("Stedfortræder", _text(one.deputy_name, read)),
    )
    return HelpCard(
        one.id,
        one.provision.reading,
        f"{read(one.support_worker_name)}{f', tlf. {phone}' if phone else ''}",
        _help_state(one),
        tuple(_notes(one, plan, read, today)),
        _said(told),
        offers,
    )


def version_card(version: Version, before: Version | None, read: Read, name: StaffName) -> VersionCard:
    """What it changed, and who has read it."""
    readers = ["borgeren" if one == "citizen" else name(one) for one in version.read_by]
    return VersionCard(
        version.number,
        day(version.agreed_on),
        plan_words.PARTICIPATION[version.how] if version.how else "",
        f"Læst af {listed(readers)}" if readers else "Ikke læst af nogen endnu",
        tuple(_changes(version, before, read, name)),
    )


def review_card(
    review: Review, help_: Mapping[UUID, str], read: Read, today: date, offers: tuple[Filled, ...]
) -> DatedCard:
    """``help_`` are the titles of the plan's help."""
    of = help_.get(review.intervention_id) if review.intervention_id else None
    what = of or ("Hjælpen" if review.intervention_id else "Hele planen")
    if review.stay_id:
        what = f"{what}: har behovet ændret sig?"
    if review.milestone_id:
        what = f"{what}: efter nyt fra ⟦jobcentret⟧"
    told = (
        ("Resultat", plan_words.RESULT[review.result] if review.result else ""),
        ("Borgeren", _came(review.citizen_came)),
        ("Hvorfor uden borgeren", _text(review.without_citizen_because, read)),
    )
    if review.held_on:
        return DatedCard(review.id, f"Holdt {day(review.held_on)}", what, "info", _said(told))
    late = review.due_on < today
    when = days_past(review.due_on, today) if late else f"Senest {day(review.due_on)}"
    return DatedCard(review.id, when, what, "error" if late else "info", (), offers)


def meeting_card(
    meeting: Meeting, read: Read, name: StaffName, today: date, offers: tuple[Filled, ...]
) -> DatedCard:
    """Who is invited and who came, with what was agreed."""
    waits = meeting.state is MeetingState.BOOKED
    called_off = plan_words.PARTICIPANT[meeting.cancelled_by] if meeting.cancelled_by else ""
    why = "Hvorfor" if meeting.state is MeetingState.CANCELLED else "Hvorfor uden borgeren"
    told = (
        ("Hvor", _text(meeting.place, read)),
        ("Inviteret", plan_words.people(meeting.invited)),
        ("Kom", plan_words.people(meeting.came)),
        ("Kom ikke", plan_words.people(meeting.missing)),
        ("Aflyst af", called_off),
        (why, _text(meeting.why, read)),
        ("Aftalt", _text(meeting.result, read)),
        ("Ansvarlig", name(meeting.responsible) if waits else ""),
    )
    passed = waits and danish_day(meeting.at) <= today
    state = "" if waits and not passed else f", {plan_words.MEETING_STATE[meeting.state]}"
    return DatedCard(
        meeting.id,
        instant(meeting.at),
        plan_words.MEETING[meeting.kind] + state,
        "warning" if passed else "info",
        _said(told),
        offers,
    )


def contact_line(contact: Contact, read: Read, name: StaffName) -> tuple[str, str, str]:
    """When, what came of it and by whom, and what was written."""
    what = f"{plan_words.CONTACT[contact.kind]}: {lowered(plan_words.OUTCOME[contact.outcome])}"
    return day(contact.on), f"{what}. {name(contact.noted_by)}", _text(contact.words, read)


def _goal_state(goal: Goal) -> str:
    ended = f" {day(goal.ended_on)}" if goal.ended_on else ""
    if not goal.is_open:
        return plan_words.GOAL_STATE[goal.state] + ended
    return "Skrevet om, ikke aftalt endnu" if goal.is_reworded else plan_words.GOAL_STATE[goal.state]


def _help_state(one: Intervention) -> str:
    if one.ended_on:
        why = f": {lowered(plan_words.HELP_END[one.ended_because])}" if one.ended_because else ""
        return f"Slut {day(one.ended_on)}{why}"
    if not one.agreed:
        return "Ikke aftalt endnu"
    return "Holder pause" if one.pause else "I gang"


def _notes(one: Intervention, plan: PlanState, read: Read, today: date) -> Iterator[str]:
    if one.ended_on:
        return
    if one.pause:
        until = f" til og med {day(one.pause.until)}" if one.pause.until else ""
        yield f"Holder pause{until}. {plan_words.PAUSE[one.pause.because]}."
    if one.away_until and today <= one.away_until:
        asked = f" {read(one.deputy_name)} spørges imens." if one.deputy_name else ""
        yield f"Støttekontaktpersonen er væk til og med {day(one.away_until)}.{asked}"
    if one.change_wanted_since:
        said = f" Borgeren siger: {read(one.change_words)}" if one.change_words else ""
        yield f"Borgeren ønsker en anden siden {day(danish_day(one.change_wanted_since))}.{said}"
    if one.agreed and one.support_worker_phone is None:
        yield "Telefonnummeret mangler."
    if is_orphan(plan, one):
        yield "Målet er slut, og hjælpen går videre uden et mål."


def _changes(version: Version, before: Version | None, read: Read, name: StaffName) -> Iterator[str]:
    change = version_change(version, before)
    for what, goals in (
        ("Nyt mål", change.new_goals),
        ("Skrevet om", change.reworded),
        ("Ikke længere med", change.goals_over),
    ):
        yield from (f"{what}: {read(one.words)}" for one in goals)
    for what, help_ in (
        ("Ny hjælp ved", change.new_help),
        ("Hjælpen gives nu af", change.handed_on),
        ("Ikke længere hjælp ved", change.help_over),
    ):
        yield from (f"{what} {name(one.support_worker)}" for one in help_)


def _came(came: bool | None) -> str:
    return "" if came is None else "Var med" if came else "Var ikke med"


def _said(told: Told) -> Told:
    return tuple((label, text) for label, text in told if text)


def _text(token: Sealed | None, read: Read) -> str:
    return read(token) if token else ""
