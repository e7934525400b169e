"""The page of the citizen's file: who the citizen is, who coordinates, and whom they have around them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.overview.domain.citizen_state import Who
from samspil.overview.domain.merges import absorbed, merged_into
from samspil.overview.domain.view import View
from samspil.overview.pages.citizen_page import NAMELESS, residence
from samspil.overview.pages.form import Filled, Form
from samspil.overview.pages.forms.network import (
    ADD_RELATIVE,
    NAME_ANOTHER,
    NAME_COORDINATOR,
    SET_WISHES,
)
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers.identity_acts import offers as identity_offers
from samspil.overview.pages.publishers.identity_acts import what_became
from samspil.overview.pages.publishers.network import (
    CoordinatorCard,
    LeftCard,
    RelativeCard,
    WishesCard,
    coordinator_card,
    left_card,
    network_offers,
    relative_card,
    wishes_card,
)
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary import municipality
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller

PROTECTED = "Adressebeskyttet"


@dataclass(frozen=True, slots=True)
class FilePage:
    """Everything on the page but the number, which is shown to whoever asks for it."""

    id: CitizenId
    name: str
    has_number: bool
    part_of: CitizenId | None
    """The file of the same person of which everything new is said; None: this one stands for itself."""
    absorbed: tuple[CitizenId, ...]
    """The files that are part of this one."""
    was_merged: bool
    """Whether it is, or once was, one of several of the same person."""
    municipality: str | None
    """The one that acts."""
    residence: str | None
    """The one that the citizen lives in, where that is another."""
    address: str | None
    """Also that it is protected; None: not said."""
    became: str
    """That the citizen is dead, or another municipality's; empty where neither is so."""
    coordinator: CoordinatorCard | None
    wishes: WishesCard | None
    relatives: tuple[RelativeCard, ...]
    left: tuple[LeftCard, ...]
    """Who is no longer there."""
    offers: Offers
    """Everything that can be done on the page."""
    broken: frozenset[str]
    """The parts that cannot be shown, by the names of their cards."""

    def of(self, *forms: Form) -> tuple[Filled, ...]:
        """What can be done by these forms."""
        return tuple(one for one in self.offers if one.form in forms)

    @property
    def coordinator_offers(self) -> tuple[Filled, ...]:
        """Naming one."""
        return self.of(NAME_COORDINATOR, NAME_ANOTHER)

    @property
    def wishes_offers(self) -> tuple[Filled, ...]:
        """Setting them."""
        return self.of(SET_WISHES)

    @property
    def relative_offers(self) -> tuple[Filled, ...]:
        """Adding one."""
        return self.of(ADD_RELATIVE)

    @property
    def identity_offers(self) -> tuple[Filled, ...]:
        """What can be done about who the citizen is."""
        elsewhere = (*self.coordinator_offers, *self.wishes_offers)
        return tuple(
            one for one in self.offers if one.form.name.startswith("oplysninger/") and one not in elsewhere
        )

    def about(self, offer: Filled) -> RelativeCard | None:
        """The relative that the form is about."""
        return next((one for one in self.relatives if offer in one.offers), None)


def file_page(
    citizen: CitizenId,
    view: View,
    read: Read,
    today: date,
    me: Caller | None = None,
    units: UnitWords = UnitWords(),  # noqa: B008  # it is frozen
    *,
    lists_people: bool = False,
    with_address: bool = False,
    signing_in: Collection[UUID] = (),
) -> FilePage:
    """The page as it is on that day, with what ``me`` can do there.

    ``with_address``: the address is opened even if it is protected, for whoever corrects it. ``signing_in``
    are the relatives who have a number to sign in with.
    """
    state = view.citizen
    into = merged_into(state.merges)
    part_of = CitizenId(into) if into else None
    parts = Parts()
    build = parts.build
    coordinator = build(
        "coordinator",
        lambda: coordinator_card(state.coordinator, read, units) if state.coordinator else None,
        None,
    )
    wishes = build("wishes", lambda: wishes_card(state.wishes, read) if state.wishes else None, None)
    there: tuple[RelativeCard, ...] = build(
        "relatives",
        lambda: tuple(
            relative_card(one, read, today, signs_in=one.id in signing_in)
            for one in state.relatives
            if one.left is None
        ),
        (),
    )
    offers = [
        *identity_offers(citizen, state, read, me, with_address=with_address),
        *(
            ()
            if part_of
            else network_offers(citizen, state, wishes, me, units.ours, lists_people=lists_people)
        ),
        *(offer for one in there for offer in one.offers),
    ]
    who = state.who
    return FilePage(
        id=citizen,
        name=read(who.name) if who else NAMELESS,
        has_number=who is not None and who.cpr is not None,
        part_of=part_of,
        absorbed=tuple(CitizenId(one) for one in absorbed(state.merges)),
        was_merged=bool(state.merges),
        municipality=municipality.reading(who.acting_municipality) if who else None,
        residence=residence(who) if who else None,
        address=_address(who, read) if who else None,
        became=what_became(state, units.municipalities),
        coordinator=coordinator,
        wishes=wishes,
        relatives=there,
        left=build(
            "relatives",
            lambda: tuple(left_card(one, one.left, read) for one in state.relatives if one.left),
            (),
        ),
        offers=Offers(tuple(offers)),
        broken=frozenset(parts.broken),
    )


def _address(who: Who, read: Read) -> str | None:
    if who.address_protected:
        return PROTECTED
    return read(who.address) if who.address else None
