"""A referral's own page: whose turn it is and by when, what was said, and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event, about
from samspil.overview.pages.citizen_page import CitizenPage
from samspil.overview.pages.danish import instant
from samspil.overview.pages.publishers.referral import ReferralCard
from samspil.overview.pages.timeline import wording


@dataclass(frozen=True, slots=True)
class Step:
    """One line of its history."""

    when: str
    what: str
    more: str


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything on the page."""

    card: ReferralCard
    steps: tuple[Step, ...]
    """The oldest first."""
    before: UUID | None
    """The referral that it came out of."""
    after: tuple[UUID, ...]
    """Those that came out of it."""


def referral_page(
    page: CitizenPage, links: Sequence[tuple[UUID, UUID]], history: Iterable[Event[Any]], referral: UUID
) -> ReferralPage | None:
    """None where there is no such referral; ``links`` are pairs of one and what came out of it."""
    card = next((one for one in page.referrals if one.id == referral), None)
    if card is None:
        return None
    return ReferralPage(
        card,
        tuple(_steps(list(history), referral)),
        next((before for before, after in links if after == referral), None),
        tuple(after for before, after in links if before == referral),
    )


def _steps(history: Sequence[Event[Any]], referral: UUID) -> Iterable[Step]:
    worded = wording(history)
    for event in sorted(history, key=lambda one: one.seq):
        line = worded(event) if about(event.data, event.subject) == referral else None
        if line:
            yield Step(instant(event.data.occurred_at), line.what, line.more)
