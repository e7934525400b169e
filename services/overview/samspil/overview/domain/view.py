"""The coordinated view: one state per topic, combined when it is read."""

from dataclasses import dataclass

from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.referral_state import ReferralStanding, ReferralState


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a citizen across the parties; every part may come before every other."""

    citizen: CitizenState | None
    referrals: tuple[ReferralStanding, ...]
    """The newest first."""


def combine(citizen: CitizenState | None, referrals: ReferralState | None) -> View:
    """The view; it does not depend on the order in which topics were heard."""
    newest_first = sorted(
        (referrals or {}).values(), key=lambda one: (one.submitted_at, one.id), reverse=True
    )
    return View(citizen, tuple(newest_first))
