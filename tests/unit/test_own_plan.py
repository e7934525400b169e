"""The citizen's plan on their own page: their words, what comes and what did not, and whom to reach."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given

from anything import anything, counted, views
from samspil.contracts.plan import (
    AgreementStage,
    LifeArea,
    MeetingKind,
    Participant,
    PauseReason,
    PlanEnd,
    Whose,
)
from samspil.overview.api.see_own import shown as opened
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_network import Coordinator
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.plan_dates import FollowUp, Meeting, MeetingState, Review
from samspil.overview.domain.plan_parts import (
    CrisisPlan,
    EmploymentWish,
    Ended,
    Goal,
    GoalState,
    Intervention,
    Pause,
)
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.form import Thing
from samspil.overview.pages.own_page import OwnPage, own_page
from samspil.overview.pages.own_plan import Helper
from samspil.overview.pages.units import UnitWords
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from sharing import TODAY

DAY: Final = timedelta(days=1)
SAID: Final = {
    text: sealed(kind)
    for text, kind in {
        "Mette Prøvesen": "name",
        "Aisha Digtet": "name",
        "Bente Prøve": "name",
        "12 34 56 78": "phone",
        "Et arbejde.": "words",
        "Ro om aftenen.": "words",
        "Rådhuset": "words",
        "Vi kunne ikke få fat i dig.": "words",
        "At komme ud.": "words",
    }.items()
}
TEXTS: Final = {token: text for text, token in SAID.items()}
WORK: Final = Goal(UUID(int=1), LifeArea.EMPLOYMENT, SAID["Et arbejde."], state=GoalState.ACTIVE)
HOME: Final = Goal(UUID(int=2), LifeArea.HOME, SAID["Ro om aftenen."], state=GoalState.ACTIVE)
HELP: Final = Intervention(
    UUID(int=3), WORK.id, LegalBasis.SEL_85, "2026-1", "aisha", SAID["Aisha Digtet"], agreed=True
)
MEETING: Final = Meeting(
    UUID(int=4),
    MeetingKind.PLANNING,
    MONDAY.replace(hour=12, minute=0) + 15 * DAY,
    SAID["Rådhuset"],
    (Participant.CITIZEN, Participant.CASEWORKER),
    "mette",
    MONDAY,
)
REVIEW: Final = Review(UUID(int=5), HELP.id, TODAY - 2 * DAY, MONDAY)


def read(token: Sealed) -> str:
    return TEXTS[token]


def page(**plan: Any) -> OwnPage:
    coordinated = CitizenState(coordinator=Coordinator("mette", SAID["Mette Prøvesen"], None, MONDAY))
    made = PlanState(**{"opened_at": MONDAY, "version": 9, **plan})
    shown = own_page(
        CITIZEN, combine(citizen=coordinated, plan=made), read, TODAY, UnitWords({}, {}, {}, OURS)
    )
    assert not shown.broken
    return shown


def happens(**plan: Any) -> list[str]:
    return [" ".join(filter(None, (one.sentence, one.words))) for one in page(**plan).happens]


def helper(**changed: Any) -> Helper:
    [_, found] = page(goals=(WORK,), interventions=(replace(HELP, **changed),)).helpers
    return found


def test_what_matters_most_to_the_citizen_comes_first_and_what_is_over_is_not_wished_any_more() -> None:
    over = replace(HOME, id=UUID(int=9), state=GoalState.ACHIEVED, rank=1)
    shown = page(goals=(replace(WORK, rank=None), over, replace(HOME, rank=2)))

    assert [one.words for one in shown.wishes] == ["Ro om aftenen.", "Et arbejde."]
    assert [one.said for one in shown.wishes] == ["", ""]


def test_what_is_not_agreed_and_what_others_wrote_is_said_beside_it() -> None:
    proposed = replace(WORK, state=GoalState.PROPOSED, origin=Whose.PROFESSIONAL)
    [theirs, own] = page(goals=(proposed, replace(HOME, is_reworded=True))).wishes

    assert theirs.said == "Skrevet af dem, der hjælper dig. Det er ikke aftalt endnu."
    assert own.said == "Det er ikke aftalt endnu."


def test_what_was_said_of_work_stands_with_what_the_citizen_wants() -> None:
    words = SAID["Et arbejde."]
    wish = page(employment_wish=EmploymentWish(words, None, TODAY)).work_wish
    not_now = page(employment_wish=EmploymentWish(None, words, TODAY)).work_wish

    assert wish
    assert (wish.said, wish.words) == ("Om arbejde eller uddannelse:", "Et arbejde.")
    assert not_now
    assert not_now.said == "Ikke arbejde eller uddannelse lige nu:"
    assert page().work_wish is None


def test_something_new_can_be_written_where_a_plan_goes_on_and_says_which_version_was_read() -> None:
    form = page().write_wish

    assert form
    assert form.things == (Thing(CITIZEN, 9),)
    assert page(version=0).write_wish is None
    assert page(ended=Ended(TODAY, PlanEnd.NO_NEED, None)).write_wish is None


STAFF_ALONE: Final = (Participant.CASEWORKER,)
MEETINGS: Final[dict[str, dict[str, Any]]] = {
    "Du har et møde 8. december kl.\N{NO-BREAK SPACE}13.00. Sted: Rådhuset": {},
    "Du får besøg 8. december kl.\N{NO-BREAK SPACE}13.00.": {"kind": MeetingKind.VISIT, "place": None},
    "Der er et møde om dig 8. december. Du er ikke inviteret. Spørg Mette Prøvesen hvorfor.": {
        "invited": STAFF_ALONE
    },
    "Der var et møde 8. november uden dig. Vi kunne ikke få fat i dig.": {
        "state": MeetingState.HELD,
        "came": STAFF_ALONE,
        "why": SAID["Vi kunne ikke få fat i dig."],
        "at": MONDAY - 15 * DAY,
    },
    "Der var et møde 8. november uden dig. Spørg Mette Prøvesen hvorfor.": {
        "state": MeetingState.HELD,
        "came": STAFF_ALONE,
        "at": MONDAY - 15 * DAY,
    },
    "Der blev ikke noget møde 8. november, fordi nogen ikke kom. Spørg Mette Prøvesen.": {
        "state": MeetingState.MISSED,
        "missing": STAFF_ALONE,
        "at": MONDAY - 15 * DAY,
    },
    "Der er ikke noget møde 8. december. Det er aflyst. Vi kunne ikke få fat i dig.": {
        "state": MeetingState.CANCELLED,
        "why": SAID["Vi kunne ikke få fat i dig."],
    },
    "Der er ikke noget møde 8. december. Det er aflyst. Spørg Mette Prøvesen hvorfor.": {
        "state": MeetingState.CANCELLED,
        "cancelled_by": Participant.CASEWORKER,
    },
}


@pytest.mark.parametrize("sentence", MEETINGS)
def test_each_meeting_is_told_plainly(sentence: str) -> None:
    assert happens(meetings=(replace(MEETING, **MEETINGS[sentence]),)) == [sentence]


@pytest.mark.parametrize(
    "untold",
    [
        {"at": MONDAY - DAY},
        {"state": MeetingState.HELD, "came": (Participant.CITIZEN,)},
        {"state": MeetingState.HELD, "came": STAFF_ALONE, "at": MONDAY - 61 * DAY},
        {"state": MeetingState.MISSED, "missing": (Participant.CITIZEN,), "at": MONDAY - DAY},
        {"state": MeetingState.CANCELLED, "cancelled_by": Participant.CITIZEN},
        {"state": MeetingState.CANCELLED, "at": MONDAY - DAY},
    ],
)
def test_what_the_citizen_was_at_did_herself_or_is_long_over_happens_no_more(untold: dict[str, Any]) -> None:
    assert happens(meetings=(replace(MEETING, **untold),)) == []


def test_meetings_to_come_stand_first_in_the_order_of_their_days() -> None:
    sooner = replace(MEETING, id=UUID(int=6), at=MEETING.at - 7 * DAY, place=None)
    held = replace(MEETING, id=UUID(int=7), state=MeetingState.HELD, came=STAFF_ALONE, at=MONDAY - DAY)

    assert [one[:27] for one in happens(meetings=(held, MEETING, sooner))] == [
        "Du har et møde 1. december ",
        "Du har et møde 8. december ",
        "Der var et møde 22. novembe",
    ]


def test_what_should_have_been_looked_at_or_followed_up_is_said_to_be_late_with_whom_to_ask() -> None:
    follow_up = FollowUp(UUID(int=7), UUID(int=8), "aisha", TODAY, MONDAY)

    assert happens(reviews=(REVIEW, replace(REVIEW, id=UUID(int=9)))) == [
        "Vi skulle have set på din hjælp sammen med dig senest 21. november. Det er ikke sket. "
        "Spørg Mette Prøvesen."
    ]
    assert happens(reviews=(replace(REVIEW, due_on=TODAY),)) == []
    assert happens(reviews=(replace(REVIEW, withdrawn_at=MONDAY),)) == []
    assert happens(follow_ups=(follow_up,)) == [
        "Vi taler med dig senest 23. november, fordi du er kommet hjem."
    ]
    late = "Vi skulle have talt med dig senest {}. november. Det er ikke sket. Spørg Mette Prøvesen."
    assert happens(follow_ups=(replace(follow_up, due_on=TODAY - DAY),)) == [late.format(22)]
    assert happens(follow_ups=(replace(follow_up, is_overdue=True),)) == [late.format(23)]


def test_that_the_help_was_looked_at_without_the_citizen_is_told_with_why() -> None:
    held = replace(REVIEW, held_on=TODAY, citizen_came=False)
    why = replace(held, without_citizen_because=SAID["Vi kunne ikke få fat i dig."])

    assert happens(reviews=(held,)) == [
        "Vi så på din hjælp 23. november uden dig. Spørg Mette Prøvesen hvorfor."
    ]
    assert happens(need_reviews=(why,)) == [
        "Vi så på din hjælp 23. november uden dig. Vi kunne ikke få fat i dig."
    ]
    assert happens(reviews=(replace(held, citizen_came=True),)) == []
    assert happens(reviews=(replace(held, held_on=TODAY - 61 * DAY),)) == []


RESTS: Final[dict[PauseReason, tuple[date | None, str]]] = {
    PauseReason.STAY: (None, "Hjælpen fra Aisha Digtet holder pause, mens du er indlagt."),
    PauseReason.CITIZEN_WISH: (
        TODAY + DAY,
        "Hjælpen fra Aisha Digtet holder pause til og med 24. november, fordi du har bedt om det.",
    ),
    PauseReason.NO_WORKER: (
        None,
        "Hjælpen fra Aisha Digtet holder pause, fordi der ikke er nogen til at hjælpe lige nu. "
        "Spørg Mette Prøvesen.",
    ),
    PauseReason.OTHER: (None, "Hjælpen fra Aisha Digtet holder pause. Spørg Mette Prøvesen."),
}


@pytest.mark.parametrize("because", [*PauseReason])
def test_help_that_rests_is_told_with_why(because: PauseReason) -> None:
    until, sentence = RESTS[because]
    rests = replace(HELP, pause=Pause(because, None, MONDAY, until))

    assert happens(interventions=(rests,)) == [sentence]


def test_who_helps_is_named_with_what_for_and_how_they_are_reached() -> None:
    plain = helper()
    assert (plain.name, plain.what) == ("Aisha Digtet", "Din støttekontaktperson")
    assert (plain.towards, plain.phone, plain.said) == ("Et arbejde.", "", "")
    whole = helper(purpose=SAID["At komme ud."], support_worker_phone=SAID["12 34 56 78"])
    assert (whole.towards, whole.phone) == ("At komme ud.", "12 34 56 78")
    assert helper(goal_id=None).towards == ""


def test_who_stands_in_while_somebody_is_away_is_named_until_they_are_back() -> None:
    away = {"away_until": TODAY, "deputy": "bente", "deputy_name": SAID["Bente Prøve"]}

    assert helper(**away).said == "Er væk til og med 23. november. Imens hjælper Bente Prøve dig."
    assert helper(away_until=TODAY).said == "Er væk til og med 23. november. Spørg Mette Prøvesen imens."
    assert helper(**{**away, "away_until": TODAY - DAY}).said == ""


def test_another_support_worker_can_be_asked_for_once_and_the_wish_is_seen_to_wait() -> None:
    asked = helper().want_another
    assert asked
    assert asked.things == (Thing(HELP.id, 9),)
    waits = replace(HELP, change_wanted_since=MONDAY)

    assert (helper(change_wanted_since=MONDAY).want_another, helper(change_wanted_since=MONDAY).said) == (
        None,
        "Du har bedt om en anden.",
    )
    assert happens(interventions=(waits,)) == [
        "Du har bedt om en anden end Aisha Digtet. Spørg Mette Prøvesen, hvordan det går."
    ]


def test_help_of_another_of_the_persons_files_is_shown_and_not_asked_about_from_home() -> None:
    view = replace(combine(plan=PlanState(interventions=(HELP,), version=9)), elsewhere={HELP.id: CITIZEN})
    [shown] = own_page(CITIZEN, view, read, TODAY, UnitWords({}, {}, {}, OURS)).helpers

    assert (shown.name, shown.want_another) == ("Aisha Digtet", None)


def test_the_crisis_plan_shows_what_is_written_of_it() -> None:
    written = CrisisPlan(SAID["Et arbejde."], None, SAID["Aisha Digtet"], None, Whose.CITIZEN, MONDAY)

    assert page(crisis_plan=written).crisis_plan == (
        ("De første tegn", "Et arbejde."),
        ("Ring til", "Aisha Digtet"),
    )
    assert page().crisis_plan == ()


def test_of_any_view_nothing_of_the_plan_is_opened_but_what_the_page_shows() -> None:
    met = {"meetings": 0, "reviews": 0, "crisis_plan": 0, "employment_wish": 0, "help": 0, "agreements": 0}

    @given(views, anything(Intervention), anything(Meeting), anything(Review), anything(Agreement))
    @counted
    def holds(
        view: View, help_: Intervention, meeting: Meeting, review: Review, agreement: Agreement
    ) -> None:
        near = replace(
            view.plan,
            interventions=(*view.plan.interventions, replace(help_, agreed=True, ended_on=None)),
            meetings=(*view.plan.meetings, replace(meeting, at=MONDAY)),
            reviews=(*view.plan.reviews, replace(review, held_on=TODAY, citizen_came=False)),
            agreements=(*view.plan.agreements, replace(agreement, stage=AgreementStage.AGREED)),
        )
        view = apart(replace(view, plan=near))
        tokens = opened(view, TODAY)
        looked_at = set[Sealed]()

        def look(token: Sealed) -> str:
            looked_at.add(token)
            return "Åbnet"

        shown = own_page(CITIZEN, view, look, TODAY, UnitWords({}, {}, {}, OURS))
        of_plan = {where: one for where, one in tokens.items() if where.startswith("plan.")}
        assert not shown.broken
        assert {*of_plan.values()} <= looked_at <= {*tokens.values()}
        for part in met:
            met[part] += any(where.startswith(f"plan.{part}") for where in of_plan)

    holds()
    assert min(met.values()) > 5, met


def apart(part: Any) -> Any:
    """The same, with another token in every place: so what was read of it can be told from the rest."""
    if isinstance(part, Sealed):
        return sealed("words")
    if isinstance(part, tuple):
        return tuple(apart(one) for one in part)
    if isinstance(part, View):
        return replace(part, plan=apart(part.plan))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: apart(getattr(part, one.name)) for one in fields(part)})
    return part
