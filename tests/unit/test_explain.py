"""Each field of a disclosure is one Danish sentence: told on which basis, until when, or else why not."""

from datetime import date
from typing import Any

import pytest

from laws import row
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.disclose import Line, Withheld, disclose
from samspil.overview.domain.disclosed_fields import EXPLAINED, FIELDS, DisclosedField
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import combine
from samspil.overview.pages.disclosure_words import citation, sentence
from samspil.overview.pages.reader_words import People
from samspil.overview.pages.sharing_page import sharing_page
from samspil.rulebook.law import Ground
from samspil.testkit.builders import OURS
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import BROAD, LAW, TODAY, WHO

JOBCENTER, REGION = Receiver
UNTIL = date(2027, 1, 5)


def field(name: str) -> DisclosedField:
    return next(one for of_one in FIELDS.values() for one in of_one if one.name == name)


def on(basis: LegalBasis, until: date | None) -> Ground:
    return Ground(row(Sector.SOCIAL, Sector.REGION, basis=basis), until)


@pytest.mark.parametrize(
    ("receiver", "line", "said"),
    [
        (
            REGION,
            Line(field("contact_person"), on(LegalBasis.RSL_11A_1, UNTIL)),
            "Regionen får at vide, hvem der er kontaktperson i socialpsykiatrien, til og med 05.01.2027."
            " Grundlag: Retssikkerhedsloven § 11 a, stk. 1: med borgerens samtykke.",
        ),
        (
            JOBCENTER,
            Line(field("identity"), None, Withheld.NO_GROUND),
            "⟦Jobcentret⟧ får ikke at vide, hvem borgeren er: der er intet grundlag.",
        ),
        (
            JOBCENTER,
            Line(field("stay"), None, Withheld.NOT_CARRIED),
            "⟦Jobcentret⟧ får ikke at vide, om borgeren er indlagt: det sendes ikke til nogen.",
        ),
        (
            REGION,
            Line(field("contact_person"), None, Withheld.NO_IDENTITY),
            "Regionen får ikke at vide, hvem der er kontaktperson i socialpsykiatrien:"
            " der er intet grundlag for at fortælle, hvem borgeren er.",
        ),
        (
            REGION,
            Line(field("notices_received"), on(LegalBasis.RSL_12C, None)),
            "Vi modtager indlæggelser, som regionen giver os besked om."
            " Grundlag: Retssikkerhedsloven § 12 c: udveksling ved indlæggelse og udskrivning.",
        ),
        (
            JOBCENTER,
            Line(field("milestones_received"), on(LegalBasis.RSL_11A_1, UNTIL)),
            "Vi modtager aktiviteter på vej mod arbejde, som ⟦jobcentret⟧ fortæller os om,"
            " til og med 05.01.2027. Grundlag: Retssikkerhedsloven § 11 a, stk. 1: med borgerens samtykke.",
        ),
        (
            JOBCENTER,
            Line(field("milestones_received"), None, Withheld.NO_GROUND),
            "Vi modtager ikke aktiviteter på vej mod arbejde, som ⟦jobcentret⟧ fortæller os om:"
            " der er intet grundlag.",
        ),
    ],
    ids=["until", "no ground", "not carried", "no identity", "received", "received until", "not received"],
)
def test_a_caseworker_reads(receiver: Receiver, line: Line, said: str) -> None:
    assert sentence(receiver, line) == said


def standing_on(**told: Any) -> Ground:
    return Ground(row(Sector.SOCIAL, Sector.REGION, **told), UNTIL)


def test_what_a_basis_rests_on_besides_is_named_with_it() -> None:
    line = Line(field("identity"), standing_on(basis=LegalBasis.FVL_28, beside=(LegalBasis.DBL,)))

    assert sentence(REGION, line).endswith(
        " Grundlag: Forvaltningsloven § 28: videregivelse til en anden myndighed;"
        " Databeskyttelsesloven §§ 6-8 og 11."
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "LBK 1555 af 2. november 2020. Ikke underskrevet af en jurist endnu."),
        (
            {"signed_by": "DPO, Prøve Kommune"},
            "LBK 1555 af 2. november 2020. Underskrevet af DPO, Prøve Kommune.",
        ),
        (
            {"given_before": date(2026, 12, 1)},
            "LBK 1555 af 2. november 2020. Ikke underskrevet af en jurist endnu."
            " Gammelt grundlag: kun for samtykker fra før 01.12.2026, til de udløber.",
        ),
    ],
    ids=["unsigned", "signed", "old"],
)
def test_beside_what_is_told_stands_which_text_was_read_and_who_signed_it(
    told: dict[str, Any], said: str
) -> None:
    assert citation(standing_on(**told).row) == said


def test_the_page_says_so_beside_each_line_that_stands_on_something_and_beside_no_other() -> None:
    told = disclose(combine(citizen=CitizenState(WHO, (BROAD,))), JOBCENTER, LAW, TODAY, OURS)

    [shown] = sharing_page(combine(), [told], (), People(), TODAY, {}).receivers

    for line, of in zip((*shown.lines, *shown.rest), told.lines, strict=True):
        assert line.citation == (citation(of.ground.row) if of.ground else "")
        assert bool(line.citation) is line.shown
    assert sum(line.shown for line in shown.lines) == 4
    assert not any(line.shown for line in shown.rest)


@pytest.mark.parametrize("receiver", Receiver)
def test_no_two_fields_are_explained_in_the_same_words(receiver: Receiver) -> None:
    lines = disclose(combine(), receiver, LAW, TODAY, OURS).lines

    assert len({sentence(receiver, line) for line in lines}) == len(lines) == len(EXPLAINED[receiver])
