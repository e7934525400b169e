"""Who is told what about a citizen, and on which basis."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.citizen_state import CitizenState, Consent, Who
from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.explain import sentence
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.inform import inform, narrowed, says_the_same, tells_nothing
from samspil.overview.domain.law import Receiver
from samspil.overview.domain.plan_state import Goal, Intervention, PlanState
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.law_packs import read_law
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

TODAY = date(2026, 11, 23)
LAW = read_law()
WHO = Who(sealed("name"), sealed("cpr"), "101", MONDAY)


def consent(
    *kinds: DataClass,
    to: Sector = Sector.EMPLOYMENT,
    until: date = date(2027, 1, 31),
    law: LegalBasis = LegalBasis.RSL_11A_1,
    withdrawn: datetime | None = None,
) -> Consent:
    return Consent(uuid4(), law, kinds, Sector.SOCIAL, (to,), until, MONDAY, withdrawn)


def view(*consents: Consent, plan: PlanState | None = None, **parts: object) -> View:
    whole = combine(citizen=CitizenState(WHO, consents), plan=plan)
    return replace(whole, **parts)  # type: ignore[arg-type]  # parts of the view by name


HOLD = Hold(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1", MONDAY)
HELD = Coordination(holds=(HOLD,))
EVERYTHING = consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD)
AGREED = PlanState(
    opened_at=MONDAY,
    agreed_on=TODAY,
    goals=(Goal(uuid4(), LifeArea.EMPLOYMENT, sealed()),),
    interventions=(Intervention(uuid4(), uuid4(), LegalBasis.SEL_85, "2026-1", "staff-2", sealed("name")),),
)
STAY = HospitalState(stays=(Stay(uuid4(), StayKind.INPATIENT, Presence.ADMITTED, MONDAY),))


@pytest.mark.parametrize("receiver", Receiver)
def test_without_a_basis_nobody_is_told_anything(receiver: Receiver) -> None:
    told = inform(disclose(view(coordination=HELD), receiver, LAW, TODAY), MONDAY)

    assert tells_nothing(told)


def test_a_consent_lets_the_jobcenter_know_of_a_hold_until_the_first_of_both_ends() -> None:
    told = disclose(view(EVERYTHING, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY)

    assert told.shares
    assert told.contact_hold == HOLD
    assert told.until == HOLD.until
    assert told.changes_on == HOLD.until + timedelta(days=1)


@pytest.mark.parametrize(
    "other",
    [
        consent(DataClass.CONTACT_HOLD),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, to=Sector.REGION),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, until=TODAY - timedelta(days=1)),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, withdrawn=MONDAY),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, law=LegalBasis.SEL_85),
    ],
    ids=["without identity", "to another", "run out", "withdrawn", "of a law that gives none"],
)
def test_a_consent_that_does_not_cover_it_lets_nothing_through(other: Consent) -> None:
    assert not disclose(view(other, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY).shares


def test_nothing_that_the_jobcenter_is_told_differs_by_a_stay() -> None:
    without = disclose(view(EVERYTHING, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY)
    during = disclose(view(EVERYTHING, coordination=HELD, hospital=STAY), Receiver.JOBCENTER, LAW, TODAY)

    assert inform(during, MONDAY) == inform(without, MONDAY)
    assert during.lines == without.lines


def test_notices_are_received_by_law_for_a_citizen_with_agreed_support() -> None:
    told = inform(disclose(view(plan=AGREED), Receiver.REGION, LAW, TODAY), MONDAY)
    before = inform(disclose(view(plan=replace(AGREED, agreed_on=None)), Receiver.REGION, LAW, TODAY), MONDAY)

    assert told.notices_received  # type: ignore[union-attr]  # it is the region's
    assert not told.shares
    assert tells_nothing(before)


def test_the_region_is_told_the_contact_person_only_with_a_consent() -> None:
    agreed = consent(DataClass.IDENTITY, DataClass.NETWORK, to=Sector.REGION)

    with_one = disclose(view(agreed, plan=AGREED), Receiver.REGION, LAW, TODAY)
    without = disclose(view(plan=AGREED), Receiver.REGION, LAW, TODAY)

    assert with_one.contact_person == AGREED.interventions[-1].support_worker_name
    assert without.contact_person is None


def test_before_the_law_pack_is_in_force_nothing_is_allowed() -> None:
    assert not disclose(view(EVERYTHING), Receiver.JOBCENTER, LAW, date(2020, 1, 1)).shares


def test_a_consent_to_be_told_lets_milestones_in_and_tells_nothing() -> None:
    back = replace(consent(DataClass.MILESTONE), from_sector=Sector.EMPLOYMENT, to_sectors=(Sector.SOCIAL,))
    told = inform(disclose(view(back), Receiver.JOBCENTER, LAW, TODAY), MONDAY)
    wrong_way = inform(disclose(view(consent(DataClass.MILESTONE)), Receiver.JOBCENTER, LAW, TODAY), MONDAY)

    assert told.milestones_received  # type: ignore[union-attr]  # it is the jobcenter's
    assert not told.shares
    assert tells_nothing(wrong_way)


@pytest.mark.parametrize("receiver", Receiver)
def test_the_explanation_lists_the_same_fields_whether_or_not_there_are_data(receiver: Receiver) -> None:
    empty = disclose(combine(), receiver, LAW, TODAY)
    full = disclose(view(EVERYTHING, plan=AGREED, hospital=STAY), receiver, LAW, TODAY)

    assert [line.field for line in empty.lines] == [line.field for line in full.lines]
    assert all(sentence(receiver, line).endswith(".") for line in full.lines)


kinds = st.lists(st.sampled_from(DataClass), unique=True).map(tuple)
consents = st.builds(
    Consent,
    id=st.uuids(),
    law=st.sampled_from(LegalBasis),
    kinds=kinds,
    from_sector=st.sampled_from(Sector),
    to_sectors=st.lists(st.sampled_from(Sector), min_size=1, unique=True).map(tuple),
    until=st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30)),
    given_at=st.just(MONDAY),
    withdrawn_at=st.none() | st.just(MONDAY),
)


@given(st.lists(consents, max_size=5), st.sampled_from(Receiver))
def test_whatever_is_shown_stands_on_a_ground_that_holds_today(
    given_ones: list[Consent], receiver: Receiver
) -> None:
    told = disclose(view(*given_ones, plan=AGREED, hospital=STAY, coordination=HELD), receiver, LAW, TODAY)

    for line in told.lines:
        if line.ground and line.ground.until:
            assert any(one.holds(TODAY) and line.kind in one.kinds for one in given_ones)
    if told.shares:
        assert any(DataClass.IDENTITY in one.kinds and one.holds(TODAY) for one in given_ones)


@given(st.lists(consents, max_size=4), st.lists(consents, max_size=4), st.sampled_from(Receiver))
def test_in_doubt_a_disclosure_never_tells_more_than_before(
    then: list[Consent], now: list[Consent], receiver: Receiver
) -> None:
    before = inform(disclose(view(*then, coordination=HELD), receiver, LAW, TODAY), MONDAY)
    after = inform(disclose(view(*now, coordination=HELD), receiver, LAW, TODAY), MONDAY)
    less = narrowed(after, before)  # type: ignore[type-var]  # both are of one receiver

    for name in ("shares", "identity", "contact_hold", "contact_person", "notices_received"):
        if getattr(less, name, None):
            assert getattr(less, name) == getattr(before, name)
    assert says_the_same(narrowed(before, before), before)  # type: ignore[type-var]
