"""What a door can refuse, said beside what refuses it: a route, or whatever a route depends on."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from fastapi.dependencies.models import Dependant

from samspil.web.problem_types import ProblemType

Refusal = ProblemType | type[Exception]
"""A problem, or an exception of which the service's remedies say how it is answered."""

F = TypeVar("F", bound=Callable[..., Any])
_MARK: Final = "__refuses__"


def refuses(*refusals: Refusal) -> Callable[[F], F]:
    """Say what this can refuse beside what its own dependencies can; OpenAPI tells it of each route."""

    def marked(function: F) -> F:
        setattr(function, _MARK, refusals)
        return function

    return marked


def refusals_of(needed: Dependant) -> Iterator[Refusal]:
    """What a route, and whatever it depends on, says that it can refuse."""
    for one in whole(needed):
        yield from getattr(one.call, _MARK, ())


def whole(needed: Dependant) -> Iterator[Dependant]:
    """A route or a dependency, and everything that it depends on."""
    yield needed
    for other in needed.dependencies:
        yield from whole(other)
