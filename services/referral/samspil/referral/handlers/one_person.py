"""The files of one person: whoever decides about one of them reaches the others, which are locked with it."""

from collections.abc import Iterator
from uuid import UUID

from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def each_file(tx: ReferralTransaction) -> Iterator[CitizenId]:
    """Turns to each in turn, the one at hand first, and to that one again in the end.

    Raises ``OutOfReach`` where one was merged with it only while this one's lock was waited for.
    """
    here = tx.citizen
    for one in files_of_person(tx):
        tx.turn_to(one)
        yield one
    tx.turn_to(here)


def files_of_person(tx: ReferralTransaction) -> tuple[CitizenId, ...]:
    """Whose they are, the one at hand first. Raises ``OutOfReach``."""
    here, file = tx.citizen, tx.files.of(tx.citizen)
    if file is None:
        return (here,)
    if file.merged_into is None:
        return (here, *file.absorbed)
    siblings = survivor_of(tx).absorbed
    return (here, file.merged_into, *(one for one in siblings if one != here))


def survivor_of(tx: ReferralTransaction) -> CitizenFile:
    """The file that stands for the person at hand. Raises ``NotRegistered``, ``OutOfReach``."""
    here, file = tx.citizen, require_file(tx.files.of(tx.citizen))
    if file.merged_into is None:
        return file
    tx.turn_to(file.merged_into)
    survivor = require_file(tx.files.of(file.merged_into))
    tx.turn_to(here)
    return survivor


def all_referrals(tx: ReferralTransaction) -> dict[UUID, Referral]:
    """Of the person."""
    return {id_: one for file in each_file(tx) for id_, one in tx.referrals.of(file).items()}


def all_consents(tx: ReferralTransaction) -> dict[UUID, Consent]:
    """Of the person: what was agreed to in either file holds for both."""
    return {id_: one for file in each_file(tx) for id_, one in tx.consents.of(file).items()}
