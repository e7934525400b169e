"""What reading a message gives: what it says and whom it names, or the reason why it is not accepted."""

from dataclasses import dataclass

from pydantic import ValidationError

from samspil.region_bridge.domain.hospital_message import HospitalMessage
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.domain.whose import Named
from samspil.region_bridge.partner.medcom.codes import Error


class Refused(Exception):
    """The message is not accepted, and sending it again does not help (fatal-error)."""

    def __init__(self, error: Error, element: str | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.element = element
        """Where in the message it is, such as ``Communication.category``; never what stands there."""


@dataclass(frozen=True, slots=True)
class About:
    """A notice and whom it names."""

    named: Named
    notice: Notice
    report_to: str | None = None
    """Who is to have the admission report that the ward asks for, in the clear: sealed before it is kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message that somebody wrote, and whom it names."""

    named: Named
    message: HospitalMessage


def element_of(resource: str, wrong: ValidationError) -> str:
    """Where the first thing is that cannot be read; it names elements and places, never what stands there."""
    path = resource
    for part in wrong.errors(include_input=False, include_context=False, include_url=False)[0]["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return path
