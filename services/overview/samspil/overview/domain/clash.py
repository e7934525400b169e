"""Two things that do not go together, as a rule finds them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from samspil.contracts.coordination import AttentionRule


@dataclass(frozen=True, slots=True)
class Clash:
    """What one is, and until when looking helps."""

    rule: AttentionRule
    about: UUID
    """The call, step or status of the jobcenter's."""
    beside: UUID | None
    """The hold, stay, meeting or help."""
    as_it_is: str
    """What makes it another clash when it changes, as the time of a call: who answered this one did not
    answer that."""
    by: date

    @property
    def id(self) -> UUID:
        """The same for the same clash, whoever finds it and whenever."""
        return uuid5(self.about, f"{self.rule} {self.beside} {self.as_it_is}")


@dataclass(frozen=True, slots=True)
class Received:
    """Of which of the partners' facts we may know on the day; of the others nothing is used."""

    calls: bool = False
    steps: bool = False
    status: bool = False
    stays: bool = False
