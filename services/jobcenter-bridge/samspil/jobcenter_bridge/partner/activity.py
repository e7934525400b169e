"""An ``Aktivitet`` in the element names of STAR's public tables, read strictly."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.vocabulary.cpr import Cpr, InvalidCpr

CPR_HEADER = "x-civilregistrationIdentifier"
UNKNOWN_CPR = "0" * 10

Kinds = Mapping[str, MilestoneKind]
"""The case system's own ``aktiveringstype`` → what it is here; its code list is not public."""


class UnreadableActivity(Exception):
    """The case system's answer is not an activity; the text never holds any of it."""


class AktivitetStatus(StrEnum):
    """Their words."""

    OPRETTET = "oprettet"
    PAABEGYNDT = "paabegyndt"
    SLETTET = "slettet"


_STATUS = {
    AktivitetStatus.OPRETTET: Status.CREATED,
    AktivitetStatus.PAABEGYNDT: Status.STARTED,
    AktivitetStatus.SLETTET: Status.DELETED,
}


class Aktivitet(BaseModel):
    """Their words; elements that are not used here are passed over."""

    model_config = ConfigDict(alias_generator=to_camel, hide_input_in_errors=True, frozen=True)

    aktivitet_identifier: UUID
    startdato: date
    slutdato: date | None = None
    aktiveringstype: Annotated[str, Field(max_length=100)] | None = None
    timer_pr_uge: Annotated[int, Field(ge=0, le=59)] | None = None
    status: AktivitetStatus


def from_aktivitet(body: bytes, kinds: Kinds) -> Activity:
    """Raises ``UnreadableActivity``."""
    try:
        read = Aktivitet.model_validate_json(body)
    except ValidationError:
        raise UnreadableActivity from None
    return Activity(
        id=read.aktivitet_identifier,
        status=_STATUS[read.status],
        kind=kinds.get(read.aktiveringstype or "", MilestoneKind.OTHER),
        starts_on=read.startdato,
        ends_on=read.slutdato,
        hours_per_week=read.timer_pr_uge,
    )


def from_cpr_header(text: str | None) -> Cpr | None:
    """Whom it is about; None where the case system does not know. Raises ``UnreadableActivity``."""
    if text is None or text == UNKNOWN_CPR:
        return None
    try:
        return Cpr.parse(text)
    except InvalidCpr:
        raise UnreadableActivity from None
