"""Role × relation × field, answered by hand; another law, or another rule, answers otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from laws import SHIPPED
from rules_anew import rules
from samspil.contracts.citizen import RelativeKind, RelativeLeft
from samspil.overview.domain.citizen_network import Coordinator, Relative
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.plan_dates import FollowUp, SupportQuestion
from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.rulebook.insight import InsightRow, Opening
from samspil.rulebook.law import LawPack
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role
from samspil.vocabulary.sector import Sector

TODAY: Final = date(2026, 12, 14)
SOCIAL, EMPLOYMENT, _ = Sector

ALL: Final = """
    name number address address_protection municipality registered death contact_wishes coordinator relatives
    consents deliveries referral_standing referral_words partner_answers plan employment_goal other_goals
    support milestones contact_hold stay support_questions follow_ups hold_proposals
    plan_words support_words reviews milestone_reviews meetings meeting_words crisis_plan support_pauses
    need_reviews messages agreements held_at_the_bridge reports_wanted
    milestone_words calls employment_status attention
"""
NOT_BEFORE: Final = {"employment_status": date(2026, 12, 2)}
"""The law that names it first."""
LISTS: Final = "name referral_standing"
NOTHING: Final = ""

BY_ROLE: Final = {
    "caseworker": ALL,
    "visitator": ALL,
    "support_worker": ALL,
    "leader": LISTS,
    "citizen": NOTHING,
    "relative": NOTHING,
    "data_protection_officer": NOTHING,
    "integrator": NOTHING,
    "operator": NOTHING,
}
"""What each sees who has a case at hand, or gave a reason; as a citizen and a relative they have none."""

BY_RELATION: Final = """
    inger      -            coordinator tomorrow too
    inger      VOKSEN-1     coordinator tomorrow too
    opened     -            nothing
    aisha      -            worker tomorrow too
    ole        -            nothing
    dora       -            deputy today
    hans       -            nothing
    elsa       -            worker today
    finn       -            nothing
    gitte      -            nothing
    vera       -            worker tomorrow too
    wim        -            nothing
    frida      -            worker tomorrow too
    gert       -            nothing
    mette      -            worker tomorrow too
    mette      VOKSEN-1     worker tomorrow too
    somebody   VISITATION-1 unit tomorrow too
    somebody   VOKSEN-1     unit tomorrow too
    lars       -            worker today
    somebody   BOSTOETTE-1  unit today
    somebody   AKUT-1       unit today
    nils       -            nothing
    somebody   GONE-1       nothing
    somebody   GONE-2       nothing
    jonas      -            nothing
    somebody   JOB-1        nothing
    somebody   VISITATION-2 unit tomorrow too
    pia        -            worker tomorrow too
    somebody   JOB-2        nothing
    somebody   -            nothing
    VOKSEN-1   -            nothing
    somebody   inger        nothing
    somebody   aisha        nothing
    somebody   ANY-1        nothing
"""
"""Staff id, unit if any, how a case is at hand today, and whether it is tomorrow."""

NO_COORDINATOR: Final = {"opened": "coordinator", "inger": "worker"}
"""While nobody is named, whoever opened the file holds the threads."""

RELATIVES: Final = {
    ("network",): "name coordinator",
    ("referral",): "name referral_standing partner_answers",
    ("plan",): "name plan",
    ("employment_goal",): "name employment_goal",
    ("support",): "name support",
    ("milestone",): "name milestones",
    ("contact_hold",): "name contact_hold",
    ("stay",): "name stay support_questions follow_ups hold_proposals",
    ("meeting",): "name meetings calls",
    ("crisis_plan",): "name crisis_plan",
    ("message",): "",
    ("agreement",): "",
    ("identity",): "",
    ("consent",): "",
    (): "",
    ("plan", "stay"): "name plan stay support_questions follow_ups hold_proposals",
    ("identity", "plan", "consent"): "name plan",
}
"""What the citizen lets them know → what they see, while they are there and until the last day."""

READERS: Final = """
    coordinator inger; worker aisha; worker elsa until today; deputy dora until today; worker vera;
    worker frida; worker mette; worker lars until today;
    worker pia; unit VISITATION-1; unit VOKSEN-1; unit BOSTOETTE-1 until today; unit AKUT-1 until today;
    unit VISITATION-2
