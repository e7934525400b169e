"""What a relative is let know, kind by kind, whether or not there is anything to tell.

It is made of a view that holds nothing else: what they may not know has been taken out of it before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samspil.contracts.employment import CallKind, MilestoneKind
from samspil.contracts.plan import MeetingKind
from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.hospital_state import PRESENT
from samspil.overview.domain.plan_dates import MeetingState
from samspil.overview.domain.plan_parts import GoalState
from samspil.overview.domain.referral_state import OVER, Standing
from samspil.overview.pages import plan_words, words, work_words
from samspil.overview.pages.danish import lowered, raised, spoken
from samspil.overview.pages.own_words import TO_RELATIVES
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass

Known = Mapping[str, Any]
"""A view as plain values, opened, as far as they may know it."""


@dataclass(frozen=True, slots=True)
class KindShown:
    """One kind of what they may know."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelativePage:
    """Everything on the page."""

    name: str
    """The citizen's."""
    until: str
    """The last day on which they may know it."""
    kinds: tuple[KindShown, ...]


def relative_page(known: Known, relative: Relative, today: date, units: UnitWords) -> RelativePage:
    """The page as it is on that day."""
    return RelativePage(
        name=(known["citizen"]["who"] or {}).get("name") or "Borgeren",
        until=spoken(relative.until, today) if relative.until else "",
        kinds=tuple(
            KindShown(TO_RELATIVES[kind], tuple(LINES[kind](known, today, units)))
            for kind in LINES
            if kind in relative.may_know
        ),
    )


def _network(known: Known, _today: date, units: UnitWords) -> Iterator[str]:
    if coordinator := known["citizen"]["coordinator"]:
        unit = f", {units.name(coordinator['unit'])}" if coordinator["unit"] else ""
        yield f"{coordinator['name']} holder trådene sammen{unit}."


def _referrals(known: Known, _today: date, units: UnitWords) -> Iterator[str]:
    for one in known["referrals"]:
        standing = Standing(one["standing"])
        if standing not in OVER:
            yield f"{raised(units.name(one['to_unit']))}: {lowered(words.STANDING[standing])}."


def _plan(known: Known, today: date, _units: UnitWords) -> Iterator[str]:
    plan = known["plan"]
    if plan["agreed_on"]:
        yield f"Der er en plan. Den blev aftalt {spoken(date.fromisoformat(plan['agreed_on']), today)}."
    elif plan["opened_at"]:
        yield "Der er en plan på vej."


def _goals(known: Known, _today: date, _units: UnitWords) -> Iterator[str]:
    open_ = (one for one in known["plan"]["goals"] if one["state"] in {GoalState.PROPOSED, GoalState.ACTIVE})
    yield from (f"»{one['words']}«" for one in open_)


def _support(known: Known, _today: date, _units: UnitWords) -> Iterator[str]:
    helpers = dict.fromkeys(
        one["support_worker_name"]
        for one in known["plan"]["interventions"]
        if one["agreed"] and one["ended_on"] is None
    )
    yield from (f"{one} er støttekontaktperson." for one in helpers)


def _milestones(known: Known, today: date, _units: UnitWords) -> Iterator[str]:
    for one in known["employment"]["milestones"]:
        if one["ended_on"] is None and one["lost_on"] is None:
            begins = one["started_on"] or one["starts_on"]
            since = spoken(date.fromisoformat(begins), today)
            yield f"{words.MILESTONE[MilestoneKind(one['kind'])]} fra {since}."
    for one in known["employment"]["proposed"]:
        yield f"{words.MILESTONE[MilestoneKind(one['kind'])]} er foreslået og ikke aftalt endnu."


def _meetings(known: Known, today: date, _units: UnitWords) -> Iterator[str]:
    booked = (one for one in known["plan"]["meetings"] if one["state"] == MeetingState.BOOKED)
    for one in sorted(booked, key=lambda one: one["at"]):
        day = danish_day(datetime.fromisoformat(one["at"]))
        if today <= day:
            where = f", {one['place']}" if one["place"] else ""
            yield f"{plan_words.MEETING[MeetingKind(one['kind'])]} {spoken(day, today)}{where}."
    for one in known["employment"]["calls"]:
        day = danish_day(datetime.fromisoformat(one["at"]))
        if today <= day and one["cancelled_at"] is None:
            what = lowered(work_words.CALL[CallKind(one["kind"])])
            where = f", {one['place']}" if one["place"] else ""
            yield f"Indkaldt til {what} hos ⟦jobcentret⟧ {spoken(day, today)}{where}."


def _crisis_plan(known: Known, _today: date, _units: UnitWords) -> Iterator[str]:
    written = known["plan"]["crisis_plan"] or {}
    for part, heading in plan_words.CRISIS.items():
        if written.get(part):
            yield f"{heading}: {written[part]}"


def _hold(known: Known, today: date, _units: UnitWords) -> Iterator[str]:
    for one in known["coordination"]["holds"][-1:]:
        until = date.fromisoformat(one["until"])
        if one["ended_at"] is None and today <= until:
            yield f"Vil have ro til og med {spoken(until, today)}. Spørg {one['ask']} imens."


def _stays(known: Known, today: date, _units: UnitWords) -> Iterator[str]:
    for one in known["hospital"]["stays"]:
        since = danish_day(datetime.fromisoformat(one["admitted_at"]))
        if one["presence"] in PRESENT:
            yield f"Er indlagt siden {spoken(since, today)}."
        elif one["discharged_at"]:
            left = danish_day(datetime.fromisoformat(one["discharged_at"]))
            yield f"Var indlagt fra {spoken(since, today)} til {spoken(left, today)}."


LINES: Mapping[DataClass, Callable[[Known, date, UnitWords], Iterator[str]]] = {
    DataClass.NETWORK: _network,
    DataClass.CONTACT_HOLD: _hold,
    DataClass.SUPPORT: _support,
    DataClass.PLAN: _plan,
    DataClass.EMPLOYMENT_GOAL: _goals,
    DataClass.REFERRAL: _referrals,
    DataClass.MILESTONE: _milestones,
    DataClass.MEETING: _meetings,
    DataClass.CRISIS_PLAN: _crisis_plan,
    DataClass.STAY: _stays,
}
"""Each kind that a citizen can let a relative know."""
