"""What the employment side is called: the name of the day, wherever a page or an answer speaks of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from new_year import NEW_YEAR, RULES_OF_2027
from samspil.overview import pages
from samspil.overview.pages.danish import lowered, raised
from samspil.overview.pages.party_names import with_names

FIRST = NEW_YEAR
EVE = FIRST - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (EVE, "Jobcentret hører jobcentrets svar; Jobcentrets eget hører jobcentret."),
        (FIRST, "Jobindsatsen hører jobindsatsens svar; Jobindsatsens eget hører jobindsatsen."),
    ],
)
def test_a_sentence_has_the_name_of_its_day(day: date, said: str) -> None:
    marked = "⟦Jobcentret⟧ hører ⟦jobcentrets⟧ svar; ⟦Jobcentrets⟧ eget hører ⟦jobcentret⟧."

    assert with_names(marked, RULES_OF_2027, day) == said


@given(st.text(st.characters(exclude_characters="⟦⟧")) | st.just("jobcentret"))
def test_what_somebody_wrote_is_left_as_it_is(text: str) -> None:
    assert with_names(text, RULES_OF_2027, FIRST) == text


def test_at_the_beginning_of_a_sentence_the_name_is_raised_and_within_one_lowered() -> None:
    assert raised("⟦jobcentret⟧ svarer") == "⟦Jobcentret⟧ svarer"
    assert lowered("⟦Jobcentret⟧ svarer") == "⟦jobcentret⟧ svarer"


def test_no_page_says_a_name_that_another_day_would_change() -> None:
    files = [one for one in Path(pages.__file__).parent.rglob("*") if one.suffix in {".py", ".html"}]
    said = {
        f"{file.name}: {line.strip()}"
        for file in files
        for line in file.read_text().splitlines()
        if "jobcentret" in line.lower().replace("⟦jobcentret", "").replace("``jobcentret", "")
    }

    assert len(files) > 100
    assert said == set()
