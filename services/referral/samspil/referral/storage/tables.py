"""The tables of this service."""

from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral

FILES = StateTable("citizen_file", CitizenFile)
REFERRALS = RowTable("referral", Referral)
CONSENTS = RowTable("consent", Consent)
