"""What the supervisor needs of each part of the stack."""

from typing import Protocol

from samspil.stack.tools import Tell


class Part(Protocol):
    """Something that runs beside us: a server, or one of our own processes."""

    @property
    def name(self) -> str:
        """For people, and of its log."""
        ...

    @property
    def address(self) -> str:
        """Where it is found once it is ready."""
        ...

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        ...

    def start(self, tell: Tell) -> None:
        """Start it, also again, and come back when it is ready; ``StackProblem`` when it will not be."""
        ...

    def stop(self) -> None:
        """End it cleanly; ended already: nothing."""
        ...

    def last_words(self) -> str:
        """The last of its log, for the sentence that says why it ended."""
        ...
