"""Who comes about themselves: a citizen to what is about them, a relative to who lets them know something."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.auth import Caller, Role, refusal
from samspil.web.door import Citizen
from samspil.web.problem_types import NOT_THEIR_OWN
from samspil.web.refusals import refuses

LetIn = Callable[..., Awaitable[Caller]]
"""A dependency that lets somebody in and gives the caller."""

AT_HOME = frozenset({Role.CITIZEN, Role.RELATIVE})
"""Who works for no party, and is let in about one citizen alone."""


def of_their_own(let_in: LetIn) -> LetIn:
    """The same dependency, which sends away who comes from home about another than the address names."""

    @refuses(NOT_THEIR_OWN)
    async def caller(citizen: Citizen, found: Annotated[Caller, Depends(let_in)]) -> Caller:
        if found.role in AT_HOME and own(found) != citizen:
            raise refusal(NOT_THEIR_OWN)
        return found

    return caller


def own(caller: Caller) -> CitizenId | None:
    """Whom somebody who comes from home may ask about; None where their token names nobody."""
    if caller.role is Role.RELATIVE:
        return CitizenId(caller.about) if caller.about and _id(caller.subject) else None
    return _id(caller.subject) if caller.role is Role.CITIZEN else None


def relative_id(caller: Caller) -> UUID:
    """Of a relative: which entry of the citizen's file they are. Raises ``Problem``."""
    found = _id(caller.subject) if caller.role is Role.RELATIVE else None
    if found is None:
        raise refusal(NOT_THEIR_OWN)
    return found


def _id(subject: str) -> CitizenId | None:
    try:
        found = UUID(subject)
    except ValueError:
        return None
    # As we write ids: the log has one spelling of each.
    return CitizenId(found) if str(found) == subject else None
