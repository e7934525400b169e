"""Two files merged and parted in any order: what is of either stays its own, and none is lost or doubled."""

from asyncio import run
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any, Final, cast
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.citizen import DeathSource
from samspil.contracts.employment import EmploymentReferralAnswered
from samspil.ledger.database import Connection
from samspil.overview.pages.forms.citizen import WITHOUT_NUMBER
from samspil.referral.domain.citizen_file import CitizenFile, CitizenIsDead, FileIsMerged
from samspil.referral.domain.ground import NumberWanted
from samspil.referral.domain.merge import (
    CANNOT_BE_MERGED,
    ActsElsewhere,
    HasAbsorbed,
    IntoMerged,
    Pair,
    SameFile,
    SurvivorWithoutNumber,
    merge,
)
from samspil.referral.domain.move import LivesThereAlready, Move
from samspil.referral.domain.open_contact import Contact, NotWithoutNumber, require_no_number
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.referral import OVER, Referral, Staff, State
from samspil.referral.domain.register import Registration
from samspil.referral.domain.retract_death import NotDead
from samspil.referral.domain.split import NotMerged, split
from samspil.referral.handlers.change_referral import change_referral
from samspil.referral.handlers.give_consent import give_consent
from samspil.referral.handlers.hear_partner import hear_answer_of_partner
from samspil.referral.handlers.merge_files import merge_files
from samspil.referral.handlers.move_citizen import move_citizen
from samspil.referral.handlers.one_person import files_of_person
from samspil.referral.handlers.open_contact import open_contact
from samspil.referral.handlers.pass_on_answer import pass_on_answer
from samspil.referral.handlers.record_death import record_death
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.retract_death import retract_death
from samspil.referral.handlers.split_files import split_files
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.handlers.withdraw_consent import withdraw_consent
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.less_consent import AlreadyWithdrawn
from samspil.rulebook.whole_consent import Agreement, UnknownCase
from samspil.testkit.builders import LAW, MONDAY, RULES, event, submission
from samspil.testkit.in_memory import BY_NAME, Nothing, said
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.read_model import sealed_in

LAB: Final = LegalBasis.LAB
FILES: Final = [CitizenId(UUID(int=number)) for number in (1, 2, 3)]
"""Two that are registered, and a contact without a number."""
BY: Final = Staff("staff-1")
ASKED: Final = Staff("staff-2", frozenset({"VISITATION-1", "JOB-1"}))
TODAY: Final = danish_day(MONDAY)
LEAVES, RETURNS = Move(TODAY, "751", "751"), Move(TODAY, "101", "101")
MET: Counter[str] = Counter()


def of(file: CitizenId, kind: str = "words") -> Sealed:
    """A token under the key of this file."""
    return Sealed.of(key_id=file, kind=kind, token_id=uuid4(), box="A" * 48)


def opened() -> ReferralTransaction:
    """All three locked, as they are where they are one person's."""
    tx = ReferralTransaction("/samspil/test", list(BY_NAME))
    run(tx.open(cast(Connection, Nothing(MONDAY)), FILES))
    for file in FILES[:2]:
        tx.turn_to(file)
        wanted = Registration(of(file, "name"), of(file, "cpr"), "101", "staff-1", LegalBasis.SEL_85)
        register_citizen(tx, wanted)
    tx.turn_to(FILES[2])
    open_contact(tx, Contact(of(FILES[2], "name"), "101", LegalBasis.SEL_99, "staff-1"))
    return tx


def whole(tx: ReferralTransaction) -> dict[CitizenId, tuple[Any, ...]]:
    """All that is kept, by whose it is."""
    kept = {}
    for file in FILES:
        tx.turn_to(file)
        things = (tx.files, tx.referrals, tx.consents)
        kept[file] = tuple(shelf.of(file) for shelf in things)
    return kept


