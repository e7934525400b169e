"""Whoever looks at a citizen has a case at hand, or has given a reason: asked before anything is read."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends

from samspil.rulebook.case_at_hand import AccessReason, Ties, good_until, relation
from samspil.sealing.reasons import GivenReason
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.web.auth import Caller, Role
from samspil.web.door import Citizen, Door, door_of
from samspil.web.own import LetIn, of_their_own
from samspil.web.problem_types import NO_CASE_AT_HAND
from samspil.web.problems import Problem
from samspil.web.refusals import refuses


def at_hand(let_in: LetIn) -> LetIn:
    """The same dependency, for the citizen whom the address names; a citizen comes about their own."""

    @refuses(NO_CASE_AT_HAND)
    async def caller(
        citizen: Citizen,
        found: Annotated[Caller, Depends(of_their_own(let_in))],
        door: Annotated[Door[Any], Depends(door_of)],
    ) -> Caller:
        return found if found.role is Role.CITIZEN else await require_case(door, citizen, found)

    return caller


async def require_case(door: Door[Any], citizen: CitizenId, caller: Caller) -> Caller:
    """The caller with how a case is at hand, or with the reason given. Raises ``Problem``, ``KeyringAway``.

    Of a citizen of whom nothing is known there is nothing to see, and the door says so.
    """
    ties = await door.ties(citizen)
    if ties is None:
        return caller
    found = await as_known(door, citizen, ties, caller)
    if found is None:
        raise Problem(NO_CASE_AT_HAND)
    return found


async def as_known(door: Door[Any], citizen: CitizenId, ties: Ties, caller: Caller) -> Caller | None:
    """The caller as the citizen's doors know them; None where they have neither a case nor a reason."""
    found = relation(ties, caller.subject, caller.units, danish_day(datetime.now(UTC)))
    if found is not None:
        return replace(caller, relation=found)
    reason = await door.keyring.reason_given(citizen, caller.subject)
    return replace(caller, reason=reason) if reason else None


async def give_reason(
    door: Door[Any], citizen: CitizenId, caller: Caller, reason: AccessReason, words: str | None
) -> GivenReason:
    """Keep why they have to look; from now on until it ends the citizen's doors are open to them.

    Raises ``NoWords``, ``UnknownCitizen``, ``KeyDestroyed``, ``KeyringAway``.
    """
    until = good_until(reason, words, datetime.now(UTC))
    sealed = await door.keyring.seal(citizen, "words", words) if words else None
    given = GivenReason(uuid7(), caller.subject, caller.role, caller.units, reason, sealed, until)
    await door.keyring.give_reason(citizen, given)
    return given
