"""``Min side``: what the citizen wants, what happens now, who helps, and what to do when it gets worse."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.disclosed_plan import contact_person
from samspil.overview.domain.hospital_state import PRESENT
from samspil.overview.domain.ours import acts_elsewhere
from samspil.overview.domain.referral_state import OVER, ReferralStanding, Standing
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import raised, spoken
from samspil.overview.pages.form import Filled
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.own_agreements import own_agreements
from samspil.overview.pages.own_messages import OwnMessages, own_messages
from samspil.overview.pages.own_plan import (
    SHOWN_AFTERWARDS,
    Ask,
    Happens,
    Helper,
    Wish,
    crisis_plan,
    helpers,
    plan_happens,
    wishes,
    work_wish,
    write_wish,
)
from samspil.overview.pages.own_work import GroupName, OwnWork, own_work
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers.coordination import HoldCard, hold_card, set_hold
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

NOBODY: Final = "kommunen"
"""Whom to ask where nobody coordinates."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything on the page."""

    name: str
    became: str
    """That another municipality acts now; empty where that is not so."""
    wishes: tuple[Wish, ...]
    """What matters most comes first."""
    work_wish: Wish | None
    """Of work or education."""
    write_wish: Filled | None
    """None where there is no plan to write in."""
    happens: tuple[Happens, ...]
    work: tuple[OwnWork, ...]
    """Calls to meetings, steps towards work and education, and where the citizen stands there."""
    helpers: tuple[Helper, ...]
    crisis_plan: tuple[tuple[str, str], ...]
    """Headings and words; empty where none is written."""
    agreements: tuple[Happens, ...]
    """With a hospital: what is agreed, and what is worked on."""
    hold: HoldCard | None
    set_hold: Filled | None
    """None where nobody acts here any more."""
    messages: OwnMessages
    broken: frozenset[str]
    """The parts that cannot be shown, by the names of their cards."""

    @property
    def offers(self) -> Offers:
        """Everything that can be done on the page."""
        ends = self.hold.end if self.hold else None
        others = (one.want_another for one in self.helpers)
        return Offers(tuple(one for one in (self.set_hold, ends, self.write_wish, *others) if one))

    def helper(self, help_: str) -> Helper | None:
        """Who gives this help, where somebody else can be asked for."""
        return next(
            (one for one in self.helpers if one.want_another and one.want_another.is_about(help_)), None
        )


def own_page(
    citizen: CitizenId, view: View, read: Read, today: date, units: UnitWords, group: GroupName = str
) -> OwnPage:
    """The page as it is on that day."""
    parts = Parts()
    build = parts.build
    became = build("became", lambda: _became(view.citizen, units.municipalities, today), "")
    hold = build("hold", lambda: hold_card(view.coordination.hold(today), read), None)
    return OwnPage(
        name=build("name", lambda: read(view.citizen.who.name) if view.citizen.who else "", ""),
        became=became,
        wishes=build("wishes", lambda: tuple(wishes(view.plan, read)), ()),
        work_wish=build("wishes", lambda: work_wish(view.plan.employment_wish, read), None),
        write_wish=None if became else write_wish(citizen, view.plan),
        happens=build("happens", lambda: tuple(_happens(view, read, today, units)), ()),
        work=build("work", lambda: tuple(own_work(view, read, _ask(view, read, today), group)), ()),
        helpers=build("helpers", lambda: tuple(_helpers(view, read, today, units)), ()),
        crisis_plan=build("crisis-plan", lambda: crisis_plan(view.plan.crisis_plan, read), ()),
        agreements=build(
            "agreements", lambda: tuple(own_agreements(view.plan, read, _ask(view, read, today))), ()
        ),
        hold=hold,
        set_hold=None if became else build("hold", lambda: _set_hold(view, read, today), None),
        messages=build("messages", lambda: own_messages(view, read, today), OwnMessages()),
        broken=frozenset(parts.broken),
    )


def _became(state: CitizenState, ours: Collection[str] | None, today: date) -> str:
    if state.who is None or ours is None or not acts_elsewhere(state, ours):
        return ""
    acting = municipality.reading(state.who.acting_municipality)
    moved = f"Du er flyttet {spoken(state.moved_on, today)}. " if state.moved_on else ""
    return f"{moved}Nu er det {acting}, der hjælper dig. Her kan du stadig se, hvem der ved hvad."


