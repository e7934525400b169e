"""Retracting a death: it was a mistake, and what ended with it is asked anew."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenDeathRetracted
from samspil.contracts.referral import ClosingReason, ReferralSubmitted
from samspil.referral.domain.citizen_file import CitizenFile, Death
from samspil.referral.domain.redirect import follow
from samspil.referral.domain.referral import Referral, Referrals, State
from samspil.referral.domain.submit import submitted
from samspil.rulebook.rulebook import Rulebook


class NotDead(Exception):
    """Nobody has recorded that the citizen died."""


def require_death(file: CitizenFile) -> Death:
    """What was recorded. Raises ``NotDead``."""
    if file.death is None:
        raise NotDead
    return file.death


def retract_death(
    file: CitizenFile, by: str, now: datetime
) -> tuple[CitizenFile, tuple[CitizenDeathRetracted, ...]]:
    """The citizen lives. Raises ``NotDead``."""
    require_death(file)
    return replace(file, death=None), (CitizenDeathRetracted(recorded_by=by, occurred_at=now),)


def ended_with(death: Death, referrals: Referrals) -> Iterator[Referral]:
    """What ended with that death alone: what was found to be a mistake meanwhile stays one."""
    for id_ in death.closed:
        referral = referrals.get(id_)
        if referral is not None and _is_closed(referral):
            yield referral


def asked_no_more(file: CitizenFile, referrals: Collection[UUID]) -> CitizenFile:
    """Whoever asked for these took it back meanwhile: a retraction does not ask for them anew."""
    if file.death is None:
        return file
    closed = tuple(one for one in file.death.closed if one not in referrals)
    return replace(file, death=replace(file.death, closed=closed))


def _is_closed(referral: Referral) -> bool:
    return referral.state is State.CLOSED and referral.closed is ClosingReason.DEAD


def ask_anew(
    referral: Referral, id_: UUID, rules: Rulebook, now: datetime
) -> tuple[Referral, tuple[ReferralSubmitted, ...]]:
    """Its successor: by the same author, of the same unit, in the same words, with today's deadlines.

    Whether the unit takes anybody in is not asked again: it had this one, and says itself what becomes of it.
    """
    asked = follow(referral, id_, referral.to_unit, referral.basis)
    return submitted(asked, referral.to_sector, rules, now, needs_decision=referral.needs_decision)
