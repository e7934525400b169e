"""Role × relation × route × field, answered by hand: each route shows what the explanation says."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, Final, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted, views
from samspil.contracts.plan import Participation
from samspil.overview.api import see_plan, see_work, show_citizen, show_file
from samspil.overview.api import see_sharing as sharing_module
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import SHAPE, note_view
from samspil.overview.api.routes import disclosures as disclosures_module
from samspil.overview.api.routes import view as view_module
from samspil.overview.api.seen import read_number
from samspil.overview.api.seen_by import seen_by
from samspil.overview.domain.citizen_network import ContactWishes, Coordinator
from samspil.overview.domain.citizen_state import Who
from samspil.overview.domain.plan_parts import Participated
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import area, field_at
from samspil.rulebook.case_at_hand import AccessReason, Relation
from samspil.testkit.builders import CITIZEN, RULES, sealed
from samspil.testkit.newest_law import newest_law
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller
from samspil.web.problem_types import NO_CASE_AT_HAND, UNKNOWN_CITIZEN
from samspil.web.problems import Problem
from written import written

DAY: Final = date(2026, 12, 1)
GOALS: Final = "employment_goal other_goals"
OF_WORK: Final = "milestone_words calls employment_status attention"
WRITTEN_IN_THE_PLAN: Final = (
    "plan_words support_words milestone_reviews need_reviews meetings meeting_words crisis_plan agreements"
)
OF_THE_PAGE: Final = f"name coordinator referral_words support contact_hold {GOALS} {OF_WORK}"
OPENS: Final = {
    "GET /v1/citizens/{citizen_id}/view": "name number address contact_wishes coordinator referral_words"
    f" support contact_hold messages {GOALS} {WRITTEN_IN_THE_PLAN} {OF_WORK}",
    "GET /v1/citizens/{citizen_id}/disclosures": "",
    "GET /borgere/{citizen_id}": OF_THE_PAGE,
    "GET /borgere/{citizen_id}/live": OF_THE_PAGE,
    "GET /borgere/{citizen_id}/plan": f"name coordinator support {GOALS} {WRITTEN_IN_THE_PLAN}",
    "GET /borgere/{citizen_id}/arbejde": f"name {GOALS} {OF_WORK}",
    "GET /borgere/{citizen_id}/oplysninger": "name address coordinator contact_wishes relatives",
    "GET /borgere/{citizen_id}/oplysninger/ret": "name address coordinator contact_wishes relatives",
    "GET /borgere/{citizen_id}/deling": "name coordinator support relatives",
    "GET /borgere/{citizen_id}/samtykke/{verb}": "name",
    "POST /borgere/{citizen_id}/cpr": "number",
}
"""What each route opens of a citizen, by field."""
SHOWN_BY_THE_VIEW: Final = """
    name number address address_protection municipality registered contact_wishes coordinator consents
    deliveries referral_standing referral_words plan employment_goal other_goals support milestones
    contact_hold stay support_questions follow_ups hold_proposals plan_words support_words reviews
    milestone_reviews need_reviews meetings meeting_words crisis_plan support_pauses
    messages agreements held_at_the_bridge reports_wanted milestone_words calls employment_status attention