class History:
    """Random steps, and what is known to have been acknowledged."""

    def __init__(self) -> None:
        self.tx = opened()
        self.asked: dict[UUID, CitizenId] = {}
        self.agreed: dict[UUID, CitizenId] = {}
        self.answered: set[UUID] = set()

    def step(self, what: str, here: CitizenId, there: CitizenId, number: int) -> None:
        tx = self.tx
        tx.turn_to(here)
        match what:
            case "merge":
                merge_files(tx, there, None, "staff-1")
            case "split":
                split_files(tx, None, "staff-1")
            case "ask":
                id_ = UUID(int=1000 + number)
                asked = replace(submission(), id=id_, words=of(here))
                submit_referral(tx, asked, RULES, LAW)
                self.asked[id_] = here
            case "refer":
                asked = submission(id=UUID(int=1000 + number), words=of(here), to_unit="JOB-1", basis=LAB)
                submit_referral(tx, asked, RULES, LAW, consent_until=TODAY)
                self.asked[asked.id] = here
            case "receive":
                if theirs := self._open(here):
                    change_referral(tx, theirs[0].id, None, lambda it, now: receive(it, ASKED, now))
            case "agree":
                if self.asked:
                    id_, case = UUID(int=5000 + number), max(self.asked)
                    agreed = Agreement(
                        None, (DataClass.IDENTITY,), Sector.SOCIAL, (Sector.EMPLOYMENT,), case, TODAY
                    )
                    give_consent(tx, id_, agreed, "staff-1", LAW)
                    self.agreed[id_] = here
            case "withdraw":
                mine = [one for one, whose in self.agreed.items() if whose == here]
                if mine:
                    withdraw_consent(tx, mine[0], "staff-1")
            case "answer":
                theirs = self._elsewhere(there)
                if theirs and here != there:
                    self._answer(theirs[0], here, there)
            case "die":
                record_death(tx, None, None, DeathSource.RELATIVES, None, BY)
            case "retract":
                retract_death(tx, None, "staff-1", RULES)
            case "leave":
                move_citizen(tx, None, LEAVES, None, BY, RULES)
            case "return":
                move_citizen(tx, None, RETURNS, None, BY, RULES)

    def _answer(self, referral: Referral, here: CitizenId, owner: CitizenId) -> None:
        """A partner says no in one file, of a referral of the other's."""
        tx, fact = (
            self.tx,
            EmploymentReferralAnswered(
                answer_id=uuid4(),
                referral_id=referral.id,
                answer=PartnerAnswer.DECLINED,
                words=of(here),
                day=None,
                basis=LegalBasis.RSL_11A_1,
                occurred_at=MONDAY,
            ),
        )
        tx.turn_to(here)
        file = tx.files.of(here)
        assert file is not None
        known = {*files_of_person(tx), *file.parted}
        hear_answer_of_partner(event(fact, citizen=here), tx, RULES)
        tx.turn_to(here)
        for one in [one for one in tx.strays.of(here).values() if one.open]:
            for _ in range(2):
                tx.turn_to(here)
                pass_on_answer(tx, one.id, owner, of(owner), RULES)
        tx.turn_to(owner)
        is_heard = tx.referrals.of(owner)[referral.id].state is State.DECLINED
        assert is_heard == (owner in known)
        MET["answered elsewhere" if is_heard else "answered by mistake"] += 1

    def _open(self, file: CitizenId) -> list[Referral]:
        self.tx.turn_to(file)
        return [one for one in self.tx.referrals.of(file).values() if one.state not in OVER]

    def _elsewhere(self, file: CitizenId) -> list[Referral]:
        return [one for one in self._open(file) if one.is_elsewhere]


REFUSED = (
    *CANNOT_BE_MERGED,
    CitizenIsDead,
    NotMerged,
    NotDead,
    LivesThereAlready,
    AlreadyWithdrawn,
    AlreadyReceived,
    NumberWanted,
    UnknownCase,
)
STEPS = ["merge"] * 4 + ["split"] * 3 + ["ask"] * 2
STEPS += [
    "refer",
    "refer",
    "answer",
    "answer",
    "receive",
    "agree",
    "withdraw",
    "die",
    "retract",
    "retract",
    "leave",
    "return",
    "return",
]
TAKEN = st.tuples(st.sampled_from(STEPS), st.sampled_from(FILES), st.sampled_from(FILES))
ONE, TWO, CONTACT = FILES
BEGINS = (
    [("ask", ONE, ONE), ("ask", CONTACT, CONTACT), ("merge", CONTACT, ONE), ("agree", ONE, ONE)],
    [("refer", TWO, TWO), ("merge", TWO, ONE), ("merge", CONTACT, ONE), ("answer", ONE, TWO)],
    [("refer", TWO, TWO), ("merge", TWO, ONE), ("split", TWO, TWO), ("answer", ONE, TWO)],
    [("ask", ONE, ONE), ("ask", TWO, TWO), ("merge", TWO, ONE), ("die", ONE, ONE)],
)


@settings(counted, max_examples=400)
@given(st.sampled_from(BEGINS), st.lists(TAKEN, min_size=4, max_size=20))
def _any_history(
    first: list[tuple[str, CitizenId, CitizenId]], then: list[tuple[str, CitizenId, CitizenId]]
) -> None:
    history = History()
    for number, (what, here, there) in enumerate([*first, *then]):
        before = whole(history.tx)
        try:
            history.step(what, here, there, number)
        except REFUSED as refused:
            MET[type(refused).__name__] += 1
            if not isinstance(refused, NumberWanted):  # it is found last, and undone by the transaction
                assert whole(history.tx) == before
            else:
                history = History()
            continue
        MET[what] += 1
        after = whole(history.tx)
        if what in {"merge", "split"}:
            assert [kept[1:] for kept in after.values()] == [kept[1:] for kept in before.values()]
        _holds(history, after)