"""
"""Whoever has a case at hand, in whatever order within a relation."""


def over(days: int) -> datetime:
    return MONDAY.replace(month=12, day=14) - timedelta(days=days)


def referral(
    number: int, way: tuple[Sector, Sector], to: str, author: str, own: str | None, **more: Any
) -> Any:
    return ReferralStanding(
        id=UUID(int=number),
        standing=more.pop("standing", Standing.RECEIVED),
        from_sector=way[0],
        to_sector=way[1],
        to_unit=to,
        from_unit=own,
        author=author,
        words=sealed(),
        answer_by=TODAY,
        submitted_at=MONDAY,
        **more,
    )


def follow_up(number: int, worker: str, completed: datetime | None = None) -> FollowUp:
    return FollowUp(UUID(int=number), UUID(int=9), worker, TODAY, MONDAY, completed)


def question(number: int, worker: str, answered: datetime | None = None) -> SupportQuestion:
    return SupportQuestion(UUID(int=number), UUID(int=9), UUID(int=1), worker, MONDAY, withdrawn_at=answered)


def help_of(number: int, worker: str, *, agreed: bool = True, **more: Any) -> Intervention:
    return Intervention(
        UUID(int=number), UUID(int=1), LegalBasis.SEL_85, "1", worker, sealed("name"), agreed=agreed, **more
    )


WHO: Final = Who(sealed("name"), sealed("cpr"), "101", MONDAY, registered_by="opened")
STANDINGS: Final = [
    referral(1, (SOCIAL, SOCIAL), "VISITATION-1", "mette", "VOKSEN-1"),
    referral(
        2,
        (SOCIAL, SOCIAL),
        "BOSTOETTE-1",
        "lars",
        "AKUT-1",
        standing=Standing.DECLINED,
        stands_since=over(14),
    ),
    referral(
        3, (SOCIAL, SOCIAL), "GONE-1", "nils", "GONE-2", standing=Standing.CLOSED, stands_since=over(15)
    ),
    referral(4, (EMPLOYMENT, SOCIAL), "VISITATION-2", "jonas", "JOB-1"),
    referral(5, (SOCIAL, EMPLOYMENT), "JOB-2", "pia", None),
    referral(7, (SOCIAL, EMPLOYMENT), "JOB-2", "inger", None),
    referral(
        6, (SOCIAL, SOCIAL), "VOKSEN-1", "mette", None, standing=Standing.CLOSED, stands_since=over(300)
    ),
]
VIEW: Final = combine(
    citizen=CitizenState(WHO, coordinator=Coordinator("inger", sealed("name"), "ANY-1", MONDAY)),
    referrals={one.id: one for one in STANDINGS},
    plan=PlanState(
        interventions=(
            help_of(1, "aisha", deputy="dora", away_until=TODAY),
            help_of(2, "ole", agreed=False),
            help_of(3, "aisha", deputy="hans"),
            help_of(4, "elsa", ended_on=over(14).date()),
            help_of(5, "finn", ended_on=over(15).date(), deputy="gitte", away_until=TODAY),
        ),
        questions=(question(1, "vera"), question(2, "wim", MONDAY)),
        follow_ups=(follow_up(1, "frida"), follow_up(2, "gert", MONDAY)),
    ),
)


def citizen(**changed: Any) -> View:
    return replace(VIEW, citizen=replace(VIEW.citizen, **changed))


PROTECTED: Final = citizen(who=replace(WHO, address=sealed("address"), address_protected=True))
NOBODY_NAMED: Final = citizen(coordinator=None)
DEAD: Final = citizen(dead_since=MONDAY)
ELSEWHERE: Final = citizen(who=replace(WHO, acting_municipality="751"))

Answers = dict[object, object]


def people() -> Iterator[tuple[str, str, str]]:
    """Who, their unit or nothing, and what a human wrote of them."""
    for line in BY_RELATION.strip().splitlines():
        who, unit, how = line.split(None, 2)
        yield who, unit.strip("-"), how


def names(written: str) -> frozenset[str]:
    return frozenset(written.split())


def of_staff(it: Any, pack: LawPack) -> Answers:
    """By each relation and for each role: how a case is at hand, and which fields are shown."""
    found: Answers = {}
    for view, label in ((VIEW, "named"), (NOBODY_NAMED, "nobody named")):
        ties = it.ties.ties(view)
        for who, unit, _ in people():
            units = {unit} - {""}
            today, tomorrow = (
                it.cases.relation(ties, who, units, day) for day in (TODAY, TODAY + timedelta(days=1))
            )
            found[label, who, unit] = f"{today or 'nothing'}{' tomorrow too' if tomorrow else ''}"
    for role in Role:
        for relation in it.cases.Relation:
            tie = it.cases.Tie(relation, "somebody")
            found[role.value, relation.value] = seen(it, VIEW, it.reader.Insider(role, tie), pack)
        found[role.value, "reason"] = seen(it, VIEW, it.reader.Insider(role, has_reason=True), pack)
        found[role.value, "no case"] = seen(it, VIEW, it.reader.Insider(role), pack)
        for corrects, label in ((False, "protected"), (True, "corrects")):
            one = it.reader.Insider(role, has_reason=True, corrects=corrects)
            found[role.value, label] = seen(it, PROTECTED, one, pack)
    tie = it.cases.Tie(it.cases.Relation.UNIT, "VOKSEN-1", TODAY)
    for label, one in (
        ("tie", it.reader.Insider(Role.VISITATOR, tie)),
        ("reason", it.reader.Insider(Role.VISITATOR, has_reason=True)),
    ):
        found["until", label] = {
            line.ground.until for line in it.insight.insight(VIEW, one, pack, TODAY, OURS) if line.ground
        }
    return found


def of_others(it: Any, pack: LawPack) -> Answers:
    """The citizen, and relatives by what they may know, on which day, and whether they are there."""
    found: Answers = {"dead": seen(it, DEAD, it.reader.TheCitizen(), pack)}
    found["citizen"] = seen(it, VIEW, it.reader.TheCitizen(), pack)
    found["elsewhere"] = seen(it, ELSEWHERE, it.reader.TheCitizen(), pack)
    for may_know in RELATIVES:
        for days in (0, -1):
            for left in (None, *RelativeLeft):
                one = relative(may_know, TODAY + timedelta(days=days), left)
                found[may_know, days, left] = seen(
                    it, citizen(relatives=(one,)), it.reader.TheRelative(one.id), pack
                )
    one = relative(("plan",), TODAY)
    reader = it.reader.TheRelative(one.id)
    found["relative of nobody"] = seen(it, VIEW, reader, pack)
    found["relative without a day"] = seen(it, citizen(relatives=(replace(one, until=None),)), reader, pack)
    for label, view in (("dead", DEAD), ("elsewhere", ELSEWHERE)):
        near = replace(view, citizen=replace(view.citizen, relatives=(one,)))
        found["relative", label] = seen(it, near, reader, pack)
    lines = it.insight.insight(citizen(relatives=(one,)), reader, pack, TODAY, OURS)
    found["relative", "until"] = {line.ground.until for line in lines if line.ground}
    found["relative", "not to give"] = {line.field.name for line in lines if line.withheld == "not_to_give"}
    return found


def seen(it: Any, view: View, reader: Any, pack: LawPack) -> frozenset[str]:
    lines = it.insight.insight(view, reader, pack, TODAY, OURS)
    assert [line.field for line in lines] == [*VIEW_FIELDS], "each field, in one order, whatever there is"
    shown = it.insight.shown_to(view, reader, pack, TODAY, OURS)
    assert shown == tuple(line.field for line in lines if line.shown)
    assert all(line.shown is (line.withheld is None) for line in lines)
    return frozenset(one.name for one in shown)


def relative(may_know: tuple[str, ...], until: date, left: RelativeLeft | None = None) -> Relative:
    kinds = tuple(map(DataClass, may_know))
    return Relative(
        UUID(int=7), RelativeKind.PARENT, sealed("name"), None, None, kinds, until, MONDAY, left=left
    )


def of_readers(it: Any, pack: LawPack) -> Answers:
    """Whom the explanation lists."""
    here = relative(("plan",), TODAY)
    there = [replace(here, id=UUID(int=number), left=left) for number, left in enumerate(RelativeLeft)]
    found = [*it.reader.readers(citizen(relatives=(here, *there)), TODAY)]
    staff = [one for one in found if isinstance(one, it.reader.Insider)]
    ties = [one for one in staff if one.tie and one.role == "caseworker"]
    return {
        "ties": {
            f"{one.tie.relation} {one.tie.to}{' until today' if one.tie.until == TODAY else ''}"
            for one in ties
        },
        "order": [one.tie.relation.value for one in ties],
        "leaders": {one.tie.relation.value for one in staff if one.tie and one.role == "leader"},
        "without": [one.role.value for one in staff if not one.tie],
        "citizens": sum(isinstance(one, it.reader.TheCitizen) for one in found),
        "relatives": [one.id.int for one in found if isinstance(one, it.reader.TheRelative)],
    }


def answers(it: Any, pack: LawPack) -> Answers:
    return {**of_staff(it, pack), **of_others(it, pack), **of_readers(it, pack)}


def by_hand(pack: LawPack) -> Answers:
    """The tables above, one answer after the other."""
    later = {one for one, day in NOT_BEFORE.items() if pack.valid_from < day}

    def names(written: str) -> frozenset[str]:
        return frozenset(written.split()) - later

    found: Answers = {}
    for who, unit, how in people():
        told = how.replace("today", "").strip()
        found["named", who, unit] = told
        found["nobody named", who, unit] = told
        if who in NO_COORDINATOR:
            kept = NO_COORDINATOR[who]
            found["nobody named", who, unit] = kept if kept == "nothing" else f"{kept} tomorrow too"
    for role, all_of in BY_ROLE.items():
        for how in ("coordinator", "worker", "deputy", "unit", "reason"):
            found[role, how] = names(all_of)
        found[role, "no case"] = names(NOTHING)
        found[role, "protected"] = names(all_of) - {"address"}
        found[role, "corrects"] = names(all_of)
    found["until", "tie"] = found["until", "reason"] = {TODAY}
    found |= {"citizen": names(ALL), "elsewhere": names(ALL), "dead": names(NOTHING)}
    for may_know, told in RELATIVES.items():
        for days in (0, -1):
            for left in (None, *RelativeLeft):
                found[may_know, days, left] = names(told if days == 0 and left is None else NOTHING)
    found |= {"relative of nobody": names(NOTHING), "relative without a day": names(NOTHING)}
    found |= {("relative", one): names(NOTHING) for one in ("dead", "elsewhere")}
    found["relative", "until"] = {TODAY}
    found["relative", "not to give"] = {
        *("number", "address", "address_protection", "municipality", "registered", "death", "contact_wishes"),
        *(
            "relatives",
            "consents",
            "deliveries",
            "referral_words",
            "other_goals",
            "plan_words",
            "support_words",
        ),
        *("reviews", "milestone_reviews", "meeting_words", "support_pauses"),
        *("need_reviews", "messages", "agreements", "held_at_the_bridge", "reports_wanted"),
        *("milestone_words", "employment_status", "attention"),
    }
    found["ties"] = {one.strip() for one in READERS.split(";")}
    found["order"] = ["coordinator"] + ["worker"] * 7 + ["deputy"] + ["unit"] * 5
    found["leaders"] = {"unit"}
    found["without"] = [
        *("caseworker", "visitator", "support_worker", "leader"),
        *("data_protection_officer", "integrator", "operator"),
    ]
    found |= {"citizens": 1, "relatives": [7, 0, 1]}
    return found


def differing(found: Mapping[object, object], written: Mapping[object, object]) -> Answers:
    return {
        one: (found.get(one), written.get(one))
        for one in {**found, **written}
        if found.get(one) != written.get(one)
    }


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: str(pack.valid_from))
def test_each_sees_what_a_human_wrote_down_and_nothing_else(pack: LawPack) -> None:
    assert differing(answers(rules(), pack), by_hand(pack)) == {}


def test_under_no_law_nobody_sees_anything() -> None:
    assert {one for one in answers(rules(), LawPack(TODAY)).values() if isinstance(one, frozenset)} == {
        frozenset()
    }


def others(row: InsightRow) -> Iterator[InsightRow | None]:
    """The row as it might have been written by mistake, or not at all."""
    yield None
    yield from (replace(row, kinds=row.kinds ^ {kind}) for kind in DataClass)
    yield from (replace(row, to=row.to ^ {role}) for role in Role)
    yield from (replace(row, opening=opening) for opening in Opening if opening is not row.opening)
    yield replace(row, only_lists=not row.only_lists)


def changes_nothing(row: InsightRow, other: InsightRow | None) -> bool:
    """A row of lists with a class that no list shows, or for somebody who sees more than lists already; a row
    for somebody whom its opening is not about, or whom only lists could be a bar to.
    """
    if other is None:
        return False
    if row.only_lists and other.only_lists and other.opening is row.opening:
        in_lists = {one.kind for one in VIEW_FIELDS if one.name in names(LISTS)}
        see_all = {Role(role) for role, shown in BY_ROLE.items() if shown == ALL}
        return not (row.kinds ^ other.kinds) & in_lists and (row.to ^ other.to) <= see_all
    about = {Opening.OWN: Role.CITIZEN, Opening.PERMISSION: Role.RELATIVE}.get(row.opening)
    return bool(about) and (row.only_lists is not other.only_lists or not (row.to ^ other.to) <= {about})


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: str(pack.valid_from))
def test_no_row_of_insight_can_be_changed_without_an_answer_that_changes(pack: LawPack) -> None:
    it, written, tried, unseen = rules(), by_hand(pack), 0, []
    for number, row in enumerate(pack.insight):
        for other in others(row):
            if changes_nothing(row, other):
                continue
            rows = (*pack.insight[:number], *((other,) if other else ()), *pack.insight[number + 1 :])
            tried += 1
            if answers(it, replace(pack, insight=rows)) == written:
                unseen.append((row.opening, other))

    assert unseen == []
    assert tried > 60


RULES_OTHERWISE: Final = [
    ("cases", "AFTERWARDS = 14", "AFTERWARDS = 13"),
    ("cases", "AFTERWARDS = 14", "AFTERWARDS = 15"),
    ("cases", "self.to in units if self.relation is Relation.UNIT else self.to == staff", "self.to == staff"),
    ("cases", "self.to in units if self.relation is Relation.UNIT else self.to == staff", "self.to in units"),
    (
        "cases",
        "self.to in units if self.relation is Relation.UNIT else self.to == staff",
        "self.to in {*units, staff}",
    ),
    ("cases", "(self.until is None or today <= self.until)", "(self.until is None or today < self.until)"),
    ("cases", "(self.until is None or today <= self.until)", "True"),
    ("cases", "for one in Relation if one in found", "for one in reversed(Relation) if one in found"),
    ("cases", "holder = coordinator or opened_by", "holder = opened_by or coordinator"),
    ("cases", "holder = coordinator or opened_by", "holder = coordinator"),
    ("cases", "[Tie(Relation.COORDINATOR, holder)] if holder else []", "[]"),
    ("cases", "Tie(Relation.COORDINATOR, holder)", "Tie(Relation.WORKER, holder)"),
    ("cases", "ties += _helping(helper)", "pass"),
    ("cases", "Tie(Relation.WORKER, helper.staff, until)", "Tie(Relation.WORKER, helper.staff)"),
    ("cases", "Tie(Relation.WORKER, helper.staff, until)", "Tie(Relation.DEPUTY, helper.staff, until)"),
    ("cases", "if helper.deputy and helper.away_until:", "if False:"),
    ("cases", "Tie(Relation.DEPUTY, helper.deputy,", "Tie(Relation.WORKER, helper.deputy,"),
    ("cases", "min(helper.away_until, until or date.max)", "helper.away_until"),
    ("cases", "min(helper.away_until, until or date.max)", "until"),
    ("cases", "ties += _ties(one)", "pass"),
    ("cases", "max(kept, tie, key", "min(kept, tie, key"),
    ("cases", "if asked.ended_at else None", "if False else None"),
    ("cases", "if asked.to_sector is Sector.SOCIAL", "if True"),
    ("cases", "if asked.to_sector is Sector.SOCIAL", "if asked.to_sector is not Sector.SOCIAL"),
    ("cases", "if asked.from_sector is Sector.SOCIAL", "if True"),
    ("cases", "if asked.from_sector is Sector.SOCIAL", "if False"),
    ("cases", "Tie(Relation.UNIT, asked.to_unit, until)", "Tie(Relation.UNIT, asked.to_unit)"),
    ("cases", "Tie(Relation.UNIT, asked.to_unit, until)", "Tie(Relation.WORKER, asked.to_unit, until)"),
    ("cases", "Tie(Relation.WORKER, asked.author, until)", "Tie(Relation.WORKER, asked.author)"),
    ("cases", "Tie(Relation.WORKER, asked.author, until)", "Tie(Relation.UNIT, asked.author, until)"),
    ("cases", "Tie(Relation.UNIT, asked.from_unit, until)", "Tie(Relation.UNIT, asked.from_unit)"),
    ("cases", "yield Tie(Relation.UNIT, asked.from_unit, until)", "pass"),
    ("ties", "coordinator.staff if coordinator else None,", "None,"),
    ("ties", "who.registered_by if who else None,", "None,"),
    ("ties", "for one in plan.interventions if one.agreed", "for one in plan.interventions"),
    ("ties", "for one in plan.interventions if one.agreed", "for one in plan.agreed_help"),
    ("ties", "one.deputy, one.away_until, one.ended_on", "None, one.away_until, one.ended_on"),
    ("ties", "one.deputy, one.away_until, one.ended_on", "one.deputy, one.away_until, None"),
    ("ties", "for one in plan.questions if one.waits", "for one in plan.questions"),
    ("ties", "for one in plan.questions if one.waits", "for one in ()"),
    ("ties", "for one in plan.follow_ups if one.waits", "for one in plan.follow_ups"),
    ("ties", "for one in plan.follow_ups if one.waits", "for one in ()"),
    ("ties", "if one.standing in OVER else None", "if False else None"),
    ("ties", "(one.stands_since or one.submitted_at)", "one.submitted_at"),
    ("insight", "and (field.in_lists or not one.only_lists)", ""),
    ("insight", "if who.tie is None and not who.has_reason:", "if who.tie is None:"),
    ("insight", "if who.tie is None and not who.has_reason:", "if not who.has_reason:"),
    ("insight", "if who.tie is None and not who.has_reason:", "if False:"),
    ("insight", "if field is ADDRESS and is_protected", "if False"),
    ("insight", "if field is ADDRESS and is_protected", "if field is ADDRESS"),
    ("insight", "if field is ADDRESS and is_protected", "if is_protected"),
    ("insight", "and not who.corrects", ""),
    ("insight", "who.tie.until if who.tie else today", "today if who.tie else None"),
    ("insight", "who.tie.until if who.tie else today", "who.tie and who.tie.until"),
    ("insight", "view.citizen.dead_since is not None or row is None", "row is None"),
    ("insight", "who is None or not is_ours(view.citizen, ours)", "who is None"),
    ("insight", "if who.left is not None:", "if False:"),
    ("insight", "who.until < today", "who.until <= today"),
    ("insight", "who.until < today", "False"),
    ("insight", " if one in who.may_know", ""),
    ("insight", "else known.get(field.kind)", "else can_be_known.get(field.kind)"),
    ("insight", "or field.kind not in can_be_known", ""),
    ("insight", " if field is NAME else known.get(field.kind)", ""),
    ("insight", "next(iter(known.values()), None) if field is NAME else ", ""),
    ("insight", "field.stays_inside or ", ""),
    ("insight", "Insight(row, who.until)", "Insight(row, None)"),
    ("reader", "if one.until is None or today <= one.until", ""),
    ("reader", "today <= one.until", "today < one.until"),
    ("reader", "if one.left is not RelativeLeft.MISTAKE", "if one.left is None"),
    ("reader", "        if one.left is not RelativeLeft.MISTAKE:", "        if True:"),
    ("reader", "(*STAFF, Role.LEADER) if tie.relation is Relation.UNIT else STAFF", "STAFF"),
    ("reader", "(*STAFF, Role.LEADER) if tie.relation is Relation.UNIT else STAFF", "(*STAFF, Role.LEADER)"),
    ("reader", "(*STAFF, Role.LEADER, *ELSEWHERE)", "STAFF"),
    ("reader", "yield TheCitizen()", "pass"),
    (
        "reader",
        "first.setdefault((tie.relation is Relation.UNIT, tie.to), tie)",
        "first[False, tie.to] = tie",
    ),
    ("reader", "list(Relation).index(one.relation)", "one.to"),
]
"""Where → a line of the rules → what it might have been by mistake."""


@pytest.mark.parametrize(("where", "line", "other"), RULES_OTHERWISE)
def test_no_rule_can_be_put_otherwise_without_an_answer_that_changes(
    where: str, line: str, other: str
) -> None:
    assert answers(rules(where, line, other), SHIPPED[-1]) != by_hand(SHIPPED[-1])
