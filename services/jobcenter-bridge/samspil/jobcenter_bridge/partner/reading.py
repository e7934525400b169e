"""How the case system is read: its own codes, and what they are here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.employment import CallForm, CallKind, MilestoneKind, MilestoneOutcome
from samspil.jobcenter_bridge.partner.wording import TASK_TYPES
from samspil.rulebook.target_groups import TargetGroup
from samspil.vocabulary.legal_basis import LegalBasis

ACTIVITY_KINDS: Final[Mapping[str, MilestoneKind]] = {
    "virksomhedspraktik": MilestoneKind.WORK_PLACEMENT,
    "loentilskud": MilestoneKind.WAGE_SUBSIDY,
    "mentor": MilestoneKind.MENTOR,
    "vejledning_og_opkvalificering": MilestoneKind.GUIDANCE,
    "fleksjob": MilestoneKind.FLEX_JOB,
    "ordinaert_job": MilestoneKind.ORDINARY_JOB,
    "ordinaere_timer": MilestoneKind.ORDINARY_HOURS,
    "uddannelse": MilestoneKind.EDUCATION,
    "foerste_virksomhedskontakt": MilestoneKind.FIRST_EMPLOYER_CONTACT,
}

ACTIVITY_OUTCOMES: Final[Mapping[str, MilestoneOutcome]] = {
    "udloebet": MilestoneOutcome.RAN_OUT,
    "ikke_opnaaet": MilestoneOutcome.NOT_ACHIEVED,
    "fravalgt_af_borger": MilestoneOutcome.DROPPED_BY_CITIZEN,
    "stoppet_af_andre": MilestoneOutcome.DROPPED_BY_OTHERS,
}

CALL_KINDS: Final[Mapping[str, CallKind]] = {
    "4": CallKind.FOLLOW_UP,
    "7": CallKind.JOB_INTERVIEW,
    "informationsmoede": CallKind.INFORMATION,
    "fleksjobopfoelgning": CallKind.FLEX_JOB_FOLLOW_UP,
    "cv_samtale": CallKind.CV_INTERVIEW,
}
"""Two numbers are STAR's; the others are named there without one."""

CALL_FORMS: Final[Mapping[str, CallForm]] = {
    "personlig": CallForm.IN_PERSON,
    "telefon": CallForm.PHONE,
    "video": CallForm.VIDEO,
}

TASK_ANSWERS: Final[Mapping[str, PartnerAnswer | None]] = {
    "oprettet": None,
    "modtaget": PartnerAnswer.RECEIVED,
    "oplysninger_mangler": PartnerAnswer.INFORMATION_REQUESTED,
    "accepteret": PartnerAnswer.ACCEPTED,
    "afvist": PartnerAnswer.DECLINED,
    "ikke_vores": PartnerAnswer.NOT_OURS,
    "paabegyndt": PartnerAnswer.STARTED,
    "afsluttet": PartnerAnswer.COMPLETED,
    "stoppet": PartnerAnswer.CANCELLATION_ACCEPTED,
    "fortsaetter": PartnerAnswer.CANCELLATION_REFUSED,
}

REQUEST_BASES: Final[Mapping[str, LegalBasis]] = {
    "socialpaedagogisk_stoette": LegalBasis.SEL_85,
    "bostoette": LegalBasis.SEL_85,
    "gruppebaseret_stoette": LegalBasis.SEL_82A,
    "tidsbegraenset_stoette": LegalBasis.SEL_82B,
    "stoette_kontaktperson": LegalBasis.SEL_99,
    "beskyttet_beskaeftigelse": LegalBasis.SEL_103,
    "aktivitet_og_samvaer": LegalBasis.SEL_104,
}


class ProgressBy(StrEnum):
    """What tells that an activity has begun or is over."""

    STATUS = "status"
    """The element ``status``, which is ours and in no public table: without it nothing begins by itself."""
    DATES = "dates"
    """Its days: what was planned for a day that has come is taken to have begun."""


class Reading(NamedTuple):
    """Its code lists are not public: each is a setting."""

    kinds: Mapping[str, MilestoneKind] = ACTIVITY_KINDS
    """``aktiveringstype`` → what it is here; what is not named is ``other``."""
    progress: ProgressBy = ProgressBy.STATUS
    asking: str = TASK_TYPES.asking
    """The type of the tasks that are answered."""
    answers: Mapping[str, PartnerAnswer | None] = TASK_ANSWERS
    """A task's status → the step that was taken; None while none was."""
    bases: Mapping[str, LegalBasis] = REQUEST_BASES
    """What is asked for → under which paragraph; what is not named is SEL § 85."""
    outcomes: Mapping[str, MilestoneOutcome] = ACTIVITY_OUTCOMES
    """``resultat`` of an activity that is over → how it ended; of what is not named nobody has said how."""
    call_kinds: Mapping[str, CallKind] = CALL_KINDS
    """``samtaletype`` → what the citizen is called to; what is not named is ``other``."""
    call_forms: Mapping[str, CallForm] = CALL_FORMS
    """``kontaktform`` → how they meet; of what is not named nobody knows."""
    target_groups: tuple[TargetGroup, ...] = ()
    """Of the rulebook, with their days."""


AS_IT_COMES: Final = Reading()
"""Where nothing is set; it knows no target groups."""
