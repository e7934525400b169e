"""The paragraphs that help and telling rest on, as codes on the wire and Danish words on the page.

Which class of data goes to whom on which basis is the law pack's to say; here they only have names.
"""

from enum import StrEnum


class LegalBasis(StrEnum):
    """A paragraph of Danish law; its value travels in events, ``reading`` is what a caseworker reads."""

    # What is asked for: help under the social services act (serviceloven, SEL).
    SEL_12 = "sel-12"
    SEL_82A = "sel-82a"
    SEL_82B = "sel-82b"
    SEL_82C = "sel-82c"
    SEL_82D = "sel-82d"
    SEL_83 = "sel-83"
    SEL_85 = "sel-85"
    SEL_85A = "sel-85a"
    SEL_99 = "sel-99"
    SEL_101 = "sel-101"
    SEL_102 = "sel-102"
    SEL_103 = "sel-103"
    SEL_104 = "sel-104"
    SEL_105_85 = "sel-105-85"
    SEL_107 = "sel-107"
    SEL_108 = "sel-108"
    SEL_109 = "sel-109"
    SEL_110 = "sel-110"
    # What is asked of the employment function: the act on active employment measures (LAB).
    LAB = "lab"
    # What is asked of a region: the health act (SUL). What a doctor refers to goes another way.
    SUL = "sul"

    # What is noted here in the plan of action, whoever gives it.
    SEL_141 = "sel-141"

    # Why it may be told: the acts on legal security (RSL), public administration (FVL), data protection
    # (DBL), health (SUL) and psychiatry (PSL).
    RSL_11A_1 = "rsl-11a-1"
    RSL_12C = "rsl-12c"
    FVL_28 = "fvl-28"
    FVL_29 = "fvl-29"
    DBL = "dbl"
    SUL_43_1 = "sul-43-1"
    PSL_13C = "psl-13c"

    @property
    def reading(self) -> str:
        """Act, paragraph and what it is about, in Danish."""
        return _READINGS[self]

    @property
    def gives_help(self) -> bool:
        """Whether help is given under it; the others let it be told or noted, and nobody can ask for them."""
        return self not in _TELLING

    @property
    def gives_social_help(self) -> bool:
        """Whether social psychiatry gives help under it; the rest is asked of its partners."""
        return self.gives_help and self not in _OF_PARTNERS


_TELLING = frozenset(
    {
        LegalBasis.SEL_141,
        LegalBasis.RSL_11A_1,
        LegalBasis.RSL_12C,
        LegalBasis.FVL_28,
        LegalBasis.FVL_29,
        LegalBasis.DBL,
        LegalBasis.SUL_43_1,
        LegalBasis.PSL_13C,
    }
)

_OF_PARTNERS = frozenset({LegalBasis.LAB, LegalBasis.SUL})

_READINGS = {
    LegalBasis.SEL_12: "Serviceloven § 12: gratis rådgivning",
    LegalBasis.SEL_82A: "Serviceloven § 82 a: gruppebaseret hjælp og støtte",
    LegalBasis.SEL_82B: "Serviceloven § 82 b: tidsbegrænset hjælp og støtte",
    LegalBasis.SEL_82C: "Serviceloven § 82 c: akut rådgivning, omsorg og støtte",
    LegalBasis.SEL_82D: "Serviceloven § 82 d: tilbud sammen med frivillige",
    LegalBasis.SEL_83: "Serviceloven § 83: personlig og praktisk hjælp",
    LegalBasis.SEL_85: "Serviceloven § 85: socialpædagogisk støtte",
    LegalBasis.SEL_85A: "Serviceloven § 85 a",
    LegalBasis.SEL_99: "Serviceloven § 99: støtte- og kontaktperson",
    LegalBasis.SEL_101: "Serviceloven § 101: behandling for stofmisbrug",
    LegalBasis.SEL_102: "Serviceloven § 102: behandling af særlig karakter",
    LegalBasis.SEL_103: "Serviceloven § 103: beskyttet beskæftigelse",
    LegalBasis.SEL_104: "Serviceloven § 104: aktivitets- og samværstilbud",
    LegalBasis.SEL_105_85: "Almenboligloven § 105 med serviceloven § 85: egen bolig med støtte",
    LegalBasis.SEL_107: "Serviceloven § 107: midlertidigt botilbud",
    LegalBasis.SEL_108: "Serviceloven § 108: længerevarende botilbud",
    LegalBasis.SEL_109: "Serviceloven § 109: krisecenter",
    LegalBasis.SEL_110: "Serviceloven § 110: herberg og forsorgshjem",
    LegalBasis.SEL_141: "Serviceloven § 141: handleplan",
    LegalBasis.LAB: "Lov om en aktiv beskæftigelsesindsats",
    LegalBasis.SUL: "Sundhedsloven: hjælp i psykiatrien",
    LegalBasis.RSL_11A_1: "Retssikkerhedsloven § 11 a, stk. 1: med borgerens samtykke",
    LegalBasis.RSL_12C: "Retssikkerhedsloven § 12 c: udveksling ved indlæggelse og udskrivning",
    LegalBasis.FVL_28: "Forvaltningsloven § 28: videregivelse til en anden myndighed",
    LegalBasis.FVL_29: "Forvaltningsloven § 29: oplysninger i ansøgningssager",
    LegalBasis.DBL: "Databeskyttelsesloven §§ 6-8 og 11",
    LegalBasis.SUL_43_1: "Sundhedsloven § 43, stk. 1: med patientens samtykke",
    LegalBasis.PSL_13C: "Psykiatriloven § 13 c: udskrivningsaftale eller koordinationsplan",
}
