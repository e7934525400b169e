"""The citizen's plan as the citizen reads it: ``du``, short sentences, and what went wrong said plainly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, assert_never

from samspil.contracts.plan import MeetingKind, Participant, PauseReason, Whose
from samspil.overview.domain.plan_dates import FollowUp, Meeting, MeetingState, Review
from samspil.overview.domain.plan_parts import CrisisPlan, EmploymentWish, Goal, GoalState, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import spoken
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.own import WANT_ANOTHER, WRITE_WISH
from samspil.overview.pages.plan_words import CRISIS
from samspil.overview.pages.reading import Read
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, danish_time
from samspil.vocabulary.sealed import Sealed

SHOWN_AFTERWARDS: Final = timedelta(days=60)
"""For so long what is over is still told as something that happens."""


@dataclass(frozen=True, slots=True)
class Happens:
    """One thing, in a short sentence or two."""

    sentence: str
    words: str = ""
    """What somebody wrote to the citizen with it, as it was written."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that the citizen wants."""

    words: str
    said: str = ""
    """What is good to know about it."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: as what, with what, and how they are reached."""

    name: str
    what: str
    towards: str = ""
    """What the help is for, as it was written."""
    phone: str = ""
    said: str = ""
    """That they are away, and who helps meanwhile; or that somebody else is wanted."""
    want_another: Filled | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom the citizen can ask, and on which day the page is read."""

    name: str
    today: date

    def spoken(self, day: date) -> str:
        """The day as it is said today."""
        return spoken(day, self.today)


def shown(plan: PlanState, today: date) -> dict[str, object]:
    """What is sealed of all that is shown here."""
    wish, crisis = plan.employment_wish, plan.crisis_plan
    return {
        "goals": [one.words for one in wished(plan)],
        "employment_wish": (wish.wish or wish.not_now) if wish else None,
        "help": [
            {
                "support_worker_name": one.support_worker_name,
                "support_worker_phone": one.support_worker_phone,
                "deputy_name": one.deputy_name if is_away(one, today) else None,
                "purpose": one.purpose,
            }
            for one in plan.agreed_help
        ],
        "meetings": [_sealed(one) for one in meetings(plan, today)],
        "reviews": [one.without_citizen_because for one in reviews_without(plan, today)],
        "crisis_plan": [getattr(crisis, part) for part in CRISIS] if crisis else [],
    }


def _sealed(one: Meeting) -> Sealed | None:
    if one.state is MeetingState.BOOKED:
        return one.place if Participant.CITIZEN in one.invited else None
    return None if one.state is MeetingState.MISSED else one.why


def wished(plan: PlanState) -> tuple[Goal, ...]:
    """The open goals: what matters most to the citizen comes first, what has no rank as it was written."""
    open_ = (one for one in plan.goals if one.is_open)
    return tuple(sorted(open_, key=lambda one: (one.rank is None, one.rank or 0)))


def wishes(plan: PlanState, read: Read) -> Iterator[Wish]:
    """In the words that stand in the plan now."""
    for one in wished(plan):
        by_others = "Skrevet af dem, der hjælper dig." if one.origin is Whose.PROFESSIONAL else ""
        waits = "Det er ikke aftalt endnu." if one.state is GoalState.PROPOSED or one.is_reworded else ""
        yield Wish(read(one.words), " ".join(filter(None, (by_others, waits))))


def work_wish(wish: EmploymentWish | None, read: Read) -> Wish | None:
    """What was said of work or education."""
    if wish is not None and wish.wish is not None:
        return Wish(read(wish.wish), "Om arbejde eller uddannelse:")
    if wish is not None and wish.not_now is not None:
        return Wish(read(wish.not_now), "Ikke arbejde eller uddannelse lige nu:")
    return None


def write_wish(citizen: CitizenId, plan: PlanState) -> Filled | None:
    """The form for something new; None where this file has no plan that goes on."""
    if plan.version == 0 or plan.ended is not None:
        return None
    return Filled(WRITE_WISH, (Thing(citizen, plan.version),))


def helpers(view: View, read: Read, ask: Ask) -> Iterator[Helper]:
    """Who gives the help that was agreed, the newest first; each help stands for itself."""
    goals = {one.id: one for one in view.plan.goals if one.is_open}
    for one in reversed(view.plan.agreed_help):
        goal = goals.get(one.goal_id) if one.goal_id else None
        towards = one.purpose or (goal.words if goal else None)
        yield Helper(
            read(one.support_worker_name),
            "Din støttekontaktperson",
            towards=read(towards) if towards else "",
            phone=read(one.support_worker_phone) if one.support_worker_phone else "",
            said=_said(one, read, ask),
            want_another=_want_another(one, view),
        )


def _said(one: Intervention, read: Read, ask: Ask) -> str:
    said = []
    if is_away(one, ask.today) and one.away_until:
        instead = (
            f"Imens hjælper {read(one.deputy_name)} dig." if one.deputy_name else f"Spørg {ask.name} imens."
        )
        said.append(f"Er væk til og med {ask.spoken(one.away_until)}. {instead}")
    if one.change_wanted_since:
        said.append("Du har bedt om en anden.")
    return " ".join(said)


def _want_another(one: Intervention, view: View) -> Filled | None:
    """What lies in another of the person's files is asked about there, and not from home."""
    if one.change_wanted_since or one.id in view.elsewhere or view.plan.ended is not None:
        return None
    return Filled(WANT_ANOTHER, (Thing(one.id, view.plan.version),))


def is_away(one: Intervention, today: date) -> bool:
    """Whether somebody else is asked on that day."""
    return one.away_until is not None and today <= one.away_until


