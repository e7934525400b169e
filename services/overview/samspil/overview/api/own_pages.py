"""Who comes from home to a page: the citizen to their own, and a relative to what they are let know."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from samspil.overview.api.doors import Door, require_alive
from samspil.overview.api.let_know import Let, let_know
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller, Role, refusal
from samspil.web.own import own, relative_id
from samspil.web.problem_types import NOT_THEIR_OWN
from samspil.web.session import signed_in

HOMES: Final = {Role.CITIZEN: "/min-side", Role.RELATIVE: "/paaroerende"}
"""Where each begins."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """The citizen, at their own pages."""

    caller: Caller
    citizen: CitizenId


@dataclass(frozen=True, slots=True)
class LetKnow:
    """A relative, and the citizen who lets them know something now."""

    caller: Caller
    citizen: CitizenId
    let: Let


async def _at_home(request: Request, door: Door) -> AtHome:
    caller = await signed_in(Role.CITIZEN)(request)
    citizen = own(caller)
    if citizen is None:
        raise refusal(NOT_THEIR_OWN)
    await require_alive(door, citizen)
    return AtHome(caller, citizen)


async def _let_know(request: Request, door: Door) -> LetKnow:
    caller = await signed_in(Role.RELATIVE)(request)
    citizen, relative = own(caller), relative_id(caller)
    let = await let_know(door, citizen, relative) if citizen else None
    if citizen is None or let is None:
        raise refusal(NOT_THEIR_OWN)
    return LetKnow(caller, citizen, let)


PageAtHome = Annotated[AtHome, Depends(_at_home)]
PageLetKnow = Annotated[LetKnow, Depends(_let_know)]
