"""Open a file for somebody whom nobody knows by a number yet."""

from samspil.ledger.say import Cause
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.open_contact import Contact
from samspil.referral.domain.open_contact import open_contact as open_
from samspil.referral.storage.transaction import ReferralTransaction


def open_contact(tx: ReferralTransaction, wanted: Contact) -> CitizenFile:
    """The file, of a citizen whose id was given out for it."""
    file, facts = open_(wanted, tx.now)
    return tx.keep(tx.files, file, *facts, caused_by=Cause(case=tx.citizen))
