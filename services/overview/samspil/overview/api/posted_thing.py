"""What a form is about, from its hidden field."""

from samspil.overview.pages.form import Thing
from samspil.web import problem_types
from samspil.web.problems import Problem


def posted_thing(text: str) -> Thing:
    """As it was read. Raises ``Problem`` where it is none of ours."""
    try:
        return Thing.read(text)
    except ValueError:
        raise Problem(problem_types.INVALID_REQUEST) from None
