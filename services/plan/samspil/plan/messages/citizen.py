"""What the referral service says of a citizen's file, as far as the plan cares."""

from dataclasses import replace
from uuid import UUID

from samspil.contracts.citizen import (
    CitizenContactOpened,
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMerged,
    CitizenMoved,
    CitizenRegistered,
    CitizenSplit,
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


def citizen_merged(citizen: Citizen, id_: UUID, fact: CitizenMerged | CitizenSplit) -> Citizen:
    """The citizen of that id, with what the fact says of whose other file it is."""
    survives = fact.survivor == id_
    other = fact.absorbed if survives else fact.survivor
    if isinstance(fact, CitizenSplit):
        return citizen.parted_from(other)
    return citizen.with_part(other) if survives else citizen.part_of(other)
