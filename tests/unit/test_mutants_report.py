"""What is told of planted bugs: how many were found, and why those that live may."""

import pytest

from mutants import report
from mutants.rooms import ROOMS, Room
from mutants.workshop import BENCH

A_ROOM = Room("a room", ("plan/domain/*.py",), least=0.5)
KILLED, SURVIVED, NO_TESTS, TIMEOUT = 1, 0, 33, 36
NAME = "samspil.plan.domain.plan.xǁPlanǁholds__mutmut_3"


@pytest.mark.parametrize(
    ("ended", "found"), [(KILLED, True), (TIMEOUT, True), (SURVIVED, False), (NO_TESTS, False), (None, False)]
)
def test_only_what_failed_or_hung_counts_as_found(ended: int | None, found: bool) -> None:
    assert report.is_found(ended) is found


def test_a_room_with_too_few_found_is_told_as_such() -> None:
    changes = {
        "samspil.plan.domain.a.x_one__mutmut_2": "- a\n+ b",
        "samspil.plan.domain.a.x_one__mutmut_3": "- a",
    }
    half = report.tally(
        A_ROOM, {"samspil.plan.domain.a.x_one__mutmut_1": KILLED, next(iter(changes)): SURVIVED}, changes
    )
    less = report.tally(A_ROOM, {"x": KILLED, **dict.fromkeys(changes, NO_TESTS)}, changes)

    assert (half.share, half.enough) == (0.5, True)
    assert not less.enough
    assert "too few" in report.table([less])
    assert "too few" not in report.table([half])


def test_a_place_is_read_from_a_planted_bugs_name() -> None:
    assert report.where(NAME) == "plan.domain.plan Plan.holds"
    assert report.where("samspil.web.auth.x__of_issuer__mutmut_11") == "web.auth _of_issuer"


def test_a_reason_belongs_to_a_place_and_a_change_whatever_the_number() -> None:
    text = "# said by hand\n\nequivalent: both are true\nplan.domain.plan Plan.holds\n- a < b\n+ a <= b\n"
    reasons = report.read_reasons(text)

    assert reasons == {("plan.domain.plan Plan.holds", "- a < b\n+ a <= b"): "equivalent: both are true"}


@pytest.mark.parametrize(
    ("change", "explained"),
    [
        ('- raise NotAMoment("no such day")\n+ raise NotAMoment(None)', True),
        ('- raise Gone("a") from None\n+ raise Gone("A") from None', True),
        ('- raise Gone("a")\n+ raise Away("a")', False),
        ('- raise Gone("a")\n+ pass', False),
        ('- return Gone("a")\n+ return Gone(None)', False),
    ],
)
def test_what_an_exception_says_is_explained_wherever_it_is_raised(change: str, explained: bool) -> None:
    assert (report.of_its_kind(change) is not None) == explained


def test_what_survived_is_written_as_reasons_are_read() -> None:
    lived = report.tally(A_ROOM, {NAME: SURVIVED}, {NAME: "- a\n+ b"})

    assert report.read_reasons(report.survivors([lived])) == {
        ("plan.domain.plan Plan.holds", "- a\n+ b"): "unexplained"
    }


def test_every_room_has_files_and_tests_that_speak_of_it() -> None:
    assert BENCH.parts[-2:] == ("build", "mutants")
    for room in ROOMS:
        assert room.test_files(), room.name
