"""What may be received, which stay a notice is about, and what the region is to be told."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.delivery import Told
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.region_bridge.domain.disclosure import Disclosure, Identity, receives_notices, succeed
from samspil.region_bridge.domain.notice import Happened, Notice
from samspil.region_bridge.domain.receive import Stays, receive
from samspil.region_bridge.domain.wanted import CONTACT_PERSON, wanted
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

CITIZEN = CitizenId(UUID(int=1))
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY = NOW.date()


def token(kind: str) -> Sealed:
    return Sealed.of(key_id=UUID(int=2), kind=kind, token_id=uuid4(), box="A" * 38)


def disclosure(
    *,
    shares: bool = True,
    until: date | None = None,
    notices: bool = True,
    identity: Identity | None = None,
    person: Sealed | None = None,
    seq: int = 1,
    received_until: date | None = None,
) -> Disclosure:
    return Disclosure(seq, shares, until, notices, identity, person, received_until)


def notice(what: Happened, *, episodes: tuple[int, ...] = (1,), encounter: int = 1) -> Notice:
    return Notice(
        message_id=str(uuid4()),
        what=what,
        kind=StayKind.INPATIENT,
        episodes=tuple(map(episode, episodes)),
        encounter=UUID(int=encounter),
        occurred_at=NOW,
    )


def episode(number: int) -> UUID:
    return uuid5(UUID(int=3), str(number))


def test_nothing_is_received_by_default() -> None:
    assert not receives_notices(None, TODAY)
    assert not receives_notices(disclosure(notices=False), TODAY)


@given(st.integers(-3, 3))
def test_notices_are_received_up_to_the_last_day_even_if_nothing_new_is_heard(days: int) -> None:
    until = TODAY + timedelta(days=days)

    assert receives_notices(disclosure(received_until=until), TODAY) == (days >= 0)


def test_an_admission_is_told_on_the_municipality_basis() -> None:
    stays, fact = receive((), CITIZEN, notice(Happened.ADMITTED))

    assert fact == HospitalStayAdmitted(
        stay_id=stays[0].id,
        kind=StayKind.INPATIENT,
        admitted_at=NOW,
        basis=LegalBasis.RSL_12C,
        occurred_at=NOW,
    )


def test_the_same_admission_in_another_message_tells_nothing_new() -> None:
    stays, _ = receive((), CITIZEN, notice(Happened.ADMITTED))

    assert receive(stays, CITIZEN, notice(Happened.ADMITTED)) == (stays, None)


def test_a_transfer_begins_a_new_stay_in_the_same_course() -> None:
    first, _ = receive((), CITIZEN, notice(Happened.ADMITTED, encounter=1))
    both, fact = receive(first, CITIZEN, notice(Happened.ADMITTED, encounter=2))

    assert isinstance(fact, HospitalStayAdmitted)
    assert [stay.id for stay in both] == [first[0].id, fact.stay_id]
    assert fact.stay_id != first[0].id


def test_a_discharge_ends_the_newest_stay_of_its_course() -> None:
    stays, _ = receive((), CITIZEN, notice(Happened.ADMITTED, encounter=1))
    stays, admitted = receive(stays, CITIZEN, notice(Happened.ADMITTED, encounter=2))
    stays, _ = receive(stays, CITIZEN, notice(Happened.ADMITTED, episodes=(2,), encounter=3))

    _, fact = receive(stays, CITIZEN, notice(Happened.DISCHARGED, encounter=9))

    assert isinstance(fact, HospitalStayDischarged)
    assert admitted is not None
    assert fact.stay_id == admitted.stay_id


def test_a_discharge_that_comes_before_its_admission_is_about_the_same_stay() -> None:
    stays, discharged = receive((), CITIZEN, notice(Happened.DISCHARGED, encounter=9))
    _, admitted = receive(stays, CITIZEN, notice(Happened.ADMITTED, encounter=1))

    assert discharged is not None
    assert admitted is not None
    assert discharged.stay_id == admitted.stay_id


def test_a_course_is_known_under_each_of_its_names() -> None:
    stays, admitted = receive((), CITIZEN, notice(Happened.ADMITTED, episodes=(1, 2)))
    _, discharged = receive(stays, CITIZEN, notice(Happened.DISCHARGED, episodes=(2,)))

    assert admitted is not None
    assert discharged is not None
    assert admitted.stay_id == discharged.stay_id


@given(st.lists(st.sampled_from(Happened), min_size=1, max_size=6))
def test_stays_of_two_citizens_are_never_the_same(whats: list[Happened]) -> None:
    def ids(citizen: CitizenId) -> set[UUID]:
        stays: Stays = ()
        for number, what in enumerate(whats):
            stays, _ = receive(stays, citizen, notice(what, encounter=number))
        return {stay.id for stay in stays}

    assert ids(CITIZEN).isdisjoint(ids(CitizenId(UUID(int=4))))


def test_the_contact_person_is_told_while_something_is_shared() -> None:
    person, until = token("name"), date(2026, 12, 24)

    told = wanted(disclosure(person=person, until=until))

    assert told == {CONTACT_PERSON: (Told.CONTACT_PERSON, {"name": person}, until)}
    assert wanted(disclosure(person=person, shares=False)) == {}
    assert wanted(disclosure()) == {}


def test_when_sharing_ends_nothing_stays_but_whom_it_was_about() -> None:
    identity = Identity(token("cpr"), token("name"))
    shared = disclosure(identity=identity, person=token("name"))
    ended = disclosure(seq=2, shares=False, notices=False)

    assert succeed(shared, ended) == disclosure(seq=2, shares=False, notices=False, identity=identity)
    assert succeed(ended, shared) == shared
