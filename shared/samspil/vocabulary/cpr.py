"""CPR numbers and their replacements: read strictly at the door, shown to nobody by accident."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NoReturn, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from stdnum.dk import cpr as civil_rules
from stdnum.exceptions import ValidationError as BreaksCivilRules

from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plausible import Meaning, is_plausible

_SHAPE = re.compile(r"([0-9]{6})[- ]?([0-9](?:[0-9]{3}|[A-Za-z]{2}[0-9]))")


class CprKind(StrEnum):
    """Who gave the number, which decides where it may be sent."""

    CIVIL = "civil"
    """From the civil registration system (urn:oid:1.2.208.176.1.2)."""
    NATIONAL_REPLACEMENT = "national_replacement"
    """X-eCPR, for a person without a known CPR number (urn:oid:1.2.208.176.1.6.1.1)."""
    REGIONAL_REPLACEMENT = "regional_replacement"
    """D-eCPR, given by one region (urn:oid:1.2.208.176.1.6.1.3 and below)."""
    ADMINISTRATIVE_REPLACEMENT = "administrative_replacement"
    """Ten digits with 60 added to the day, given by an authority to somebody without a civil number (cpr.dk).

    It belongs to no system that partners know: it is registered here and never sent or read as a CPR number.
    """


# HL7 Denmark's dk-core 3.4.0: the seventh sign of a replacement number says who gave it.
_GIVER_OF_REPLACEMENT = {
    "1": CprKind.NATIONAL_REPLACEMENT,
    "7": CprKind.NATIONAL_REPLACEMENT,
    "0": CprKind.REGIONAL_REPLACEMENT,
    "5": CprKind.REGIONAL_REPLACEMENT,
    "6": CprKind.REGIONAL_REPLACEMENT,
}

_ADDED_TO_THE_DAY = 60


class InvalidCpr(ValueError):
    """The text is no CPR number of any kind. The message never holds the text."""


class Cpr:
    """One number of one person; ``str`` and ``repr`` mask it, ``number`` alone tells it.

    Not a dataclass: ``asdict`` and fast JSON writers would look inside one.
    """

    __slots__ = ("kind", "number")

    kind: CprKind
    number: str
    """Ten signs without separator: open it only where it leaves for the keyring or a partner."""

    def __init__(self, number: str, kind: CprKind) -> None:
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "kind", kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``ddmmyyxxxx``, with a dash or a space before the last four signs or without.

        Modulus 11 is not asked for: numbers without it have been given out since October 2007.
        A civil number's birthday may not lie after today; the wall clock is read for that.
        Raises ``InvalidCpr``.
        """
        shape = _SHAPE.fullmatch(text.strip())
        if shape is None:
            raise InvalidCpr("not in the form of a CPR number")
        number = (shape[1] + shape[2]).upper()
        if number.isdigit():
            sixty = int(number[:2]) - _ADDED_TO_THE_DAY
            if sixty > 0:
                _require_day_of_the_year(f"{sixty:02}{number[2:]}")
                return cls(number, CprKind.ADMINISTRATIVE_REPLACEMENT)
            _require_civil(number)
            return cls(number, CprKind.CIVIL)
        _require_day_of_the_year(number)
        if number[6] not in _GIVER_OF_REPLACEMENT:
            raise InvalidCpr("not a known kind of replacement CPR number")
        return cls(number, _GIVER_OF_REPLACEMENT[number[6]])

    @property
    def birthday(self) -> date | None:
        """The day of birth that a civil number tells; None for a replacement, which tells no century."""
        return civil_rules.get_birth_date(self.number) if self.kind is CprKind.CIVIL else None

    def __repr__(self) -> str:
        return "Cpr(######-####)"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Cpr does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Cpr does not change")

    def __eq__(self, other: object) -> bool:
        return self.number == other.number if isinstance(other, Cpr) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.number)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Cpr is not pickled: the number would stand readable in the bytes")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A request field: read from text, error type ``cpr_invalid``; written to JSON it is masked.

        pydantic adds the input to its own error beside this one's words, so the outermost model or
        adapter must hide it (``hide_input_in_errors``) and problems are made without ``input``.
        """
        return core_schema.no_info_plain_validator_function(
            cls._from_request, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "format": "cpr",
            "pattern": f"^{_SHAPE.pattern}$",
            "description": "CPR-nummer eller erstatnings-CPR-nummer",
        }

    @classmethod
    def _from_request(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        try:
            return cls.parse(value if isinstance(value, str) else "")
        except InvalidCpr:
            raise PydanticCustomError("cpr_invalid", "Ikke et gyldigt CPR-nummer") from None


def _require_civil(number: str) -> None:
    """A date, with the century that the seventh digit tells, and not after today."""
    try:
        born = civil_rules.get_birth_date(number)
    except BreaksCivilRules:
        raise InvalidCpr("not a date that a CPR number can begin with") from None
    if not is_plausible(born, Meaning.BIRTH, danish_day(datetime.now(UTC))):
        raise InvalidCpr("not a date that a CPR number can begin with")


def _require_day_of_the_year(number: str) -> None:
    """A replacement number does not tell its century, so every 29 February may be one."""
    some_leap_year = 2000
    try:
        date(some_leap_year, int(number[2:4]), int(number[:2]))
    except ValueError:
        raise InvalidCpr("not a date that a CPR number can begin with") from None
