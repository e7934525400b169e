"""Asking the log of looks: at whom, by whom, when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter, ValidationError

from samspil.overview.pages.danish import parse_day
from samspil.overview.pages.form import NO_DAY, Field, Filled, Form, Kind
from samspil.overview.pages.forms.citizen import NUMBER
from samspil.vocabulary.cpr import Cpr, InvalidCpr
from samspil.vocabulary.plausible import Meaning, is_plausible
from samspil.web.claims import Subject

ASK = Form(
    name="adgangslog",
    button="Vis",
    done="",
    undone="Der er ikke søgt",
    service="overview",
    path="/v1/access",
    fields=(
        Field("cpr", NUMBER.label, hint="Hvem har set på borgeren?", longest=NUMBER.longest),
        Field("who", "Brugernavn", hint="Hvem har medarbejderen set på?"),
        Field("first", "Fra og med", Kind.DAY),
        Field("last", "Til og med", Kind.DAY),
        Field("without_case", "Kun opslag uden sag", Kind.TICK),
    ),
)
"""Something of it is written. The page answers it itself: the number of a citizen goes to no address."""

_SUBJECT: TypeAdapter[str] = TypeAdapter(Subject)
NO_SUCH_NAME = "Skriv brugernavnet, som det står i loggen."


def checked(filled: Filled, today: date) -> Filled:
    """With what is wrong beside each field: a number that is none, a name that nobody has, an odd day."""
    return replace(filled, wrong=dict(_wrong(filled, today)))


def _wrong(filled: Filled, today: date) -> Iterator[tuple[str, str]]:
    if cpr := filled.text("cpr"):
        try:
            Cpr.parse(cpr)
        except InvalidCpr:
            yield "cpr", NUMBER.missing
    if who := filled.text("who"):
        try:
            _SUBJECT.validate_python(who)
        except ValidationError:
            yield "who", NO_SUCH_NAME
    for name in ("first", "last"):
        if written := filled.text(name):
            day = parse_day(written)
            if day is None or not is_plausible(day, Meaning.AGREED, today):
                yield name, NO_DAY
