"""MedCom's rule of sending again (Reliable Messaging, FHIR)."""

from datetime import timedelta
from typing import Final

from samspil.exchange.resending import Resending

AGAIN_AFTER: Final = timedelta(minutes=30)
"""Without an acknowledgement."""
AT_MOST: Final = 3
"""Transmissions in all: once, and twice again."""
MEDCOM: Final = Resending(after=AGAIN_AFTER, at_most=AT_MOST)
