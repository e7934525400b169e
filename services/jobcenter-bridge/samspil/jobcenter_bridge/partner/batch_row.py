"""A row of a file of activities, read as strictly as what is fetched, and by the same translation."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.partner.activity import read_activity
from samspil.jobcenter_bridge.partner.batch_file import COLUMNS, Cut, Flaw
from samspil.jobcenter_bridge.partner.elements import Elements, WrongElements
from samspil.jobcenter_bridge.partner.entity import UnreadableEntity, Worded, from_cpr_header, version
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.strict_json import Unreadable
from samspil.vocabulary.cpr import Cpr

_KNOWN = frozenset(COLUMNS)
_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Row(NamedTuple):
    """One that can be read."""

    number: int
    """From 1: the first line of a CSV file and empty lines are none."""
    cpr: Cpr | None
    """None where it names nobody by a CPR number."""
    version: int
    told: Worded[Activity]


class BadRow(NamedTuple):
    """One that cannot."""

    number: int
    wrong: Mapping[str, str]
    """Column → the code of what is wrong there; of what is no row at all, the column is empty."""


def read_row(number: int, cut: Cut, reading: Reading, today: date) -> Row | BadRow:
    """Total: whatever stands in a row is that row's trouble."""
    if isinstance(cut, Flaw):
        return BadRow(number, {"": cut.value})
    if not _KNOWN.issuperset(cut):
        return BadRow(number, {"": "extra_forbidden"})
    elements = Elements(cut)
    whom = elements.must("cpr", _cpr)
    id_ = elements.must("aktivitetIdentifier", _uuid)
    counted = elements.must("versionIdentifier", version)
    try:
        return Row(number, whom, counted, read_activity(elements, id_, reading, today))
    except WrongElements as why:
        return BadRow(number, why.wrong)


def _cpr(value: object) -> Cpr | None:
    if not isinstance(value, str):
        raise Unreadable("cpr_invalid")
    try:
        return from_cpr_header(value)
    except UnreadableEntity:
        raise Unreadable("cpr_invalid") from None


def _uuid(value: object) -> UUID:
    if isinstance(value, str) and _UUID.fullmatch(value):
        return UUID(value)
    raise Unreadable("uuid_parsing")
