"""Keep that two files are of one person, and say it of both."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.domain.merge import Pair, merge
from samspil.referral.handlers.one_person import files_of_person
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.citizen_id import CitizenId


def merge_files(tx: ReferralTransaction, into: CitizenId, seen: int | None, by: str) -> CitizenFile:
    """The file at hand, which is part of the other from now on; whoever locks either locks all.

    Raises ``NotRegistered``, ``StaleVersion`` and what merging raises.
    """
    pair = Pair(survivor=into, absorbed=tx.citizen)
    file = require_file(tx.files.of(pair.absorbed))
    require_version(file, seen)
    tx.turn_to(into)
    (survivor, absorbed), fact = merge(pair, require_file(tx.files.of(into)), file, by, tx.now)
    together = files_of_person(tx)
    tx.link(pair.absorbed)
    tx.keep(tx.files, survivor, fact, caused_by=Cause(case=into))
    tx.turn_to(pair.absorbed)
    for one in together:
        tx.link(one)
    return tx.keep(tx.files, absorbed, fact, caused_by=Cause(case=pair.absorbed))
