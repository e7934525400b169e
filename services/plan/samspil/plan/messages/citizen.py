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
    other_file,
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
    other = other_file(fact, id_)
    if isinstance(fact, CitizenSplit):
        return citizen.parted_from(other)
    return citizen.with_part(other) if fact.survivor == id_ else citizen.part_of(other)
