"""What another law would change for a citizen, and what the command says of everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner

from laws import SHIPPED, row
from new_year import NEW_YEAR, folder_of_2027
from overview_facts import asked as asked_of_us
from overview_facts import folded
from samspil.cli import law
from samspil.cli.main import app
from samspil.cli.service_database import Service
from samspil.contracts.citizen import RelativeKind
from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.law_change import Change, law_change
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.rules_change import InForce, RulesChange
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.law_preview import Preview
from samspil.rulebook.law import LawPack
from samspil.rulebook.rulebook import Rulebook
from samspil.stack.problem import StackProblem
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import BACK, BROAD, FIRST_OF_DECEMBER, WHO, help_of

JULYS, DECEMBERS = SHIPPED[:2]
DAY = DECEMBERS.valid_from
JOBCENTER, REGION = Receiver
BROADLY, BACKWARDS = (replace(one, until=date(2027, 1, 1)) for one in (BROAD, BACK))


def helped(provision: LegalBasis) -> View:
    return combine(plan=PlanState(agreed_on=DAY, interventions=(help_of("staff-2", provision),)))


def test_for_whom_agreed_before_december_nothing_changes() -> None:
    view = combine(citizen=CitizenState(WHO, (BROADLY, BACKWARDS)))

    assert law_change(view, JULYS, DECEMBERS, DAY, OURS) == ()
    assert law_change(view, LawPack(date.min), DECEMBERS, DAY, OURS) != ()


@pytest.mark.parametrize(
    "provision", ["sel-83", "sel-85a", "sel-101", "sel-102", "sel-103", "sel-104", "sel-105-85"]
)
def test_notices_start_to_be_received_for_the_help_that_december_adds(provision: str) -> None:
    added = (Change(REGION, "notices_received", starts=True),)

    assert law_change(helped(LegalBasis(provision)), JULYS, DECEMBERS, DAY, OURS) == added
    assert law_change(helped(LegalBasis(provision)), DECEMBERS, JULYS, DAY, OURS) == (
        replace(added[0], starts=False),
    )


@pytest.mark.parametrize(
    "provision", ["sel-12", "sel-82a", "sel-82b", "sel-82c", "sel-82d", "sel-109", "sel-85"]
)
def test_open_access_help_opens_nothing_and_help_that_was_there_before_changes_nothing(
    provision: str,
) -> None:
    assert law_change(helped(LegalBasis(provision)), JULYS, DECEMBERS, DAY, OURS) == ()


def test_a_consent_that_ends_before_that_day_is_no_change_of_the_laws() -> None:
    ended = replace(BROADLY, until=DAY - timedelta(days=1))

    assert (
        law_change(
            combine(citizen=CitizenState(WHO, (ended,))),
            JULYS,
            LawPack(DAY, insight=JULYS.insight),
            DAY,
            OURS,
        )
        == ()
    )


def test_what_ends_and_what_starts_is_told_by_receiver_and_field() -> None:
    only_holds = LawPack(
        DAY, (row(Sector.SOCIAL, Sector.EMPLOYMENT, DataClass.IDENTITY, DataClass.CONTACT_HOLD),)
    )
    only_region = LawPack(DAY, (row(Sector.SOCIAL, Sector.REGION, DataClass.IDENTITY),))
    view = combine(citizen=CitizenState(WHO, (BROADLY,)))

    assert law_change(view, only_holds, only_region, DAY, OURS) == (
        Change(JOBCENTER, "identity", starts=False),
        Change(JOBCENTER, "contact_hold", starts=False),
        Change(REGION, "identity", starts=True),
    )


CITIZEN = CitizenId(UUID(int=3))
CHANGED = (
    Change(REGION, "notices_received", starts=True),
    Change(JOBCENTER, "identity", starts=False),
    RulesChange("target group 6.8", "is called Andet"),
)


class Asked:
    """The command with an answer instead of a database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.of: list[tuple[LawPack, LawPack, date]] = []
        self.rules: list[tuple[Rulebook, Rulebook]] = []
        self.answer = Preview(1, 40, 0)
        monkeypatch.setattr(law, "ask", self._ask)
        monkeypatch.setattr(
            law, "preview", lambda _, before, after, found, told: self._note(before, after, found)
        )

    def _ask(self, service: Service, question: Any) -> Preview:
        assert service is Service.OVERVIEW
        question(None)
        return self.answer

    def _note(self, before: InForce, after: InForce, found: Callable[..., None]) -> None:
        self.of.append((before.law, after.law, after.day))
        self.rules.append((before.rules, after.rules))
        found(CITIZEN, CHANGED)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def says(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["law", "diff", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_each_field_is_a_line_and_the_last_line_counts_the_citizens(asked: Asked) -> None:
    assert says("--from", "2026-11-30", "--to", "2026-12-01").splitlines() == [
        f"{CITIZEN}\tregion\tnotices_received\tstarts",
        f"{CITIZEN}\tjobcenter\tidentity\tends",
        f"{CITIZEN}\ttarget group 6.8\tis called Andet",
        "For 1 of 40 citizens something changes on 2026-12-01.",
    ]
    assert asked.of == [(JULYS, DECEMBERS, date(2026, 12, 1))]


@pytest.mark.parametrize(
    ("now", "given", "compared"),
    [
        ("2026-11-30T22:59:59", (), (JULYS, DECEMBERS, DAY)),
        ("2026-06-01T12:00:00", (), (LawPack(date.min), JULYS, date(2026, 7, 1))),
        ("2027-01-01T12:00:00", ("--from", "2026-11-01"), (JULYS, DECEMBERS, DAY)),
        ("2026-11-29T12:00:00", ("--to", "2027-05-01"), (JULYS, SHIPPED[-1], date(2027, 5, 1))),
        (
            "2026-11-29T12:00:00",
            ("--from", "2026-12-01", "--to", "2026-11-30"),
            (DECEMBERS, JULYS, date(2026, 11, 30)),
        ),
    ],
)
def test_by_default_today_is_compared_with_the_next_law(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, now: str, given: tuple[str, ...], compared: object
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            return cls.fromisoformat(now).replace(tzinfo=tz)

    monkeypatch.setattr(law, "datetime", Clock)
    says(*given)

    assert asked.of == [compared]


def test_where_no_other_law_is_known_today_is_compared_with_the_next_rule(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RULEBOOK_FOLDER", str(folder_of_2027(tmp_path)))
    says("--from", f"{SHIPPED[-1].valid_from}")
    assert asked.of == [(SHIPPED[-1], SHIPPED[-1], NEW_YEAR)]


def test_where_no_other_law_or_rule_is_known_nobody_is_asked(asked: Asked) -> None:
    last = SHIPPED[-1].valid_from
    assert says("--from", f"{last}") == f"No other law or rule is known after {last}.\n"
    assert asked.of == []


def test_another_rulebook_is_compared_with_the_one_in_force(asked: Asked, tmp_path: Path) -> None:
    shipped = files("samspil.rulebook") / "data"
    for one in shipped.iterdir():
        if one.name.endswith(".toml"):
            text = one.read_text(encoding="utf-8").replace("months = [3, 6, 12]", "months = [6]")
            (tmp_path / one.name).write_text(text, encoding="utf-8")

    says("--from", "2026-12-01", "--to", "2026-12-01", "--rulebook", str(tmp_path))

    [(before, after)] = asked.rules
    assert before.sustained_months(DAY) == (3, 6, 12)
    assert after.sustained_months(DAY) == (6,)


def test_of_whom_not_everything_could_be_read_is_said_beside(asked: Asked) -> None:
    asked.answer = replace(asked.answer, unreadable=2)

    result = CliRunner().invoke(app, ["law", "diff", "--from", "2026-11-30"])

    assert result.stderr == "Of 2 not everything could be read: see `samspil parked`.\n"


def test_a_database_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StackProblem("The database of overview does not answer.")

    monkeypatch.setattr(law, "ask", away)
    result = CliRunner().invoke(app, ["law", "diff", "--from", "2026-11-30"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "samspil: The database of overview does not answer.\n"


def test_consents_of_december_open_nothing_under_julys_law() -> None:
    given = replace(BROADLY, law=LegalBasis.FVL_28, given_at=FIRST_OF_DECEMBER)
    starts = law_change(combine(citizen=CitizenState(WHO, (given,))), JULYS, DECEMBERS, DAY, OURS)

    assert {(one.receiver, one.field) for one in starts} == {
        *(
            (JOBCENTER, one)
            for one in ("identity", "contact_hold", "referrals", "requests", "contact_person")
        ),
        *((JOBCENTER, one) for one in ("employment_goals", "workplace_support", "meetings")),
        *((REGION, one) for one in ("identity", "contact_person", "plan", "meetings", "crisis_plan")),
        *((REGION, one) for one in ("messages", "admission_report", "referrals", "requests")),
    }
    assert all(one.starts for one in starts)


def test_who_starts_or_ceases_to_see_something_is_told_by_what_they_are_and_never_by_who() -> None:
    sister = Relative(
        UUID(int=7), RelativeKind.SIBLING, sealed("name"), None, None, (DataClass.STAY,), DAY, MONDAY
    )
    who = replace(WHO, registered_by="mette")
    view = combine(
        citizen=CitizenState(who, relatives=(sister,)), referrals=folded(asked_of_us(giver=Sector.SOCIAL))
    )
    without_stays = replace(
        JULYS,
        insight=tuple(
            replace(row, kinds=row.kinds - {DataClass.STAY}) for row in JULYS.insight if not row.only_lists
        ),
    )

    changes = law_change(view, JULYS, without_stays, DAY, OURS)

    stays = ("stay", "support_pauses", "support_questions", "need_reviews", "follow_ups", "hold_proposals")
    inside = ("held_at_the_bridge", "reports_wanted", "attention")
    staff = ("caseworker", "visitator", "support_worker")
    ours = [f"{role}/{how}" for role in staff for how in ("coordinator", "worker", "unit/UNIT-1")]
    assert {(one.receiver, one.field) for one in changes} == {
        *((receiver, field) for receiver in (*ours, "citizen") for field in (*stays, *inside)),
        *(("relative", field) for field in ("name", *({*stays} - {"support_pauses", "need_reviews"}))),
        *(("leader/unit/UNIT-1", field) for field in ("name", "referral_standing")),
    }
    assert len(changes) == len({*changes})
    assert not any(one.starts for one in changes)
