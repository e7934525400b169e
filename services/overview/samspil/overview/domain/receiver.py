"""To whom a citizen's information may go: an organisation in a function."""

from enum import StrEnum

from samspil.vocabulary.sector import Sector


class Receiver(StrEnum):
    """To whom: an organisation in a function."""

    JOBCENTER = "jobcenter"
    """The municipality's employment function."""
    REGION = "region"
    """The region's hospitals."""

    @property
    def sector(self) -> Sector:
        """Whose staff it is."""
        return Sector.EMPLOYMENT if self is Receiver.JOBCENTER else Sector.REGION
