"""The law packs that the project ships, read once at start."""

import tomllib
from importlib.resources import files

from samspil.overview.domain.law import Law, LawPack, Receiver
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis


def read_law() -> Law:
    """Every pack under ``law/``; an unknown word in one is a ``ValueError`` at start."""
    folder = files(__package__) / "law"
    return [_pack(one.read_text()) for one in folder.iterdir() if one.name.endswith(".toml")]


def _pack(text: str) -> LawPack:
    data = tomllib.loads(text)
    valid_from = data.pop("valid_from")
    allows = {
        (Receiver(receiver), DataClass(kind)): frozenset(LegalBasis(basis) for basis in bases)
        for receiver, kinds in data.items()
        for kind, bases in kinds.items()
    }
    return LawPack(valid_from, allows)
