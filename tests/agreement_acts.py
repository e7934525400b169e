"""What is done about discharge agreements and coordination plans, in any order, as doors do it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from hypothesis import strategies as st

from a_plan import TODAY, WORDS
from plan_in_memory import DIED, LIVES, admitted, hears, moved
from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.plan import AgreementEnd, AgreementKind
from samspil.plan.api.remedies import REMEDIES
from samspil.plan.domain.agreement import Agreement
from samspil.plan.domain.ask_agreement import Asking
from samspil.plan.domain.draft_agreement import draft_agreement
from samspil.plan.domain.end_agreement import end_agreement
from samspil.plan.handlers.ask_agreement import ask_agreement
from samspil.plan.handlers.change_agreement import change_agreement, conclude_agreement
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

IDS: Final = tuple(uuid5(UUID(int=13), str(number)) for number in range(4))
DISCHARGE, COORDINATION = AgreementKind
SOCIAL, REGION = Sector.SOCIAL, Sector.REGION
DAY: Final = timedelta(days=1)
REFUSALS: Final = tuple(one for one in REMEDIES if one.__module__.startswith("samspil.plan.domain"))
REGISTERED: Final = CitizenRegistered(
    name=sealed("name"),
    cpr=sealed("cpr"),
    acting_municipality="101",
    registered_by="staff",
    basis=LegalBasis.SEL_85,
    occurred_at=MONDAY,
)


def asking(id_: UUID = IDS[0], kind: AgreementKind = DISCHARGE, **other: Any) -> Asking:
    return replace(Asking(id_, kind, REGION, None, None, None, "mette"), **other)


def asks(
    tx: PlanTransaction, id_: UUID, kind: AgreementKind = DISCHARGE, on: date | None = None
) -> Agreement:
    return ask_agreement(tx, asking(id_, kind, on=on), RULES)


def drafts(tx: PlanTransaction, id_: UUID, by: Sector = SOCIAL) -> Agreement:
    return change_agreement(tx, id_, None, lambda it, now: draft_agreement(it, WORDS, by, "mette", now))


def agrees(tx: PlanTransaction, id_: UUID, on: date | None = None, *, with_citizen: bool = True) -> Agreement:
    return conclude_agreement(tx, id_, None, on, "mette", with_citizen=with_citizen)


Act = Callable[[PlanTransaction], object]
which = st.sampled_from([0, 0, 0, 0, 1, None])
"""Of those that there are, the newest first; None: one that nobody asked for."""
near = st.sampled_from([None, None, TODAY, TODAY - DAY])
days = near | near | near | st.dates(max_value=TODAY)


def one_of(tx: PlanTransaction, nth: int | None) -> UUID:
    there = sorted(tx.agreements.of(CITIZEN).values(), key=lambda one: one.version, reverse=True)
    return UUID(int=99) if nth is None or nth >= len(there) else there[nth].id


def new(kind: AgreementKind, on: date | None) -> Act:
    """As the door does, which gives it an id that nothing has."""
    return lambda tx: asks(tx, uuid5(IDS[0], str(len(tx.agreements.of(CITIZEN)))), kind, on)


def ending(nth: int | None, why: AgreementEnd, on: date | None) -> Act:
    return lambda tx: change_agreement(
        tx, one_of(tx, nth), None, lambda it, now: end_agreement(it, why, SOCIAL, on, "mette", now)
    )


def named(name: str, acts: st.SearchStrategy[Act]) -> st.SearchStrategy[tuple[str, Act]]:
    return acts.map(lambda act: (name, act))


asked = named("ask", st.builds(new, st.sampled_from([DISCHARGE, DISCHARGE, COORDINATION]), days))
drafted = named("draft", which.map(lambda nth: lambda tx: drafts(tx, one_of(tx, nth))))
concluded = named(
    "agree",
    st.builds(
        lambda nth, on, with_citizen: lambda tx: agrees(tx, one_of(tx, nth), on, with_citizen=with_citizen),
        which,
        near,
        st.sampled_from([True, True, False]),
    ),
)
by_hand = [one for one in AgreementEnd if one is not AgreementEnd.NOT_OURS]
ended = named("end", st.builds(ending, which, st.sampled_from(by_hand), days))
partners = st.sampled_from([DIED, LIVES, LIVES, moved("751"), moved("101"), moved("101"), admitted()]).map(
    lambda fact: ("hear", lambda tx: hears(tx, fact))
)
begun = st.builds(
    lambda many, on, agreed_on: [
        ("ask", new(DISCHARGE, on)),
        ("draft", lambda tx: drafts(tx, one_of(tx, 0))),
        ("agree", lambda tx: agrees(tx, one_of(tx, 0), agreed_on)),
        ("ask", new(DISCHARGE, agreed_on)),
        ("draft", lambda tx: drafts(tx, one_of(tx, 0))),
        ("agree", lambda tx: agrees(tx, one_of(tx, 0), agreed_on)),
    ][:many],
    st.integers(0, 6),
    st.sampled_from([TODAY, TODAY - DAY]),
    near,
)
acted = st.sampled_from(
    [asked, asked, drafted, drafted, concluded, concluded, ended, ended, partners]
).flatmap(lambda one: one)
histories: st.SearchStrategy[list[tuple[str, Act]]] = st.tuples(
    begun, st.lists(acted, min_size=4, max_size=25)
).map(lambda parts: [*parts[0], *parts[1]])
