"""What the jobcenter is told and when: the same words whatever the cause, at the same hour."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactHold, Identity, JobcenterInformed
from samspil.contracts.envelope import Event
from samspil.exchange.disclosure import receives, succeed
from samspil.jobcenter_bridge.domain.sending import next_sending
from samspil.jobcenter_bridge.domain.wanted import wanted
from samspil.jobcenter_bridge.partner.wording import NotForTheJobcenter, task
from samspil.testkit.builders import event
from samspil.vocabulary.citizen_id import new_citizen_id
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.sealed import Sealed

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def sealed(kind: str) -> Sealed:
    return Sealed.of(key_id=UUID(int=1), kind=kind, token_id=UUID(int=2), box="A" * 40)


CPR, NAME, ASK = sealed("cpr"), sealed("name"), sealed("ask")


def heard(seq: int = 1, **told: object) -> Event[JobcenterInformed]:
    whole: dict[str, object] = {
        "shares": True,
        "until": None,
        "milestones_received": True,
        "identity": Identity(cpr=CPR, name=NAME),
        "contact_hold": None,
        "occurred_at": NOW,
    }
    informed = JobcenterInformed(**{**whole, **told})  # type: ignore[arg-type]  # by name, as told
    return event(informed, seq, new_citizen_id())


def test_milestones_are_received_until_the_last_day_and_not_after_it() -> None:
    told = succeed(None, heard(received_until=date(2026, 12, 1)))

    assert receives(told, date(2026, 12, 1))
    assert not receives(told, date(2026, 12, 2))
    assert not receives(succeed(None, heard(milestones_received=False)), date(2026, 12, 1))


def test_the_number_is_kept_when_sharing_ends_so_that_the_end_can_be_told() -> None:
    after = succeed(succeed(None, heard()), heard(seq=2, shares=False, identity=None))

    assert after.identity == Identity(cpr=CPR, name=NAME)


@given(
    hold_id=st.uuids(),
    occurred_at=st.datetimes(min_value=datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    until=st.none() | st.dates(),
    milestones=st.booleans(),
    seq=st.integers(min_value=1, max_value=2**40),
)
def test_the_jobcenter_reads_the_same_whatever_the_cause(
    hold_id: UUID, occurred_at: datetime, until: date | None, milestones: bool, seq: int
) -> None:
    hold = ContactHold(hold_id=hold_id, until=date(2026, 12, 4), ask=ASK)
    event = heard(
        seq, contact_hold=hold, occurred_at=occurred_at, until=until, milestones_received=milestones
    )

    told = wanted(event.data)

    assert set(told) == {"contact_hold"}
    content = told["contact_hold"]
    assert content.told is Told.CONTACT_HOLD
    assert content.body == {"until": "2026-12-04", "ask": ASK}
    assert task(content.told, {**content.body, "ask": "Aisha Digtet"}) == {
        "title": "Kontaktpause",
        "description": (
            "Borgeren skal ikke kontaktes til og med 04.12.2026. Spørgsmål rettes til Aisha Digtet."
        ),
        "deadline": "2026-12-04",
        "taskType": "ORIENTERING",
    }


def test_without_a_basis_nothing_is_wanted() -> None:
    hold = ContactHold(hold_id=uuid4(), until=date(2026, 12, 4), ask=ASK)

    assert wanted(heard(contact_hold=hold, shares=False).data) == {}


@pytest.mark.parametrize("told", [Told.SHARING_ENDED, Told.CONTACT_HOLD_ENDED])
def test_an_end_is_one_fixed_sentence(told: Told) -> None:
    words = task(told, {"cpr": "anything"})

    assert words["deadline"] is None
    assert (words["description"] or "").count(".") == 1
    assert "anything" not in str(words)


@given(st.dates(), st.text())
def test_a_pause_can_be_told_whatever_was_stored_of_it(until: date, ask: str) -> None:
    told = task(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ask})

    assert told["deadline"] == until.isoformat()
    assert (told["description"] or "").isprintable()


def test_a_contact_person_is_not_for_the_jobcenter() -> None:
    with pytest.raises(NotForTheJobcenter):
        task(Told.CONTACT_PERSON, {})


instants = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(instants, st.integers(0, 23))
def test_the_next_sending_is_the_first_at_its_hour(now: datetime, hour: int) -> None:
    at = next_sending(now, hour)

    local = at.astimezone(COPENHAGEN)
    skipped = local.month == 3 and hour == 2 and local.hour == 3
    assert local.hour == hour or skipped
    assert (local.minute, local.second) == (0, 0)
    assert now <= at <= now + timedelta(hours=25)
    assert next_sending(at, hour) == at


@given(instants, st.integers(0, 23), st.integers(1, 86_000))
def test_whatever_happens_between_two_sendings_is_sent_at_the_same_instant(
    now: datetime, hour: int, later: int
) -> None:
    at = next_sending(now, hour)
    other = min(now + timedelta(seconds=later), at)

    assert next_sending(other, hour) == at


def test_without_an_hour_it_is_sent_at_once() -> None:
    assert next_sending(NOW, None) == NOW


def test_who_has_no_name_that_can_be_read_is_the_party_that_can_be_asked() -> None:
    told = task(Told.CONTACT_HOLD, {"until": "2026-12-04", "ask": "\u200b"})

    assert str(told["description"]).endswith("Spørgsmål rettes til socialpsykiatrien.")
