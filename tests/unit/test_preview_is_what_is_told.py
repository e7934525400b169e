"""What is shown before a citizen says yes is, byte for byte, what each partner is then told.

What is given, narrowed or withdrawn is decided by the service that keeps consents; the overview hears it.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from deciding import Deciding
from laws import SHIPPED
from overview_facts import AGREED, added, admitted, asked, consent, registered
from samspil.contracts.citizen import CitizenConsentExpired, CitizenFact
from samspil.contracts.envelope import Fact
from samspil.overview.domain.consent import Consent as Known
from samspil.overview.domain.inform import Informed, tells_nothing
from samspil.overview.domain.preview_consent import Preview, if_given, if_narrowed, if_withdrawn, preview
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.domain.view import View
from samspil.overview.domain.what_is_told import WhatIsKnown
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.last_look import ADAPTERS, LastLook
from samspil.overview.storage.transaction import view_of
from samspil.referral.domain.consent import Consent as Kept
from samspil.referral.domain.give_consent import give_consent
from samspil.referral.domain.narrow_consent import narrow_consent
from samspil.referral.domain.withdraw_consent import withdraw_consent
from samspil.rulebook.law import in_force
from samspil.rulebook.less_consent import WRONG_RESTS, Rest
from samspil.rulebook.whole_consent import WRONG_AGREEMENTS, Agreement
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.testkit.builders import OURS as MUNICIPALITIES
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

SOCIAL, EMPLOYMENT, REGION = Sector
OURS = UUID(int=77)
THEIRS = UUID(int=78)
DECEMBER = MONDAY + timedelta(days=14)
FIRST = danish_day(MONDAY)
OUT = (DataClass.IDENTITY, DataClass.CONTACT_HOLD, DataClass.REFERRAL)
WAYS: list[tuple[Sector, tuple[Sector, ...], tuple[DataClass, ...]]] = [
    (SOCIAL, (EMPLOYMENT,), OUT),
    (SOCIAL, (EMPLOYMENT,), OUT),
    (SOCIAL, (REGION,), (DataClass.IDENTITY, DataClass.NETWORK)),
    (SOCIAL, (EMPLOYMENT, REGION), (*OUT, DataClass.NETWORK)),
    (EMPLOYMENT, (SOCIAL,), (DataClass.MILESTONE, DataClass.REFERRAL)),
    (REGION, (SOCIAL,), (DataClass.REFERRAL,)),
]
REFUSALS = (*WRONG_AGREEMENTS, *WRONG_RESTS)

last_days = st.sampled_from([FIRST + timedelta(days=days) for days in (3, 14, 20, 90, 90, 300, 350)])


def some(of: tuple[DataClass, ...]) -> st.SearchStrategy[tuple[DataClass, ...]]:
    """The first alone, all, or any of them."""
    return st.sampled_from([of, of, of[:1], of[1:] or of])


@st.composite
def givings(draw: st.DrawFn) -> Fact:
    """A consent under one of the laws, with an effect or not."""
    giver, takers, of = draw(st.sampled_from(WAYS))
    law = draw(st.sampled_from([LegalBasis.RSL_11A_1, LegalBasis.RSL_11A_1, LegalBasis.FVL_28]))
    at = draw(st.sampled_from([MONDAY, MONDAY - timedelta(days=3)]))
    given = consent(draw(last_days), draw(some(of)), giver=giver, to=takers, at=at)
    return replace(given, law=law)


Step = Callable[[Deciding], None]


def hearing(fact: Fact) -> Step:
    return lambda tx: tx.hear(fact)


def looking(tx: Deciding) -> None:
    tx.look(SHIPPED)


def holding(tx: Deciding) -> None:
    set_contact_hold(
        tx,
        HoldWanted(uuid4(), danish_day(tx.now) + timedelta(days=5), sealed("ask"), "staff-1"),
        MUNICIPALITIES,
    )


def over(tx: Deciding) -> None:
    """The first consent is said to be over."""
    for one in seen(tx).citizen.consents[:1]:
        tx.hear(CitizenConsentExpired(consent_id=one.id, occurred_at=tx.now))


def seen(tx: Deciding) -> View:
    return view_of(tx.folds.of(CITIZEN), tx.coordinations.of(CITIZEN))


OTHERS: list[Step] = [
    looking,
    looking,
    holding,
    over,
    hearing(admitted()),
    hearing(asked(referral=OURS, giver=SOCIAL, to=EMPLOYMENT)),
    hearing(asked(giver=EMPLOYMENT, to=SOCIAL)),
    lambda tx: tx.doubt(in_doubt=True),
]
steps: st.SearchStrategy[Step] = st.one_of(givings().map(hearing), st.sampled_from(OTHERS))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Most often somebody whom help was agreed with, and of whom a partner was told."""
    begin: list[Step] = [hearing(registered()), hearing(added()), hearing(AGREED), hearing(draw(givings()))]
    broad = consent(kinds=(*OUT, DataClass.NETWORK))
    shared: list[Step] = draw(st.sampled_from([[hearing(broad), holding, looking], [holding], []]))
    return begin[draw(st.sampled_from([0, 0, 0, 0, 1])) :] + shared + draw(st.lists(steps, max_size=6))


class Act(NamedTuple):
    """What somebody is about to do: how it is decided there, and how it is shown here."""

    kind: str
    done: Callable[[datetime], Fact]
    shown: Callable[[datetime], CitizenFact]


