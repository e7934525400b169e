"""A telephone number, as somebody writes it who wants to be called."""

from typing import Annotated

from pydantic import StringConstraints

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9](?:[ -]?[0-9]){3,19}$")]
"""Four to twenty digits with single spaces or hyphens between them; in front a plus, where it is abroad."""
