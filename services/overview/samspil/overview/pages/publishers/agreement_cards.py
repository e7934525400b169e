"""Discharge agreements and coordination plans on the plan's page, and what can be done about them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.plan import AgreementKind, AgreementStage
from samspil.overview.domain.agreement_work import came_home_without, lacks_agreement
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.hospital_state import Stay
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import day, days_past, raised
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.agreements import ASK, CONCLUDE, DRAFT, END_AGREEMENT
from samspil.overview.pages.publishers.agreement_lines import END, KIND, STAGE, WHO
from samspil.overview.pages.publishers.plan_cards import Told
from samspil.overview.pages.publishers.plan_offers import allowed
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller

PAST_AT_MOST = 10
NONE = "Ingen aftale om udskrivning"
LATE = "Borgeren er udskrevet uden den"


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """One of them."""

    id: UUID
    title: str
    state: str
    tone: str
    """``error``, ``warning`` or ``info``: never the only sign of it."""
    words: str
    """What is agreed, or the newest draft."""
    told: Told
    offers: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """All of a citizen's."""

    open: tuple[AgreementCard, ...] = ()
    """The newest first."""
    past: tuple[AgreementCard, ...] = ()
    lacks: bool = False
    """Whether a stay in a ward goes on, and nobody has asked for one."""
    ask: tuple[Filled, ...] = ()

    @property
    def offers(self) -> tuple[Filled, ...]:
        """Everything that can be done about them."""
        return (*(offer for one in self.open for offer in one.offers), *self.ask)


NOTHING_AGREED = Agreed()


def agreed_with_hospitals(
    view: View, read: Read, today: date, me: Caller | None, ours: Collection[str] | None
) -> Agreed:
    """With what ``me`` can do; ``ours`` are the municipalities that our units work for, None: not known."""
    newest_first = sorted(view.plan.agreements, key=lambda one: (one.asked_at, one.id), reverse=True)
    cards = [
        (one.is_open, agreement_card(one, view, read, today, allowed(agreement_offers(one, read), me)))
        for one in newest_first
    ]
    acts_here = ours is None or is_ours(view.citizen, ours)
    return Agreed(
        tuple(card for is_open, card in cards if is_open),
        tuple(card for is_open, card in cards if not is_open)[:PAST_AT_MOST],
        lacks=any(lacks_agreement(one, view) for one in view.hospital.stays),
        ask=allowed(ask_offers(view), me) if acts_here else (),
    )


def agreement_card(
    one: Agreement, view: View, read: Read, today: date, offers: tuple[Filled, ...]
) -> AgreementCard:
    """How far it is, by whom and when; and what stands in it."""
    told = (
        ("Bedt om", f"{day(one.asked_on)} af {WHO[one.asked_by]}"),
        ("Udkast af", WHO[one.drafted_by] if one.drafted_by else ""),
        ("Borgeren", _citizens_part(one)),
        ("Slut", _ended(one)),
    )
    state, tone = _state(one, view, today)
    return AgreementCard(
        one.id,
        KIND[one.kind],
        state,
        tone,
        read(one.words) if one.words else "",
        tuple((label, text) for label, text in told if text),
        offers,
    )


def agreement_offers(one: Agreement, read: Read) -> Iterator[Filled]:
    """Of one that is open; a draft is begun with what stands there."""
    if not one.is_open:
        return
    thing = (Thing(one.id, one.version),)
    if one.stage is AgreementStage.DRAFTED:
        yield Filled(CONCLUDE, thing)
    if one.is_under_way:
        words = read(one.words) if one.words else ""
        yield Filled(DRAFT, thing, {"words": words, "drafted_by": Sector.SOCIAL})
    yield Filled(END_AGREEMENT, thing)


def ask_offers(view: View) -> Iterator[Filled]:
    """Asking for one, for the stay that goes on and began last; of each kind one is under way at a time."""
    if {one.kind for one in view.plan.agreements if one.is_under_way} == {*AgreementKind}:
        return
    present = [one for one in view.hospital.stays if one.id in view.hospital.present]
    stay = f'"{present[-1].id}"' if present else "null"
    yield Filled(ASK, written={"stay_id": stay})


def agreement_note(stay: Stay, view: View) -> str:
    """How far it is with one, while a stay goes on; nothing where none is asked of anybody."""
    if lacks_agreement(stay, view):
        return NONE
    if stay.id not in view.hospital.present:
        return ""
    return "; ".join(f"{KIND[one.kind]}: {STAGE[one.stage]}" for one in view.plan.agreements if one.is_open)


def _state(one: Agreement, view: View, today: date) -> tuple[str, str]:
    stage = raised(STAGE[one.stage])
    if came_home_without(one, view.hospital):
        return LATE, "error"
    if one.stage is AgreementStage.ASKED and one.draft_by:
        late = one.draft_by < today
        until = days_past(one.draft_by, today) if late else f"udkast senest {day(one.draft_by)}"
        return f"{stage}, {until}", "error" if late else "warning"
    if one.stage is AgreementStage.AGREED and one.agreed_on:
        return f"{stage} {day(one.agreed_on)}", "info"
    return stage, "warning" if one.is_under_way else "info"


def _citizens_part(one: Agreement) -> str:
    if one.with_citizen is None:
        return ""
    return "Er med i aftalen" if one.with_citizen else "Er ikke med i den"


def _ended(one: Agreement) -> str:
    if one.ended_on is None or one.why is None:
        return ""
    by = f" af {WHO[one.ended_by]}" if one.ended_by else ""
    return f"{day(one.ended_on)}{by}: {END[one.why]}"
