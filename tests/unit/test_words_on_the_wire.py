"""Codes that others send us or keep: the ones of yesterday mean the same tomorrow."""

import pytest

from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.role import Role

READINGS = {
    "sel-12": "Serviceloven § 12: gratis rådgivning",
    "sel-82a": "Serviceloven § 82 a: gruppebaseret hjælp og støtte",
    "sel-82b": "Serviceloven § 82 b: tidsbegrænset hjælp og støtte",
    "sel-82c": "Serviceloven § 82 c: akut rådgivning, omsorg og støtte",
    "sel-82d": "Serviceloven § 82 d: tilbud sammen med frivillige",
    "sel-83": "Serviceloven § 83: personlig og praktisk hjælp",
    "sel-85": "Serviceloven § 85: socialpædagogisk støtte",
    "sel-85a": "Serviceloven § 85 a",
    "sel-99": "Serviceloven § 99: støtte- og kontaktperson",
    "sel-101": "Serviceloven § 101: behandling for stofmisbrug",
    "sel-102": "Serviceloven § 102: behandling af særlig karakter",
    "sel-103": "Serviceloven § 103: beskyttet beskæftigelse",
    "sel-104": "Serviceloven § 104: aktivitets- og samværstilbud",
    "sel-105-85": "Almenboligloven § 105 med serviceloven § 85: egen bolig med støtte",
    "sel-107": "Serviceloven § 107: midlertidigt botilbud",
    "sel-108": "Serviceloven § 108: længerevarende botilbud",
    "sel-109": "Serviceloven § 109: krisecenter",
    "sel-110": "Serviceloven § 110: herberg og forsorgshjem",
    "sel-141": "Serviceloven § 141: handleplan",
    "lab": "Lov om en aktiv beskæftigelsesindsats",
    "sul": "Sundhedsloven: hjælp i psykiatrien",
    "rsl-11a-1": "Retssikkerhedsloven § 11 a, stk. 1: med borgerens samtykke",
    "rsl-12c": "Retssikkerhedsloven § 12 c: udveksling ved indlæggelse og udskrivning",
    "fvl-28": "Forvaltningsloven § 28: videregivelse til en anden myndighed",
    "fvl-29": "Forvaltningsloven § 29: oplysninger i ansøgningssager",
    "dbl": "Databeskyttelsesloven §§ 6-8 og 11",
    "sul-43-1": "Sundhedsloven § 43, stk. 1: med patientens samtykke",
    "psl-13c": "Psykiatriloven § 13 c: udskrivningsaftale eller koordinationsplan",
}
"""What a caseworker reads for each paragraph; help is given under most of them."""
OF_HELP = {code for code in READINGS if code.startswith("sel-")} - {"sel-141"}
"""The plan of action (§ 141) says what help there is; it is none."""


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (Sector, "social employment region"),
        (
            Role,
            "caseworker visitator support_worker leader citizen relative integrator operator "
            "data_protection_officer",
        ),
        (
            DataClass,
            "identity network referral plan employment_goal support milestone contact_hold stay meeting "
            "crisis_plan message agreement consent employment_status",
        ),
        (LegalBasis, " ".join(READINGS)),
    ],
)
def test_the_codes_are_kept(codes: type[Sector | Role | DataClass | LegalBasis], known: str) -> None:
    assert {str(code) for code in codes} == set(known.split())


@pytest.mark.parametrize("code", READINGS)
def test_a_paragraph_reads_as_in_the_law_and_gives_help_or_lets_tell(code: str) -> None:
    basis = LegalBasis(code)

    assert basis.reading == READINGS[code]
    assert basis.gives_help == (code in OF_HELP or code in {"lab", "sul"})
    assert basis.gives_social_help == (code in OF_HELP)