"""
"""Everything that ``GET …/view`` tells, sealed or not."""
STAFF: Final = ("caseworker", "visitator", "support_worker")
ALLOWED: Final = {
    **dict.fromkeys(STAFF, f"relatives partner_answers death {SHOWN_BY_THE_VIEW}"),
    "leader": "name referral_standing",
}
"""Whoever is not named sees nothing, at whichever route."""
PROTECTED_IS_OPENED: Final = {"GET /borgere/{citizen_id}/oplysninger/ret"}
"""Of an address that is protected; it is corrected there."""
HOW: Final = (*Relation, AccessReason.ACUTE, None)


class Opened:
    """The keyring; which places it opened, and every text is what its token says."""

    def __init__(self) -> None:
        self.places: set[str] = set()

    async def open(self, _citizen: object, tokens: Mapping[str, Sealed], _access: object) -> dict[str, str]:
        self.places |= {*tokens}
        return {place: text_of(token) for place, token in tokens.items()}

    async def note(self, _citizen: object, _access: object, places: object) -> None:
        self.places |= {*cast(Any, places)} - {"disclosures"}

    async def reason_given(self, *_: object) -> None:
        return None

    async def who_signs_in(self, *_: object) -> frozenset[UUID]:
        return frozenset()


def text_of(token: str) -> str:
    return f"opened {token}"


def caller(role: str, how: Relation | AccessReason | None) -> Caller:
    return Caller(
        "me",
        Role(role),
        Sector.SOCIAL,
        relation=how if isinstance(how, Relation) else None,
        reason=how if isinstance(how, AccessReason) else None,
    )


def door(keyring: Opened) -> OverviewDoor:
    made: Any = OverviewDoor(
        cast(Any, SimpleNamespace(pool=None)), cast(Any, keyring), newest_law(), RULES, *[cast(Any, None)] * 2
    )
    made.ties = lambda _citizen: None
    return cast(OverviewDoor, made)


async def noting(me: Caller, behind: OverviewDoor, view: View) -> None:
    await note_view(behind.keyring, CITIZEN, view, me.access("read-view"), seen_by(view, me, behind))


CALLED: Final[dict[str, Callable[[Caller, OverviewDoor, View], Any]]] = {
    "GET /v1/citizens/{citizen_id}/view": lambda me, behind, _: view_module.read_citizen_view(
        CITIZEN, me, behind
    ),
    "GET /v1/citizens/{citizen_id}/disclosures": lambda me, behind, _: disclosures_module.read_disclosures(
        CITIZEN, me, behind
    ),
    "GET /borgere/{citizen_id}": lambda me, behind, _: show_citizen.see(CITIZEN, me, behind),
    "GET /borgere/{citizen_id}/live": noting,
    "GET /borgere/{citizen_id}/plan": lambda me, behind, _: see_plan.see_plan(CITIZEN, me, behind),
    "GET /borgere/{citizen_id}/arbejde": lambda me, behind, _: see_work.see_work(CITIZEN, me, behind),
    "GET /borgere/{citizen_id}/oplysninger": lambda me, behind, _: show_file.see_file(CITIZEN, me, behind),
    "GET /borgere/{citizen_id}/oplysninger/ret": lambda me, behind, _: show_file.see_file(
        CITIZEN, me, behind, corrects=True
    ),
    "GET /borgere/{citizen_id}/deling": lambda me, behind, _: sharing_module.see_sharing(
        CITIZEN, me, behind, with_people=True
    ),
    "GET /borgere/{citizen_id}/samtykke/{verb}": lambda me, behind, _: sharing_module.see_sharing(
        CITIZEN, me, behind
    ),
    "POST /borgere/{citizen_id}/cpr": lambda me, behind, view: read_number(CITIZEN, view, me, behind),
}


def whole() -> View:
    """A view in which everything stands, and an address that is not protected."""
    view: View = replace(written(View, "x", 0), part_of=None)
    who = replace(written(Who, "x", 0), address=sealed("address"), address_protected=False)
    wishes = replace(written(ContactWishes, "x", 0), words=sealed())
    coordinator: Coordinator = written(Coordinator, "x", 0)
    plan = replace(
        view.plan,
        participation=Participated(Participation.TOOK_PART, DAY, sealed(), gave_no_words=False),
    )
    citizen = replace(view.citizen, who=who, wishes=wishes, coordinator=coordinator)
    return replace(view, citizen=citizen, plan=plan)


def fields(places: set[str], view: View) -> set[str]:
    """The fields that these places of the view belong to, as the access log names them."""
    found = set()
    for place in places:
        parts, at, here = place.split("."), "", cast(Any, view)
        for part in parts:
            here = (
                here[int(part)]
                if part.isdigit()
                else here[UUID(part)]
                if isinstance(here, dict)
                else getattr(here, part)
            )
            at = at + area(here) if part.isdigit() else f"{at}.{part}".lstrip(".")
        field = field_at(at)
        assert field, place
        found.add(field.name)
    return found


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[View]:
    """What the routes read: the last of these."""
    kept = [whole()]

    async def read_view(*_: object) -> View:
        return kept[-1]

    async def read_views(*_: object) -> dict[UUID, tuple[View, bool]]:
        return {CITIZEN: (kept[-1], True)}

    async def nothing(*_: object) -> list[Any]:
        return []

    async def none(*_: object) -> int:
        return 0

    for module in (view_module, disclosures_module, show_citizen, show_file, see_plan, see_work):
        monkeypatch.setattr(module, "read_view", read_view)
    monkeypatch.setattr(sharing_module, "read_views", read_views)
    for module in (show_citizen, show_file, see_plan, see_work):
        monkeypatch.setattr(module, "read_history", nothing)
    monkeypatch.setattr(show_citizen, "count_changes", none)
    return kept


async def opened(route: str, me: Caller, view: View) -> set[str] | None:
    """The fields that are opened; None where nothing is shown at all.

    A page for staff that lacks a text which it shows everybody is no page.
    """
    keyring = Opened()
    try:
        await CALLED[route](me, door(keyring), view)
    except Problem as problem:
        nothing = problem.kind in {NO_CASE_AT_HAND, UNKNOWN_CITIZEN} and not keyring.places
        return None if nothing else {problem.kind.slug}
    except KeyError:
        assert me.role is Role.LEADER
    return fields(keyring.places, view)


@pytest.mark.parametrize("route", CALLED)
async def test_each_route_opens_what_a_human_wrote_down_for_each_role_and_relation(
    route: str, stored: list[View]
) -> None:
    wrong = []
    for role in Role:
        for how in HOW:
            allowed = {*ALLOWED.get(role.value, "").split()} if how else set()
            found = await opened(route, caller(role, how), stored[-1])
            expected = {*OPENS[route].split()} & allowed
            if (found or set()) != expected or (found is None and allowed):
                wrong.append((role.value, how, found, expected))
    assert wrong == []


def test_whose_door_asked_before_anything_was_known_is_told_that_nothing_is_and_not_that_they_have_no_case(
    stored: list[View],
) -> None:
    for role, how, said in (
        ("caseworker", None, UNKNOWN_CITIZEN),
        ("operator", Relation.UNIT, NO_CASE_AT_HAND),
    ):
        with pytest.raises(Problem) as refused:
            seen_by(stored[-1], caller(role, how), door(Opened()))
        assert refused.value.kind == said


@pytest.mark.parametrize("route", CALLED)
async def test_an_address_that_is_protected_is_opened_where_it_is_corrected_and_nowhere_else(
    route: str, stored: list[View]
) -> None:
    view = stored[-1]
    assert view.citizen.who
    protected = replace(view.citizen, who=replace(view.citizen.who, address_protected=True))
    stored.append(replace(view, citizen=protected))

    for role in STAFF:
        found = await opened(route, caller(role, Relation.UNIT), stored[-1])
        expected = {*OPENS[route].split()} - ({"address"} if route not in PROTECTED_IS_OPENED else set())
        assert found == expected


async def test_that_an_address_is_protected_is_said_where_it_stands(stored: list[View]) -> None:
    view = stored[-1]
    assert view.citizen.who
    protected = replace(view.citizen, who=replace(view.citizen.who, address_protected=True))
    stored.append(replace(view, citizen=protected))

    told = await view_module.read_citizen_view(CITIZEN, caller("caseworker", Relation.UNIT), door(Opened()))

    assert told.citizen
    assert (told.citizen["address"], told.citizen["address_protected"]) == (None, True)


IN_THE_VIEW: Final = {
    "citizen": "citizen.who",
    "coordinator": "citizen.coordinator",
    "contact_wishes": "citizen.wishes",
    "consents": "citizen.consents",
    "referrals": "referrals",
    "plan": "plan",
    "stays": "hospital.stays",
    "milestones": "employment.milestones",
    "proposed_milestones": "employment.proposed",
    "calls": "employment.calls",
    "employment_status": "employment.status",
    "coordination": "coordination",
    "told.jobcenter": "employment.deliveries",
    "told.region": "hospital.deliveries",
}
"""The route's names, and where it stands in a view."""


