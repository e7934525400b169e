"""The tables of this service."""

from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.relative import Relative
from samspil.referral.domain.stray import Stray

FILES = StateTable("citizen_file", CitizenFile)
REFERRALS = RowTable(
    "referral",
    Referral,
    state="text",
    counts_as="text",
    overdue="boolean",
    from_sector="text",
    from_unit="text",
    to_sector="text",
    to_unit="text",
    owed="text",
)
CONSENTS = RowTable("consent", Consent)
RELATIVES = RowTable("relative", Relative)
STRAYS = RowTable("stray", Stray, referral_id="uuid", open="boolean")