def kept(one: Known) -> Kept:
    """As the service that keeps it knows it."""
    both = {field.name for field in fields(Kept)} & {field.name for field in fields(Known)}
    told: dict[str, Any] = {name: getattr(one, name) for name in both}
    return Kept(**{**told, "case": one.case or OURS}, recorded_by="staff-1")


@st.composite
def acts(draw: st.DrawFn, known: tuple[Known, ...], cases: set[UUID]) -> Act:
    """One of the three."""
    kind = draw(st.sampled_from(["give", "narrow", "narrow", "withdraw"] if known else ["give"]))
    if kind == "give":
        giver, takers, of = draw(st.sampled_from(WAYS))
        agreed = Agreement(
            law=None,
            kinds=draw(some(of)),
            from_sector=giver,
            to_sectors=takers,
            case=draw(st.sampled_from([OURS] * 9 + [THEIRS])),
            until=draw(last_days),
            form=draw(st.sampled_from(ConsentForm)),
        )

        def given(now: datetime) -> Fact:
            pack = in_force(SHIPPED, danish_day(now))
            return give_consent(uuid4(), agreed, cases, pack, "staff-1", now)[1][0]

        return Act(kind, given, lambda now: if_given(agreed, cases, SHIPPED, now))
    one = draw(st.sampled_from(known[-3:]))
    if kind == "withdraw":
        return Act(
            kind,
            lambda now: withdraw_consent(kept(one), "staff-1", now)[1][0],
            lambda now: if_withdrawn(one, now),
        )
    rest = Rest(
        draw(st.sampled_from([one.kinds, one.kinds[:1], one.kinds[1:], one.kinds[1:] or one.kinds])),
        draw(st.sampled_from([one.to_sectors, one.to_sectors[-1:]])),
        draw(st.sampled_from([one.until, one.until, one.until - timedelta(days=1), DECEMBER.date()])),
    )
    return Act(
        kind,
        lambda now: narrow_consent(kept(one), rest, "staff-1", now)[1][0],
        lambda now: if_narrowed(one, rest, now),
    )


def bytes_of(receiver: Receiver, informed: Informed, at: datetime) -> bytes:
    return ADAPTERS[receiver].dump_json(replace(informed, occurred_at=at))  # type: ignore[arg-type]


def decided(do: Callable[[datetime], Any], now: datetime) -> Any:
    """What is said, or the kind of refusal."""
    try:
        return do(now)
    except REFUSALS as refusal:
        return type(refusal)


def test_over_a_thousand_histories_what_was_shown_is_what_each_partner_is_told() -> None:
    met: Counter[str] = Counter()

    @settings(counted, max_examples=1500)
    @given(histories(), st.sampled_from([MONDAY, MONDAY, DECEMBER]), st.data())
    def told(history: list[Step], now: datetime, data: st.DataObject) -> None:
        tx = Deciding(MONDAY)
        for step in history:
            step(tx)
        tx.now = now
        looking(tx)
        tx.doubt(in_doubt=data.draw(st.sampled_from([False, False, True])))
        looking(tx)
        view, last = seen(tx), tx.looks.of(CITIZEN) or LastLook()
        act = data.draw(acts(view.citizen.consents, {OURS}))

        shown = decided(act.shown, now)
        fact = decided(act.done, now)
        if isinstance(fact, type):
            assert shown is fact, "refused for the same reason"
            met["refused"] += 1
            return
        previews = preview(
            WhatIsKnown(view, last.informed, last.in_doubt), shown, SHIPPED, now, MUNICIPALITIES
        )
        said_before = [len(tx.told(receiver)) for receiver in Receiver]
        tx.hear(fact)
        looking(tx)

        met[act.kind] += 1
        for one, before in zip(previews, said_before, strict=True):
            check(tx, one, now, has_said=len(tx.told(one.receiver)) > before)
            met["shares"] += one.after.shares
            met["doubt"] += last.in_doubt
            met["changes"] += one.changes
            met["changes in doubt"] += one.changes and last.in_doubt
            met["stays"] += not one.changes and one.after.shares

    def check(tx: Deciding, one: Preview, now: datetime, *, has_said: bool) -> None:
        assert has_said is one.changes
        if all_told := tx.told(one.receiver):
            assert bytes_of(one.receiver, one.after, now) == bytes_of(one.receiver, all_told[-1], now)
        else:
            assert tells_nothing(one.after)

    told()
    assert min(met["give"], met["narrow"], met["withdraw"]) > 100, met
    assert met["shares"] > 400, met
    assert met["changes"] > 200, met
    assert met["stays"] > 100, met
    assert met["changes in doubt"] > 10, met
    assert met["refused"] > 20, met
    assert met["give"] + met["narrow"] + met["withdraw"] >= 1000, met


@pytest.mark.parametrize("receiver", Receiver)
def test_while_a_fact_cannot_be_heard_nothing_is_shown_to_change(receiver: Receiver) -> None:
    tx = Deciding()
    tx.hear(registered(), consent(date(2027, 1, 1)))
    holding(tx)
    looking(tx)
    said = (tx.looks.of(CITIZEN) or LastLook()).informed

    [one] = [
        one
        for one in preview(WhatIsKnown(seen(tx), said, in_doubt=True), None, SHIPPED, MONDAY, MUNICIPALITIES)
        if one.receiver is receiver
    ]

    assert not one.changes
    assert one.after == one.now == said[receiver]
