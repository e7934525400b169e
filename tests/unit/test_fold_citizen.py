"""Who the citizen is and what they agreed to, folded from what was said on the topic of the file."""

from dataclasses import replace
from datetime import date, timedelta

from pydantic import TypeAdapter

from overview_facts import consent, folded, registered, withdrawn
from samspil.contracts.catalogue import reader
from samspil.contracts.schemas.revisions import FOLDER
from samspil.contracts.topics import CITIZEN
from samspil.overview.domain.citizen_state import CitizenState, Who, fold_citizen
from samspil.overview.domain.consent import Consent
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

LAST_DAY = date(2026, 12, 24)
LATER = MONDAY + timedelta(days=2)
OURS = consent(LAST_DAY, (DataClass.IDENTITY, DataClass.NETWORK), to=(Sector.REGION,))
THEIRS = consent(LAST_DAY, (DataClass.MILESTONE,), giver=Sector.EMPLOYMENT, to=(Sector.SOCIAL,), at=LATER)


def test_a_consent_is_kept_with_everything_that_it_names() -> None:
    first, second = folded(OURS, THEIRS).consents

    assert first == Consent(
        id=OURS.consent_id,
        law=LegalBasis.RSL_11A_1,
        kinds=(DataClass.IDENTITY, DataClass.NETWORK),
        from_sector=Sector.SOCIAL,
        to_sectors=(Sector.REGION,),
        until=LAST_DAY,
        given_at=MONDAY,
        case=OURS.case,
    )
    assert (second.from_sector, second.to_sectors) == (Sector.EMPLOYMENT, (Sector.SOCIAL,))
    assert second.given_at == LATER


def test_a_consent_taken_back_leaves_the_others_as_they_were() -> None:
    before = folded(OURS, THEIRS).consents

    for taken_back, at in ((OURS, 0), (THEIRS, 1)):
        after = folded(OURS, THEIRS, withdrawn(taken_back, LATER)).consents
        assert after[at] == replace(before[at], withdrawn_at=LATER)
        assert after[1 - at] == before[1 - at]


def test_taking_back_a_consent_that_nobody_knows_changes_nothing() -> None:
    assert folded(OURS, withdrawn(THEIRS)) == folded(OURS)
    assert folded(withdrawn(THEIRS)) == CitizenState()


def test_a_consent_stands_on_its_last_day_and_not_after_nor_once_it_was_taken_back() -> None:
    [given] = folded(OURS).consents
    [taken_back] = folded(OURS, withdrawn(OURS)).consents

    assert [given.holds(LAST_DAY + timedelta(days=n)) for n in (-1, 0, 1)] == [True, True, False]
    assert not taken_back.holds(LAST_DAY)


def test_who_was_registered_before_anybody_asked_where_they_live_is_folded_and_read() -> None:
    before = FOLDER / "citizen.registered.v1" / "3.example.json"
    state = fold_citizen(None, reader(CITIZEN).validate_json(before.read_bytes()))
    kept = TypeAdapter(CitizenState)
    shape = kept.dump_python(state, mode="json")
    del shape["who"]["residence_municipality"]

    assert state.who is not None
    assert (state.who.acting_municipality, state.who.residence_municipality) == ("101", None)
    assert kept.validate_python(shape) == state


def test_who_the_citizen_is_is_what_was_registered_last_and_consents_stay() -> None:
    first, last = registered(), registered(LATER, "461", "479")
    state = folded(first, OURS, last)

    assert folded(first).who == Who(first.name, first.cpr, "101", MONDAY, registered_by="staff-1")
    assert state.who == Who(
        last.name, last.cpr, "461", LATER, residence_municipality="479", registered_by="staff-1"
    )
    assert state.consents == folded(OURS).consents
    assert folded(first, OURS, withdrawn(OURS)).who == folded(first).who
