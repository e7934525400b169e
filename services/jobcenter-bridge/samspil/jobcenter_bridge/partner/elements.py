"""The elements of one entity, each read on its own: what is wrong with several of them is told at once."""

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from samspil.jobcenter_bridge.partner.strict_json import Unreadable

E = TypeVar("E")
P = ParamSpec("P")


class WrongElements(Unreadable):
    """Some elements are not what they should be."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        """``wrong``: an element's name → the code of what is wrong with it, never what stands there."""
        super().__init__()
        self.wrong = dict(wrong)


class Elements:
    """What was read counts when ``require`` has not raised: until then it stands in for what is wrong."""

    def __init__(self, read: Mapping[str, Any]) -> None:
        self._read = read
        self._wrong: dict[str, str] = {}

    def read(self, name: str, how: Callable[Concatenate[object, P], E], *of: P.args, **more: P.kwargs) -> E:
        """The element as ``how`` reads it, None where it is left out."""
        try:
            return how(self._read.get(name), *of, **more)
        except Unreadable as why:
            self.refuse(name, why.code)
            return cast("E", None)

    def must(self, name: str, how: Callable[Concatenate[object, P], E], *of: P.args, **more: P.kwargs) -> E:
        """One that is never left out."""
        if self._read.get(name) is None:
            self.refuse(name, "missing")
            return cast("E", None)
        return self.read(name, how, *of, **more)

    def maybe(
        self, name: str, how: Callable[Concatenate[object, P], E], *of: P.args, **more: P.kwargs
    ) -> E | None:
        """One that may be left out, or ``null``."""
        return None if self._read.get(name) is None else self.read(name, how, *of, **more)

    def refuse(self, name: str, code: str) -> None:
        """Something is wrong with this one; of several faults the first is told."""
        self._wrong.setdefault(name, code)

    def require(self) -> None:
        """Raises ``WrongElements`` if anything was wrong so far."""
        if self._wrong:
            raise WrongElements(self._wrong)
