"""Who is told what about a citizen, and on which basis."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from laws import row
from samspil.contracts.disclosure import ContactHold, ContactPerson
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.grounds import ground_for
from samspil.overview.domain.inform import inform, tells_nothing
from samspil.overview.domain.plan_parts import Goal
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.disclosure_words import sentence
from samspil.rulebook.law import Law, LawPack, Opening
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import HOLD, KNOWN, LAW, STAY, TODAY, WHO, help_of


def consent(
    *kinds: DataClass,
    to: Sector = Sector.EMPLOYMENT,
    until: date = date(2027, 1, 31),
    law: LegalBasis = LegalBasis.RSL_11A_1,
    withdrawn: datetime | None = None,
) -> Consent:
    return Consent(uuid4(), law, kinds, Sector.SOCIAL, (to,), until, MONDAY, withdrawn)


def view(*consents: Consent, plan: PlanState | None = None, **parts: object) -> View:
    whole = combine(citizen=CitizenState(WHO, consents), plan=plan)
    return replace(whole, **parts)  # type: ignore[arg-type]  # parts of the view by name


HELD = Coordination(holds=(HOLD,))
EVERYTHING = consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD)
AGREED = PlanState(
    opened_at=MONDAY,
    agreed_on=TODAY,
    goals=(Goal(uuid4(), LifeArea.EMPLOYMENT, sealed()),),
    interventions=(help_of("staff-2"),),
)


@pytest.mark.parametrize("receiver", Receiver)
def test_without_a_basis_nobody_is_told_anything(receiver: Receiver) -> None:
    told = inform(disclose(view(coordination=HELD), receiver, LAW, TODAY, OURS), MONDAY)

    assert tells_nothing(told)


def test_a_consent_lets_the_jobcenter_know_of_a_hold_until_the_first_of_both_ends() -> None:
    told = disclose(view(EVERYTHING, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY, OURS)

    assert told.shares
    assert told.told["contact_hold"] == ContactHold(hold_id=HOLD.id, until=HOLD.until, ask=HOLD.ask)
    assert told.until == HOLD.until
    assert told.changes_on == HOLD.until + timedelta(days=1)


@pytest.mark.parametrize(
    "other",
    [
        consent(DataClass.CONTACT_HOLD),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, to=Sector.REGION),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, until=TODAY - timedelta(days=1)),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, withdrawn=MONDAY),
        consent(DataClass.IDENTITY, DataClass.CONTACT_HOLD, law=LegalBasis.SEL_85),
    ],
    ids=["without identity", "to another", "run out", "withdrawn", "of a law that gives none"],
)
def test_a_consent_that_does_not_cover_it_lets_nothing_through(other: Consent) -> None:
    assert not disclose(view(other, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY, OURS).shares


def test_nothing_that_the_jobcenter_is_told_differs_by_a_stay() -> None:
    without = disclose(view(EVERYTHING, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY, OURS)
    during = disclose(
        view(EVERYTHING, coordination=HELD, hospital=STAY), Receiver.JOBCENTER, LAW, TODAY, OURS
    )

    assert inform(during, MONDAY) == inform(without, MONDAY)
    assert during.lines == without.lines


@pytest.mark.parametrize("receiver", Receiver)
def test_nothing_that_a_partner_is_told_differs_by_where_the_citizen_lives(receiver: Receiver) -> None:
    shared = consent(DataClass.IDENTITY, *KNOWN, to=receiver.sector)
    here = view(shared, plan=AGREED, coordination=HELD)
    elsewhere = replace(
        here, citizen=CitizenState(replace(WHO, residence_municipality="265"), here.citizen.consents)
    )

    told, told_there = [disclose(one, receiver, LAW, TODAY, OURS) for one in (here, elsewhere)]

    assert told.shares
    assert inform(told_there, MONDAY) == inform(told, MONDAY)
    assert told_there.lines == told.lines


def test_notices_are_received_by_law_for_a_citizen_with_agreed_support() -> None:
    told = inform(disclose(view(plan=AGREED), Receiver.REGION, LAW, TODAY, OURS), MONDAY)
    not_agreed = PlanState(opened_at=MONDAY, interventions=(help_of("staff-2", agreed=False),))
    before = inform(disclose(view(plan=not_agreed), Receiver.REGION, LAW, TODAY, OURS), MONDAY)

    assert told.notices_received  # type: ignore[union-attr]  # it is the region's
    assert not told.shares
    assert tells_nothing(before)


@pytest.mark.parametrize("kind", DataClass)
def test_the_law_itself_gives_a_ground_for_the_regions_notices_alone(kind: DataClass) -> None:
    by_law = {
        (receiver, inbound): ground_for(view(plan=AGREED), receiver, kind, LAW[0], TODAY, inbound=inbound)
        for receiver in Receiver
        for inbound in (True, False)
    }

    notices = by_law.pop((Receiver.REGION, True))
    assert (notices.basis if notices else None) is (LegalBasis.RSL_12C if kind is DataClass.STAY else None)
    assert not any(by_law.values())


@pytest.mark.parametrize("provision", [LegalBasis.SEL_85, LegalBasis.SEL_104])
def test_help_added_after_the_agreement_opens_no_ground_and_names_nobody(provision: LegalBasis) -> None:
    agreed, added = help_of("staff-2", LegalBasis.SEL_104), help_of("staff-3", provision, agreed=False)
    consented = consent(DataClass.IDENTITY, DataClass.NETWORK, to=Sector.REGION)
    told = disclose(
        view(consented, plan=replace(AGREED, interventions=(agreed, added))),
        Receiver.REGION,
        LAW,
        TODAY,
        OURS,
    )

    assert told.told["contact_person"] == ContactPerson(name=agreed.support_worker_name)
    assert not told.told["notices_received"]  # § 104 alone is no help for whose sake notices are received


def test_the_region_is_told_the_contact_person_only_with_a_consent() -> None:
    agreed = consent(DataClass.IDENTITY, DataClass.NETWORK, to=Sector.REGION)

    with_one = disclose(view(agreed, plan=AGREED), Receiver.REGION, LAW, TODAY, OURS)
    without = disclose(view(plan=AGREED), Receiver.REGION, LAW, TODAY, OURS)

    name = AGREED.interventions[-1].support_worker_name
    assert with_one.told["contact_person"] == ContactPerson(name=name)
    assert without.told == {"notices_received": True, "messages_received": False}


def test_before_the_law_pack_is_in_force_nothing_is_allowed() -> None:
    assert not disclose(view(EVERYTHING), Receiver.JOBCENTER, LAW, date(2020, 1, 1), OURS).shares


def test_a_consent_to_be_told_lets_milestones_in_and_tells_nothing() -> None:
    back = replace(consent(DataClass.MILESTONE), from_sector=Sector.EMPLOYMENT, to_sectors=(Sector.SOCIAL,))
    told = inform(disclose(view(back), Receiver.JOBCENTER, LAW, TODAY, OURS), MONDAY)
    wrong_way = inform(
        disclose(view(consent(DataClass.MILESTONE)), Receiver.JOBCENTER, LAW, TODAY, OURS), MONDAY
    )

    assert told.milestones_received  # type: ignore[union-attr]  # it is the jobcenter's
    assert not told.shares
    assert tells_nothing(wrong_way)


@pytest.mark.parametrize("receiver", Receiver)
def test_the_explanation_lists_the_same_fields_whether_or_not_there_are_data(receiver: Receiver) -> None:
    empty = disclose(combine(), receiver, LAW, TODAY, OURS)
    full = disclose(view(EVERYTHING, plan=AGREED, hospital=STAY), receiver, LAW, TODAY, OURS)

    assert [line.field for line in empty.lines] == [line.field for line in full.lines]
    assert all(sentence(receiver, line).endswith(".") for line in full.lines)


@pytest.mark.parametrize(
    ("kind", "withheld"),
    [(DataClass.PLAN, "det sendes ikke til nogen"), (DataClass.CONTACT_HOLD, "hvem borgeren er")],
)
def test_a_consent_that_leads_to_nothing_says_why(kind: DataClass, withheld: str) -> None:
    law = [LawPack(TODAY, (row(Sector.SOCIAL, Sector.EMPLOYMENT),))]
    disclosure = disclose(view(consent(kind), coordination=HELD), Receiver.JOBCENTER, law, TODAY, OURS)

    lines = [one for one in disclosure.lines if one.field.kind is kind]
    assert lines
    for line in lines:
        assert not line.shown
        assert withheld in sentence(Receiver.JOBCENTER, line).partition(": ")[2]


@pytest.mark.parametrize("other", [Sector.EMPLOYMENT, Sector.REGION])
def test_a_consent_from_another_sector_opens_nothing_of_ours(other: Sector) -> None:
    theirs = replace(EVERYTHING, from_sector=other, to_sectors=tuple(Sector))

    assert not disclose(view(theirs, coordination=HELD), Receiver.JOBCENTER, LAW, TODAY, OURS).shares


def test_a_consent_for_one_partner_to_tell_lets_no_other_one_tell() -> None:
    back = replace(consent(DataClass.MILESTONE), from_sector=Sector.REGION, to_sectors=(Sector.SOCIAL,))
    to_nobody_here = replace(back, from_sector=Sector.EMPLOYMENT, to_sectors=(Sector.REGION,))

    for one in (back, to_nobody_here):
        disclosure = disclose(view(one), Receiver.JOBCENTER, LAW, TODAY, OURS)
        assert disclosure.told == dict.fromkeys(
            ("milestones_received", "referrals_received", "calls_received", "status_received"), False
        )


def test_the_answer_changes_by_itself_on_the_first_day_on_which_any_of_its_grounds_is_gone() -> None:
    long, short = (
        consent(DataClass.IDENTITY, until=TODAY + timedelta(days=20)),
        consent(DataClass.CONTACT_HOLD, until=TODAY + timedelta(days=3)),
    )
    back = replace(
        consent(DataClass.MILESTONE, until=TODAY + timedelta(days=2)),
        from_sector=Sector.EMPLOYMENT,
        to_sectors=(Sector.SOCIAL,),
    )

    def changes(*given_ones: Consent, law: Law = LAW) -> date | None:
        return disclose(view(*given_ones, coordination=HELD), Receiver.JOBCENTER, law, TODAY, OURS).changes_on

    assert changes(long) == TODAY + timedelta(days=21)
    assert changes(long, short) == TODAY + timedelta(days=4)
    assert changes(long, short, back) == TODAY + timedelta(days=3)
    assert changes(long, law=[*LAW, LawPack(TODAY + timedelta(days=1))]) == TODAY + timedelta(days=1)
    assert changes() is None


def test_a_consent_until_the_end_of_time_never_changes_by_itself() -> None:
    endless = consent(DataClass.IDENTITY, until=date.max)

    told = disclose(view(endless), Receiver.JOBCENTER, LAW, TODAY, OURS)
    assert (told.until, told.changes_on) == (date.max, None)


def test_what_the_law_itself_gives_lasts_longer_than_any_consent() -> None:
    by_law = row(
        Sector.REGION,
        Sector.SOCIAL,
        basis=LegalBasis.RSL_12C,
        opening=Opening.HELP,
        help=frozenset({LegalBasis.SEL_85}),
    )
    both = LawPack(TODAY, (by_law, row(Sector.REGION, Sector.SOCIAL)))
    back = replace(consent(DataClass.STAY), from_sector=Sector.REGION, to_sectors=(Sector.SOCIAL,))

    told = disclose(view(back, plan=AGREED), Receiver.REGION, [both], TODAY, OURS)
    assert (told.told["notices_received"], told.received_until, told.changes_on) == (True, {}, None)
    told = disclose(view(back), Receiver.REGION, [both], TODAY, OURS)
    assert (told.told["notices_received"], told.received_until) == (
        True,
        {"received_until": date(2027, 1, 31)},
    )


@pytest.mark.parametrize("receiver", Receiver)
def test_until_when_a_partner_may_tell_us_is_told_with_the_rest(receiver: Receiver) -> None:
    back = Consent(
        uuid4(),
        LegalBasis.RSL_11A_1,
        (DataClass.MILESTONE, DataClass.STAY),
        receiver.sector,
        (Sector.SOCIAL,),
        date(2027, 1, 31),
        MONDAY,
    )
    law = [LawPack(TODAY, (row(receiver.sector, Sector.SOCIAL),))]

    informed = inform(disclose(view(back), receiver, law, TODAY, OURS), MONDAY)

    assert (informed.shares, informed.received_until) == (False, date(2027, 1, 31))
