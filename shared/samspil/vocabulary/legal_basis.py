"""The paragraphs that help and telling rest on, as codes on the wire and Danish words on the page.

Which class of data goes to whom on which basis is the law pack's to say; here they only have names.
"""

from enum import StrEnum


class LegalBasis(StrEnum):
    """A paragraph of Danish law; its value travels in events, ``reading`` is what a caseworker reads."""

    # What is asked for: help under the social services act (serviceloven, SEL).
    SEL_85 = "sel-85"
    SEL_99 = "sel-99"
    SEL_104 = "sel-104"
    SEL_107 = "sel-107"
    SEL_108 = "sel-108"

    # Why it may be told: the acts on legal security (RSL), health (SUL) and psychiatry (PSL).
    RSL_11A_1 = "rsl-11a-1"
    RSL_12C = "rsl-12c"
    SUL_43_1 = "sul-43-1"
    PSL_13C = "psl-13c"

    @property
    def reading(self) -> str:
        """Act, paragraph and what it is about, in Danish."""
        return _READINGS[self]

    @property
    def gives_help(self) -> bool:
        """Whether help is given under it; the others only allow to tell, and nothing can be asked of them."""
        return self in _GIVING_HELP


_GIVING_HELP = frozenset(
    {LegalBasis.SEL_85, LegalBasis.SEL_99, LegalBasis.SEL_104, LegalBasis.SEL_107, LegalBasis.SEL_108}
)

_READINGS = {
    LegalBasis.SEL_85: "Serviceloven § 85: socialpædagogisk støtte",
    LegalBasis.SEL_99: "Serviceloven § 99: støtte- og kontaktperson",
    LegalBasis.SEL_104: "Serviceloven § 104: aktivitets- og samværstilbud",
    LegalBasis.SEL_107: "Serviceloven § 107: midlertidigt botilbud",
    LegalBasis.SEL_108: "Serviceloven § 108: længerevarende botilbud",
    LegalBasis.RSL_11A_1: "Retssikkerhedsloven § 11 a, stk. 1: med borgerens samtykke",
    LegalBasis.RSL_12C: "Retssikkerhedsloven § 12 c: udveksling ved indlæggelse og udskrivning",
    LegalBasis.SUL_43_1: "Sundhedsloven § 43, stk. 1: med patientens samtykke",
    LegalBasis.PSL_13C: "Psykiatriloven § 13 c: udskrivningsaftale eller koordinationsplan",
}
