"""Who a citizen is put right, moving, dying, and the death that was a mistake: what each says and ends."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted, days
from samspil.contracts.citizen import (
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMoved,
    DeathSource,
)
from samspil.contracts.employment import EmploymentHelpRequested, EmploymentHelpRequestWithdrawn
from samspil.contracts.referral import ClosingReason, ReferralClosed
from samspil.ledger.versions import StaleVersion
from samspil.referral.api.clock import due
from samspil.referral.domain.citizen_file import CitizenFile, CitizenIsDead, NotRegistered
from samspil.referral.domain.correct_identity import Identity, identity_of
from samspil.referral.domain.move import LivesThereAlready, Move, MovedAhead, MovedBeforeBirth
from samspil.referral.domain.record_death import DiedAhead, DiedBeforeBirth
from samspil.referral.domain.referral import OVER, Referral, Staff, State
from samspil.referral.domain.register import Differs, Registration, differing
from samspil.referral.domain.retract_death import NotDead
from samspil.referral.domain.void import void
from samspil.referral.handlers.change_referral import change_referral
from samspil.referral.handlers.correct_identity import correct_identity
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.move_citizen import move_citizen
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.retract_death import retract_death
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.handlers.take_request import take_request
from samspil.referral.handlers.withdraw_consent import withdraw_consent
from samspil.referral.handlers.withdraw_request import withdraw_request
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.rulebook.whole_consent import Agreement
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, RULES, event, sealed, submission
from samspil.testkit.in_memory import in_memory, marked, said
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

WANTED: Final = Registration(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85)
BY: Final = Staff("recorder")
TODAY: Final = date(2026, 11, 23)
BORN: Final = date(1960, 1, 2)
ELSEWHERE: Final = Move(TODAY, "751", "751")
ASKED: Final = submission(id=UUID(int=3), author="author", from_unit="VISITATION-1")
THERE: Final = submission(id=UUID(int=4), to_unit="AARHUS-1", author="author")
AGREED: Final = Agreement(
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.IDENTITY,),
    from_sector=Sector.SOCIAL,
    to_sectors=(Sector.EMPLOYMENT,),
    case=UUID(int=3),
    until=date(2027, 1, 1),
)
REQUEST: Final = UUID(int=8)
HELP_ASKED: Final = EmploymentHelpRequested(
    request_id=REQUEST,
    asked_for=LegalBasis.SEL_85,
    words=sealed("words"),
    urgent=False,
    basis=LegalBasis.RSL_11A_1,
    occurred_at=MONDAY,
)
AARHUS: Final = replace(next(one for one in RULES.units if one.code == "VISITATION-1"), code="AARHUS-1")
TWO_MUNICIPALITIES: Final = replace(
    RULES, units=(*RULES.units, replace(AARHUS, municipality="751", takes_requests=False))
)


@pytest.fixture
async def tx() -> ReferralTransaction:
    """A citizen with a file and a referral."""
    return await with_a_referral()


async def with_a_referral() -> ReferralTransaction:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)
    submit_referral(tx, ASKED, RULES, LAW)
    return tx


def no_longer(request: UUID) -> EmploymentHelpRequestWithdrawn:
    return EmploymentHelpRequestWithdrawn(request_id=request, basis=LegalBasis.RSL_11A_1, occurred_at=MONDAY)


def file_of(tx: ReferralTransaction) -> CitizenFile:
    file = tx.files.of(CITIZEN)
    assert file is not None
    return file


def dies(tx: ReferralTransaction, on: date | None = None, born: date | None = BORN) -> CitizenFile:
    return record_death(tx, None, on, DeathSource.CIVIL_REGISTER, born, BY)


def moves(
    tx: ReferralTransaction, to: Move = ELSEWHERE, born: date | None = BORN, rules: Rulebook = RULES
) -> CitizenFile:
    return move_citizen(tx, None, to, born, BY, rules)


def lives(tx: ReferralTransaction) -> CitizenFile:
    return retract_death(tx, None, "recorder", RULES)


def corrects(tx: ReferralTransaction, **changed: Any) -> CitizenFile:
    return correct_identity(tx, None, replace(identity_of(file_of(tx)), **changed), "recorder")


def open_ones(tx: ReferralTransaction) -> list[Referral]:
    return [one for one in tx.referrals.of(CITIZEN).values() if one.state not in OVER]


def said_of(tx: ReferralTransaction, *kinds: type) -> list[Any]:
    return [one.data for one in said(tx) if isinstance(one.data, kinds)]


async def test_a_correction_says_the_whole_of_who_the_citizen_is_and_nothing_where_nothing_differs(
    tx: ReferralTransaction,
) -> None:
    name, address = sealed("name"), sealed("address")

    first = corrects(tx, name=name, address=address, address_protected=True, residence_municipality="265")
    again = corrects(tx, residence_municipality="265")

    fact = CitizenCorrected(
        name=name,
        acting_municipality="101",
        residence_municipality="265",
        address=address,
        address_protected=True,
        corrected_by="recorder",
        occurred_at=MONDAY,
    )
    assert said_of(tx, CitizenCorrected) == [fact]
    assert (first.name, first.address, first.address_protected) == (name, address, True)
    assert again == first
    assert first.version == said(tx)[-1].seq, "the version is the number of the fact"
    assert said(tx)[-1].correlationid == CITIZEN
    assert [one.id for one in open_ones(tx)] == [ASKED.id], "a correction closes nothing"


async def test_that_the_citizen_lives_where_it_is_acted_is_no_correction(tx: ReferralTransaction) -> None:
    assert corrects(tx, residence_municipality="101") == file_of(tx)
    assert said_of(tx, CitizenCorrected) == []


@pytest.mark.parametrize(
    "does",
    [
        lambda tx, seen: correct_identity(
            tx, seen, Identity(sealed("name"), "101", None, None, address_protected=False), "by"
        ),
        lambda tx, seen: move_citizen(tx, seen, ELSEWHERE, BORN, BY, RULES),
        lambda tx, seen: record_death(tx, seen, None, DeathSource.RELATIVES, BORN, BY),
    ],
    ids=["correct", "move", "die"],
)
async def test_each_asks_for_a_file_and_for_the_version_that_was_read(
    tx: ReferralTransaction, does: Any
) -> None:
    with pytest.raises(NotRegistered):
        does(await in_memory(ReferralTransaction), None)
    with pytest.raises(StaleVersion):
        does(tx, 7)
    before = file_of(tx).version
    assert does(tx, before).version > before


async def test_whoever_dies_is_owed_nothing_any_more_and_nothing_new_is_asked_or_agreed_to(
    tx: ReferralTransaction,
) -> None:
    consent = give_consent(tx, UUID(int=7), AGREED, "staff", LAW)

    dies(tx, TODAY)

    assert said_of(tx, CitizenDied) == [
        CitizenDied(
            died_on=TODAY,
            source=DeathSource.CIVIL_REGISTER,
            recorded_by="recorder",
            occurred_at=MONDAY,
        )
    ]
    assert said_of(tx, ReferralClosed) == [
        ReferralClosed(
            referral_id=ASKED.id, closed_by="recorder", reason=ClosingReason.DEAD, occurred_at=MONDAY
        )
    ]
    assert open_ones(tx) == []
    for refused in (
        lambda: submit_referral(tx, replace(ASKED, id=UUID(int=9)), RULES, LAW),
        lambda: give_consent(tx, UUID(int=9), AGREED, "staff", LAW),
        lambda: moves(tx),
        lambda: dies(tx),
    ):
        with pytest.raises(CitizenIsDead):
            refused()
    assert withdraw_consent(tx, consent.id, "recorder").withdrawn_at == MONDAY
    assert corrects(tx, name=sealed("name")).death is not None, "a name is put right after a death, too"


async def test_what_a_death_closed_is_asked_anew_when_it_was_a_mistake(tx: ReferralTransaction) -> None:
    await_it = open_ones(tx)[0]
    dies(tx)
    tx.now = MONDAY + timedelta(days=30)

    lives(tx)

    assert said_of(tx, CitizenDeathRetracted) == [
        CitizenDeathRetracted(recorded_by="recorder", occurred_at=tx.now)
    ]
    [successor] = open_ones(tx)
    assert (successor.follows, successor.state, successor.submitted_at) == (
        ASKED.id,
        State.SUBMITTED,
        tx.now,
    )
    for same in ("words", "author", "from_unit", "to_unit", "basis", "priority", "needs_decision"):
        assert getattr(successor, same) == getattr(await_it, same)
    assert successor.answer_by - await_it.answer_by > timedelta(days=25)
    assert f"answer:{successor.id}" in marked(tx)
    assert file_of(tx).death is None
    with pytest.raises(NotDead):
        lives(tx)


async def test_what_was_over_before_a_death_or_is_found_to_be_a_mistake_after_it_stays_over(
    tx: ReferralTransaction,
) -> None:
    submit_referral(tx, replace(ASKED, id=UUID(int=5)), RULES, LAW)
    submit_referral(tx, replace(ASKED, id=UUID(int=6)), RULES, LAW)
    author = Staff("author")
    change_referral(tx, UUID(int=5), None, lambda it, now: void(it, author, sealed(), now))
    dies(tx)
    change_referral(tx, UUID(int=6), None, lambda it, now: void(it, author, sealed(), now))

    lives(tx)

    assert [one.follows for one in open_ones(tx)] == [ASKED.id]


async def test_a_second_death_closes_what_the_retraction_of_the_first_asked_anew(
    tx: ReferralTransaction,
) -> None:
    dies(tx)
    lives(tx)
    dies(tx)
    assert open_ones(tx) == []
    lives(tx)

    [open_] = open_ones(tx)
    [before] = [one for one in tx.referrals.of(CITIZEN).values() if one.id == open_.follows]
    assert before.follows == ASKED.id


async def test_what_a_partner_asks_about_somebody_who_is_dead_is_over_and_is_asked_anew_with_the_rest(
    tx: ReferralTransaction,
) -> None:
    dies(tx)
    take_request(event(HELP_ASKED), tx, RULES)
    take_request(event(HELP_ASKED), tx, RULES)
    assert open_ones(tx) == []

    lives(tx)

    assert [one.request for one in open_ones(tx)] == [None, REQUEST]


@pytest.mark.parametrize("when", ["while dead", "after the retraction"])
async def test_what_a_partner_asks_no_more_is_not_asked_anew(tx: ReferralTransaction, when: str) -> None:
    withdrawn = event(no_longer(REQUEST))
    take_request(event(HELP_ASKED), tx, RULES)
    dies(tx)
    if when == "while dead":
        withdraw_request(withdrawn, tx)
    lives(tx)
    if when != "while dead":
        withdraw_request(withdrawn, tx)

    assert [one.request for one in open_ones(tx)] == [None]


async def test_a_move_to_where_another_municipality_acts_closes_what_its_units_have_no_part_in(
    tx: ReferralTransaction,
) -> None:
    submit_referral(tx, THERE, TWO_MUNICIPALITIES, LAW)
    elsewhere = replace(open_ones(tx)[0], id=UUID(int=5), to_sector=Sector.EMPLOYMENT, to_unit="JOB-1")
    keep_referral(tx, elsewhere)
    keep_referral(tx, replace(elsewhere, id=UUID(int=6), from_unit=None))
    keep_referral(tx, replace(elsewhere, id=UUID(int=7), from_unit="AARHUS-1"))

    moves(tx, rules=TWO_MUNICIPALITIES)

    assert said_of(tx, CitizenMoved) == [
        CitizenMoved(
            moved_on=TODAY,
            residence_municipality="751",
            acting_municipality="751",
            recorded_by="recorder",
            occurred_at=MONDAY,
        )
    ]
    assert {one.referral_id for one in said_of(tx, ReferralClosed)} == {
        ASKED.id,
        UUID(int=5),
        UUID(int=6),
    }
    assert {one.reason for one in said_of(tx, ReferralClosed)} == {ClosingReason.MOVED}
    assert [one.id for one in open_ones(tx)] == [THERE.id, UUID(int=7)]
    assert (file_of(tx).acting_municipality, file_of(tx).lives_in) == ("751", "751")
    assert file_of(tx).moved_on == TODAY


async def test_a_move_with_the_same_municipality_acting_closes_nothing(tx: ReferralTransaction) -> None:
    submit_referral(tx, THERE, TWO_MUNICIPALITIES, LAW)

    moves(tx, Move(TODAY, "751", "101"), rules=TWO_MUNICIPALITIES)

    assert [one.id for one in open_ones(tx)] == [ASKED.id, THERE.id]
    assert said_of(tx, ReferralClosed) == []
    with pytest.raises(LivesThereAlready):
        moves(tx, Move(TODAY, "751", "101"))


@pytest.mark.parametrize("to", [Move(TODAY, "101", "101"), Move(TODAY - timedelta(days=9), "101", "101")])
async def test_nobody_moves_to_where_they_live(tx: ReferralTransaction, to: Move) -> None:
    with pytest.raises(LivesThereAlready):
        moves(tx, to)


@given(days, st.none() | days)
def test_a_day_ahead_or_before_birth_is_no_day_of_a_move_or_a_death(day: date, born: date | None) -> None:
    file = CitizenFile(sealed("name"), sealed("cpr"), "101", "by", LegalBasis.SEL_85, MONDAY)
    ahead, early = day > TODAY, born is not None and day < born
    for does, is_ahead, is_early in (
        (partial(moves, to=replace(ELSEWHERE, moved_on=day), born=born), MovedAhead, MovedBeforeBirth),
        (partial(dies, on=day, born=born), DiedAhead, DiedBeforeBirth),
    ):
        tx = run(in_memory(ReferralTransaction))
        tx.files.put(file)
        if ahead or early:
            with pytest.raises(is_ahead if ahead else is_early):
                does(tx)
        else:
            does(tx)


def run(making: Any) -> Any:
    """The result of what waits for nothing."""
    try:
        making.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


STEPS: Final = (
    "register",
    "correct",
    "move",
    "move here",
    "die",
    "die",
    "retract",
    "retract",
    "submit",
    "request",
    "withdraw",
)
NOBODY: Final = Identity(sealed("name"), "101", None, None, address_protected=False)
MET: Counter[str] = Counter()


NEAR: Final = st.sampled_from([TODAY, TODAY, TODAY - timedelta(days=1)]) | days
TAKEN: Final = st.tuples(st.sampled_from(STEPS), NEAR, st.sampled_from([None, BORN]) | days)
BEGINS: Final = [("register", TODAY, None), ("submit", TODAY, None)]


@settings(counted, max_examples=300)
@given(st.sampled_from([BEGINS, BEGINS, []]), st.lists(TAKEN, min_size=3, max_size=14), st.integers(0, 4000))
def _any_order(first: list[Any], then: list[tuple[str, date, date | None]], later: int) -> None:
    tx: ReferralTransaction = run(in_memory(ReferralTransaction))
    for number, (step, day, born) in enumerate([*first, *then]):
        was = tx.files.of(CITIZEN)
        try:
            _take(tx, step, number, day, born)
        except (
            NotRegistered,
            CitizenIsDead,
            NotDead,
            LivesThereAlready,
            MovedAhead,
            MovedBeforeBirth,
            DiedAhead,
            DiedBeforeBirth,
        ) as refused:
            assert tx.files.of(CITIZEN) == was
            MET[type(refused).__name__] += 1
        file, open_ = tx.files.of(CITIZEN), open_ones(tx)
        if file and file.death:
            assert open_ == []
            MET["dead"] += 1
        if step == "retract" and was and was.death and was.death.closed:
            assert {one.follows for one in open_} >= set(was.death.closed) - withdrawn_of(tx)
            MET["asked anew"] += 1
    tx.now = MONDAY + timedelta(days=later)
    for one in list(tx.referrals.of(CITIZEN)):
        due(RULES)["answer"](tx, CITIZEN, str(one))


def withdrawn_of(tx: ReferralTransaction) -> set[UUID]:
    return {one.id for one in tx.referrals.of(CITIZEN).values() if one.state is not State.CLOSED}


def _take(tx: ReferralTransaction, step: str, number: int, day: date, born: date | None) -> None:
    asked = replace(HELP_ASKED, request_id=UUID(int=100 + number % 2))
    match step:
        case "register":
            register_citizen(tx, WANTED)
        case "correct":
            file = tx.files.of(CITIZEN)
            whole = identity_of(file) if file else NOBODY
            correct_identity(tx, None, replace(whole, address=sealed("address")), "by")
        case "move":
            moves(tx, Move(day, "751", "751"), born)
        case "move here":
            moves(tx, Move(TODAY, "101", "101"))
        case "die":
            dies(tx, day if number % 2 else None, born)
        case "retract":
            lives(tx)
        case "submit":
            submit_referral(tx, replace(ASKED, id=UUID(int=1000 + number)), RULES, LAW)
        case "request":
            take_request(event(asked), tx, RULES)
        case "withdraw":
            withdraw_request(event(no_longer(asked.request_id)), tx)


def test_in_any_order_and_however_often_each_leaves_what_the_next_step_can_work_on() -> None:
    MET.clear()
    _any_order()
    for often in ("dead", "asked anew", "CitizenIsDead", "NotDead", "LivesThereAlready"):
        assert MET[often] > 10, MET


def test_registering_somebody_again_tells_what_is_written_otherwise_and_never_how() -> None:
    name: Sealed = sealed("name")
    file = CitizenFile(name, sealed("cpr"), "101", "by", LegalBasis.SEL_85, MONDAY)
    same = Registration(name, sealed("cpr"), "101", "staff", LegalBasis.SEL_85)

    assert differing(file, same) == ()
    assert differing(file, replace(same, residence_municipality="101")) == ()
    assert differing(file, replace(same, name=sealed("name"))) == (Differs.NAME,)
    assert differing(file, replace(same, residence_municipality="265")) == (Differs.RESIDENCE_MUNICIPALITY,)
    assert differing(replace(file, residence_municipality="265"), same) == ()
    assert differing(file, replace(same, acting_municipality="751")) == (Differs.ACTING_MUNICIPALITY,)
