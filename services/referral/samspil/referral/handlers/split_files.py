"""Keep that two files are of two persons after all, and say it of both."""

from samspil.ledger.say import Cause
from samspil.ledger.versions import require_version
from samspil.referral.domain.citizen_file import CitizenFile, require_file
from samspil.referral.domain.merge import Pair
from samspil.referral.domain.split import require_merged, split
from samspil.referral.handlers.one_person import files_of_person
from samspil.referral.storage.transaction import ReferralTransaction


def split_files(tx: ReferralTransaction, seen: int | None, by: str) -> CitizenFile:
    """The file at hand, which stands for itself again.

    Raises ``NotRegistered``, ``StaleVersion``, ``NotMerged``.
    """
    file = require_file(tx.files.of(tx.citizen))
    require_version(file, seen)
    pair = Pair(survivor=require_merged(file), absorbed=tx.citizen)
    _, *others = files_of_person(tx)
    for one in others:
        tx.link(one, linked=False)
    for one in others:
        tx.turn_to(one)
        tx.link(pair.absorbed, linked=False)
    tx.turn_to(pair.survivor)
    (survivor, absorbed), fact = split(pair, require_file(tx.files.of(pair.survivor)), file, by, tx.now)
    tx.keep(tx.files, survivor, fact, caused_by=Cause(case=pair.survivor))
    tx.turn_to(pair.absorbed)
    return tx.keep(tx.files, absorbed, fact, caused_by=Cause(case=pair.absorbed))
