"""What is told and what is explained are the same, whatever was consented to and whatever the law."""

from collections import Counter
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import patiently
from samspil.contracts.disclosure import (
    ContactHold,
    ContactPerson,
    Identity,
    JobcenterInformed,
    RegionInformed,
)
from samspil.overview.domain.disclose import CARRIED, FIELDS, disclose
from samspil.overview.domain.inform import Informed, inform
from samspil.overview.domain.law import Law, Receiver
from samspil.overview.domain.view import View
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from sharing import TODAY, sharing_laws, sharing_views

INBOUND = {"milestones_received", "notices_received"}
NOT_FIELDS = {"shares", "until", "received_until", "occurred_at"}


def facts_of(informed: Informed) -> dict[str, object]:
    """What the event tells, field by field, without what frames it."""
    return {one.name: getattr(informed, one.name) for one in fields(informed) if one.name not in NOT_FIELDS}


def data_of(seen: View) -> dict[str, object]:
    """What there is to tell, had everybody consented to everything."""
    who, hold = seen.citizen.who, seen.coordination.hold(TODAY)
    helpers = [one.support_worker_name for one in seen.plan.interventions if one.agreed]
    return {
        "identity": who and Identity(cpr=who.cpr, name=who.name),
        "contact_hold": who and hold and ContactHold(hold_id=hold.id, until=hold.until, ask=hold.ask),
        "contact_person": ContactPerson(name=helpers[-1]) if who and helpers else None,
    }


def test_what_the_explanation_says_is_told_is_what_is_told_and_nothing_else() -> None:
    told: Counter[str] = Counter()

    @settings(patiently, max_examples=400)
    @given(sharing_views, sharing_laws, st.sampled_from(Receiver))
    def agree(seen: View, law: Law, receiver: Receiver) -> None:
        disclosure = disclose(seen, receiver, law, TODAY)
        said = facts_of(inform(disclosure, MONDAY))
        shown = {one.field for one in disclosure.lines if one.shown}
        assert shown <= said.keys()
        for name, value in said.items():
            data = True if name in INBOUND else data_of(seen)[name]
            assert value == (data if name in shown else False if name in INBOUND else None)
            told[name] += bool(value)
        assert disclosure.shares == bool(said["identity"])
        assert disclosure.shares or disclosure.until is None
        told["in all"] += 1

    agree()
    assert told["identity"] > told["in all"] // 8
    for name in CARRIED:
        assert told[name] > 2, name


def test_every_field_of_an_event_to_a_partner_is_explained_and_carried() -> None:
    for receiver, event in ((Receiver.JOBCENTER, JobcenterInformed), (Receiver.REGION, RegionInformed)):
        carried = {one.name for one in fields(event)} - NOT_FIELDS
        assert carried == {name for name, _ in FIELDS[receiver]} & CARRIED


@patiently
@given(sharing_views, sharing_laws, st.sampled_from(Receiver))
def test_whatever_is_shown_stands_on_a_ground_that_holds_today(
    seen: View, law: Law, receiver: Receiver
) -> None:
    told = disclose(seen, receiver, law, TODAY)

    for line in told.lines:
        if line.ground and line.ground.until:
            assert any(one.holds(TODAY) and line.kind in one.kinds for one in seen.citizen.consents)
    if told.shares:
        standing = [one for one in seen.citizen.consents if one.holds(TODAY)]
        assert any(DataClass.IDENTITY in one.kinds and one.from_sector is Sector.SOCIAL for one in standing)
