"""What is held without the citizen needs a reason, which the citizen reads."""

from samspil.vocabulary.sealed import Sealed


class ReasonMissing(Exception):
    """It was held without the citizen, and nobody says why."""


class CitizenCame(Exception):
    """The citizen was there: there is no reason why not."""


def require_reason(because: Sealed | None, *, citizen_came: bool) -> None:
    """There is one where the citizen did not come, and only there.

    Raises ``ReasonMissing`` or ``CitizenCame``.
    """
    if citizen_came and because is not None:
        raise CitizenCame
    if not citizen_came and because is None:
        raise ReasonMissing
