"""Discharge agreements and coordination plans: every verb in every stage, and any acts in any order."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, settings

from a_plan import NOW, TODAY, WORDS
from agreement_acts import (
    DAY,
    DISCHARGE,
    IDS,
    REFUSALS,
    REGION,
    REGISTERED,
    Act,
    agrees,
    asking,
    asks,
    drafts,
    histories,
)
from anything import counted
from plan_in_memory import DIED, LIVES, STAY, hears, moved
from plan_of_two_files import A, B, TwoFiles, merged, split
from samspil.contracts.plan import (
    AgreementEnd,
    AgreementFact,
    AgreementKind,
    AgreementStage,
    PlanDischargeAgreementAgreed,
    PlanDischargeAgreementAsked,
    PlanDischargeAgreementDrafted,
    PlanDischargeAgreementEnded,
    PlanDischargeAgreementReplaced,
)
from samspil.overview.domain.agreements import Agreements, after_agreement
from samspil.plan.domain.agreement import (
    Agreement,
    AgreementOver,
    AlreadyAgreed,
    UnknownAgreement,
    require_agreement,
)
from samspil.plan.domain.ask_agreement import AgreementUnderWay, NotHeardOf, NotOurs, UnknownStay
from samspil.plan.domain.ask_agreement import ask_agreement as ask
from samspil.plan.domain.conclude_agreement import (
    AgreedBeforeAsked,
    KindOfOtherPart,
    NothingDrafted,
    replace_others,
)
from samspil.plan.domain.conclude_agreement import conclude_agreement as conclude
from samspil.plan.domain.draft_agreement import draft_agreement
from samspil.plan.domain.end_agreement import (
    BY_RULE,
    AgreementEndedBefore,
    EndOfOtherStage,
    end_agreement,
)
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, RULES
from samspil.testkit.in_memory import in_memory, said

ASKED: Final = Agreement(IDS[0], DISCHARGE, REGION, TODAY, version=3)
Verb = Callable[[Agreement], tuple[Agreement, tuple[Any, ...]]]


def at(stage: AgreementStage) -> Agreement:
    """As it stands at that stage."""
    words = None if stage is AgreementStage.ASKED else WORDS
    agreed = TODAY if stage is AgreementStage.AGREED else None
    return replace(ASKED, stage=stage, words=words, agreed_on=agreed)


def concludes(on: date | None = None, *, with_citizen: bool = True) -> Verb:
    return lambda it: conclude(it, on, "mette", NOW, with_citizen=with_citizen)


def ends(why: AgreementEnd = AgreementEnd.NO_LONGER_NEEDED, on: date | None = None) -> Verb:
    return lambda it: end_agreement(it, why, REGION, on, "mette", NOW)


ABOUT: Final[dict[str, Any]] = {"agreement_id": IDS[0], "noted_by": "mette", "occurred_at": NOW}
VERBS: Final[dict[str, tuple[Verb, dict[str, Any], Any]]] = {
    "draft": (
        lambda it: draft_agreement(it, WORDS, REGION, "mette", NOW),
        {"stage": AgreementStage.DRAFTED, "words": WORDS, "drafted_by": REGION},
        PlanDischargeAgreementDrafted(words=WORDS, drafted_by=REGION, **ABOUT),
    ),
    "agree": (
        concludes(),
        {"stage": AgreementStage.AGREED, "agreed_on": TODAY, "with_citizen": True},
        PlanDischargeAgreementAgreed(agreed_on=TODAY, with_citizen=True, **ABOUT),
    ),
    "end": (
        ends(),
        {
            "stage": AgreementStage.ENDED,
            "ended_on": TODAY,
            "ended_by": REGION,
            "why": AgreementEnd.NO_LONGER_NEEDED,
        },
        PlanDischargeAgreementEnded(
            why=AgreementEnd.NO_LONGER_NEEDED, ended_by=REGION, ended_on=TODAY, **ABOUT
        ),
    ),
}
OVER: Final = dict.fromkeys((AgreementStage.REPLACED, AgreementStage.ENDED), AgreementOver)
REFUSED: Final[dict[str, dict[AgreementStage, type[Exception]]]] = {
    "draft": {AgreementStage.AGREED: AlreadyAgreed, **OVER},
    "agree": {AgreementStage.ASKED: NothingDrafted, AgreementStage.AGREED: AlreadyAgreed, **OVER},
    "end": {**OVER},
}


@pytest.mark.parametrize("stage", AgreementStage)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_does_its_own_at_each_stage_or_says_why_not(verb: str, stage: AgreementStage) -> None:
    decide, changes, fact = VERBS[verb]
    before = at(stage)

    if refusal := REFUSED[verb].get(stage):
        with pytest.raises(refusal):
            decide(before)
    else:
        assert decide(before) == (replace(before, **changes), (fact,))


def test_it_is_asked_for_with_the_day_by_which_something_is_to_be_drafted() -> None:
    friday = date(2026, 11, 20)

    asked, (fact,) = ask((), (STAY,), asking(on=friday, stay_id=STAY, message_id=IDS[3]), RULES, NOW)

    assert asked == Agreement(IDS[0], DISCHARGE, REGION, friday, stay_id=STAY)
    assert fact == PlanDischargeAgreementAsked(
        kind=DISCHARGE,
        asked_by=REGION,
        asked_on=friday,
        stay_id=STAY,
        message_id=IDS[3],
        draft_by=date(2026, 11, 25),
        **ABOUT,
    )


@pytest.mark.parametrize("stage", AgreementStage)
@pytest.mark.parametrize("kind", AgreementKind)
def test_of_each_kind_one_is_under_way_at_a_time(kind: AgreementKind, stage: AgreementStage) -> None:
    there = replace(at(stage), kind=kind)

    if kind is DISCHARGE and there.is_under_way:
        with pytest.raises(AgreementUnderWay):
            ask((there,), (), asking(IDS[1]), RULES, NOW)
    else:
        assert ask((there,), (), asking(IDS[1]), RULES, NOW)[1]


def test_a_stay_that_nobody_told_of_the_citizen_is_no_reason_to_ask() -> None:
    with pytest.raises(UnknownStay):
        ask((), (STAY,), asking(stay_id=IDS[3]), RULES, NOW)


@pytest.mark.parametrize("with_citizen", [True, False])
@pytest.mark.parametrize("kind", AgreementKind)
def test_a_discharge_agreement_is_made_with_the_citizen_and_a_coordination_plan_without(
    kind: AgreementKind, *, with_citizen: bool
) -> None:
    drafted = replace(at(AgreementStage.DRAFTED), kind=kind)

    if with_citizen is (kind is DISCHARGE):
        assert concludes(with_citizen=with_citizen)(drafted)[0].with_citizen is with_citizen
    else:
        with pytest.raises(KindOfOtherPart):
            concludes(with_citizen=with_citizen)(drafted)


def test_nothing_is_agreed_before_it_was_asked_for_nor_over_before_it_was_agreed() -> None:
    drafted = at(AgreementStage.DRAFTED)
    agreed = replace(at(AgreementStage.AGREED), asked_on=TODAY - DAY)

    with pytest.raises(AgreedBeforeAsked):
        concludes(TODAY - DAY)(drafted)
    with pytest.raises(AgreementEndedBefore):
        ends(on=TODAY - DAY)(drafted)
    with pytest.raises(AgreementEndedBefore):
        ends(on=TODAY - DAY)(agreed)
    assert concludes(TODAY)(drafted)[1]
    assert ends(on=TODAY)(agreed)[1]


@pytest.mark.parametrize("stage", [AgreementStage.ASKED, AgreementStage.DRAFTED, AgreementStage.AGREED])
@pytest.mark.parametrize("why", [AgreementEnd.KEPT, AgreementEnd.NO_LONGER_NEEDED, AgreementEnd.NOT_MADE])
def test_what_was_agreed_has_been_kept_and_what_was_not_is_not_made(
    why: AgreementEnd, stage: AgreementStage
) -> None:
    other = AgreementEnd.NOT_MADE if stage is AgreementStage.AGREED else AgreementEnd.KEPT

    if why is other:
        with pytest.raises(EndOfOtherStage):
            ends(why)(at(stage))
    else:
        assert ends(why)(at(stage))[0].why is why


def test_the_one_that_is_agreed_takes_the_place_of_every_other_that_is_open() -> None:
    stages = dict(zip(AgreementStage, IDS, strict=False))
    there = {id_: replace(at(stage), id=id_) for stage, id_ in stages.items()}
    new = replace(at(AgreementStage.AGREED), id=UUID(int=99))

    after, facts = replace_others({**there, new.id: new}, new, "mette", NOW)

    open_ones = {stages[stage] for stage in (AgreementStage.ASKED, AgreementStage.DRAFTED)}
    open_ones |= {stages[AgreementStage.AGREED]}
    assert {one.agreement_id for one in facts} == open_ones
    assert all(one.replaced_by == new.id for one in facts)
    assert {id_ for id_, one in after.items() if one.is_open} == {new.id}


def test_the_agreement_of_another_citizen_is_not_known() -> None:
    with pytest.raises(UnknownAgreement):
        require_agreement({IDS[0]: ASKED}, IDS[1])


async def test_of_whom_nobody_told_this_service_nothing_is_asked() -> None:
    tx = await in_memory(PlanTransaction)
    with pytest.raises(NotHeardOf):
        asks(tx, IDS[0])

    hears(tx, REGISTERED)

    assert asks(tx, IDS[0]).version == 1


async def test_one_needs_no_plan_and_each_is_a_case_of_its_own() -> None:
    tx = await in_memory(PlanTransaction)
    hears(tx, REGISTERED)
    for id_ in IDS[:2]:
        asks(tx, id_)
        drafts(tx, id_)
        agrees(tx, id_)

    assert tx.plans.of(CITIZEN) is None
    assert [(one.correlationid, type(one.data)) for one in said(tx)[-2:]] == [
        (IDS[1], PlanDischargeAgreementAgreed),
        (IDS[1], PlanDischargeAgreementReplaced),
    ]
    assert {one.id: (one.stage, one.version) for one in tx.agreements.of(CITIZEN).values()} == {
        IDS[0]: (AgreementStage.REPLACED, 7),
        IDS[1]: (AgreementStage.AGREED, 6),
    }


@pytest.mark.parametrize(("away", "back"), [(DIED, LIVES), (moved("751"), moved("101"))])
async def test_a_death_or_a_move_ends_it_and_what_takes_these_back_brings_none_back(
    away: Any, back: Any
) -> None:
    tx = await in_memory(PlanTransaction)
    hears(tx, REGISTERED)
    asks(tx, IDS[0])
    drafts(tx, IDS[0])

    heard = hears(tx, away)

    ended = tx.agreements.of(CITIZEN)[IDS[0]]
    assert (ended.stage, ended.why) == (AgreementStage.ENDED, AgreementEnd.NOT_OURS)
    [end] = [one for one in said(tx) if isinstance(one.data, PlanDischargeAgreementEnded)]
    assert (end.data.noted_by, end.causationid) == (BY_RULE, heard.id)
    with pytest.raises(NotOurs):
        asks(tx, IDS[1])
    with pytest.raises(AgreementOver):
        drafts(tx, IDS[0])
    before = len(said(tx))
    hears(tx, back)
    assert len(said(tx)) == before
    assert asks(tx, IDS[1]).is_open


async def one_person() -> TwoFiles:
    world = TwoFiles()
    await world.hears((A, REGISTERED), (B, REGISTERED))
    await world.hears((A, merged()), (B, merged()))
    await world.looks()
    return world


def acts(citizen: UUID, act: Callable[[PlanTransaction], object]) -> Callable[[PlanTransaction], None]:
    def turned(tx: PlanTransaction) -> None:
        tx.turn_to(citizen)  # type: ignore[arg-type]
        act(tx)

    return turned


def agreements_of(world: TwoFiles, citizen: Any) -> dict[UUID, Agreement]:
    return world._of(citizen, 8)


async def test_of_a_person_with_two_files_the_newest_takes_the_place_of_those_in_the_other() -> None:
    world = await one_person()
    await world.transact([A], acts(A, lambda tx: (asks(tx, IDS[0]), drafts(tx, IDS[0]), agrees(tx, IDS[0]))))
    await world.transact([B], acts(B, lambda tx: asks(tx, IDS[1])))
    with pytest.raises(AgreementUnderWay):
        await world.transact([A], acts(A, lambda tx: asks(tx, IDS[2])))

    await world.transact([B], acts(B, lambda tx: (drafts(tx, IDS[1]), agrees(tx, IDS[1]))))

    assert agreements_of(world, A)[IDS[0]].replaced_by == IDS[1]
    assert agreements_of(world, B)[IDS[1]].stage is AgreementStage.AGREED
    assert [one.type for one in world.said[-2:]] == [
        "plan.discharge_agreement_agreed.v1",
        "plan.discharge_agreement_replaced.v1",
    ]
    assert [one.subject for one in world.said[-2:]] == [B, A]


async def test_a_death_told_of_one_file_ends_what_lies_in_the_others_and_of_two_people_only_ones_own() -> (
    None
):
    world = await one_person()
    await world.transact([A], acts(A, lambda tx: asks(tx, IDS[0])))
    await world.hears((A, split()), (B, split()))
    await world.looks()
    await world.transact([B], acts(B, lambda tx: asks(tx, IDS[1])))

    await world.hears((B, DIED))
    await world.looks()
    assert agreements_of(world, A)[IDS[0]].is_open
    assert not agreements_of(world, B)[IDS[1]].is_open

    await world.hears((A, merged()), (B, merged()))
    await world.looks()
    assert not agreements_of(world, A)[IDS[0]].is_open


MET: Counter[str] = Counter()


def hold(tx: PlanTransaction) -> None:
    """What is true whatever was done, and that the overview folds it to the same."""
    there = tx.agreements.of(CITIZEN)
    facts = [one for one in said(tx) if isinstance(one.data, AgreementFact)]
    open_ones = [one for one in there.values() if one.is_open]
    for kind in AgreementKind:
        assert sum(one.is_under_way and one.kind is kind for one in open_ones) <= 1
    assert sum(one.stage is AgreementStage.AGREED for one in open_ones) <= 1
    for one in there.values():
        if one.agreed_on is not None:
            assert one.words is not None
            assert one.with_citizen is (one.kind is DISCHARGE)
            assert one.asked_on <= one.agreed_on <= (one.ended_on or TODAY)
        assert (one.ended_on is None) is (one.stage is not AgreementStage.ENDED)
        assert one.replaced_by is None or there[one.replaced_by].agreed_on is not None
    folded: Agreements = ()
    for event in facts:
        folded = after_agreement(folded, event.data, event.seq)
    shown = {one.id: (one.stage, one.words, one.agreed_on, one.ended_on, one.version) for one in folded}
    assert shown == {
        id_: (one.stage, one.words, one.agreed_on, one.ended_on, one.version) for id_, one in there.items()
    }
    citizen = tx.citizen_states.of(CITIZEN)
    assert citizen is not None
    assert not (citizen.is_away and open_ones)


@settings(counted, max_examples=400)
@given(histories)
def _any_acts(history: list[tuple[str, Act]]) -> None:
    tx = asyncio.run(in_memory(PlanTransaction))
    hears(tx, REGISTERED)
    for name, act in history:
        before = (dict(tx.agreements.of(CITIZEN)), len(said(tx)))
        try:
            act(tx)
            MET[name] += 1
        except REFUSALS as refusal:
            MET[type(refusal).__name__] += 1
            assert (tx.agreements.of(CITIZEN), len(said(tx))) == before
        over = {id_: one for id_, one in before[0].items() if not one.is_open}
        assert tx.agreements.of(CITIZEN).items() >= over.items()
        hold(tx)
    MET["replaced"] += any(one.replaced_by for one in tx.agreements.of(CITIZEN).values())
    MET["not ours"] += any(one.why is AgreementEnd.NOT_OURS for one in tx.agreements.of(CITIZEN).values())


def test_any_acts_in_any_order_leave_its_life_right_and_what_is_over_as_it_was() -> None:
    MET.clear()

    _any_acts()

    for name in ("ask", "draft", "agree", "end", "hear"):
        assert MET[name] > 50, name
    for refusal in (
        *(AgreementUnderWay, AgreementOver, AlreadyAgreed, NothingDrafted, UnknownAgreement, NotOurs),
        *(KindOfOtherPart, AgreedBeforeAsked, AgreementEndedBefore, EndOfOtherStage),
    ):
        assert MET[refusal.__name__] > 5, refusal
    assert MET["replaced"] > 10
    assert MET["not ours"] > 10
