"""``Hvem ved hvad om mig``: what each party and relative is told, and what the citizen said yes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.disclose import Disclosure, Line
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.pages.danish import listed, raised, spoken
from samspil.overview.pages.disclosure_words import RECEIVERS
from samspil.overview.pages.own_words import BECAUSE, FIELDS, KINDS, PARTY
from samspil.overview.pages.reading import Read
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class PartyShown:
    """One party: a sentence for each field, whether or not there are data."""

    name: str
    told: tuple[str, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelativeShown:
    """Somebody whom the citizen has named, and what they may know."""

    name: str
    knows: str


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """Something that the citizen said yes to."""

    id: UUID
    holds: bool
    what: str
    state: str


@dataclass(frozen=True, slots=True)
class OwnSharingPage:
    """Everything on the page but who looked."""

    parties: tuple[PartyShown, ...]
    relatives: tuple[RelativeShown, ...]
    consents: tuple[ConsentShown, ...]
    """Those that hold first, and of these the newest."""


def own_sharing_page(
    view: View, disclosures: Iterable[Disclosure], read: Read, signing_in: frozenset[UUID], today: date
) -> OwnSharingPage:
    """The page as it is on that day; ``signing_in`` are the relatives who have a number to sign in with."""
    consents = [consent_shown(one, today) for one in reversed(view.citizen.consents)]
    return OwnSharingPage(
        tuple(_party(one, today) for one in disclosures),
        tuple(
            _relative(one, read, today, signs_in=one.id in signing_in)
            for one in view.citizen.relatives
            if one.left is None
        ),
        tuple(sorted(consents, key=lambda one: not one.holds)),
    )


def consent_shown(consent: Consent, today: date) -> ConsentShown:
    """What the citizen said yes to, and whether that stands on this day."""
    to = listed([PARTY[one] for one in consent.to_sectors])
    known = listed([KINDS[kind] for kind in consent.kinds])
    if consent.withdrawn_at:
        state = f"Du trak det tilbage {spoken(danish_day(consent.withdrawn_at), today)}."
    else:
        holds = "Det gælder" if consent.holds(today) else "Det gjaldt"
        state = f"{holds} til og med {spoken(consent.until, today)}."
    return ConsentShown(
        consent.id,
        consent.holds(today),
        f"{raised(PARTY[consent.from_sector])} må fortælle {to}: {known}.",
        f"Du sagde ja {spoken(danish_day(consent.given_at), today)}. {state}",
    )


def _party(disclosure: Disclosure, today: date) -> PartyShown:
    lines = [(line.shown, _sentence(disclosure.receiver, line, today)) for line in disclosure.lines]
    return PartyShown(
        RECEIVERS[disclosure.receiver],
        tuple(told for shown, told in lines if shown),
        tuple(told for shown, told in lines if not shown),
    )


def _sentence(receiver: Receiver, line: Line, today: date) -> str:
    who, what = RECEIVERS[receiver], FIELDS[line.field.name]
    if line.ground is None:  # it stands under a heading that says so
        return f"{who} fortæller os ikke, {what}." if line.field.received else f"{raised(what)}."
    told = f"{who} {'fortæller os' if line.field.received else 'får at vide'}, {what}."
    until = f"Til og med {spoken(line.ground.until, today)}." if line.ground.until else ""
    return " ".join(filter(None, (told, until, BECAUSE[line.ground.row.opening])))


def _relative(relative: Relative, read: Read, today: date, *, signs_in: bool) -> RelativeShown:
    name = read(relative.name)
    if not relative.may_know or relative.until is None or relative.until < today:
        return RelativeShown(name, "får ikke noget at vide.")
    known = listed([KINDS[kind] for kind in relative.may_know])
    logs_in = " Kan logge ind og se det." if signs_in else ""
    return RelativeShown(name, f"må vide {known}. Til og med {spoken(relative.until, today)}.{logs_in}")
