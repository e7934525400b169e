"""The region's page: what it got, what it sent, and buttons that send; it needs no scripts."""

from importlib.resources import files
from typing import Final

from jinja2 import Environment, StrictUndefined

from samspil.sandboxes.region.behaviour import How
from samspil.sandboxes.region.hospital import What
from samspil.sandboxes.region.region import Region

PAGE_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "content-language": "da",
}

_TELLS: Final = {
    What.ADMIT: "Indlæg",
    What.ADMIT_EMERGENCY: "Modtag akut ambulant",
    What.START_LEAVE: "Start orlov",
    What.END_LEAVE: "Slut orlov",
    What.DISCHARGE: "Udskriv til hjemmet",
    What.CANCEL: "Annullér indlæggelsen",
    What.CORRECT: "Ret indlæggelsen",
    What.DEATH: "Meld død",
}
_BEHAVES: Final = {
    How.WELL: "svarer, som den skal",
    How.SLOW: "svarer langsomt",
    How.SILENT: "modtager og svarer ikke",
    How.ERROR_WITH_EFFECT: "modtager og svarer med en fejl",
    How.AWAY: "er ude af drift",
    How.BUSY: "beder om at få meddelelsen igen senere",
    How.REFUSING: "afviser meddelelsen",
}

_folder = files("samspil.sandboxes.region")
STYLE: Final = _folder.joinpath("style.css").read_text()
_template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
    _folder.joinpath("page.html").read_text()
)


def page(region: Region) -> str:
    """The page as it is now."""
    return _template.render(memory=region.memory, behaviour=region.behaviour, tells=_TELLS, behaves=_BEHAVES)
