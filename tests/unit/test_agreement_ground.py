"""From asked to ended the region is told, without consent, what an agreement needs; and else nothing."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import given, settings

from agreement_acts import DAY, DISCHARGE, IDS, REFUSALS, REGISTERED, Act, histories
from anything import counted
from deciding import Deciding
from laws import SHIPPED
from overview_facts import consent, registered
from plan_in_memory import hears
from samspil.contracts.citizen import CitizenCoordinatorNamed
from samspil.contracts.disclosure import ContactPerson, Identity, PlanInForce, RegionInformed
from samspil.contracts.message import Category
from samspil.contracts.plan import (
    AgreementEnd,
    AgreementFact,
    PlanAgreed,
    PlanCrisisPlanWritten,
    PlanDischargeAgreementAgreed,
    PlanDischargeAgreementAsked,
    PlanDischargeAgreementDrafted,
    PlanDischargeAgreementEnded,
    PlanDischargeAgreementReplaced,
    PlanOpened,
    Whose,
)
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.together import together
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.disclosure_words import sentence
from samspil.overview.pages.own_sharing_page import own_sharing_page
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.role import Role
from samspil.vocabulary.sector import Sector

JOBCENTER, REGION = Receiver
DECEMBERS: Final = SHIPPED[1]
WINTER: Final = datetime(2026, 12, 7, 9, tzinfo=UTC)
EVE: Final = start_of(DECEMBERS.valid_from) - timedelta(seconds=1)
WHO: Final = registered()
NAME: Final = sealed("name")
AGREED_ON: Final = MONDAY.date()
KNOWN: Final = (
    WHO,
    CitizenCoordinatorNamed(
        coordinator="mette",
        coordinator_name=NAME,
        unit="VOKSEN-1",
        named_by="mette",
        occurred_at=MONDAY,
    ),
    PlanOpened(plan_id=UUID(int=6), referral_id=UUID(int=7), occurred_at=MONDAY),
    PlanAgreed(plan_id=UUID(int=6), agreed_on=AGREED_ON, occurred_at=MONDAY),
    PlanCrisisPlanWritten(
        plan_id=UUID(int=6),
        early_signs=sealed("words"),
        what_helps=None,
        whom_to_call=None,
        what_not_to_do=None,
        written_by=Whose.CITIZEN,
        noted_by="mette",
        occurred_at=MONDAY,
    ),
)
WRITTEN: Final = WrittenMessage(
    id=UUID(int=8),
    thread_id=UUID(int=9),
    answers=None,
    category=Category.DISCHARGE,
    urgency=None,
    topic=sealed("words"),
    words=sealed("words"),
    written_by="mette",
    name=NAME,
    role=Role.CASEWORKER,
    phone=sealed("phone"),
    to_unit="ward",
    written_at=WINTER,
)
ASKED: Final = PlanDischargeAgreementAsked(
    agreement_id=IDS[0],
    kind=DISCHARGE,
    asked_by=Sector.REGION,
    asked_on=AGREED_ON,
    stay_id=None,
    noted_by="mette",
    occurred_at=MONDAY,
)
ENDED: Final = PlanDischargeAgreementEnded(
    agreement_id=IDS[0],
    why=AgreementEnd.KEPT,
    ended_by=Sector.REGION,
    ended_on=AGREED_ON,
    noted_by="mette",
    occurred_at=MONDAY,
)


def known(now: datetime = WINTER) -> Deciding:
    """Somebody with a plan, a crisis plan and a message, and without any consent or help."""
    tx = Deciding(now)
    tx.hear(*KNOWN)
    tx.coordinations.save(CITIZEN, Coordination(messages=(WRITTEN,)))
    return tx


def looks(tx: Deciding) -> None:
    tx.look(SHIPPED)
    assert tx.told(JOBCENTER) == []


def region(tx: Deciding) -> RegionInformed | None:
    """What it was told last."""
    told = tx.told(REGION)
    return told[-1] if told else None


def tells_what_it_needs(told: RegionInformed | None) -> bool:
    """Whether it is told all that § 13 c opens, and nothing else."""
    assert told is not None
    assert told.identity == Identity(cpr=WHO.cpr, name=WHO.name)
    assert told.contact_person == ContactPerson(name=NAME)
    assert told.plan == PlanInForce(agreed_on=AGREED_ON)
    assert [one.message_id for one in told.messages] == [WRITTEN.id]
    assert (told.notices_received, told.messages_received) == (True, True)
    assert (told.until, told.received_until, told.messages_until) == (None, None, None)
    assert (told.crisis_plan, told.meetings, told.admission_report) == (None, (), None)
    return told.shares


def tells_nothing(told: RegionInformed | None) -> bool:
    nothing = RegionInformed(
        shares=False,
        until=None,
        notices_received=False,
        identity=None,
        contact_person=None,
        occurred_at=MONDAY,
    )
    return told is None or replace(told, occurred_at=MONDAY) == nothing


MET: Counter[str] = Counter()


@settings(counted, max_examples=150)
@given(histories)
def _any_history(history: list[tuple[str, Act]]) -> None:
    plans = asyncio.run(in_memory(PlanTransaction))
    hears(plans, REGISTERED)
    for _, act in history:
        try:
            act(plans)
        except REFUSALS:
            continue
    tx = known()
    looks(tx)
    assert tells_nothing(region(tx))
    open_ones: dict[UUID, Any] = {}
    """Each with the words that were drafted last."""
    for event in said(plans):
        if not isinstance(event.data, AgreementFact):
            continue
        match fact := event.data:
            case PlanDischargeAgreementAsked():
                open_ones[fact.agreement_id] = None
            case PlanDischargeAgreementDrafted():
                open_ones[fact.agreement_id] = fact.words
            case PlanDischargeAgreementAgreed():
                pass
            case PlanDischargeAgreementReplaced() | PlanDischargeAgreementEnded():
                del open_ones[fact.agreement_id]
                MET["successor"] += isinstance(fact, PlanDischargeAgreementReplaced)
        tx.hear(fact)
        looks(tx)

        told = region(tx)
        if open_ones:
            assert tells_what_it_needs(told)
            assert told is not None
            still = {one.agreement_id: one.words for one in told.agreements if one.until is None}
            assert still == open_ones
            assert all(one.words is None for one in told.agreements if one.until is not None)
            MET["open"] += 1
        else:
            assert tells_nothing(told)
            MET["over"] += 1


def test_whatever_is_done_the_region_is_told_what_it_needs_from_asked_to_ended_and_nothing_else() -> None:
    MET.clear()

    _any_history()

    assert MET["open"] > 100
    assert MET["over"] > 10
    assert MET["successor"] > 2, "it carries on without a gap"


def test_it_opens_nothing_before_the_law_that_names_it_and_everything_at_the_beginning_of_its_day() -> None:
    tx = known(EVE)
    tx.hear(ASKED)
    looks(tx)
    assert tells_nothing(region(tx))

    tx.now = start_of(DECEMBERS.valid_from)
    looks(tx)

    assert tells_what_it_needs(region(tx))


def test_it_has_no_last_day_of_its_own_and_is_over_at_once_when_it_ends() -> None:
    tx = known()
    tx.hear(ASKED)
    looks(tx)
    tx.now = WINTER + 300 * DAY
    tx.coordinations.save(CITIZEN, Coordination(messages=(replace(WRITTEN, written_at=tx.now),)))
    looks(tx)
    assert tells_what_it_needs(region(tx))

    tx.hear(ENDED)
    looks(tx)
    assert tells_nothing(region(tx))
    tx.now += DAY
    looks(tx)
    assert tells_nothing(region(tx))


def test_in_doubt_whether_it_is_over_nothing_new_is_told_on_it_and_an_end_is_told_at_once() -> None:
    tx = known()
    tx.doubt(in_doubt=False, plan_waits=True)
    tx.hear(ASKED)
    looks(tx)
    assert tells_nothing(region(tx)), "it may be over by what is parked"
    tx.doubt(in_doubt=False)
    looks(tx)
    assert tells_what_it_needs(region(tx))

    tx.doubt(in_doubt=False, plan_waits=True)
    later = replace(WRITTEN, id=UUID(int=10))
    tx.coordinations.save(CITIZEN, Coordination(messages=(WRITTEN, later)))
    looks(tx)
    assert tells_what_it_needs(region(tx)), "what was told stands, and the newer message waits"
    tx.hear(ENDED)
    looks(tx)

    assert tells_nothing(region(tx))


def test_what_waits_of_a_plan_narrows_nothing_of_somebody_with_no_agreement_that_is_open() -> None:
    tx = known()
    tx.doubt(in_doubt=False, plan_waits=True)
    tx.hear(consent(to=(Sector.REGION,), kinds=(DataClass.IDENTITY, DataClass.NETWORK)))
    tx.hear(ASKED, ENDED)
    looks(tx)

    told = region(tx)

    assert told is not None
    assert (told.shares, told.contact_person) == (True, ContactPerson(name=NAME))


def test_staff_and_the_citizen_read_on_what_it_is_told() -> None:
    found = disclose(seen(ASKED), REGION, SHIPPED, WINTER.date(), OURS)
    lines = {one.field.name: one for one in found.lines}

    assert sentence(REGION, lines["agreements"]) == (
        "Regionen får at vide, hvad der er aftalt om tiden efter indlæggelsen. "
        "Grundlag: Psykiatriloven § 13 c: udskrivningsaftale eller koordinationsplan."
    )
    [party] = own_sharing_page(seen(ASKED), [found], lambda _: "", frozenset(), WINTER.date()).parties
    assert (
        "Regionen får at vide, hvad der er aftalt om tiden efter din indlæggelse. "
        "Det følger af din aftale ved udskrivningen."
    ) in party.told
    assert not any("aftale ved udskrivningen" in one for one in party.withheld)


def seen(*facts: Any) -> View:
    tx = known()
    tx.hear(*facts)
    folded = tx.folds.of(CITIZEN) or {}
    parts = {topic.partition(".")[0]: one.state for topic, one in folded.items()}
    return combine(citizen=parts["citizen"], plan=parts["plan"])


def test_what_lies_in_another_file_of_the_person_opens_it_too() -> None:
    mine, other = seen(), seen(ASKED)

    both = together(mine, {CITIZEN: other})

    assert both.elsewhere[IDS[0]] == CITIZEN
    assert disclose(both, REGION, SHIPPED, WINTER.date(), OURS).shares
    assert not disclose(mine, REGION, SHIPPED, WINTER.date(), OURS).shares
