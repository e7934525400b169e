"""The clock looks at a citizen: each partner is told what differs from what it was told last."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from deciding import DISCLOSURE, LAW, Deciding
from laws import SHIPPED
from overview_facts import AGREED, LATER, added, admitted, asked, consent, discharged, registered, withdrawn
from samspil.contracts.disclosure import (
    ContactHold,
    ContactPerson,
    Identity,
    JobcenterInformed,
    RegionInformed,
)
from samspil.contracts.referral import ReferralCancelled
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.last_look import LastLook
from samspil.rulebook.law import LawPack
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

JOBCENTER, REGION = Receiver
TUESDAY = MONDAY + timedelta(days=1)
SOON = date(2026, 12, 4)
WHO, HELP = registered(), added()
JOBCENTER_ALONE = consent(SOON, (DataClass.IDENTITY, DataClass.CONTACT_HOLD), to=(Sector.EMPLOYMENT,))
HOLD = HoldWanted(uuid7(), SOON, sealed("ask"), "staff-1")


def counts(tx: Deciding) -> list[int]:
    """How often each was told something."""
    return [len(tx.told(one)) for one in Receiver]


def test_both_are_told_the_whole_of_what_each_may_know() -> None:
    tx = Deciding()
    tx.hear(WHO, consent(), HELP, AGREED)
    set_contact_hold(tx, HOLD, OURS)

    tx.look()

    who = Identity(cpr=WHO.cpr, name=WHO.name)
    assert tx.told(JOBCENTER) == [
        JobcenterInformed(
            shares=True,
            until=SOON,
            milestones_received=False,
            identity=who,
            contact_hold=ContactHold(hold_id=HOLD.id, until=SOON, ask=HOLD.ask),
            occurred_at=MONDAY,
        )
    ]
    assert tx.told(REGION) == [
        RegionInformed(
            shares=True,
            until=LATER,
            notices_received=True,
            identity=who,
            contact_person=ContactPerson(name=HELP.support_worker_name),
            occurred_at=MONDAY,
        )
    ]


def test_of_whom_nothing_was_ever_shared_nothing_is_said() -> None:
    tx = Deciding()
    tx.hear(WHO, admitted())

    tx.look()

    assert counts(tx) == [0, 0]
    assert not (tx.looks.of(CITIZEN) or LastLook()).informed


def test_what_was_told_is_not_said_again_until_it_differs() -> None:
    tx, given = Deciding(), consent()
    tx.hear(WHO, given)
    tx.look()
    tx.now = TUESDAY
    tx.look()
    assert counts(tx) == [1, 1]

    tx.hear(HELP, AGREED)  # the region alone may know of it
    tx.look()
    assert counts(tx) == [1, 2]

    tx.hear(withdrawn(given))
    tx.look()
    tx.look()
    assert counts(tx) == [2, 3]
    ended = tx.told(JOBCENTER)[-1]
    assert (ended.shares, ended.identity, ended.until, ended.occurred_at) == (False, None, None, TUESDAY)
    assert tx.told(REGION)[-1].notices_received, "that is given by law"


def test_a_partner_of_whom_nobody_knows_what_it_was_told_is_told_anew_even_that_it_is_nothing() -> None:
    tx = Deciding()
    tx.hear(WHO)
    tx.looks.save(CITIZEN, LastLook(forgotten={REGION}))

    tx.look()

    assert counts(tx) == [0, 1]
    assert not tx.told(REGION)[0].shares


def test_no_two_disclosures_are_of_one_case_and_none_names_what_caused_it() -> None:
    tx = Deciding()
    tx.hear(WHO, consent())
    set_contact_hold(tx, HOLD, OURS)
    tx.look()

    said = [one for receiver in Receiver for one in tx.events(DISCLOSURE[receiver])]
    cases = {one.correlationid for one in said}
    assert len(cases) == len(said) == 2
    assert cases.isdisjoint({CITIZEN, HOLD.id})
    assert [one.causationid for one in said] == [None, None]


def test_it_is_looked_at_again_at_the_midnight_after_the_first_last_day_of_either_partner() -> None:
    tx = Deciding()
    tx.hear(WHO, consent(), JOBCENTER_ALONE)
    assert tx.look() == start_of(LATER + timedelta(days=1)), "the longest of what allows the same"

    tx = Deciding()
    tx.hear(WHO, consent(to=(Sector.REGION,)), JOBCENTER_ALONE)
    again = start_of(SOON + timedelta(days=1))
    assert tx.look() == again

    tx.now = again - timedelta(seconds=1)
    assert tx.look() == again
    assert counts(tx) == [1, 1]
    tx.now = again
    assert tx.look() == start_of(LATER + timedelta(days=1))
    assert counts(tx) == [2, 1]
    assert not tx.told(JOBCENTER)[-1].shares


def test_a_hold_and_a_new_law_are_looked_at_again_too_and_what_has_no_end_is_not() -> None:
    tx = Deciding()
    tx.hear(WHO, consent())
    assert tx.look([*LAW, LawPack(SOON)]) == start_of(SOON)
    set_contact_hold(tx, HOLD, OURS)
    assert tx.look() == start_of(SOON + timedelta(days=1))

    by_law = Deciding()
    by_law.hear(WHO, HELP, AGREED)
    assert by_law.look() is None
    assert by_law.told(REGION)[0].notices_received


def test_the_jobcenter_is_told_the_same_of_a_hold_whether_or_not_there_is_a_stay() -> None:
    heard = []
    for facts in ((), (admitted(),)):
        tx = Deciding()
        tx.hear(WHO, JOBCENTER_ALONE, *facts)
        tx.look()
        set_contact_hold(tx, HOLD, OURS)
        tx.look()
        end_contact_hold(tx, HOLD.id, "staff-1")
        tx.look()
        heard.append(tx.told(JOBCENTER))

    assert heard[0] == heard[1]
    assert [bool(one.contact_hold) for one in heard[0]] == [False, True, False]


def test_in_doubt_less_is_told_and_nothing_new_and_out_of_doubt_everything() -> None:
    tx, given = Deciding(), consent(kinds=(DataClass.IDENTITY, DataClass.CONTACT_HOLD))
    tx.hear(WHO, given)
    tx.look()

    tx.doubt(in_doubt=True)
    tx.hear(HELP, AGREED, consent(LATER + timedelta(days=30)))
    set_contact_hold(tx, HOLD, OURS)
    tx.look()
    assert tx.told(JOBCENTER)[-1].contact_hold is None
    assert tx.told(JOBCENTER)[-1].until == SOON, "no later a day than before, and no later than now"
    assert tx.told(REGION)[-1].contact_person is None
    assert not tx.told(REGION)[-1].notices_received
    assert tx.told(REGION)[-1].until == LATER, "the day that was told before"
    told = counts(tx)
    tx.look()
    assert counts(tx) == told

    tx.doubt(in_doubt=False)
    tx.look()
    assert tx.told(JOBCENTER)[-1].contact_hold == ContactHold(hold_id=HOLD.id, until=SOON, ask=HOLD.ask)
    assert tx.told(REGION)[-1].contact_person == ContactPerson(name=HELP.support_worker_name)
    assert tx.told(REGION)[-1].notices_received
    assert tx.told(REGION)[-1].until == LATER + timedelta(days=30)


def test_in_doubt_what_ends_is_told_and_what_stood_before_stays() -> None:
    tx, given = Deciding(), consent()
    tx.hear(WHO, given, HELP, AGREED)
    tx.look()
    tx.doubt(in_doubt=True)
    tx.hear(JOBCENTER_ALONE, withdrawn(given))
    tx.look()

    assert not tx.told(REGION)[-1].shares
    assert tx.told(REGION)[-1].notices_received, "which was so before, and is"
    assert tx.told(JOBCENTER)[-1].shares
    assert tx.told(JOBCENTER)[-1].until == SOON


def test_in_doubt_nobody_who_was_told_nothing_is_told_anything() -> None:
    tx = Deciding()
    tx.doubt(in_doubt=True)
    tx.hear(WHO, consent(), HELP, AGREED)
    set_contact_hold(tx, HOLD, OURS)

    tx.look()
    assert counts(tx) == [0, 0]

    tx.doubt(in_doubt=False)
    tx.look()
    assert [one.shares for receiver in Receiver for one in tx.told(receiver)] == [True, True]


@pytest.mark.parametrize("day", [date.max, LATER])
def test_a_consent_until_the_end_of_time_is_told_and_its_withdrawal_too(day: date) -> None:
    tx, given = Deciding(), consent(day)
    tx.hear(WHO, given, consent(date.min))
    assert (tx.look() is None) is (day == date.max)

    tx.hear(withdrawn(given))
    assert tx.look() is None
    assert [tx.told(one)[-1].shares for one in Receiver] == [False, False]


def test_a_stay_is_told_to_nobody() -> None:
    tx, stay = Deciding(), admitted()
    tx.hear(WHO, consent(kinds=tuple(DataClass)), HELP, AGREED)
    tx.look()

    tx.hear(stay)
    tx.look()
    tx.hear(discharged(stay.stay_id))
    tx.look()
    assert counts(tx) == [1, 1]


TWO = SHIPPED[:2]
DECEMBER = start_of(date(2026, 12, 1))
NEXT_YEAR = date(2027, 5, 1)
OUT = (DataClass.IDENTITY, DataClass.CONTACT_HOLD, DataClass.REFERRAL)


def test_over_the_change_of_law_those_who_agreed_before_are_looked_at_and_nobody_is_told_anything_anew() -> (
    None
):
    tx = Deciding()
    tx.hear(WHO, consent(), HELP, AGREED)

    assert tx.look(TWO) == DECEMBER
    tx.now = DECEMBER
    assert tx.look(TWO) == start_of(LATER + timedelta(days=1))

    assert counts(tx) == [1, 1]


def test_help_for_which_the_new_law_adds_notices_is_noticed_on_its_first_day() -> None:
    tx = Deciding()
    tx.hear(WHO, added(provision=LegalBasis.SEL_104), AGREED)
    assert tx.look(SHIPPED) == DECEMBER
    assert counts(tx) == [0, 0]

    tx.now = DECEMBER
    tx.look(SHIPPED)

    assert [one.notices_received for one in tx.told(REGION)] == [True]


@pytest.mark.parametrize("law", [LegalBasis.RSL_11A_1, LegalBasis.FVL_28])
@pytest.mark.parametrize("in_doubt", [False, True])
def test_under_either_law_a_withdrawal_is_told(law: LegalBasis, in_doubt: bool) -> None:
    tx = Deciding(DECEMBER + timedelta(days=1))
    given = replace(consent(NEXT_YEAR, OUT, to=(Sector.EMPLOYMENT,)), law=law)  # on a Monday in November
    tx.hear(WHO, given, asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT))
    tx.look(SHIPPED)
    assert [(one.shares, len(one.referrals)) for one in tx.told(JOBCENTER)] == [(True, 1)]

    tx.hear(withdrawn(given))
    tx.doubt(in_doubt=in_doubt)
    tx.look(SHIPPED)

    ended = tx.told(JOBCENTER)[-1]
    assert (len(tx.told(JOBCENTER)), ended.shares, ended.identity, ended.referrals) == (2, False, None, ())


def test_what_one_referral_is_told_until_brings_the_next_look_and_not_the_end_of_the_rest() -> None:
    tx = Deciding()
    tx.hear(WHO, consent(NEXT_YEAR, OUT, to=(Sector.EMPLOYMENT,)))
    one, other = (asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT) for _ in range(2))
    tx.hear(
        one, other, ReferralCancelled(referral_id=one.referral_id, cancelled_by="staff-1", occurred_at=MONDAY)
    )

    again = tx.look()
    assert isinstance(again, datetime)

    thirty_days_later = date(2026, 12, 23)
    assert again == start_of(thirty_days_later + timedelta(days=1))
    [told] = tx.told(JOBCENTER)
    assert told.until == NEXT_YEAR
    assert {referral.until for referral in told.referrals} == {None, thirty_days_later}
    tx.now = again
    tx.look()
    assert [referral.until for referral in tx.told(JOBCENTER)[-1].referrals] == [None]
