"""The basis of what is asked for here: a law that gives help, or there is nothing to ask for."""

from samspil.vocabulary.legal_basis import LegalBasis


class LawWithoutHelp(Exception):
    """Nothing is given under this paragraph: it only allows to tell."""


def require_help(basis: LegalBasis) -> None:
    """Raises ``LawWithoutHelp``."""
    if not basis.gives_help:
        raise LawWithoutHelp
