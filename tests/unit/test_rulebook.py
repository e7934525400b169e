"""The rulebook: rows with days, the most precise deadline, and a municipality's own folder."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.rulebook.appeals import Appeal
from samspil.rulebook.dated import Dated, in_force
from samspil.rulebook.deadlines import Deadline, Step
from samspil.rulebook.rulebook import NoAppeal, NoAttention, NoDeadline, NoWayIn, Rulebook, read_rulebook
from samspil.rulebook.services import Service, ServiceFamily
from samspil.rulebook.units import Provider, Unit
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

DAY = date(2026, 11, 24)
ONE, LATER, EARLIER = timedelta(days=1), DAY + timedelta(days=9), DAY - timedelta(days=9)
FILES = (
    *("services.toml", "units.toml", "deadlines.toml", "appeals.toml"),
    *("attention.toml", "target_groups.toml", "party_names.toml", "sustained.toml"),
)
ALWAYS = Deadline(step=Step.ANSWER, working_days=10, valid_from=EARLIER, source="")
NOTHING = Rulebook((), (), (), (), ())
days = st.dates(DAY - 3 * ONE, DAY + 3 * ONE)


def unit(code: str, name: str = "", valid_from: date = DAY, *, takes_requests: bool = False) -> Unit:
    return Unit(
        code=code,
        name=name or code,
        sector=Sector.SOCIAL,
        provider=Provider.OWN,
        services=(),
        takes_requests=takes_requests,
        valid_from=valid_from,
        valid_to=LATER,
        source="",
    )


@given(days, st.none() | days, days)
def test_a_row_holds_from_its_first_day_to_its_last(first: date, last: date | None, day: date) -> None:
    row = Dated(valid_from=first, valid_to=last, source="")

    assert row.holds(day) == (day in {first + n * ONE for n in range(((last or day) - first).days + 1)})


@given(st.lists(days, unique=True), days)
def test_what_holds_is_read_the_newest_first(firsts: list[date], day: date) -> None:
    rows = [Dated(valid_from=one, source="") for one in firsts]

    assert [one.valid_from for one in in_force(rows, day)] == sorted(
        (one for one in firsts if one <= day), reverse=True
    )


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        ({"unit": "U"}, True),
        ({"basis": LegalBasis.SEL_85}, True),
        ({"urgent": True}, True),
        ({"unit": "U", "basis": LegalBasis.SEL_85, "urgent": True}, True),
        ({"unit": "OTHER"}, False),
        ({"basis": LegalBasis.SEL_99}, False),
        ({"urgent": False}, False),
        ({"unit": "OTHER", "basis": LegalBasis.SEL_85, "urgent": True}, False),
        ({"unit": "U", "basis": LegalBasis.SEL_99, "urgent": True}, False),
        ({"unit": "U", "basis": LegalBasis.SEL_85, "urgent": False}, False),
        ({"step": Step.INFORMATION}, False),
        ({"valid_from": DAY + ONE}, False),
        ({"valid_to": DAY - ONE}, False),
    ],
)
def test_a_deadline_that_names_more_goes_before_one_that_holds_for_all(
    row: dict[str, object], is_found: bool
) -> None:
    precise = replace(ALWAYS, working_days=3, **row)  # type: ignore[arg-type]  # each names what it needs
    rules = replace(NOTHING, deadlines=(precise, ALWAYS))

    assert rules.working_days(Step.ANSWER, "U", LegalBasis.SEL_85, DAY, urgent=True) == (
        3 if is_found else 10
    )


def test_who_names_the_unit_goes_before_who_names_the_paragraph_then_the_urgency_then_the_newer() -> None:
    rows = [
        replace(ALWAYS, working_days=1, unit="U"),
        replace(ALWAYS, working_days=2, basis=LegalBasis.SEL_85, urgent=True),
        replace(ALWAYS, working_days=3, basis=LegalBasis.SEL_85),
        replace(ALWAYS, working_days=4, urgent=True),
        replace(ALWAYS, working_days=5, valid_from=DAY),
        ALWAYS,
    ]
    for place in range(len(rows)):
        rules = replace(NOTHING, deadlines=tuple(reversed(rows[place:])))
        found = rules.working_days(Step.ANSWER, "U", LegalBasis.SEL_85, DAY, urgent=True)
        assert found == rows[place].working_days


def test_what_the_rulebook_says_nothing_of_on_a_day_is_none_or_a_mistake_in_it() -> None:
    appeal = Appeal(weeks=4, decided_by="Ankestyrelsen", valid_from=DAY, source="")
    service = Service(
        basis=LegalBasis.SEL_85,
        family=ServiceFamily.OWN_HOME,
        needs_decision=True,
        valid_from=DAY,
        source="",
    )
    taking = unit("B", takes_requests=True)
    deadline = replace(ALWAYS, valid_from=DAY)
    rules = Rulebook((service,), (unit("A"), taking), (deadline,), (appeal,), ())

    assert rules.service(LegalBasis.SEL_85, DAY) is service
    assert rules.service(LegalBasis.SEL_99, DAY) is None
    assert (rules.unit("A", DAY), rules.unit("C", DAY)) == (unit("A"), None)
    assert (rules.way_in(DAY), rules.appeal(DAY)) == (taking, appeal)
    before = DAY - ONE
    assert (rules.service(LegalBasis.SEL_85, before), rules.unit("A", before)) == (None, None)
    with pytest.raises(NoWayIn):
        rules.way_in(before)
    with pytest.raises(NoAppeal):
        rules.appeal(before)
    with pytest.raises(NoDeadline):
        rules.working_days(Step.ANSWER, "A", LegalBasis.SEL_85, before, urgent=False)


@given(st.integers(0, 99), st.sampled_from([date.min, EARLIER - ONE, DAY, LATER + 400 * ONE, date.max]))
def test_after_whatever_day_something_happened_the_row_of_that_day_counts_or_the_nearest(
    later: int, day: date
) -> None:
    first = replace(ALWAYS, step=Step.FOLLOW_UP, working_days=5, valid_to=LATER)
    newer = replace(first, working_days=7, valid_from=LATER + ONE, valid_to=LATER + (later + 1) * ONE)
    precise = replace(newer, basis=LegalBasis.SEL_83, working_days=2, unit=None)
    rules = replace(NOTHING, deadlines=(newer, first, precise, replace(first, unit="U", working_days=1)))

    found = rules.working_days_after(Step.FOLLOW_UP, LegalBasis.SEL_85, day)
    of_another = rules.working_days_after(Step.FOLLOW_UP, LegalBasis.SEL_83, day)

    assert (found, of_another) == ((5, 5) if day <= LATER else (7, 2))
    assert rules.working_days_after(Step.FOLLOW_UP, None, day) == found
    with pytest.raises(NoDeadline):
        rules.working_days_after(Step.NEED, None, day)


@given(st.dates())
def test_what_does_not_go_together_is_said_by_the_newest_row_of_the_day_or_the_nearest(day: date) -> None:
    [first] = read_rulebook().attention
    first = replace(first, valid_from=DAY, valid_to=LATER + ONE)
    newer = replace(first, valid_from=LATER, minutes_a_week=60)
    for rows in ((first, newer), (newer, first)):
        found = replace(NOTHING, attention=rows).attention_numbers(day)
        assert found == (newer if day >= LATER else first)
    with pytest.raises(NoAttention):
        NOTHING.attention_numbers(day)


def test_the_units_of_a_day_are_listed_by_what_people_call_them() -> None:
    rules = replace(
        NOTHING,
        units=(unit("A", "Værestedet"), unit("B", "Bostøtten"), unit("C", "Akutteamet", DAY + ONE)),
    )

    assert [one.code for one in rules.units_on(DAY)] == ["B", "A"]
    assert rules.units_on(LATER + ONE) == []


def own_folder(folder: Path, **changed: str) -> Path:
    """The shipped rulebook's files, some with a text in place of theirs."""
    for name in FILES:
        shipped = (files("samspil.rulebook") / "data" / name).read_text(encoding="utf-8")
        text = changed.get(name.removesuffix(".toml"), shipped)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_municipality_reads_its_own_folder_and_without_one_what_is_shipped(tmp_path: Path) -> None:
    shipped = read_rulebook()

    assert shipped.unit("VISITATION-1", DAY) is not None
    assert {one.basis for one in shipped.services} == {one for one in LegalBasis if one.gives_help}
    assert len(shipped.deadlines) > len(Step)
    assert read_rulebook(own_folder(tmp_path)) == shipped
    (tmp_path / "appeals.toml").write_text(
        '[[appeal]]\nweeks = 9\ndecided_by = "Ankestyrelsen på Ø"\nvalid_from = 2025-01-01\nsource = ""\n',
        encoding="utf-8",
    )
    own = read_rulebook(tmp_path).appeal(DAY)
    assert (own.weeks, own.decided_by) == (9, "Ankestyrelsen på Ø")


