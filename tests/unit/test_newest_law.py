"""Tests of real processes under the newest law: none of them goes by the law of today."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

from laws import SHIPPED
from samspil.rulebook.law import in_force
from samspil.stack.processes import OF_SERVICES
from samspil.testkit.newest_law import UNDER_IT, newest_law


def test_the_newest_law_holds_on_any_day() -> None:
    for day in (date.min, date.max):
        assert in_force(newest_law(), day).rows == SHIPPED[-1].rows


def test_every_process_that_reads_the_law_is_among_those_that_go_by_it() -> None:
    def source(module: str) -> str:
        found = find_spec(module)
        assert found is not None
        assert found.origin is not None
        return Path(found.origin).read_text()

    assert {one.name for one in OF_SERVICES if "read_law()" in source(one.module)} == set(UNDER_IT)
