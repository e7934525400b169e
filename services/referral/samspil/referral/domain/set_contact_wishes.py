"""Setting how the citizen wants to be contacted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenContactWishesSet, ContactWay
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.citizen_network import ContactWishes
from samspil.vocabulary.sealed import Sealed


class NothingWished(Exception):
    """Neither a way nor a word is named."""


def set_contact_wishes(
    file: CitizenFile, ways: Iterable[ContactWay], words: Sealed | None, by: str, now: datetime
) -> tuple[CitizenFile, tuple[CitizenContactWishesSet, ...]]:
    """The whole of it, in place of what was said before; each way once, the best first.

    Raises ``NothingWished``.
    """
    wishes = ContactWishes(tuple(dict.fromkeys(ways)), words, now)
    if not wishes.ways and words is None:
        raise NothingWished
    fact = CitizenContactWishesSet(ways=wishes.ways, words=words, set_by=by, occurred_at=now)
    return replace(file, wishes=wishes), (fact,)
