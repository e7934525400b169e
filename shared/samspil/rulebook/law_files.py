"""The law packs that the project ships, read once at start."""

import tomllib
from importlib.resources import files
from typing import Any

from samspil.rulebook import insight
from samspil.rulebook.insight import InsightRow
from samspil.rulebook.law import Confidence, Law, LawPack, Opening, Row
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role
from samspil.vocabulary.sector import Sector


def read_law() -> Law:
    """Every pack under ``data/law/``; an unknown word is a ``ValueError`` or ``TypeError`` at start."""
    folder = files(__package__) / "data" / "law"
    return [_pack(one.read_text()) for one in folder.iterdir() if one.name.endswith(".toml")]


def _pack(text: str) -> LawPack:
    told = tomllib.loads(text)
    return LawPack(
        **{
            **told,
            "rows": tuple(_row(one) for one in told["rows"]),
            "consents": {
                Sector(giver): {Sector(taker): _bases(laws) for taker, laws in takers.items()}
                for giver, takers in told["consents"].items()
            },
            "years": {LegalBasis(law): int(years) for law, years in told["years"].items()},
            "in_writing": frozenset(_bases(told["in_writing"])),
            "insight": tuple(_insight(one) for one in told["insight"]),
        }
    )


def _row(told: dict[str, Any]) -> Row:
    return Row(
        **{
            **told,
            "from_sector": Sector(told["from_sector"]),
            "to_sector": Sector(told["to_sector"]),
            "kinds": frozenset(map(DataClass, told["kinds"])),
            "basis": LegalBasis(told["basis"]),
            "opening": Opening(told["opening"]),
            "confidence": Confidence(told["confidence"]),
            "beside": _bases(told.get("beside", [])),
            "help": frozenset(_bases(told.get("help", []))),
        }
    )


def _insight(told: dict[str, Any]) -> InsightRow:
    return InsightRow(
        **{
            **told,
            "to": frozenset(map(Role, told["to"])),
            "kinds": frozenset(map(DataClass, told["kinds"])),
            "opening": insight.Opening(told["opening"]),
            "confidence": Confidence(told["confidence"]),
        }
    )


def _bases(codes: list[str]) -> tuple[LegalBasis, ...]:
    return tuple(map(LegalBasis, codes))
