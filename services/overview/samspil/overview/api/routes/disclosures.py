"""``/v1/citizens/{citizen}/disclosures``: who is told what about the citizen, and on which basis."""

from datetime import UTC, date, datetime

from fastapi import APIRouter
from pydantic import BaseModel

from samspil.overview.api.doors import Door, StaffOrOwn
from samspil.overview.domain.disclose import Disclosure, Line, disclose
from samspil.overview.domain.receiver import Receiver
from samspil.overview.pages.disclosure_words import sentence
from samspil.overview.storage.queries import read_view
from samspil.rulebook.law import Confidence
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.web import problem_types
from samspil.web.door import Citizen
from samspil.web.problems import Problem
from samspil.web.read_model import ReadModel

router = APIRouter(prefix="/v1/citizens", tags=["disclosures"])


class RowShown(ReadModel):
    """The row of the law that a field stands on: what was read where, how sure that is, who signed it off."""

    act: str
    version: str
    source: str
    confidence: Confidence
    signed_by: str | None
    """Null: nobody yet."""
    given_before: date | None
    """It counts for consents that were given before this day."""


class LineShown(BaseModel):
    """One field: whether the receiver is told it, on which basis, until when, in one Danish sentence."""

    field: str
    data_class: DataClass
    shown: bool
    basis: str | None
    until: date | None
    row: RowShown | None
    sentence: str


class DisclosureShown(BaseModel):
    """What one receiver is told; the same fields are listed whether or not there are data."""

    receiver: Receiver
    shares: bool
    lines: list[LineShown]


@router.get("/{citizen_id}/disclosures")
async def read_disclosures(citizen: Citizen, caller: StaffOrOwn, door: Door) -> list[DisclosureShown]:
    """The explanation; it stays here and is told to no partner. Reading it is logged."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    await door.keyring.note(citizen, caller.access("read-disclosures"), ["disclosures"])
    today = danish_day(datetime.now(UTC))
    return [
        _shown(disclose(view, receiver, door.law, today, door.rules.municipalities)) for receiver in Receiver
    ]


def _shown(disclosure: Disclosure) -> DisclosureShown:
    return DisclosureShown(
        receiver=disclosure.receiver,
        shares=disclosure.shares,
        lines=[_line(disclosure.receiver, line) for line in disclosure.lines],
    )


def _line(receiver: Receiver, line: Line) -> LineShown:
    return LineShown(
        field=line.field.name,
        data_class=line.field.kind,
        shown=line.shown,
        basis=line.ground.basis if line.ground else None,
        until=line.ground.until if line.ground else None,
        row=RowShown.model_validate(line.ground.row) if line.ground else None,
        sentence=sentence(receiver, line),
    )
