"""``/v1/citizens/{citizen}/disclosures``: who is told what about the citizen, and on which basis."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from samspil.overview.api.doors import Door, StaffOrOwn
from samspil.overview.domain.disclose import Disclosure, Line, disclose
from samspil.overview.domain.explain_all import Alike, explain_readers
from samspil.overview.domain.insight import Sight
from samspil.overview.domain.reader import Insider, TheCitizen, TheRelative
from samspil.overview.domain.receiver import Receiver
from samspil.overview.pages.disclosure_words import RECEIVERS, sentence
from samspil.overview.pages.party_names import with_names
from samspil.overview.pages.reader_words import People, reader_name, sight_sentence
from samspil.overview.pages.units import unit_words
from samspil.overview.storage.queries import read_view
from samspil.rulebook.law import Confidence, in_force
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.read_model import ReadModel

Kind = Literal["inside", "citizen", "relative"]
"""Who looks at the view here, instead of being told."""

router = APIRouter(prefix="/v1/citizens", tags=["disclosures"])


class RowShown(ReadModel):
    """The row of the law that a field stands on: what was read where, how sure that is, who signed it off."""

    act: str
    version: str
    source: str
    confidence: Confidence
    signed_by: str | None
    """Null: nobody yet."""
    given_before: date | None = None
    """It counts for consents that were given before this day."""


class LineShown(BaseModel):
    """One field: whether it is told, or seen, on which basis, until when, in one Danish sentence."""

    field: str
    data_class: DataClass
    shown: bool
    basis: str | None
    """Of a partner the paragraph; of anybody else ``case_at_hand``, ``own`` or ``permission``."""
    until: date | None
    row: RowShown | None
    sentence: str


class DisclosureShown(BaseModel):
    """What one receiver is told, or sees; the same fields are listed whether or not there are data."""

    receiver: Receiver | Kind
    id: str
    """Which one, among all that are listed."""
    name: str
    """In Danish. Nobody's name is opened for it."""
    shares: bool
    """Whether they are told, or see, anything."""
    lines: list[LineShown]


@router.get("/{citizen_id}/disclosures")
async def read_disclosures(citizen: Citizen, caller: StaffOrOwn, door: Door) -> list[DisclosureShown]:
    """The explanation, partners first; it stays here and is told to no partner. Reading it is logged."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await door.keyring.note(citizen, caller.access("read-disclosures"), ["disclosures"])
    today, ours = danish_day(datetime.now(UTC)), door.rules.municipalities
    told = (disclose(view, receiver, door.law, today, ours) for receiver in Receiver)
    readers = explain_readers(view, in_force(door.law, today), today, ours)
    people = People(unit_words(door.rules, today))
    read = partial(with_names, rules=door.rules, day=today)
    return [
        *(_told(one, read) for one in told),
        *(_seen(one, reader_name(one, view, people), read) for one in readers),
    ]


Reads = Callable[[str], str]
"""Puts the parties' names of the day in."""


def _told(disclosure: Disclosure, read: Reads) -> DisclosureShown:
    receiver = disclosure.receiver
    return DisclosureShown(
        receiver=receiver,
        id=receiver,
        name=read(RECEIVERS[receiver]),
        shares=disclosure.shares,
        lines=[_line(line, read(sentence(receiver, line))) for line in disclosure.lines],
    )


def _seen(alike: Alike, name: str, read: Reads) -> DisclosureShown:
    kind, id_ = _which(alike)
    return DisclosureShown(
        receiver=kind,
        id=id_,
        name=read(name),
        shares=any(line.shown for line in alike.lines),
        lines=[_line(line, read(_sentence(alike, name, line))) for line in alike.lines],
    )


def _which(alike: Alike) -> tuple[Kind, str]:
    match alike.first:
        case Insider(tie=tie):
            roles = "+".join(one.role for one in alike.readers if isinstance(one, Insider))
            return "inside", f"{roles}/{tie.relation}/{tie.to}" if tie else roles
        case TheCitizen():
            return "citizen", "citizen"
        case TheRelative(id_):
            return "relative", f"relative/{id_}"


def _sentence(alike: Alike, name: str, line: Sight) -> str:
    ground = f" Grundlag: {line.ground.row.act}." if line.ground else ""
    return sight_sentence(name, alike, line) + ground


def _line(line: Line | Sight, said: str) -> LineShown:
    return LineShown(
        field=line.field.name,
        data_class=line.field.kind,
        shown=line.shown,
        basis=line.ground.basis if line.ground else None,
        until=line.ground.until if line.ground else None,
        row=RowShown.model_validate(line.ground.row) if line.ground else None,
        sentence=said,
    )