def meetings(plan: PlanState, today: date) -> tuple[Meeting, ...]:
    """Those that the page tells of, in the order of their days; those to come stand first."""
    told = (one for one in plan.meetings if _is_told(one, danish_day(one.at), today))
    return tuple(sorted(told, key=lambda one: (danish_day(one.at) < today, one.at, one.id)))


def _is_told(one: Meeting, day: date, today: date) -> bool:
    match one.state:
        case MeetingState.BOOKED:
            return today <= day
        case MeetingState.HELD:
            return Participant.CITIZEN not in one.came and today - day <= SHOWN_AFTERWARDS
        case MeetingState.MISSED:
            return Participant.CITIZEN not in one.missing and today - day <= SHOWN_AFTERWARDS
        case MeetingState.CANCELLED:
            return one.cancelled_by is not Participant.CITIZEN and today <= day
    assert_never(one.state)


def reviews_without(plan: PlanState, today: date) -> tuple[Review, ...]:
    """Those that were held without the citizen, not long ago."""
    return tuple(
        one
        for one in plan.all_reviews
        if one.held_on and one.citizen_came is False and today - one.held_on <= SHOWN_AFTERWARDS
    )


def plan_happens(plan: PlanState, read: Read, ask: Ask) -> Iterator[Happens]:
    """What comes, and what was to come and did not."""
    for meeting in meetings(plan, ask.today):
        yield _meeting(meeting, read, ask)
    for review in reviews_without(plan, ask.today):
        yield _without(
            f"Vi så på din hjælp {ask.spoken(review.held_on or ask.today)} uden dig.", review, read, ask
        )
    late = [one.due_on for one in plan.all_reviews if one.waits and one.due_on < ask.today]
    if late:
        by = ask.spoken(min(late))
        yield Happens(
            f"Vi skulle have set på din hjælp sammen med dig senest {by}. Det er ikke sket. Spørg {ask.name}."
        )
    for follow_up in plan.follow_ups:
        if follow_up.waits:
            yield _follow_up(follow_up, ask)
    for help_ in plan.agreed_help:
        if help_.pause:
            yield Happens(_rests(help_, read, ask))
        if help_.change_wanted_since:
            name = read(help_.support_worker_name)
            yield Happens(f"Du har bedt om en anden end {name}. Spørg {ask.name}, hvordan det går.")


def _meeting(one: Meeting, read: Read, ask: Ask) -> Happens:
    day = ask.spoken(danish_day(one.at))
    what = "besøg" if one.kind is MeetingKind.VISIT else "møde"
    match one.state:
        case MeetingState.BOOKED if Participant.CITIZEN in one.invited:
            begins = "Du får besøg" if one.kind is MeetingKind.VISIT else "Du har et møde"
            where = f" Sted: {read(one.place)}" if one.place else ""
            return Happens(f"{begins} {day} kl.\N{NO-BREAK SPACE}{danish_time(one.at):%H.%M}.{where}")
        case MeetingState.BOOKED:
            return Happens(f"Der er et møde om dig {day}. Du er ikke inviteret. Spørg {ask.name} hvorfor.")
        case MeetingState.HELD:
            return _without(f"Der var et {what} {day} uden dig.", one, read, ask)
        case MeetingState.MISSED:
            return Happens(f"Der blev ikke noget {what} {day}, fordi nogen ikke kom. Spørg {ask.name}.")
        case MeetingState.CANCELLED if one.why:
            return Happens(f"Der er ikke noget {what} {day}. Det er aflyst.", read(one.why))
        case MeetingState.CANCELLED:
            return Happens(f"Der er ikke noget {what} {day}. Det er aflyst. Spørg {ask.name} hvorfor.")
    assert_never(one.state)


def _without(sentence: str, one: Meeting | Review, read: Read, ask: Ask) -> Happens:
    why = one.why if isinstance(one, Meeting) else one.without_citizen_because
    return Happens(sentence, read(why)) if why else Happens(f"{sentence} Spørg {ask.name} hvorfor.")


def _follow_up(one: FollowUp, ask: Ask) -> Happens:
    day = ask.spoken(one.due_on)
    if one.is_overdue or one.due_on < ask.today:
        return Happens(f"Vi skulle have talt med dig senest {day}. Det er ikke sket. Spørg {ask.name}.")
    return Happens(f"Vi taler med dig senest {day}, fordi du er kommet hjem.")


PAUSED: Final = {
    PauseReason.STAY: ", mens du er indlagt",
    PauseReason.CITIZEN_WISH: ", fordi du har bedt om det",
    PauseReason.NO_WORKER: ", fordi der ikke er nogen til at hjælpe lige nu",
    PauseReason.OTHER: "",
}


def _rests(one: Intervention, read: Read, ask: Ask) -> str:
    if one.pause is None:
        return ""
    until = f" til og med {ask.spoken(one.pause.until)}" if one.pause.until else ""
    asked = "" if one.pause.because in {PauseReason.STAY, PauseReason.CITIZEN_WISH} else f" Spørg {ask.name}."
    name = read(one.support_worker_name)
    return f"Hjælpen fra {name} holder pause{until}{PAUSED[one.pause.because]}.{asked}"


def crisis_plan(written: CrisisPlan | None, read: Read) -> tuple[tuple[str, str], ...]:
    """Heading and words of each part that is written."""
    parts: list[tuple[str, Sealed | None]] = [
        (heading, getattr(written, part, None)) for part, heading in CRISIS.items()
    ]
    return tuple((heading, read(words)) for heading, words in parts if words)
