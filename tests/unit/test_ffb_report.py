"""A plan as a delivery report to KL: what is in it, what is left out, and that any plan's is valid."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import anything, counted, days, instants
from fhir_terms import Terms
from plan_reported import (
    AGREED_ON,
    NOW,
    ORGANISATION,
    PLAN,
    REFERRAL,
    added,
    agreed,
    due,
    held,
    help_,
    history,
    of_kind,
    plan_of,
    profiles,
    reported,
)
from published import STANDARDS, needs_standards
from samspil.contracts.plan import (
    HelpKind,
    PauseReason,
    PlanFact,
    PlanReviewWithdrawn,
    ReviewResult,
)
from samspil.plan.domain.delivery import NeverAgreed, deliver
from samspil.plan.domain.help_kinds import KINDS, KindOfOtherLaw, require_kind_of
from samspil.plan.domain.plan import Intervention, Pause, Plan
from samspil.plan.partner.kl import codes
from samspil.plan.partner.kl.report import delivery_report
from samspil.testkit.people import BRUNO
from samspil.vocabulary.legal_basis import LegalBasis

IN_MAY = date(2027, 5, 25)


def helps(report: dict[str, Any]) -> list[dict[str, Any]]:
    return of_kind(report, "CarePlan", "intervention")


def course(report: dict[str, Any]) -> dict[str, Any]:
    [found] = of_kind(report, "CarePlan", "carePlan")
    return found


def test_the_citizen_is_the_number_and_the_municipality_that_reports() -> None:
    [citizen] = of_kind(reported(plan_of(help_())), "Patient")

    assert citizen["identifier"] == [
        {"use": "official", "system": "urn:oid:1.2.208.176.1.2", "value": BRUNO.cpr.number}
    ]
    assert citizen["managingOrganization"]["identifier"]["value"] == str(ORGANISATION)
    assert citizen.keys() == {"resourceType", "id", "meta", "identifier", "managingOrganization"}


def test_the_plan_is_of_the_case_of_its_referral_from_the_day_on_which_it_was_opened() -> None:
    report = reported(plan_of(help_()))
    [request] = of_kind(report, "ServiceRequest")

    assert (request["id"], course(report)["id"]) == (str(REFERRAL), str(PLAN))
    assert request["extension"] == course(report)["extension"][:1]
    assert request["extension"][0]["extension"][0]["valueIdentifier"]["value"] == f"urn:uuid:{REFERRAL}"
    assert (course(report)["period"], course(report)["status"]) == ({"start": "2026-11-23"}, "active")


def test_help_is_called_by_its_kind_and_begins_on_its_day_or_when_it_was_agreed() -> None:
    stays = help_(2, LegalBasis.SEL_107, starts_on=date(2027, 3, 1), decision_reference=None)

    first, second = helps(reported(plan_of(help_(), stays)))

    assert [one["activity"][0]["detail"] for one in (first, second)] == [
        {
            "code": {"coding": [{"system": codes.FFB, "code": codes.BY_KIND[HelpKind.HOUSEHOLD]}]},
            "status": "in-progress",
        },
        {
            "code": {"coding": [{"system": codes.FFB, "code": codes.BY_PROVISION[LegalBasis.SEL_107]}]},
            "status": "scheduled",
        },
    ]
    assert [one["period"]["start"] for one in (first, second)] == [AGREED_ON.isoformat(), "2027-03-01"]
    assert [one["intent"] for one in (first, second)] == ["order", "plan"]
    assert first["created"] == "2026-11-23T09:00:00+00:00"


def test_help_goes_on_from_its_first_day() -> None:
    today, tomorrow = (help_(number, starts_on=date(2027, 2, number)) for number in (1, 2))

    going_on = [one["activity"][0]["detail"]["status"] for one in helps(reported(plan_of(today, tomorrow)))]

    assert going_on == ["in-progress", "scheduled"]


def test_help_is_in_force_from_the_first_agreement_after_it_was_added() -> None:
    later = help_(2)
    said: list[PlanFact] = [
        added(help_()),
        agreed(),
        added(later),
        agreed(date(2026, 12, 9)),
        agreed(date(2027, 1, 4)),
    ]

    starts = [one["period"]["start"] for one in helps(reported(plan_of(help_(), later), said))]

    assert starts == ["2026-11-25", "2026-12-09"]


def test_help_that_nobody_agreed_to_or_that_ended_before_it_began_was_never_given() -> None:
    waits, given_up = help_(2), help_(4, agreed=False, ended_on=AGREED_ON)
    never = help_(3, starts_on=date(2027, 1, 4), ended_on=date(2027, 1, 3))
    said: list[PlanFact] = [added(help_()), added(never), added(given_up), agreed(), added(waits)]

    report = reported(plan_of(help_(), waits, never, given_up), said)

    assert [one["id"] for one in helps(report)] == [str(help_().id)]
    assert "tag" not in report["meta"]


def test_help_that_ended_is_completed_and_help_that_rests_is_in_force_whyever_it_rests() -> None:
    over = help_(2, ended_on=date(2027, 1, 4))
    rests = help_(3, pause=Pause(PauseReason.STAY, UUID(int=9)))

    on_one_day = help_(4, ended_on=AGREED_ON)

    of_over, of_resting, of_one_day = helps(reported(plan_of(over, rests, on_one_day)))

    assert (of_over["status"], of_over["period"]["end"]) == ("completed", "2027-01-04")
    assert (of_resting["status"], of_resting["period"].get("end")) == ("active", None)
    assert of_resting["activity"][0]["detail"]["status"] == "in-progress"
    assert of_one_day["period"] == {"start": "2026-11-25", "end": "2026-11-25"}


def test_help_without_a_code_is_left_out_and_the_report_says_that_something_is() -> None:
    whole, part = reported(plan_of(help_())), reported(plan_of(help_(), help_(2, kind=None)))

    assert len(helps(part)) == 1
    assert part["meta"]["tag"] == [{"system": codes.OBSERVATION_VALUES, "code": "SUBSETTED"}]
    assert "tag" not in whole["meta"]


def test_where_the_paragraph_says_what_kind_of_place_gives_the_help_the_plan_names_it_once() -> None:
    over = help_(4, LegalBasis.SEL_108, ended_on=date(2027, 1, 4))
    report = reported(plan_of(help_(), help_(2, LegalBasis.SEL_107), help_(3, LegalBasis.SEL_107), over))

    [place] = of_kind(report, "CareTeam")

    assert place["category"][0]["coding"][0]["code"] == codes.OFFERS[LegalBasis.SEL_107]
    assert course(report)["careTeam"] == [{"reference": f"CareTeam/{place['id']}"}]
    assert "careTeam" not in course(reported(plan_of(help_())))


def test_the_next_day_to_follow_up_is_the_first_review_that_is_due() -> None:
    plan, of_help = plan_of(help_(review_by=date(2027, 3, 3))), help_().id
    reviews: list[PlanFact] = [
        due(date(2027, 5, 26), UUID(int=7)),
        due(date(2027, 6, 1), of=of_help),
        due(IN_MAY, of=of_help),
        due(date(2027, 2, 2), UUID(int=8)),
        PlanReviewWithdrawn(plan_id=PLAN, review_id=UUID(int=8), occurred_at=NOW),
    ]

    [planned] = of_kind(reported(plan, history(plan, *reviews)), "Encounter")

    assert planned["period"] == {"start": "2027-05-25"}


def test_before_help_has_reviews_of_its_own_the_day_that_was_set_with_it_is_its_first() -> None:
    plan = plan_of(
        help_(review_by=date(2027, 3, 3)), help_(2, review_by=date(2027, 2, 20), ended_on=AGREED_ON)
    )
    was_held = history(plan, due(IN_MAY, of=help_().id), held(ReviewResult.CONTINUE))

    [planned] = of_kind(reported(plan), "Encounter")

    assert planned["period"] == {"start": "2027-03-03"}
    assert of_kind(reported(plan, was_held), "Encounter") == []


def test_the_plan_refers_to_its_next_day_and_to_none_where_none_is_set_or_it_is_over() -> None:
    plan = plan_of(help_())
    said = history(plan, due(IN_MAY))

    report = reported(plan, said)
    over = reported(replace(plan, ended_on=date(2027, 1, 29)), said)

    [planned] = of_kind(report, "Encounter")
    assert course(report)["extension"][1]["valueReference"] == {"reference": f"Encounter/{planned['id']}"}
    assert [of_kind(one, "Encounter") for one in (over, reported(plan))] == [[], []]
    assert (course(over)["status"], course(over)["period"]["end"]) == ("completed", "2027-01-29")
    assert of_kind(over, "ServiceRequest")[0]["status"] == "completed"


def test_an_end_before_the_beginning_is_not_told() -> None:
    over = reported(plan_of(help_(), ended_on=date(2026, 11, 1)))

    assert (course(over)["status"], course(over)["period"]) == ("completed", {"start": "2026-11-23"})


RESULTS = {
    ReviewResult.CONTINUE: "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a",
    ReviewResult.CHANGE: "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a",
    ReviewResult.END: "d7d03656-4c87-4e67-9146-aa5990460f16",
    ReviewResult.END_AND_REFER: "b4c01aa8-82fd-44e4-83ff-ca19ec02c779",
}


@pytest.mark.parametrize("result", list(ReviewResult))
def test_a_review_of_the_whole_plan_that_was_held_follows_it_up(result: ReviewResult) -> None:
    plan = plan_of(help_())

    report = reported(plan, history(plan, due(IN_MAY), held(result)))

    [found] = of_kind(report, "Observation")
    assert found["valueCodeableConcept"]["coding"] == [{"system": codes.FFB, "code": RESULTS[result]}]
    assert (found["effectiveDateTime"], found["focus"]) == ("2027-01-20", [{"reference": f"CarePlan/{PLAN}"}])
    assert of_kind(report, "Encounter") == []


def test_a_review_of_one_help_sets_the_next_day_and_says_nothing_of_the_whole() -> None:
    plan = plan_of(help_())
    of_one = due(IN_MAY, of=help_().id)

    waits, was_held = (
        reported(plan, history(plan, *said)) for said in ([of_one], [of_one, held(ReviewResult.END)])
    )

    assert [len(of_kind(one, "Encounter")) for one in (waits, was_held)] == [1, 0]
    assert of_kind(was_held, "Observation") == []


def test_a_review_because_of_a_stay_or_a_milestone_changes_nothing_of_the_report() -> None:
    plan = plan_of(help_())
    other = UUID(int=9)
    because = (due(IN_MAY, stay=other), due(date(2027, 4, 1), other, milestone=other))

    report = reported(plan, history(plan, *because, held(ReviewResult.CONTINUE)))

    assert report == reported(plan)


def test_what_was_said_of_the_plan_before_is_no_part_of_it() -> None:
    plan, before = plan_of(help_()), UUID(int=99)
    old = [replace(one, plan_id=before) for one in (due(IN_MAY), held(ReviewResult.END))]

    assert reported(plan, [*old, *history(plan)]) == reported(plan)


def test_a_plan_that_was_never_agreed_is_not_reported() -> None:
    with pytest.raises(NeverAgreed):
        reported(plan_of(help_(), agreed_on=None))


def test_a_report_made_again_names_each_thing_by_the_same_id() -> None:
    delivery = deliver(plan_of(help_()), history(plan_of(help_()), due(IN_MAY)))

    first, again = (
        delivery_report(delivery, BRUNO.cpr, ORGANISATION, at) for at in (NOW, NOW.replace(day=2))
    )

    assert first["entry"] == again["entry"]
    assert first["id"] != again["id"]


# What is told apart, and what it is called.


def test_every_kind_of_help_is_of_a_paragraph_and_has_a_code_of_its_own() -> None:
    assert {kind for kinds in KINDS.values() for kind in kinds} == {*HelpKind} == codes.BY_KIND.keys()
    assert len({*codes.BY_KIND.values()}) == len(HelpKind)
    assert KINDS.keys() & codes.BY_PROVISION.keys() == set()


@pytest.mark.parametrize("provision", list(LegalBasis))
def test_a_kind_is_said_of_help_under_its_own_paragraph_only(provision: LegalBasis) -> None:
    require_kind_of(provision, None)
    for kind in HelpKind:
        if kind in KINDS.get(provision, ()):
            require_kind_of(provision, kind)
        else:
            with pytest.raises(KindOfOtherLaw):
                require_kind_of(provision, kind)


def concepts(concept: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in concept.get("concept", ()):
        yield one["code"], one.get("definition", "")
        yield from concepts(one)


NAMED = [
    *(
        (codes.BY_KIND[kind], f"§ {law[4:]}")
        for law in ("sel-85", "sel-103", "sel-104")
        for kind in HelpKind
        if kind in KINDS[LegalBasis(law)]
    ),
    (codes.BY_KIND[HelpKind.GROUP], "§ 82a"),
    (codes.BY_KIND[HelpKind.INDIVIDUAL], "§ 82 b"),
    (codes.BY_PROVISION[LegalBasis.SEL_107], "§§ 107, 109, 110"),
    (codes.BY_PROVISION[LegalBasis.SEL_108], "§ 108"),
    (codes.OFFERS[LegalBasis.SEL_103], "§ 103"),
    (codes.OFFERS[LegalBasis.SEL_104], "§ 104"),
    (codes.OFFERS[LegalBasis.SEL_105_85], "Almenboligloven § 105"),
    (codes.OFFERS[LegalBasis.SEL_107], "§ 107"),
    (codes.OFFERS[LegalBasis.SEL_108], "§ 108 stk. 1"),
]


@needs_standards
@pytest.mark.parametrize(("code", "paragraph"), NAMED)
def test_the_definition_of_a_code_names_the_paragraph_that_has_it(code: str, paragraph: str) -> None:
    ffb = json.loads((STANDARDS / "kl/terminology/CodeSystem-FFB.json").read_text())

    assert paragraph in dict(concepts(ffb))[code]


@needs_standards
def test_every_code_is_one_that_the_profiles_require() -> None:
    terms = Terms(STANDARDS)
    in_sets = {
        "KLInterventionsFFB": [*codes.BY_KIND.values(), *codes.BY_PROVISION.values()],
        "KLServiceCodesFFB": codes.OFFERS.values(),
        "KLFollowUpCodesFFB": codes.RESULTS.values(),
    }

    for name, ours in in_sets.items():
        assert [one for one in ours if not terms.holds(f"http://fhir.kl.dk/term/ValueSet/{name}", one)] == []


# Whatever the plan.

REVIEWS = [UUID(int=number) for number in (7, 8)]
few_reviews = st.sampled_from(REVIEWS)
seldom = st.sampled_from([None, None, None, UUID(int=9)])
said_of_reviews: st.SearchStrategy[PlanFact] = st.one_of(
    st.builds(due, days, few_reviews, st.sampled_from([None, UUID(int=1)]), seldom, seldom),
    st.builds(held, st.sampled_from(ReviewResult), few_reviews, days),
    st.builds(PlanReviewWithdrawn, plan_id=st.just(PLAN), review_id=few_reviews, occurred_at=instants),
)


@st.composite
def some_help(draw: st.DrawFn) -> Intervention:
    """Help under any law, its kind one of that law's, on any days."""
    provision = draw(st.sampled_from([*KINDS, *codes.BY_PROVISION, *LegalBasis]))
    maybe = st.one_of(st.none(), days)
    return help_(
        draw(st.integers(1, 3)),
        provision,
        kind=draw(st.sampled_from([None, *sorted(KINDS.get(provision, ()))])),
        decision_reference=draw(st.sampled_from([None, "2026-0457"])),
        starts_on=draw(maybe),
        review_by=draw(maybe),
        ended_on=draw(st.one_of(st.none(), maybe)),
        pause=draw(st.one_of(st.none(), anything(Pause))),
    )