NUMBERS = (files("samspil.rulebook") / "data" / "attention.toml").read_text(encoding="utf-8")
ANSWERS = "\n".join(
    f'[[deadline]]\nstep = "{step}"\nworking_days = 1\nvalid_from = 2025-01-01\nsource = ""\n{more}\n'
    for step, more in ((one, "{}" if one is Step.ESCALATION else "") for one in Step)
)


@pytest.mark.parametrize(
    "changed",
    [
        {"deadlines": ANSWERS.replace("{}", "urgent = true")},
        {"deadlines": ANSWERS.replace("{}", "").replace('"answer"', '"reply"')},
        {"deadlines": ANSWERS.replace("{}", "").replace("= 1\n", "= 'soon'\n")},
        {"units": "unit = []"},
        {"appeals": "appeal = []"},
        {"attention": "attention = []"},
        {"attention": NUMBERS.replace("meeting_minutes = 60", "meeting_minutes = -1")},
        {"attention": NUMBERS.replace("working_days_to_look = 3", "working_days_to_look = 0")},
    ],
    ids=[
        "a step that only the urgent have",
        "an unknown step",
        "no number",
        "no way in",
        "no way to complain",
        "no numbers of what does not go together",
        "a meeting that takes less than no time",
        "no day to look",
    ],
)
def test_a_rulebook_that_lacks_something_is_refused_at_start(tmp_path: Path, changed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"rulebook|validation"):
        read_rulebook(own_folder(tmp_path, **changed))


def test_a_rulebook_needs_no_more_than_one_deadline_for_each_step(tmp_path: Path) -> None:
    rules = read_rulebook(own_folder(tmp_path, deadlines=ANSWERS.replace("{}", "")))

    assert rules.working_days(Step.ESCALATION, "U", LegalBasis.SEL_85, DAY, urgent=True) == 1
