"""What the referral service says of a citizen's file, as far as the plan cares."""

from dataclasses import replace

from samspil.contracts.citizen import (
    CitizenContactOpened,
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMoved,
    CitizenRegistered,
)
from samspil.plan.domain.citizen import Citizen

CitizenLife = (
    CitizenRegistered
    | CitizenContactOpened
    | CitizenCorrected
    | CitizenMoved
    | CitizenDied
    | CitizenDeathRetracted
)


def citizen_after(citizen: Citizen, fact: CitizenLife) -> Citizen:
    """The citizen with one more fact."""
    match fact:
        case CitizenDied():
            return replace(citizen, dead=True)
        case CitizenDeathRetracted():
            return replace(citizen, dead=False)
    return replace(citizen, acting_municipality=fact.acting_municipality)