plans: st.SearchStrategy[Plan] = st.builds(
    lambda helps, agreed_on, ended_on, opened_at: plan_of(
        *helps, agreed_on=agreed_on, ended_on=ended_on, opened_at=opened_at
    ),
    st.lists(some_help(), min_size=1, max_size=3),
    st.one_of(days, days, st.none()),
    st.one_of(st.none(), st.none(), days),
    instants,
)


@st.composite
def histories(draw: st.DrawFn, plan: Plan) -> list[PlanFact]:
    """Its help was added, agreed, and looked at, mostly in that order."""
    adding: list[PlanFact] = [added(one, draw(instants)) for one in plan.interventions.values()]
    agreeing: list[PlanFact] = [agreed(day) for day in draw(st.lists(days, min_size=1, max_size=2))]
    looking: list[PlanFact] = [
        due(draw(days), draw(few_reviews)),
        *draw(st.lists(said_of_reviews, max_size=6)),
    ]
    said = [*adding, *agreeing, *looking]
    return draw(st.one_of(st.just(said), st.just(said), st.permutations(said)))


WORDS = re.compile(
    r"[A-Z]\w+/[0-9a-f-]{36}|https://samspil\.example/fhir/\w+/[0-9a-f-]{36}|(urn:uuid:)?[0-9a-f-]{36}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}\+00:00)?|http://[a-zA-Z0-9./-]+|https://www\.kombit\.dk/organisation"
    r"|urn:oid:[0-9.]+|urn:ietf:rfc:3986|712744002|HH|SUBSETTED|municipalitySpecific|usual|official"
    r"|[A-Z]\w+|collection|planned|final|proposal|plan|order|active|completed|scheduled|in-progress"
)
"""Ids, days, addresses, and the words of the profiles: all that a report is made of."""