def _holds(history: History, kept: dict[CitizenId, tuple[Any, ...]]) -> None:
    owners: dict[UUID, CitizenId] = {}
    for citizen, (file, referrals, consents) in kept.items():
        for thing in (*referrals.values(), *consents.values()):
            assert owners.setdefault(thing.id, citizen) == citizen
        tokens = [token for _, token in sealed_in([file, referrals, consents])]
        assert {token.key_id for token in tokens} == {citizen}
        _stands_well(citizen, kept)
        if file.death:
            assert all(one.state in OVER for one in referrals.values())
            MET["merged and dead"] += bool(file.absorbed)
    assert owners.items() >= history.asked.items()
    assert owners.items() >= history.agreed.items()
    numbers: dict[tuple[UUID, str], list[int]] = defaultdict(list)
    for one in said(history.tx):
        numbers[one.subject, one.type.partition(".")[0]].append(one.seq)
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


def _stands_well(citizen: CitizenId, kept: dict[CitizenId, tuple[Any, ...]]) -> None:
    """Each pair is known to both, one level deep; what is one is not parted, and dies and moves as one."""
    file: CitizenFile = kept[citizen][0]
    for one in file.absorbed:
        assert kept[one][0].merged_into == citizen
        assert (kept[one][0].death is None) == (file.death is None)
        assert kept[one][0].acting_municipality == file.acting_municipality
    assert not (file.absorbed and file.merged_into)
    assert not {*file.parted} & {*file.absorbed, file.merged_into}
    assert len({*file.parted}) == len(file.parted)
    if file.merged_into:
        assert citizen in kept[file.merged_into][0].absorbed


def test_in_any_history_each_keeps_what_is_its_own_under_its_own_key_and_numbers_have_no_gap() -> None:
    MET.clear()
    _any_history()
    for often in (
        "merge",
        "split",
        "ask",
        "agree",
        "withdraw",
        "FileIsMerged",
        "merged and dead",
        "retract",
        "answered elsewhere",
    ):
        assert MET[often] > 10, MET


@pytest.mark.parametrize("parted", [False, True])
def test_what_is_answered_in_the_other_file_is_kept_under_the_key_of_the_one_whose_it_is(
    *, parted: bool
) -> None:
    history = History()
    tx, (mine, theirs, _) = history.tx, FILES
    tx.turn_to(theirs)
    asked = submission(id=UUID(int=9), words=of(theirs), to_unit="JOB-1", basis=LegalBasis.LAB)
    submit_referral(tx, asked, RULES, LAW, consent_until=TODAY)
    merge_files(tx, mine, None, "staff-1")
    if parted:
        split_files(tx, None, "staff-1")

    history.step("answer", mine, theirs, 0)

    tx.turn_to(theirs)
    referral = tx.referrals.of(theirs)[UUID(int=9)]
    assert referral.declined is not None
    assert referral.declined.words.key_id == theirs
    assert [one.type for one in said(tx)].count("referral.declined.v1") == 1
    tx.turn_to(mine)
    assert [(one.open, one.words) for one in tx.strays.of(mine).values()] == [(False, None)]


def test_which_two_files_can_be_one_persons() -> None:
    file = CitizenFile(of(FILES[0]), of(FILES[0], "cpr"), "101", "staff-1", LegalBasis.SEL_85, MONDAY)
    contact, elsewhere = replace(file, cpr=None), replace(file, acting_municipality="751")
    merged, has = replace(file, merged_into=FILES[2]), replace(file, absorbed=(FILES[2],))
    one, other = FILES[:2]
    for survivor, absorbed, refusal in (
        (file, merged, FileIsMerged),
        (merged, file, IntoMerged),
        (file, has, HasAbsorbed),
        (file, elsewhere, ActsElsewhere),
        (contact, file, SurvivorWithoutNumber),
    ):
        with pytest.raises(refusal):
            merge(Pair(one, other), survivor, absorbed, "staff-1", MONDAY)
    with pytest.raises(SameFile):
        merge(Pair(one, one), file, file, "staff-1", MONDAY)
    for survivor, absorbed in ((file, file), (file, contact), (contact, contact), (has, file)):
        (kept, into), fact = merge(Pair(one, other), survivor, absorbed, "staff-1", MONDAY)
        assert (kept.absorbed[-1], into.merged_into) == (other, one)
        assert (fact.survivor, fact.absorbed) == (one, other)
        (alone, too), _ = split(Pair(one, other), kept, into, "staff-1", MONDAY)
        assert (alone.absorbed, alone.parted) == (survivor.absorbed, (other,))
        assert (too.merged_into, too.parted) == (None, (one,))


def test_help_that_is_open_to_anybody_or_seeks_them_out_asks_for_no_number() -> None:
    without = set()
    for basis in LegalBasis:
        try:
            require_no_number(basis, RULES, TODAY)
        except NotWithoutNumber:
            continue
        without.add(basis.value)

    assert without == {"sel-12", "sel-82a", "sel-82b", "sel-82c", "sel-82d", "sel-99"}
    assert without == {*WITHOUT_NUMBER}, "the page offers the same"
