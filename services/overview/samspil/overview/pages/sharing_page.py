"""Who is told what about a citizen, on which basis, and how it was received."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.overview.domain.consent import Consent
from samspil.overview.domain.disclose import Disclosure, Line
from samspil.overview.domain.disclosed_fields import FIELDS
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.explain_all import Alike
from samspil.overview.domain.reader import Insider, TheCitizen, TheRelative
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import day, instant, listed
from samspil.overview.pages.disclosure_words import RECEIVERS, citation, sentence
from samspil.overview.pages.reader_words import People, grounds, reader_name, sight_words, summary


@dataclass(frozen=True, slots=True)
class LineShown:
    """One field."""

    shown: bool
    state: str
    """``Fortælles``, ``Fortælles ikke`` …"""
    sentence: str
    citation: str
    """Which text of the law was read, and who signed it off; nothing where it stands on none."""


@dataclass(frozen=True, slots=True)
class ReceiverShown:
    """One receiver: each field once, whether or not there are data."""

    name: str
    summary: str
    lines: tuple[LineShown, ...]
    rest: tuple[LineShown, ...]
    """What nothing would carry, and nobody asks about: folded."""
    deliveries: tuple[tuple[str, str, str], ...]
    """When, what, how it ended; the newest first."""


@dataclass(frozen=True, slots=True)
class ReaderShown:
    """Whoever sees the same: each field of the view once."""

    summary: str
    lines: tuple[LineShown, ...]
    grounds: str
    """Nothing where they see nothing."""


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """What the citizen agreed to."""

    id: UUID
    holds: bool
    state: str
    what: str
    parties: str
    law: str
    given: str
    """When, how, in which case, and when it became less."""


@dataclass(frozen=True, slots=True)
class SharingPage:
    """Everything on the page."""

    receivers: tuple[ReceiverShown, ...]
    """Partners."""
    readers: tuple[tuple[str, tuple[ReaderShown, ...]], ...]
    """Under a heading each: our own people, the citizen, relatives."""
    consents: tuple[ConsentShown, ...]


def sharing_page(
    view: View,
    disclosures: Iterable[Disclosure],
    readers: Sequence[Alike],
    people: People,
    today: date,
    cases: Mapping[str, str],
) -> SharingPage:
    """The page as it is on that day; ``cases`` are the citizen's, by id, as people know them."""
    told = {Receiver.JOBCENTER: view.employment.deliveries, Receiver.REGION: view.hospital.deliveries}
    return SharingPage(
        tuple(_receiver(one, told[one.receiver]) for one in disclosures),
        tuple(
            (heading, tuple(_reader(one, view, people) for one in readers if isinstance(one.first, kind)))
            for heading, kind in (
                ("Her hos os", Insider),
                ("Borgeren selv", TheCitizen),
                ("Pårørende", TheRelative),
            )
        ),
        tuple(consent_shown(one, today, cases) for one in reversed(view.citizen.consents)),
    )


def _receiver(disclosure: Disclosure, deliveries: Sequence[DeliveryEnd]) -> ReceiverShown:
    name, asked_about = RECEIVERS[disclosure.receiver], FIELDS[disclosure.receiver]
    return ReceiverShown(
        name,
        f"{name} får oplysninger om borgeren." if disclosure.shares else f"{name} får intet at vide.",
        tuple(_line(disclosure.receiver, one) for one in disclosure.lines if one.field in asked_about),
        tuple(_line(disclosure.receiver, one) for one in disclosure.lines if one.field not in asked_about),
        tuple(
            (instant(one.ended_at), words.TOLD[one.told], words.OUTCOME[one.outcome])
            for one in sorted(deliveries, key=lambda one: one.ended_at, reverse=True)
        ),
    )


def _line(receiver: Receiver, line: Line) -> LineShown:
    verb = "Modtages" if line.field.received else "Fortælles"
    return LineShown(
        line.shown,
        verb if line.shown else f"{verb} ikke",
        sentence(receiver, line),
        citation(line.ground.row) if line.ground else "",
    )


def _reader(alike: Alike, view: View, people: People) -> ReaderShown:
    name = reader_name(alike, view, people)
    lines = (
        LineShown(one.shown, "Ses" if one.shown else "Ses ikke", sight_words(one), "") for one in alike.lines
    )
    return ReaderShown(summary(alike, name), tuple(lines), grounds(alike))


def consent_shown(consent: Consent, today: date, cases: Mapping[str, str]) -> ConsentShown:
    """What was agreed to, as far as it stands on that day; ``cases`` are known by their ids."""
    if consent.withdrawn_at:
        state = f"Trukket tilbage {instant(consent.withdrawn_at)}"
    elif consent.holds(today):
        state = f"Gælder til og med {day(consent.until)}"
    else:
        state = f"Udløb {day(consent.until)}"
    to = listed([words.PARTY[one].lower() for one in consent.to_sectors])
    return ConsentShown(
        consent.id,
        consent.holds(today),
        state,
        listed([words.DATA[kind] for kind in consent.kinds]).capitalize(),
        f"Fra {words.PARTY[consent.from_sector].lower()} til {to}",
        consent.law.reading,
        ". ".join(_how(consent, cases)),
    )


def _how(consent: Consent, cases: Mapping[str, str]) -> Iterator[str]:
    said = f" {words.CONSENT_FORM[consent.form].lower()}" if consent.form else ""
    yield f"Givet{said} {instant(consent.given_at)}"
    if case := cases.get(str(consent.case)):
        yield f"Sag: {case}"
    if consent.narrowed_at:
        yield f"Gjort mindre {instant(consent.narrowed_at)}"