MET = ("refused", "help", "CareTeam", "Encounter", "Observation", "subsetted")


def strings(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list():
            for inner in value:
                yield from strings(inner)
        case _:
            yield value


@needs_standards
def test_any_plan_is_reported_by_the_profiles_or_refused_and_never_in_anybodys_words() -> None:
    met: Counter[str] = Counter()

    @settings(counted, max_examples=200)
    @given(data=st.data(), plan=plans, now=instants)
    def whatever(data: st.DataObject, plan: Plan, now: datetime) -> None:
        try:
            delivery = deliver(plan, data.draw(histories(plan)))
        except NeverAgreed:
            met["refused"] += plan.agreed_on is None
            assert plan.agreed_on is None
            return
        report = delivery_report(delivery, BRUNO.cpr, ORGANISATION, now)
        assert profiles().faults(report) == []
        assert [one for one in strings(report) if one != BRUNO.cpr.number and not WORDS.fullmatch(one)] == []
        met.update({entry["resource"]["resourceType"] for entry in report["entry"]})
        met["help"] += bool(helps(report))
        met["subsetted"] += "tag" in report["meta"]

    whatever()

    assert min(met[one] for one in MET) > 10, met


FAULTS = {
    "CarePlan": ("status", "intent", "subject", "activity", "created", "basedOn"),
    "Encounter": ("status", "class", "type", "subject", "period"),
    "Observation": ("status", "code", "subject", "focus", "effectiveDateTime", "valueCodeableConcept"),
    "ServiceRequest": ("status", "intent", "subject"),
    "Patient": ("identifier", "managingOrganization"),
    "CareTeam": ("category", "subject"),
}


@needs_standards
@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in FAULTS.items() for name in names])
def test_nothing_that_a_report_says_could_be_left_out(kind: str, name: str) -> None:
    plan = plan_of(help_(), help_(2, LegalBasis.SEL_107))
    report = reported(
        plan, history(plan, due(IN_MAY), due(IN_MAY, UUID(int=7)), held(ReviewResult.CONTINUE, UUID(int=7)))
    )
    assert profiles().faults(report) == []

    del of_kind(report, kind, "intervention" if kind == "CarePlan" else "")[0][name]

    assert profiles().faults(report) != []
