"""What reading a message gives: a notice and whom it names, or the reason why it is not accepted."""

from dataclasses import dataclass

from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.domain.whose import Named
from samspil.region_bridge.partner.medcom.codes import Error


class Refused(Exception):
    """The message is not accepted, and sending it again does not help (fatal-error)."""

    def __init__(self, error: Error) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class About:
    """A notice and whom it names."""

    named: Named
    notice: Notice
    report_to: str | None = None
    """Who is to have the admission report that the ward asks for, in the clear: sealed before it is kept."""
