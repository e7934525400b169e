"""Which kinds of help each paragraph leaves to choose from; the others leave one only, or none is told apart.

By the guiding paragraphs of KL's Fælles Faglige Begreber (ydelse), 2024.
"""

from samspil.contracts.plan import HelpKind
from samspil.vocabulary.legal_basis import LegalBasis

SUPPORT = frozenset(
    {
        HelpKind.ASSESSMENT,
        HelpKind.TRANSPORT,
        HelpKind.EDUCATION,
        HelpKind.WORK,
        HelpKind.AUTHORITIES,
        HelpKind.HEALTHY_LIVING,
        HelpKind.HYGIENE,
        HelpKind.WELLBEING,
        HelpKind.SEXUALITY,
        HelpKind.TREATMENT,
        HelpKind.RELATIONS,
        HelpKind.PARENTING,
        HelpKind.HOUSEHOLD,
        HelpKind.MOVING_IN,
        HelpKind.PAPERWORK,
    }
)

KINDS: dict[LegalBasis, frozenset[HelpKind]] = {
    LegalBasis.SEL_82D: frozenset({HelpKind.GROUP, HelpKind.INDIVIDUAL}),
    LegalBasis.SEL_85: SUPPORT,
    LegalBasis.SEL_103: frozenset({HelpKind.SERVICE_WORK, HelpKind.INTERNSHIP, HelpKind.WORKSHOP}),
    LegalBasis.SEL_104: frozenset(
        {
            HelpKind.SENSORY_ACTIVITY,
            HelpKind.OUTING,
            HelpKind.EXERCISE,
            HelpKind.COMPANY,
            HelpKind.CREATIVE_ACTIVITY,
            HelpKind.LEARNING,
        }
    ),
    LegalBasis.SEL_105_85: SUPPORT,
}


class KindOfOtherLaw(Exception):
    """No such help is given under this paragraph."""


def require_kind_of(provision: LegalBasis, kind: HelpKind | None) -> None:
    """Raises ``KindOfOtherLaw``."""
    if kind is not None and kind not in KINDS.get(provision, ()):
        raise KindOfOtherLaw
