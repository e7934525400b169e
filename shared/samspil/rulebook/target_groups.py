"""Target groups of employment (LAB § 6): what each is called, and whether anybody still enters it."""

from dataclasses import dataclass

from samspil.rulebook.dated import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup(Dated):
    """One of them, as it is from a day on; none of these rows ends while anybody may still be in it."""

    code: str
    """``6.N`` for nr. N."""
    name: str
    enters: bool = True
    """Whether anybody enters it anew; who is in one that is closed goes on."""
