"""What was told of one file under the name of another: what lies there, and what may rest on its consents."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from overview_facts import LATER, added, asked, consent, folded, registered, withdrawn
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import (
    ContactPerson,
    DisclosedRequest,
    Identity,
    JobcenterInformed,
    RegionInformed,
)
from samspil.contracts.envelope import Fact
from samspil.overview.domain.disclose import Withheld, explain
from samspil.overview.domain.merges import Merge
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.told_together import Said, Why, told_together
from samspil.overview.domain.view import View, combine
from samspil.rulebook.law import in_force
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, OURS, sealed
from samspil.vocabulary.copenhagen import danish_day

DAY = timedelta(days=1)
MERGE = Merge(uuid4(), survives=True, since=MONDAY + DAY, until=MONDAY + 3 * DAY)
IDENTITY = Identity(cpr=sealed("cpr"), name=sealed("name"))
MEANWHILE = MONDAY + 2 * DAY


def jobcenter(**told: object) -> JobcenterInformed:
    of_nobody = {"shares": True, "until": None, "milestones_received": False, "identity": IDENTITY}
    return JobcenterInformed(**{**of_nobody, "contact_hold": None, "occurred_at": MEANWHILE, **told})  # type: ignore[arg-type]


def whys(said: JobcenterInformed | RegionInformed, other: View, merge: Merge = MERGE) -> dict[str, Why]:
    receiver = Receiver.JOBCENTER if isinstance(said, JobcenterInformed) else Receiver.REGION
    return {one.field: one.why for one in told_together([Said(MEANWHILE, receiver, said)], other, merge)}


def test_an_answer_to_a_request_that_the_other_file_was_made_from_lies_there() -> None:
    request = uuid4()
    other = combine(referrals=folded(replace(asked(), request=request)))
    answer = DisclosedRequest(request_id=request, answer=PartnerAnswer.ACCEPTED, day=None, until=None)

    assert whys(jobcenter(requests=(answer,)), other) == {"requests": Why.LIES_THERE}
    another = replace(answer, request_id=uuid4())
    assert whys(jobcenter(requests=(another,)), other) == {}


def test_whoever_helps_by_the_other_file_was_named_wrongly() -> None:
    help_ = added()
    told = RegionInformed(
        shares=True,
        until=None,
        notices_received=False,
        identity=IDENTITY,
        contact_person=ContactPerson(name=help_.support_worker_name),
        occurred_at=MEANWHILE,
    )
    assert whys(told, combine(plan=folded(help_))) == {"contact_person": Why.LIES_THERE}
    assert whys(told, combine(plan=folded(added()))) == {}


@pytest.mark.parametrize(
    ("given", "taken_back", "until", "may_rest"),
    [
        (MONDAY, None, LATER, True),
        (MONDAY, MONDAY, LATER, False),
        (MONDAY, MONDAY + 2 * DAY, LATER, True),
        (MONDAY, None, danish_day(MONDAY), False),
        (MONDAY + 2 * DAY, None, LATER, True),
        (MONDAY + 9 * DAY, None, LATER, False),
    ],
)
def test_what_was_told_may_rest_on_a_consent_of_the_others_that_stood_while_they_were_one(
    given: object, taken_back: object, until: object, *, may_rest: bool
) -> None:
    agreed = consent(until, at=given)  # type: ignore[arg-type]
    facts: list[Fact] = [registered(), agreed, *([withdrawn(agreed, taken_back)] if taken_back else [])]  # type: ignore[arg-type]
    other = combine(citizen=folded(*facts))

    assert whys(jobcenter(), other) == ({"identity": Why.THEIR_CONSENT} if may_rest else {})
    apart = replace(MERGE, since=MONDAY + 20 * DAY, until=MONDAY + 21 * DAY)
    assert whys(jobcenter(), other, apart) == {}


@pytest.mark.parametrize("receiver", Receiver)
def test_of_whom_nobody_knows_the_number_nothing_is_told_or_received_whatever_they_agreed_to(
    receiver: Receiver,
) -> None:
    known = combine(citizen=folded(registered(), consent()), plan=folded(added()))
    assert known.citizen.who
    nameless = replace(known, citizen=replace(known.citizen, who=replace(known.citizen.who, cpr=None)))
    part = replace(known, part_of=CITIZEN)
    pack, today = in_force(LAW, danish_day(MONDAY)), danish_day(MONDAY)

    assert any(line.shown for line in explain(known, receiver, pack, today, OURS))
    for view, why in ((nameless, Withheld.NO_NUMBER), (part, Withheld.ELSEWHERE)):
        assert {line.withheld for line in explain(view, receiver, pack, today, OURS)} == {why}
