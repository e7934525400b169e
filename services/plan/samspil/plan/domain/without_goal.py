"""Help that no goal asks for: which paragraph each exception is of."""

from typing import Final

from samspil.contracts.plan import WithoutGoal
from samspil.vocabulary.legal_basis import LegalBasis

FITS: Final = {
    WithoutGoal.DUTY_TO_OFFER: frozenset({LegalBasis.SEL_101}),
    WithoutGoal.SELF_REFERRED: frozenset({LegalBasis.SEL_109, LegalBasis.SEL_110}),
    WithoutGoal.OPEN_OFFER: frozenset(
        {
            LegalBasis.SEL_12,
            LegalBasis.SEL_82A,
            LegalBasis.SEL_82B,
            LegalBasis.SEL_82C,
            LegalBasis.SEL_82D,
        }
    ),
    WithoutGoal.NECESSARY_CARE: frozenset({LegalBasis.SEL_83}),
}
"""The provisions of serviceloven (LBK 1129/2025) that each may be given under."""
