"""How a page reads what is sealed."""

from collections.abc import Callable

from samspil.vocabulary.sealed import Sealed

Read = Callable[[Sealed], str]
"""The opened text of a sealed value."""
