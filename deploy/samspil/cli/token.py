"""``samspil token``: a bearer token from the built-in issuer."""

from collections.abc import Sequence
from typing import Annotated

import httpx2
import typer

from samspil.cli.failing import one_sentence
from samspil.stack import settings
from samspil.stack.problem import StackProblem
from samspil.vocabulary.sector import Sector
from samspil.web.role import Role


def token(
    role: Annotated[Role, typer.Option(help="What the bearer does.")],
    sector: Annotated[Sector | None, typer.Option(help="For which party, where the role has one.")] = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="Of which unit, by its code; may be given more than once.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="Whose id it says: a citizen's own, or a relative's entry in a file.")
    ] = None,
    about: Annotated[str | None, typer.Option(help="Of a relative, the id of the citizen.")] = None,
) -> None:
    """Print a bearer token that every service on this machine accepts for a working day, at home an hour."""
    with one_sentence():
        print(fetch(settings.read().issuer, role, sector, unit, subject=subject, about=about))


def fetch(
    issuer: str, role: Role, sector: Sector | None, units: Sequence[str] | None = None, **whom: str | None
) -> str:
    """A token from the issuer at this address, for ``whom``; ``StackProblem`` when it gives none."""
    try:
        wish = {"role": role, "sector": sector, "units": units or None, **whom}
        answer = httpx2.post(f"{issuer}/token", json=wish, timeout=10, trust_env=False)
        answer.raise_for_status()
    except httpx2.HTTPError as error:
        raise StackProblem(f"No token from {issuer}: is Samspil up? ({type(error).__name__})") from error
    return str(answer.json()["access_token"])
