"""What a partner is told, from one disclosure to the next."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.delivery import Told
from samspil.ledger.delivery import TOLD, Content, Deliveries, State
from samspil.ledger.reconcile import SHARING, Disclosed, reconcile
from samspil.testkit.builders import CITIZEN, MONDAY

TODAY = date(2026, 11, 23)


def hold(until: date = date(2026, 12, 1), ask: str = "ask-1") -> Content:
    return Content(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ask}, until)


def told(deliveries: Deliveries, seq: int, *, shares: bool = True, **wanted: Content) -> Deliveries:
    disclosed = Disclosed("jobcenter", CITIZEN, seq, shares, wanted if shares else {})
    return reconcile(deliveries, disclosed, at=MONDAY, now=MONDAY, today=TODAY)


def ended(deliveries: Deliveries, state: State = State.ACKNOWLEDGED) -> Deliveries:
    """Every open one was sent and ended so."""
    return tuple(
        replace(one, state=state, body="as it left") if one.state is State.OPEN else one for one in deliveries
    )


def open_ones(deliveries: Deliveries) -> list[Told]:
    return [one.content.told for one in deliveries if one.state is State.OPEN]


def test_what_is_new_is_told_once() -> None:
    first = told((), 1, contact_hold=hold())
    again = told(ended(first), 2, contact_hold=hold())

    assert open_ones(first) == [Told.CONTACT_HOLD]
    assert open_ones(again) == []


def test_what_changed_is_told_anew_and_an_unsent_one_is_overtaken() -> None:
    first = told((), 1, contact_hold=hold())
    changed = told(first, 2, contact_hold=hold(date(2026, 12, 8)))

    assert [one.state for one in changed] == [State.OVERTAKEN, State.OPEN]


def test_when_sharing_ends_the_partner_hears_that_and_nothing_more() -> None:
    before = ended(told((), 1, contact_hold=hold()))
    after = told(before, 2, shares=False)
    once = told(ended(after), 3, shares=False)

    assert open_ones(after) == [Told.SHARING_ENDED]
    assert open_ones(once) == []


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


def test_a_hold_that_is_ended_early_is_told_and_one_that_ran_out_is_not() -> None:
    early = ended(told((), 1, contact_hold=hold(TODAY)))
    over = ended(told((), 1, contact_hold=hold(TODAY - timedelta(days=1))))

    assert open_ones(told(early, 2)) == [Told.CONTACT_HOLD_ENDED]
    assert open_ones(told(over, 2)) == []


def test_the_same_disclosure_makes_the_same_message_id() -> None:
    assert [one.id for one in told((), 1, contact_hold=hold())] == [
        one.id for one in told((), 1, contact_hold=hold())
    ]


contents = st.builds(hold, st.dates(TODAY, date(2026, 12, 31)), st.sampled_from(["ask-1", "ask-2"]))
steps = st.lists(
    st.tuples(st.booleans(), st.none() | contents, st.sampled_from([None, *sorted(TOLD), State.REFUSED])),
    max_size=12,
)


@given(steps)
def test_in_the_end_the_partner_has_heard_what_the_newest_disclosure_says(
    history: list[tuple[bool, Content | None, State | None]],
) -> None:
    deliveries: Deliveries = ()
    for seq, (shares, content, becomes) in enumerate(history, 1):
        wanted = {"contact_hold": content} if content else {}
        deliveries = told(deliveries, seq, shares=shares, **wanted)
        if becomes is not None:
            deliveries = ended(deliveries, becomes)
        heard = [one for one in deliveries if one.state is not State.OVERTAKEN]
        newest = {one.item: one for one in heard}
        if shares and content:
            assert newest["contact_hold"].content == content
        if not shares:
            assert all(one.item == SHARING for one in heard if one.state is State.OPEN)
    assert len({one.id for one in deliveries}) == len(deliveries)
