"""Rows of the law, as short as a test needs them."""

from typing import Any

from samspil.rulebook.law import Confidence, Opening, Row
from samspil.rulebook.law_files import read_law
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

SHIPPED = sorted(read_law(), key=lambda pack: pack.valid_from)
JULY = SHIPPED[:1]
"""The law of July 2026 alone, as if nothing came after it."""


def row(
    giver: Sector,
    taker: Sector,
    *kinds: DataClass,
    basis: LegalBasis = LegalBasis.RSL_11A_1,
    opening: Opening = Opening.CONSENT,
    **more: Any,
) -> Row:
    """These classes, or all where none is named, with a consent under § 11 a, unsigned."""
    return Row(
        from_sector=giver,
        to_sector=taker,
        kinds=frozenset(kinds or DataClass),
        basis=basis,
        opening=opening,
        act="Retssikkerhedsloven § 11 a, stk. 1",
        version="LBK 1555 af 2. november 2020",
        source="a test",
        confidence=Confidence.MEDIUM,
        **more,
    )
