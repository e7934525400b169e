"""What may be received, how a notice becomes a fact, and what the region is to be told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_life import notice
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactPerson, Identity, RegionInformed
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.exchange.disclosure import Disclosure, receives, succeed
from samspil.region_bridge.domain.notice import Happened
from samspil.region_bridge.domain.receive import receive
from samspil.region_bridge.domain.say_stays import Fact, say_stays
from samspil.region_bridge.domain.stays import Stay, Step
from samspil.region_bridge.domain.wanted import CONTACT_PERSON, wanted
from samspil.testkit.builders import event
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

CITIZEN = CitizenId(UUID(int=1))
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY = NOW.date()


def token(kind: str) -> Sealed:
    return Sealed.of(key_id=UUID(int=2), kind=kind, token_id=uuid4(), box="A" * 38)


def told(
    *,
    shares: bool = True,
    until: date | None = None,
    notices: bool = True,
    identity: Identity | None = None,
    person: Sealed | None = None,
    received_until: date | None = None,
) -> RegionInformed:
    return RegionInformed(
        shares=shares,
        until=until,
        notices_received=notices,
        identity=identity,
        contact_person=ContactPerson(name=person) if person else None,
        received_until=received_until,
        occurred_at=NOW,
    )


def disclosure(one: RegionInformed) -> Disclosure[RegionInformed]:
    return Disclosure(1, one, one.identity)


def test_nothing_is_received_by_default() -> None:
    nobody: Disclosure[RegionInformed] | None = None
    assert not receives(nobody, TODAY)
    assert not receives(disclosure(told(notices=False)), TODAY)


@given(st.integers(-3, 3))
def test_notices_are_received_up_to_the_last_day_even_if_nothing_new_is_heard(days: int) -> None:
    until = TODAY + timedelta(days=days)

    assert receives(disclosure(told(received_until=until)), TODAY) == (days >= 0)


def test_an_admission_is_told_on_the_municipality_basis() -> None:
    admission = notice(Happened.ADMITTED)

    _, (fact,) = receive({}, (), CITIZEN, admission)

    assert isinstance(fact, HospitalStayAdmitted)
    assert (fact.kind, fact.admitted_at, fact.basis) == (
        admission.kind,
        admission.started_at,
        LegalBasis.RSL_12C,
    )


@pytest.mark.parametrize("again", ["same message", "another message"])
def test_an_admission_told_again_tells_nothing_new(again: str) -> None:
    admission = notice(Happened.ADMITTED)
    notices, facts = receive({}, (), CITIZEN, admission)

    told = admission if again == "same message" else replace(admission, message_id="2")
    assert receive(notices, facts, CITIZEN, told)[1] == ()


def test_a_stay_named_before_ids_followed_from_notices_keeps_its_name() -> None:
    admission = replace(notice(Happened.ADMITTED), stay_id=UUID(int=77))
    notices, (admitted,) = receive({}, (), CITIZEN, admission)

    _, (discharged,) = receive(notices, (admitted,), CITIZEN, notice(Happened.DISCHARGED, at=9))

    assert admitted.stay_id == discharged.stay_id == UUID(int=77)


def test_a_discharge_told_before_under_a_name_of_its_own_goes_over_to_its_admission() -> None:
    home = replace(notice(Happened.DISCHARGED, of=9, at=9), stay_id=UUID(int=77))
    before = HospitalStayDischarged(
        stay_id=UUID(int=77),
        discharged_at=home.occurred_at,
        basis=LegalBasis.RSL_12C,
        occurred_at=home.occurred_at,
    )

    _, facts = receive({home.message_id: home}, (before,), CITIZEN, notice(Happened.ADMITTED))

    assert [type(fact) for fact in facts] == [
        HospitalStayDischarged,
        HospitalStayAdmitted,
        HospitalStayRetracted,
    ]
    assert [fact.stay_id == before.stay_id for fact in facts] == [False, False, True]


def test_a_stay_has_the_same_id_in_every_version_of_this_service() -> None:
    _, (admitted,) = receive({}, (), CitizenId(UUID(int=1)), notice(Happened.ADMITTED, of=0.5))

    # People's answers hang on it: under another name the stay would be a second one.
    course = uuid5(UUID(int=1), str(notice(Happened.ADMITTED).episodes[0]))
    half_past_eight = 1_793_608_200_000_000
    assert datetime.fromtimestamp(half_past_eight / 1e6, UTC) == datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    assert admitted.stay_id == uuid5(course, f"inpatient {half_past_eight}")


def home(at: datetime) -> HospitalStayDischarged:
    return HospitalStayDischarged(stay_id=STAY, discharged_at=at, basis=LegalBasis.RSL_12C, occurred_at=at)


STAY = UUID(int=77)
ADMISSION = HospitalStayAdmitted(
    stay_id=STAY, kind=StayKind.INPATIENT, admitted_at=NOW, basis=LegalBasis.RSL_12C, occurred_at=NOW
)
TAKEN_BACK = HospitalStayStepTakenBack(
    stay_id=STAY, step=StayStep.DISCHARGED, step_at=NOW, basis=LegalBasis.RSL_12C, occurred_at=NOW
)
GONE = HospitalStayRetracted(stay_id=STAY, basis=LegalBasis.RSL_12C, occurred_at=NOW)
OPEN = Stay(STAY, StayKind.INPATIENT, NOW, frozenset())
OVER = replace(OPEN, steps=frozenset({Step(StayStep.DISCHARGED, NOW)}))


@pytest.mark.parametrize(
    ("said", "stays", "missing"),
    [
        ([], [OPEN], [ADMISSION]),
        ([], [OVER], [home(NOW), ADMISSION]),
        ([ADMISSION, ADMISSION], [OPEN], []),
        ([ADMISSION, GONE], [OPEN], [ADMISSION]),
        ([ADMISSION, home(NOW)], [OVER], []),
        ([ADMISSION, home(NOW), TAKEN_BACK], [OVER], [home(NOW)]),
        ([ADMISSION, home(NOW), home(NOW), TAKEN_BACK], [OVER], []),
        ([ADMISSION, home(NOW)], [OPEN], [TAKEN_BACK]),
        ([ADMISSION, home(NOW), home(NOW)], [OPEN], [TAKEN_BACK, TAKEN_BACK]),
        ([ADMISSION, TAKEN_BACK], [OPEN], []),
        ([ADMISSION], [], [GONE]),
        ([ADMISSION, ADMISSION], [], [GONE, GONE]),
        ([ADMISSION, GONE], [], []),
        ([home(NOW)], [], [GONE]),
        ([home(NOW), TAKEN_BACK], [], []),
    ],
)
def test_what_was_said_is_counted_and_only_the_difference_is_said(
    said: list[Fact], stays: list[Stay], missing: list[Fact]
) -> None:
    assert say_stays(said, stays, {STAY}, NOW) == tuple(missing)


def test_a_stay_that_no_notice_of_ours_is_about_is_left_alone() -> None:
    strange = HospitalStayAdmitted(
        stay_id=UUID(int=77),
        kind=StayKind.INPATIENT,
        admitted_at=NOW,
        basis=LegalBasis.RSL_12C,
        occurred_at=NOW,
    )

    _, facts = receive({}, (strange,), CITIZEN, notice(Happened.ADMITTED))

    assert [fact.stay_id for fact in facts] != [strange.stay_id]
    assert len(facts) == 1


def test_the_contact_person_is_told_while_something_is_shared() -> None:
    person, until = token("name"), date(2026, 12, 24)

    assert wanted(told(person=person, until=until)) == {
        CONTACT_PERSON: (Told.CONTACT_PERSON, {"name": person}, until)
    }
    assert wanted(told(person=person, shares=False)) == {}
    assert wanted(told()) == {}


def test_when_sharing_ends_nothing_stays_but_whom_it_was_about() -> None:
    identity = Identity(cpr=token("cpr"), name=token("name"))
    shared = told(identity=identity, person=token("name"))
    ended = told(shares=False, notices=False)

    assert succeed(disclosure(shared), event(ended, 2)) == Disclosure(2, ended, identity)
    assert succeed(disclosure(ended), event(shared, 3)) == Disclosure(3, shared, identity)
