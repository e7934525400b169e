"""A unit: a team, ward or office by its own code, which is asked and answers."""

from typing import Annotated

from pydantic import StringConstraints

Unit = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9-]{1,40}$")]
"""At most 40 letters, digits and hyphens."""
