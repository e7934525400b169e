"""What a partner is told, from one disclosure to the next."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliveries_told import TODAY, ended, hold, open_ones, person, told
from samspil.contracts.delivery import Told
from samspil.contracts.plan_agreements import AgreementStage
from samspil.exchange.delivery import SHARING, TOLD, Content, Deliveries, State
from samspil.exchange.reconcile import Disclosed, reconcile
from samspil.telemetry.trace import current_traceparent, span
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId


def test_what_is_new_is_told_once() -> None:
    first = told((), 1, contact_hold=hold())
    again = told(ended(first), 2, contact_hold=hold())

    assert open_ones(first) == [Told.CONTACT_HOLD]
    assert open_ones(again) == []


def test_what_changed_is_told_anew_and_an_unsent_one_is_overtaken() -> None:
    first = told((), 1, contact_hold=hold())
    changed = told(first, 2, contact_hold=hold(date(2026, 12, 8)))

    assert [one.state for one in changed] == [State.OVERTAKEN, State.OPEN]


def test_a_partner_who_was_told_nothing_hears_nothing_of_an_end() -> None:
    unsent = told((), 1, contact_hold=hold())
    after = told(unsent, 2, shares=False)

    assert [one.state for one in after] == [State.OVERTAKEN]


def test_a_message_that_may_have_left_counts_as_told() -> None:
    sending = ended(told((), 1, contact_hold=hold()), State.SENDING)

    assert open_ones(told(sending, 2, shares=False)) == [Told.SHARING_ENDED]


def test_a_message_that_was_given_up_before_it_left_was_not_told() -> None:
    never_worded = tuple(replace(one, state=State.EXPIRED) for one in told((), 1, contact_hold=hold()))

    assert open_ones(told(never_worded, 2, shares=False)) == []
    assert open_ones(told(never_worded, 2)) == []


def test_sharing_that_begins_again_tells_everything_again() -> None:
    over = ended(told(ended(told((), 1, contact_hold=hold())), 2, shares=False))

    assert open_ones(told(over, 3, contact_hold=hold())) == [Told.CONTACT_HOLD]


def test_sharing_that_begins_again_before_its_end_was_sent_tells_nothing() -> None:
    ending = told(ended(told((), 1, contact_hold=hold())), 2, shares=False)

    assert open_ones(told(ending, 3, contact_hold=hold())) == []


def test_the_same_disclosure_makes_the_same_message_id() -> None:
    assert [one.id for one in told((), 1, contact_hold=hold())] == [
        one.id for one in told((), 1, contact_hold=hold())
    ]


def test_what_waits_and_still_says_so_waits_on_and_is_not_doubled() -> None:
    first = told((), 1, contact_hold=hold(), contact_person=person())

    assert told(first, 2, contact_hold=hold(), contact_person=person()) == first


def test_a_change_of_one_thing_leaves_the_other_as_it_is() -> None:
    first = told((), 1, contact_hold=hold(), contact_person=person())
    changed = told(first, 2, contact_hold=hold(date(2026, 12, 8)), contact_person=person())

    assert {(one.content.told, one.seq): one.state for one in changed} == {
        (Told.CONTACT_HOLD, 1): State.OVERTAKEN,
        (Told.CONTACT_HOLD, 2): State.OPEN,
        (Told.CONTACT_PERSON, 1): State.OPEN,
    }


def test_a_message_names_its_disclosure_and_waits_for_its_hour(spans: object) -> None:
    disclosed = Disclosed("jobcenter", CITIZEN, 7, True, {"contact_hold": hold()})
    hour = MONDAY + timedelta(hours=3)
    with span("heard"):
        trace = current_traceparent()
    (one,) = reconcile((), disclosed, now=MONDAY, later={Told.CONTACT_HOLD: hour}, trace=trace)

    assert (one.item, one.seq, one.content, one.state) == ("contact_hold", 7, hold(), State.OPEN)
    assert (one.at, one.made_at, one.ended_at) == (hour, MONDAY, None)
    assert (one.body, one.attempts) == (None, 0)
    assert one.trace == trace is not None


def test_what_is_overtaken_ends_when_the_newer_disclosure_is_heard() -> None:
    later = MONDAY + timedelta(days=1)
    disclosed = Disclosed("jobcenter", CITIZEN, 2, False, {})

    (one,) = reconcile(told((), 1, contact_hold=hold()), disclosed, now=later)

    assert (one.state, one.ended_at) == (State.OVERTAKEN, later)


def test_what_was_told_since_sharing_began_again_counts_from_its_first_message() -> None:
    again = told(
        ended(told(ended(told((), 1, contact_hold=hold())), 2, shares=False)), 3, contact_hold=hold()
    )

    assert open_ones(told(ended(again), 4, contact_hold=hold())) == []
    assert open_ones(told(ended(again), 4, shares=False)) == [Told.SHARING_ENDED]


def test_what_only_holds_for_longer_is_not_told_again() -> None:
    before = ended(told((), 1, contact_person=person()))

    assert told(before, 2, contact_person=person()._replace(until=TODAY)) == before


@pytest.mark.parametrize(
    "other",
    [
        Disclosed("region", CITIZEN, 1, True, {"contact_hold": hold()}),
        Disclosed("jobcenter", CitizenId(UUID(int=1)), 1, True, {"contact_hold": hold()}),
        Disclosed("jobcenter", CITIZEN, 2, True, {"contact_hold": hold()}),
        Disclosed("jobcenter", CITIZEN, 1, True, {"contact_person": hold()}),
    ],
    ids=["receiver", "citizen", "disclosure", "item"],
)
def test_another_message_never_has_the_same_id(other: Disclosed) -> None:
    (one,) = told((), 1, contact_hold=hold())

    assert reconcile((), other, now=MONDAY)[0].id != one.id


def referral(told_: Told = Told.REFERRAL) -> Content:
    return Content(told_, {"referral": "1"})


@pytest.mark.parametrize("over", [Told.REFERRAL_CANCELLED, Told.REFERRAL_CLOSED])
def test_that_something_is_over_is_told_once_to_a_partner_who_may_know_of_it(over: Told) -> None:
    for may_be_known in TOLD:
        asked = ended(told((), 1, referral=referral()), may_be_known)
        after = told(asked, 2, referral=referral(over))

        assert open_ones(after) == [over]
        assert open_ones(told(ended(after), 3, referral=referral(over))) == []


@pytest.mark.parametrize("over", [Told.REFERRAL_CANCELLED, Told.REFERRAL_CLOSED])
def test_what_was_never_told_is_not_told_as_over(over: Told) -> None:
    assert told((), 1, referral=referral(over)) == ()

    unsent = told((), 1, referral=referral())
    refused = ended(unsent, State.REFUSED)
    assert [one.state for one in told(unsent, 2, referral=referral(over))] == [State.OVERTAKEN]
    assert told(refused, 2, referral=referral(over)) == refused


def test_what_ended_while_nothing_was_shared_is_told_when_sharing_begins_again() -> None:
    asked = ended(told((), 1, referral=referral()))
    apart = ended(told(asked, 2, shares=False))

    assert open_ones(told(apart, 3, referral=referral(Told.REFERRAL_CANCELLED))) == [Told.REFERRAL_CANCELLED]


def test_a_referral_that_is_no_longer_told_of_is_not_told_as_over() -> None:
    asked = ended(told((), 1, referral=referral()))

    assert told(asked, 2) == asked


def test_what_may_have_left_and_is_no_longer_told_of_is_not_sent_again_unless_it_is_told_again() -> None:
    sending = ended(told((), 1, referral=referral(), contact_person=person()), State.SENDING)
    (gone, stays) = sorted(told(sending, 2, contact_person=person()), key=lambda one: not one.withdrawn)

    assert (gone.item, gone.withdrawn, stays.withdrawn) == ("referral", True, False)
    again = told((gone, stays), 3, referral=referral(), contact_person=person())
    assert again == (replace(gone, withdrawn=False), stays)


def test_that_a_hold_has_ended_is_sent_again_until_there_is_another() -> None:
    over = ended(told(ended(told((), 1, contact_hold=hold())), 2), State.SENDING)

    assert told(over, 3) == over
    assert [one.withdrawn for one in told(over, 3, contact_hold=hold())] == [False] * 3


def test_that_sharing_ended_is_sent_again_only_while_it_has() -> None:
    over = told(ended(told((), 1, contact_hold=hold())), 2, shares=False)
    *_, sending = ended(over, State.SENDING)

    *_, one = told((*over[:-1], sending), 3)
    assert one.withdrawn
    *_, one = told((*over[:-1], sending), 3, shares=False)
    assert not one.withdrawn


def test_only_what_has_an_hour_waits_for_it() -> None:
    disclosed = Disclosed("jobcenter", CITIZEN, 1, True, {"contact_hold": hold(), "referral": referral()})
    hour = MONDAY + timedelta(hours=3)

    made = reconcile((), disclosed, now=MONDAY, later={Told.CONTACT_HOLD: hour})

    assert {one.item: one.at for one in made} == {"contact_hold": hour, "referral": MONDAY}


days = st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))


contents = st.builds(hold, days, st.sampled_from(["ask-1", "ask-2"]))


persons = st.sampled_from([person("name-1"), person("name-2")])


steps = st.lists(
    st.tuples(
        st.sampled_from([True, True, False]),
        st.none() | contents,
        st.none() | persons,
        st.sampled_from([None, *sorted(TOLD)]),
    ),
    max_size=12,
)


def believed(deliveries: Deliveries) -> tuple[dict[str, Content], bool]:
    """What somebody who reads these messages one after another goes by, and whether anything is shared."""
    known: dict[str, Content] = {}
    shared = False
    for one in deliveries:
        if one.state not in TOLD:
            continue
        match one.content.told:
            case Told.SHARING_ENDED:
                known, shared = {}, False
            case Told.CONTACT_HOLD_ENDED:
                known.pop("contact_hold")
            case Told.CONTACT_HOLD:
                known["contact_hold"], shared = one.content, True
            case Told.CONTACT_PERSON:
                known["contact_person"], shared = one.content, True
    return known, shared


@given(steps)
def test_in_the_end_the_partner_goes_by_what_the_newest_disclosure_says(
    history: list[tuple[bool, Content | None, Content | None, State | None]],
) -> None:
    deliveries: Deliveries = ()
    for seq, (shares, hold_, person_, becomes) in enumerate(history, 1):
        wanted = {name: one for name, one in (("contact_hold", hold_), ("contact_person", person_)) if one}
        deliveries = told(deliveries, seq, shares=shares, **wanted)
        heard = ended(deliveries)
        known, shared = believed(heard)
        if shares:
            assert wanted.items() <= known.items()
            rest = known.get("contact_hold")
            assert hold_ or rest is None or (rest.until or TODAY) < TODAY
        else:
            assert not shared
        assert (
            reconcile(
                heard,
                Disclosed("jobcenter", CITIZEN, seq + 1, shares, wanted if shares else {}),
                now=MONDAY,
            )
            == heard
        )
        if becomes is not None:
            deliveries = ended(deliveries, becomes)
    assert len({one.id for one in deliveries}) == len(deliveries)
    assert all(one.item == SHARING for one in deliveries if one.content.told is Told.SHARING_ENDED)


def a_message(words: str = "words-1") -> Content:
    return Content(Told.MESSAGE, {"message": "1", "words": words}, date(2026, 12, 23))


@pytest.mark.parametrize("state", [State.ACKNOWLEDGED, State.REFUSED, State.EXPIRED, State.SENDING])
def test_what_somebody_wrote_is_sent_once_also_when_sharing_begins_again(state: State) -> None:
    first = ended(told((), 1, message=a_message()), state)
    over = ended(told(first, 2, shares=False))
    again = told(over, 3, message=a_message(), contact_hold=hold())

    assert open_ones(told(first, 2, message=a_message())) == []
    assert open_ones(again) == [Told.CONTACT_HOLD]


def test_what_somebody_wrote_and_sharing_overtook_is_sent_when_it_begins_again() -> None:
    unsent = told((), 1, message=a_message())
    over = told(unsent, 2, shares=False)

    assert open_ones(over) == []
    assert open_ones(told(over, 3, message=a_message())) == [Told.MESSAGE]


def an_agreement(stage: AgreementStage) -> Content:
    return Content(Told.AGREEMENT, {"kind": "discharge_agreement", "stage": stage.value}, None)


def test_that_an_agreement_ended_is_told_to_whom_it_was_told_of() -> None:
    asked = ended(told((), 1, agreement=an_agreement(AgreementStage.ASKED)))
    over = an_agreement(AgreementStage.ENDED)

    assert open_ones(told(asked, 2, agreement=over)) == [Told.AGREEMENT]
    assert open_ones(told((), 2, agreement=over)) == []
