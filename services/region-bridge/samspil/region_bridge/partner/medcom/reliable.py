"""MedCom's rule of sending again (Reliable Messaging, FHIR)."""

from datetime import timedelta
from typing import Final

from samspil.exchange.resending import Resending

MEDCOM: Final = Resending(after=timedelta(minutes=30), at_most=3)
"""Half an hour without an acknowledgement, and twice at most: three transmissions in all."""
