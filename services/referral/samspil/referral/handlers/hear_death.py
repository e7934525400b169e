"""Hear that a hospital told of the citizen's death, or took it back; people have found that it is so."""

from samspil.contracts.citizen import DeathSource
from samspil.contracts.envelope import Event
from samspil.contracts.hospital import HospitalDeathReported, HospitalDeathRetracted
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import Staff
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.retract_death import retract_death
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


def hear_death(heard: Event[HospitalDeathReported], tx: ReferralTransaction) -> None:
    """Every open referral ends; what somebody has recorded already stays as it is."""
    file = _standing(tx)
    if file is not None and file.death is None:
        told = heard.data
        died_on = min(told.died_on, danish_day(tx.now))
        by = Staff(told.confirmed_by[-1])
        record_death(tx, None, died_on, DeathSource.HOSPITAL, None, by, told.report_id)
    tx.turn_to(heard.subject)


def hear_retraction(heard: Event[HospitalDeathRetracted], tx: ReferralTransaction, rules: Rulebook) -> None:
    """Only a death that came by that report: what people recorded, people take back."""
    file = _standing(tx)
    if file is not None and file.death is not None and file.death.report_id == heard.data.report_id:
        retract_death(tx, None, heard.data.confirmed_by, rules)
    tx.turn_to(heard.subject)


def _standing(tx: ReferralTransaction) -> CitizenFile | None:
    """The file that stands for the person, which is at hand from here on; None: there is none."""
    file = tx.files.of(tx.citizen)
    if file is not None and file.merged_into is not None:
        tx.turn_to(file.merged_into)
        file = tx.files.of(file.merged_into)
    return file
