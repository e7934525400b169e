"""Templates become HTML; every value is escaped, and a name that is missing is an error."""

from datetime import datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from samspil.overview.pages import words
from samspil.overview.pages.danish import day, genitive, instant, near_day
from samspil.vocabulary.copenhagen import danish_day

STATIC = str(files(__package__) / "static")
"""The folder of style sheets, scripts and fonts."""


def _near(at: datetime, now: datetime) -> str:
    return near_day(danish_day(at), danish_day(now))


_templates = Environment(
    loader=PackageLoader(str(__package__), "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(day=day, instant=instant, near_day=_near, genitive=genitive)
_templates.globals.update(ROLE=words.ROLE, PARTY=words.PARTY, LANE=words.FILTER)


def render(
    template: str, *, finds: bool = False, form_person: str = "", trace: str = "", **values: Any
) -> str:
    """The page of this template under ``templates/``; ``finds``: its reader may search by number.

    ``form_person`` tells whose its forms are, ``trace`` under which number a fault is logged.
    """
    return _templates.get_template(template).render(
        finds=finds, form_person=form_person, trace=trace, **values
    )