def _set_hold(view: View, read: Read, today: date) -> Filled:
    ask = contact_person(view)
    return set_hold(view.coordination.seen(today), read(ask.name) if ask else "")


def _ask(view: View, read: Read, today: date) -> Ask:
    return Ask(read(view.citizen.coordinator.name) if view.citizen.coordinator else NOBODY, today)


def _helpers(view: View, read: Read, today: date, units: UnitWords) -> Iterator[Helper]:
    if coordinator := view.citizen.coordinator:
        unit = f", {units.name(coordinator.unit)}" if coordinator.unit else ""
        yield Helper(read(coordinator.name), f"Holder trådene sammen for dig{unit}")
    yield from helpers(view, read, _ask(view, read, today))


def _happens(view: View, read: Read, today: date, units: UnitWords) -> Iterator[Happens]:
    ask = _ask(view, read, today)
    if any(stay.presence in PRESENT for stay in view.hospital.stays):
        yield Happens("Du er indlagt. Det har hospitalet fortalt os.")
    yield from plan_happens(view.plan, read, ask)
    for referral in view.referrals:
        if _is_told(referral, today):
            yield from _referral(referral, read, units.name(referral.to_unit), ask.name, today)


def _is_told(referral: ReferralStanding, today: date) -> bool:
    if referral.standing is Standing.VOIDED:
        return False
    over = referral.stands_since if referral.standing in OVER else None
    return over is None or today - danish_day(over) <= SHOWN_AFTERWARDS


def _referral(one: ReferralStanding, read: Read, unit: str, ask: str, today: date) -> Iterator[Happens]:
    """What became of it, a no and a delay plainly, with whom to ask."""
    if one.overdue:
        late = spoken(one.answer_by, today)
        yield Happens(f"Du skulle have fået svar fra {unit} {late}. Det er ikke sket. Spørg {ask}.")
        return
    answer = spoken(one.answer_by, today)
    why = read(one.why) if one.why else ""
    match one.standing:
        case Standing.SUBMITTED | Standing.TOLD | Standing.UNANSWERED:
            yield Happens(f"Din henvendelse er sendt til {unit}. Du får svar senest {answer}.")
        case Standing.RECEIVED:
            yield Happens(f"{raised(unit)} har læst din henvendelse. Du får svar senest {answer}.")
        case Standing.INFORMATION_REQUESTED:
            yield Happens(f"{raised(unit)} vil vide mere, før de svarer. De får det senest {answer}.")
        case Standing.ACCEPTED:
            yield Happens(f"{raised(unit)} har sagt ja.{_begins(one.starts_on, ask, today)}")
        case Standing.WAITLISTED:
            yield Happens(f"Du står på venteliste hos {unit}.{_begins(one.starts_on, ask, today)}")
        case Standing.STARTED:
            since = f" Den begyndte {spoken(one.starts_on, today)}." if one.starts_on else ""
            yield Happens(f"Du får hjælp fra {unit}.{since}")
        case Standing.CANCELLATION_REQUESTED:
            yield Happens(f"Hjælpen fra {unit} skal måske stoppe. De svarer senest {answer}.", why)
        case Standing.COMPLETED:
            yield Happens(f"Hjælpen fra {unit} er slut.")
        case Standing.DECLINED:
            said = read(one.declined.words) if one.declined else ""
            yield Happens(f"{raised(unit)} har sagt nej. Spørg {ask}, hvad du kan gøre nu.", said)
            if one.declined and one.declined.suggestion:
                yield Happens(f"{raised(unit)} foreslår noget andet:", read(one.declined.suggestion))
        case Standing.REDIRECTED:
            yield Happens(f"{raised(unit)} har sendt din henvendelse videre.", why)
        case Standing.CANCELLED:
            yield Happens(f"Din henvendelse til {unit} er taget tilbage.")
        case Standing.CLOSED:
            yield Happens(f"Din henvendelse til {unit} er lukket. Spørg {ask}, hvis du vil vide hvorfor.")
        case Standing.VOIDED:
            return
        case _:
            assert_never(one.standing)


def _begins(day: date | None, ask: str, today: date) -> str:
    """When help is expected to begin; that it has not begun yet is said, too."""
    if day is None:
        return ""
    if day < today:
        return f" Hjælpen skulle begynde {spoken(day, today)}. Er den ikke begyndt, så spørg {ask}."
    return f" Hjælpen begynder {spoken(day, today)}."
