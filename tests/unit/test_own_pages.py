"""The pages of whoever comes from home: plain words for every state, and nothing that is not theirs."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import patiently, views
from overview_facts import folded, registered
from samspil.contracts.citizen import RelativeKind, RelativeLeft
from samspil.contracts.referral import DeclineReason, ReferralDeclined
from samspil.overview.api.open_view import SHAPE
from samspil.overview.api.see_own import shown as opened
from samspil.overview.domain.citizen_network import Coordinator, Relative
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.disclosed_fields import EXPLAINED
from samspil.overview.domain.insight import shown_to
from samspil.overview.domain.reader import TheRelative
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.view_fields import area, field_at, only
from samspil.overview.pages.own_page import own_page
from samspil.overview.pages.own_sharing_page import consent_shown, own_sharing_page
from samspil.overview.pages.own_words import BECAUSE, FIELDS, KINDS, RELATED, TO_RELATIVES, way_in_words
from samspil.overview.pages.relative_page import LINES, relative_page
from samspil.overview.pages.seen_by import seen_by
from samspil.overview.pages.units import UnitWords
from samspil.rulebook.law import Opening, in_force
from samspil.sealing.read_access import Look
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from sharing import LAW, TODAY

UNITS = UnitWords({"VISITATION-1": "Visitationen"}, {}, {}, OURS)
METTE = Coordinator("mette", sealed("name"), None, MONDAY)
PLACE = re.compile(r"<([a-z_.]+)>")


def read(token: Sealed) -> str:
    return "Mette Prøvesen" if token == METTE.name else "Som det blev skrevet."


def referral(standing: Standing, **changed: Any) -> ReferralStanding:
    return replace(
        ReferralStanding(
            id=uuid4(),
            standing=standing,
            from_sector=Sector.SOCIAL,
            to_sector=Sector.SOCIAL,
            to_unit="VISITATION-1",
            words=sealed("words"),
            author="mette",
            answer_by=TODAY + timedelta(days=9),
            submitted_at=MONDAY,
            stands_since=MONDAY,
        ),
        **changed,
    )


def happens(*referrals: ReferralStanding, coordinated: bool = True) -> list[tuple[str, str]]:
    citizen = CitizenState(coordinator=METTE if coordinated else None)
    view = replace(combine(citizen=citizen), referrals=referrals)
    page = own_page(CITIZEN, view, read, TODAY, UNITS)
    assert not page.broken
    return [(one.sentence, one.words) for one in page.happens]


NO = ReferralDeclined(
    referral_id=uuid4(),
    declined_by="lars",
    reason=DeclineReason.OTHER,
    words=sealed("words"),
    suggestion=None,
    is_decision=True,
    occurred_at=MONDAY,
)
BEGINS = {"starts_on": TODAY + timedelta(days=9)}
SAID: dict[Standing, tuple[dict[str, Any], str]] = {
    Standing.SUBMITTED: ({}, "Din henvendelse er sendt til Visitationen. Du får svar senest 2. december."),
    Standing.TOLD: ({}, "Din henvendelse er sendt til Visitationen. Du får svar senest 2. december."),
    Standing.RECEIVED: ({}, "Visitationen har læst din henvendelse. Du får svar senest 2. december."),
    Standing.INFORMATION_REQUESTED: (
        {},
        "Visitationen vil vide mere, før de svarer. De får det senest 2. december.",
    ),
    Standing.ACCEPTED: (BEGINS, "Visitationen har sagt ja. Hjælpen begynder 2. december."),
    Standing.WAITLISTED: (
        BEGINS,
        "Du står på venteliste hos Visitationen. Hjælpen begynder 2. december.",
    ),
    Standing.STARTED: (
        {"starts_on": TODAY - timedelta(days=23)},
        "Du får hjælp fra Visitationen. Den begyndte 31. oktober.",
    ),
    Standing.CANCELLATION_REQUESTED: (
        {"why": sealed("words")},
        "Hjælpen fra Visitationen skal måske stoppe. De svarer senest 2. december.",
    ),
    Standing.COMPLETED: ({}, "Hjælpen fra Visitationen er slut."),
    Standing.DECLINED: (
        {"declined": NO},
        "Visitationen har sagt nej. Spørg Mette Prøvesen, hvad du kan gøre nu.",
    ),
    Standing.REDIRECTED: ({"why": sealed("words")}, "Visitationen har sendt din henvendelse videre."),
    Standing.CANCELLED: ({}, "Din henvendelse til Visitationen er taget tilbage."),
    Standing.CLOSED: (
        {},
        "Din henvendelse til Visitationen er lukket. Spørg Mette Prøvesen, hvis du vil vide hvorfor.",
    ),
}


@pytest.mark.parametrize("standing", [*Standing])
def test_each_state_of_a_referral_is_told_in_short_sentences(standing: Standing) -> None:
    if standing is Standing.VOIDED:
        assert happens(referral(standing)) == []
    elif standing is not Standing.UNANSWERED:
        more, sentence = SAID[standing]
        [(said, words)] = happens(referral(standing, **more))
        assert said == sentence
        assert bool(words) is bool({"why", "declined"} & more.keys())


def test_a_no_a_delay_and_help_that_has_not_begun_are_said_plainly_with_whom_to_ask() -> None:
    late = {"overdue": True, "answer_by": TODAY - timedelta(days=2)}
    begun = {"starts_on": TODAY - timedelta(days=2)}

    [(said, _)] = happens(referral(Standing.SUBMITTED, **late))
    assert said == (
        "Du skulle have fået svar fra Visitationen 21. november. Det er ikke sket. Spørg Mette Prøvesen."
    )
    [(said, _)] = happens(referral(Standing.RECEIVED, **late), coordinated=False)
    assert said.endswith("Spørg kommunen.")
    [(said, _)] = happens(referral(Standing.ACCEPTED, **begun))
    assert said.endswith("Hjælpen skulle begynde 21. november. Er den ikke begyndt, så spørg Mette Prøvesen.")
    suggested = replace(NO, suggestion=sealed("words"))
    assert len(happens(referral(Standing.DECLINED, declined=suggested))) == 2


def test_what_is_long_over_happens_no_more() -> None:
    long_ago = MONDAY - timedelta(days=61)

    assert happens(referral(Standing.COMPLETED, stands_since=long_ago)) == []
    assert len(happens(referral(Standing.STARTED, stands_since=long_ago))) == 1


def test_who_moved_is_told_who_helps_now_and_is_offered_no_pause() -> None:
    citizen = replace(folded(registered(municipality="751")), moved_on=date(2026, 11, 20))
    page = own_page(CITIZEN, combine(citizen=citizen), read, TODAY, UNITS)

    assert page.became.startswith("Du er flyttet 20. november. Nu er det Aarhus")
    assert (page.set_hold, [*page.offers]) == (None, [])
    assert own_page(CITIZEN, combine(citizen=folded(registered())), read, TODAY, UNITS).became == ""


@given(views)
@patiently
def test_of_any_view_the_citizens_pages_open_what_they_show_and_no_part_is_missing(view: View) -> None:
    tokens = {*opened(view, TODAY).values()}
    relatives = {one.name for one in view.citizen.relatives if one.left is None}

    def own(token: Sealed) -> str:
        assert token in tokens
        return "Åbnet"

    def named(token: Sealed) -> str:
        assert token in relatives
        return "Åbnet"

    page = own_page(CITIZEN, view, own, TODAY, UNITS)
    told = [disclose(view, one, LAW, TODAY, OURS) for one in Receiver]
    sharing = own_sharing_page(view, told, named, frozenset(), TODAY)
    assert not page.broken
    assert [len(one.told) + len(one.withheld) for one in sharing.parties] == [
        len(EXPLAINED[one]) for one in Receiver
    ]
    sentences = [text for one in sharing.parties for text in (*one.told, *one.withheld)]
    assert not [one for one in sentences if "  " in one or ".." in one or not one.endswith(".")]
    assert "§" not in " ".join(sentences)


KNOW = st.lists(st.sampled_from([*LINES]), min_size=1, unique=True)


@given(views, KNOW)
@patiently
def test_of_any_view_a_relatives_page_shows_the_permitted_kinds_and_nothing_of_another(
    view: View, kinds: list[DataClass]
) -> None:
    relative = sister(tuple(kinds))
    view = replace(view, citizen=replace(view.citizen, relatives=(relative,), dead_since=None))
    ours = {view.citizen.who.acting_municipality} if view.citizen.who else OURS
    shown = shown_to(view, TheRelative(relative.id), in_force(LAW, TODAY), TODAY, ours)
    page = relative_page(only(placed(SHAPE.dump_python(view, mode="json")), shown), relative, TODAY, UNITS)

    assert [one.heading for one in page.kinds] == [TO_RELATIVES[one] for one in LINES if one in kinds]
    told = " ".join(line for one in page.kinds for line in one.lines)
    assert {field_at(place) for place in PLACE.findall(told)} <= {*shown}
    assert {one.kind for one in shown} <= {*kinds, DataClass.IDENTITY}


def placed(part: Any, place: str = "") -> Any:
    """With the place of everything sealed in its place."""
    if isinstance(part, dict):
        return {name: placed(one, f"{place}.{name}".lstrip(".")) for name, one in part.items()}
    if isinstance(part, list):
        return [placed(one, place + area(one)) for one in part]
    return f"<{place}>" if isinstance(part, str) and part.startswith("s1.") else part


def sister(may_know: tuple[DataClass, ...]) -> Relative:
    return Relative(UUID(int=7), RelativeKind.SIBLING, sealed("name"), None, None, may_know, TODAY, MONDAY)


def test_of_nothing_each_kind_says_so_by_having_no_line() -> None:
    relative = sister(tuple(LINES))
    known = SHAPE.dump_python(combine(), mode="json")

    assert [one.lines for one in relative_page(known, relative, TODAY, UNITS).kinds] == [()] * len(LINES)


INSIDE = {
    *(DataClass.IDENTITY, DataClass.CONSENT, DataClass.MESSAGE, DataClass.AGREEMENT),
    DataClass.EMPLOYMENT_STATUS,
}
"""Classes that no citizen can let a relative know."""


def test_there_are_words_for_every_field_kind_opening_and_relation() -> None:
    fields = {one.name for of in EXPLAINED.values() for one in of}

    assert FIELDS.keys() == fields
    assert set(KINDS) == set(DataClass)
    assert set(BECAUSE) == set(Opening)
    assert set(RELATED) == set(RelativeKind)
    assert set(TO_RELATIVES) == set(LINES) == set(DataClass) - INSIDE
    assert way_in_words(None, None) == ("Dig selv", "Se din egen side")
    assert way_in_words(RelativeKind.SIBLING, TODAY) == (
        "Pårørende",
        "Du er søskende, skrevet på 23.11.2026",
    )


def test_a_consent_is_told_as_what_was_said_yes_to_and_how_it_stands() -> None:
    given_ = Consent(
        uuid4(),
        LegalBasis.RSL_11A_1,
        (DataClass.IDENTITY, DataClass.STAY),
        Sector.REGION,
        (Sector.SOCIAL,),
        TODAY,
        MONDAY,
    )

    holds = consent_shown(given_, TODAY)
    assert holds.what == "Regionen må fortælle socialpsykiatrien: hvem du er og dine indlæggelser."
    assert holds.state == "Du sagde ja 23. november. Det gælder til og med 23. november."
    over = consent_shown(given_, TODAY + timedelta(days=1))
    assert (over.holds, over.state.endswith("Det gjaldt til og med 23. november.")) == (False, True)
    back = consent_shown(replace(given_, withdrawn_at=MONDAY), TODAY)
    assert (back.holds, back.state.endswith("Du trak det tilbage 23. november.")) == (False, True)


def test_a_relative_who_looked_is_named_and_what_somebody_wrote_of_why_is_told() -> None:
    def look(id_: int, who: str, role: str, why: str, reason: str | None) -> Look:
        return Look(id_, MONDAY, who, role, "social", CITIZEN, why, (), (), None, reason)

    looks = [
        look(3, "rel", "relative", "read-what-relatives-know", None),
        look(2, "lars", "visitator", "read-view", "other"),
        look(1, "lars", "visitator", "read-plan", "other"),
    ]
    sister_, lars = seen_by(looks, {"rel": "Lone"}, TODAY, {2: "Ringede til os", 1: "Ringede til os"})

    assert sister_.sentence == "Lone, pårørende, så det, du lader dem vide 23. november."
    assert (lars.reason, lars.words) == ("Havde ikke din sag. Grund: andet.", ("Ringede til os",))


@pytest.mark.parametrize(
    "changed",
    [
        {"left": RelativeLeft.STEPPED_BACK},
        {"may_know": ()},
        {"until": TODAY - timedelta(days=1)},
        {"until": None},
    ],
)
def test_who_is_let_know_nothing_is_shown_as_knowing_nothing(changed: dict[str, Any]) -> None:
    relative = replace(sister((DataClass.PLAN,)), **changed)
    view = combine(citizen=CitizenState(relatives=(relative,)))
    shown = own_sharing_page(view, [], read, frozenset({relative.id}), TODAY).relatives

    assert [one.knows for one in shown] == ([] if "left" in changed else ["får ikke noget at vide."])
