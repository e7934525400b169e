"""Linking: from now on the citizen goes by this number; before by a replacement number, another, or none."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenLinked
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.transition import Transition
from samspil.vocabulary.sealed import Sealed


def link_number(
    file: CitizenFile, number: Sealed, transition: Transition | None, by: str, now: datetime
) -> tuple[CitizenFile, tuple[CitizenLinked, ...]]:
    """A number that reads as the file's own comes with the file's token, and changes nothing."""
    if number == file.cpr:
        return file, ()
    linked = replace(file, cpr=number, transition=transition or file.transition)
    return linked, (CitizenLinked(cpr=number, linked_by=by, occurred_at=now),)
