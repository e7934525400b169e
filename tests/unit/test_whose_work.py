"""Whose list a task stands on: who decides on referrals, who supports the citizen, and who has the case."""

from collections.abc import Mapping
from typing import Final

import pytest

from samspil.overview.api.routes.page_work_list import wanted
from samspil.overview.domain.open_work import Work
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

ASKED: Final = "kontaktperson-social"
LISTS: Final[Mapping[Work, set[Role]]] = {
    Work.ANSWER_REFERRAL: {Role.CASEWORKER, Role.VISITATOR},
    Work.REMIND: {Role.CASEWORKER, Role.VISITATOR},
    Work.DECIDE_HOLD: {Role.CASEWORKER},
    Work.ANSWER_SUPPORT: {Role.CASEWORKER},
    Work.FOLLOW_UP: {Role.CASEWORKER},
    Work.TELL_JOBCENTER: {Role.CASEWORKER},
    Work.TELL_REGION: {Role.CASEWORKER},
}
"""On whose list it stands, whoever is asked by name."""


def lists(work: Work, *asked: str, subject: str) -> set[Role]:
    found = set()
    for role in (Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER):
        works, by_name = wanted(Caller(subject, role, Sector.SOCIAL))
        if work in (works or Work) and (by_name is None or by_name in asked):
            found.add(role)
    return found


@pytest.mark.parametrize("work", Work)
def test_a_task_stands_on_the_lists_of_those_who_can_do_it(work: Work) -> None:
    assert lists(work, subject=ASKED) == LISTS[work]


@pytest.mark.parametrize("work", Work)
def test_a_support_worker_sees_what_is_asked_of_her_by_name_and_nothing_of_a_colleagues(work: Work) -> None:
    assert lists(work, "another", ASKED, subject=ASKED) == LISTS[work] | {Role.SUPPORT_WORKER}
    assert lists(work, "another", subject=ASKED) == LISTS[work]
