"""What the jobcenter is told and when: the same words whatever the cause, at the same hour."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries_told import ended, open_ones, told
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    ContactHold,
    DisclosedReferral,
    DisclosedRequest,
    Identity,
    JobcenterInformed,
    ReferralStage,
)
from samspil.contracts.envelope import Event
from samspil.exchange.delivery import Content, Deliveries
from samspil.exchange.disclosure import receives, succeed
from samspil.jobcenter_bridge.domain.sending import next_sending
from samspil.jobcenter_bridge.domain.wanted import wanted
from samspil.jobcenter_bridge.partner.wording import NotForTheJobcenter, TaskTypes, task
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
    words = task(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ask})

    assert words["deadline"] == until.isoformat()
    assert (words["description"] or "").isprintable()


REFERRAL = DisclosedReferral(
    referral_id=UUID(int=7),
    stage=ReferralStage.ASKED,
    to_unit="JOB-1",
    urgent=False,
    words=sealed("words"),
    information=None,
    answer_by=date(2026, 12, 4),
    until=None,
)
OVER = {"until": date(2026, 12, 30)}
ABOUT = {"referral": str(UUID(int=7)), "unit": "JOB-1"}


def wanted_of(**referral: object) -> dict[str, Content]:
    return dict(wanted(heard(referrals=(replace(REFERRAL, **referral),)).data))  # type: ignore[arg-type]


def test_a_referral_is_asked_with_what_somebody_needs_to_answer_it() -> None:
    asked = {**ABOUT, "answer_by": "2026-12-04", "words": REFERRAL.words}

    assert wanted_of() == {
        f"referral:{UUID(int=7)}": Content(Told.REFERRAL, {**asked, "urgency": "routine"}),
    }
    assert wanted_of(urgent=True) == {
        f"referral:{UUID(int=7)}": Content(Told.REFERRAL, {**asked, "urgency": "urgent"}),
    }


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (ReferralStage.CANCELLED, Told.REFERRAL_CANCELLED),
        (ReferralStage.CLOSED, Told.REFERRAL_CLOSED),
    ],
)
def test_of_a_referral_that_is_over_only_that_is_told_in_place_of_it(
    stage: ReferralStage, told: Told
) -> None:
    assert wanted_of(stage=stage, information=REFERRAL.words, **OVER) == {
        f"referral:{UUID(int=7)}": Content(told, ABOUT, date(2026, 12, 30)),
    }


def test_that_help_shall_stop_is_told_beside_the_referral_so_that_neither_is_told_twice() -> None:
    deliveries = ended(told_of())
    for stages in ([ReferralStage.CANCELLATION_REQUESTED] * 2, [ReferralStage.ASKED] * 2):
        for stage in stages:
            deliveries = ended(told_of(deliveries, stage=stage))

    assert [one.content.told for one in deliveries] == [Told.REFERRAL, Told.CANCELLATION_REQUESTED]
    again = told_of(deliveries, stage=ReferralStage.CANCELLATION_REQUESTED, answer_by=date(2027, 1, 4))
    assert open_ones(again) == [Told.CANCELLATION_REQUESTED]


def told_of(deliveries: Deliveries = (), **referral: object) -> Deliveries:
    return told(deliveries, len(deliveries) + 1, shares=True, **wanted_of(**referral))


def test_what_they_wanted_to_know_is_told_beside_the_referral_and_anew_when_it_is_another() -> None:
    first, other = sealed("words"), sealed("name")
    deliveries = ended(told_of(ended(told_of()), information=first))
    assert [one.content.body.get("words") for one in deliveries] == [REFERRAL.words, first]

    assert told_of(deliveries, information=first) == deliveries
    assert [one.content for one in told_of(deliveries, information=other)[2:]] == [
        Content(Told.REFERRAL_INFORMATION, {**ABOUT, "words": other})
    ]


def test_a_request_of_theirs_is_answered_with_its_day_and_never_why() -> None:
    request = DisclosedRequest(
        request_id=UUID(int=8), answer=PartnerAnswer.ACCEPTED, day=date(2026, 12, 7), until=None
    )
    (item,) = wanted(heard(requests=(request,)).data).values()

    assert item == Content(
        Told.REQUEST_ANSWERED, {"request": str(UUID(int=8)), "answer": "accepted", "day": "2026-12-07"}
    )
    answered = task(item.told, item.body)
    assert (answered["description"], answered["externalReference"]) == (
        "Socialpsykiatrien vil hjælpe borgeren. Dato: 07.12.2026.",
        str(UUID(int=8)),
    )
    assert set(answered) == {"title", "description", "deadline", "taskType", "externalReference"}


@pytest.mark.parametrize("answer", list(PartnerAnswer))
def test_every_answer_to_a_request_is_a_sentence(answer: PartnerAnswer) -> None:
    body = {"request": str(UUID(int=8)), "answer": answer.value}

    assert str(task(Told.REQUEST_ANSWERED, body)["description"]).count(".") == 1


def test_whatever_is_told_of_a_referral_names_it_and_only_what_asks_is_to_be_answered() -> None:
    items = [
        *wanted_of(information=REFERRAL.words).values(),
        *(content for stage in ReferralStage for content in wanted_of(stage=stage).values()),
    ]
    tasks = {one.told: task(one.told, one.body, TaskTypes("ASKS", "TELLS")) for one in items}

    assert len(tasks) == 5
    assert {(one["externalReference"], one["unit"]) for one in tasks.values()} == {
        (str(UUID(int=7)), "JOB-1")
    }
    assert {told for told, one in tasks.items() if one["taskType"] == "ASKS"} == {
        Told.REFERRAL,
        Told.CANCELLATION_REQUESTED,
    }
    assert {told for told, one in tasks.items() if one["deadline"]} == {
        Told.REFERRAL,
        Told.CANCELLATION_REQUESTED,
    }


@pytest.mark.parametrize(
    ("told_", "title", "description"),
    [
        (
            Told.CANCELLATION_REQUESTED,
            "Ønske om at stoppe hjælpen",
            "Socialpsykiatrien beder om, at hjælpen efter henvendelsen stoppes."
            " Svar senest den 04.12.2026, om den stopper eller fortsætter.",
        ),
        (
            Told.REFERRAL_INFORMATION,
            "Oplysninger til henvendelsen",
            "Socialpsykiatrien svarer på det, I har spurgt om: »Formiddage.«",
        ),
        (
            Told.REFERRAL_CANCELLED,
            "Henvendelsen er taget tilbage",
            "Socialpsykiatrien har taget henvendelsen tilbage. Den skal ikke besvares.",
        ),
        (Told.REFERRAL_CLOSED, "Henvendelsen er lukket", "Den skal ikke besvares."),
    ],
)
def test_what_follows_a_referral_is_told_in_these_words(told_: Told, title: str, description: str) -> None:
    words = task(told_, {**ABOUT, "answer_by": "2026-12-04", "words": "Formiddage."})

    assert (words["title"], words["description"]) == (title, description)


@given(st.text())
def test_a_referral_can_be_told_whatever_was_stored_of_its_words(words: str) -> None:
    body = {**ABOUT, "answer_by": "2026-12-04", "urgency": "routine", "words": words}

    for told_ in (Told.REFERRAL, Told.REFERRAL_INFORMATION):
        assert str(task(told_, body)["description"]).isprintable()


@pytest.mark.parametrize("told", [Told.CRISIS_PLAN, Told.PLAN])
def test_what_to_do_when_it_gets_worse_is_not_for_the_jobcenter(told: Told) -> None:
    with pytest.raises(NotForTheJobcenter):
        task(told, {})


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
