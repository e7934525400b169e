"""The page of messages with the region: what was written, what waits, and every act on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from samspil.overview.domain.disclose import Withheld
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage
from samspil.overview.domain.threads import Thread, threads
from samspil.overview.domain.view import View
from samspil.overview.pages import message_words
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.pages.danish import day
from samspil.overview.pages.form import Filled
from samspil.overview.pages.offers import Offers
from samspil.overview.pages.parts import Parts
from samspil.overview.pages.publishers import message_offers as may
from samspil.overview.pages.publishers.identity_acts import what_became
from samspil.overview.pages.publishers.message_cards import (
    MessageCard,
    ThreadCard,
    received_card,
    thread_card,
    written_card,
)
from samspil.overview.pages.reading import Read
from samspil.overview.pages.units import UnitWords
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Caller, Role


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One thing that was taken in and waits for a person."""

    id: str
    what: str
    since: str


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """Everything on the page; what cannot be shown is named in ``broken`` by the name of its card."""

    id: CitizenId
    name: str
    became: str
    withheld: str
    """Why nothing can be written now, and what to do about it; empty where something can."""
    consents: bool
    """Whether a consent would help."""
    write: Filled | None
    """A message of one's own; None where the citizen is nobody's here."""
    threads: tuple[ThreadCard, ...]
    """Those in which somebody waits, and then the newest."""
    held: tuple[HeldLine, ...]
    looks_at_held: bool
    """Whether the reader is one of those who look."""
    broken: frozenset[str]

    @property
    def offers(self) -> Offers:
        """Everything that can be done on the page."""
        write = (self.write,) if self.write else ()
        return Offers((*write, *(offer for one in self.threads for offer in one.every_offer)))

    def about(self, offer: Filled) -> ThreadCard | None:
        """The thread that the form is about."""
        return next((one for one in self.threads if offer in one.every_offer), None)


LOOKING = {Role.CASEWORKER, Role.VISITATOR}


def messages_page(
    citizen: CitizenId,
    view: View,
    read: Read,
    today: date,
    withheld: Withheld | None,
    me: Caller | None = None,
    units: UnitWords = UnitWords(),  # noqa: B008  # it is frozen
    there: Mapping[str, str] = MappingProxyType({}),
) -> MessagesPage:
    """The page as it is on that day; ``there`` are the units of the region, by their codes."""
    parts = Parts()
    build = parts.build
    who = view.citizen.who
    words = message_words.WITHHELD[withheld] if withheld else ""
    phone = build("threads", lambda: may.own_phone(view, me, read), "")

    def message(one: ReceivedMessage | WrittenMessage, thread: Thread) -> MessageCard:
        if isinstance(one, ReceivedMessage):
            waits = one in thread.waiting
            answer = may.answer(one, view, me, read) if one == thread.answers else None
            offers = (*((answer,) if answer else ()), *((may.handle(one),) if waits else ()))
            return received_card(one, read, offers, waits=waits)
        end = may.lost(view, one)
        offers = may.lost_offers(one, end, read, there) if end else ()
        told = tuple(may.said_before(offer, words) for offer in offers)
        return written_card(one, view, read, today, units.name(one.to_unit), told)

    def card(one: Thread) -> ThreadCard:
        told = tuple(message(each, one) for each in one.messages)
        if withheld is Withheld.NOT_OURS:
            return thread_card(one, read, told, ())
        answer, refer = may.said_before(may.reply(one, phone), words), may.refer(one, view, me)
        return thread_card(one, read, told, (answer, refer) if refer else (answer,))

    writes = () if withheld is Withheld.NOT_OURS else (may.write(there, phone),)
    return MessagesPage(
        id=citizen,
        name=build("name", lambda: read(who.name) if who else NAMELESS, ""),
        became=what_became(view.citizen, units.municipalities),
        withheld=words,
        consents=withheld in {Withheld.NO_GROUND, Withheld.NO_IDENTITY},
        write=next((may.said_before(one, words) for one in writes), None),
        threads=build("threads", lambda: tuple(map(card, threads(view))), ()),
        held=tuple(
            HeldLine(str(one.id), message_words.HELD[one.what], day(danish_day(one.since)))
            for one in view.hospital.held
        ),
        looks_at_held=me is not None and me.role in LOOKING,
        broken=frozenset(parts.broken),
    )
