"""What the referral service says about whom a citizen has around them, and how they want to be met."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed


class ContactWay(StrEnum):
    """A way to reach the citizen."""

    PHONE = "phone"
    TEXT_MESSAGE = "text_message"
    LETTER = "letter"
    """Digital post, or paper where the citizen is exempt from it."""
    VISIT = "visit"
    THROUGH_SOMEBODY = "through_somebody"
    """Through a relative or somebody else whom the citizen named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenContactWishesSet:
    """How the citizen wants to be contacted; the whole of it, in place of what was said before."""

    TYPE: ClassVar[str] = "citizen.contact_wishes_set.v1"
    ABOUT: ClassVar[str] = "subject"

    ways: tuple[ContactWay, ...]
    """The best first; none: no way was named."""
    words: Sealed | None
    """When, by whom, what to avoid: in the citizen's own words."""
    set_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenCoordinatorNamed:
    """Somebody is the citizen's coordinator from now on, in place of whoever was."""

    TYPE: ClassVar[str] = "citizen.coordinator_named.v1"
    ABOUT: ClassVar[str] = "subject"

    coordinator: str
    """Staff id."""
    coordinator_name: Sealed
    unit: str | None
    """The coordinator's unit, by its code; None: not said."""
    named_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class RelativeKind(StrEnum):
    """Who somebody is to the citizen."""

    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    FRIEND = "friend"
    REPRESENTATIVE = "representative"
    """Somebody with a power of attorney, a guardian or a support person (bisidder)."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRelativeAdded:
    """Somebody close to the citizen, with the citizen's permission: what they may be told, until when.

    Nothing here leads to a file that the relative may have of their own.
    """

    TYPE: ClassVar[str] = "citizen.relative_added.v1"
    ABOUT: ClassVar[str] = "relative_id"

    relative_id: UUID
    kind: RelativeKind
    name: Sealed
    contact: Sealed | None
    """How to reach them."""
    wishes: Sealed | None
    """When and about what they want to be asked: they have a work and a family of their own."""
    may_know: tuple[DataClass, ...]
    """What the citizen lets them be told; nothing: only that they are there."""
    until: date | None
    """The last day of that permission; None where nothing may be told."""
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRelativeChanged:
    """The whole of it as it is from now on."""

    TYPE: ClassVar[str] = "citizen.relative_changed.v1"
    ABOUT: ClassVar[str] = "relative_id"

    relative_id: UUID
    kind: RelativeKind
    name: Sealed
    contact: Sealed | None
    wishes: Sealed | None
    may_know: tuple[DataClass, ...]
    until: date | None
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime


class RelativeLeft(StrEnum):
    """Why somebody is no longer there."""

    PERMISSION_WITHDRAWN = "permission_withdrawn"
    """The citizen no longer wants it."""
    STEPPED_BACK = "stepped_back"
    """They do not want to be asked any more; nobody has to say why."""
    MISTAKE = "mistake"
    """They should not have been entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRelativeRemoved:
    """Nobody asks them or tells them anything from now on."""

    TYPE: ClassVar[str] = "citizen.relative_removed.v1"
    ABOUT: ClassVar[str] = "relative_id"

    relative_id: UUID
    reason: RelativeLeft
    recorded_by: str
    """Staff id."""
    occurred_at: AwareDatetime