def leaves(part: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, one in part.items():
            if name != "turn":
                yield from leaves(one, f"{place}.{name}")
    elif isinstance(part, list):
        for one in part:
            yield from leaves(one, place + area(one))
    elif part is not None:
        yield place, part


def opened_text(value: Any) -> Any:
    return text_of(value) if isinstance(value, str) and value.startswith("s1.") else value


def at(shape: Any, place: str) -> Any:
    for part in place.split("."):
        shape = shape and shape[part]
    return shape


def test_of_any_view_the_route_tells_each_what_the_explanation_says_and_byte_for_byte_what_there_is(
    stored: list[View],
) -> None:
    met: Counter[str] = Counter()
    told_at_all = {*SHOWN_BY_THE_VIEW.split()}

    @settings(counted, max_examples=300)
    @given(views, st.sampled_from([*STAFF, "leader"]), st.sampled_from([*Relation, AccessReason.ACUTE]))
    def tells(view: View, role: str, how: Relation | AccessReason) -> None:
        stored.append(view)
        me = caller(role, how)
        shown = {one.name for one in seen_by(view, me, door(Opened()))}

        told = asyncio.run(view_module.read_citizen_view(CITIZEN, me, door(Opened()))).model_dump(mode="json")

        whole = SHAPE.dump_python(view, mode="json")
        for kind in ("proposals", "attention"):
            for one in whole["coordination"][kind].values():
                del one["trace"]
        for name, place in IN_THE_VIEW.items():
            found = [*leaves(at(told, name), place)]
            there = [
                (one, value)
                for one, value in leaves(at(whole, place), place)
                if getattr(field_at(one), "name", "") in shown & told_at_all
            ]
            assert found == [(one, opened_text(value)) for one, value in there]
            met[name] += bool(there)
        met.update(in_all=1, is_lists_only=role == "leader")

    tells()
    for name in IN_THE_VIEW:
        assert met[name] * 8 > met["in_all"], (name, met)
    assert met["is_lists_only"] > 20, met
