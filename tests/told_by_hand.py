"""What partners are told, by hand: which way each field goes, of which class, and what opens it.

Law packs are rows of words here, as their files have them.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from laws import row
from repository import ROOT
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import (
    AdmissionReport,
    ContactHold,
    ContactPerson,
    CrisisPlan,
    DisclosedAgreement,
    DisclosedGoal,
    DisclosedMessage,
    DisclosedReferral,
    DisclosedRequest,
    HelpInForce,
    Identity,
    JointMeeting,
    PlanInForce,
    ReferralStage,
    WorkplaceSupport,
)
from samspil.overview.domain.disclose import Withheld
from samspil.overview.domain.view import View
from samspil.rulebook.law import LawPack, Opening
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from sharing import AT_WORK, BEFORE, TODAY

FOLDER = ROOT / "shared/samspil/rulebook/data/law"
DENMARK = ZoneInfo("Europe/Copenhagen")
PARTNER = {"jobcenter": "employment", "region": "region"}
OUT, IN, NOWHERE = "out", "in", "nowhere"
FIELDS = {
    "jobcenter": {
        "identity": ("identity", OUT),
        "contact_hold": ("contact_hold", OUT),
        "referrals": ("referral", OUT),
        "requests": ("referral", OUT),
        "milestones_received": ("milestone", IN),
        "referrals_received": ("referral", IN),
        "calls_received": ("meeting", IN),
        "status_received": ("employment_status", IN),
        "contact_person": ("network", OUT),
        "employment_goals": ("employment_goal", OUT),
        "workplace_support": ("support", OUT),
        "meetings": ("meeting", OUT),
        "support": ("support", NOWHERE),
        "stay": ("stay", NOWHERE),
        "address": ("identity", NOWHERE),
        "address_protection": ("identity", NOWHERE),
        "municipality": ("identity", NOWHERE),
        "registered": ("identity", NOWHERE),
        "death": ("identity", NOWHERE),
        "contact_wishes": ("identity", NOWHERE),
        "relatives": ("network", NOWHERE),
        "consents": ("consent", NOWHERE),
        "deliveries": ("consent", NOWHERE),
        "plan": ("plan", NOWHERE),
        "other_goals": ("support", NOWHERE),
        "plan_words": ("plan", NOWHERE),
        "support_words": ("support", NOWHERE),
        "reviews": ("support", NOWHERE),
        "milestone_reviews": ("milestone", NOWHERE),
        "meeting_words": ("meeting", NOWHERE),
        "crisis_plan": ("crisis_plan", NOWHERE),
        "messages": ("message", NOWHERE),
        "agreements": ("agreement", NOWHERE),
        "held_at_the_bridge": ("stay", NOWHERE),
        "reports_wanted": ("stay", NOWHERE),
        "support_pauses": ("stay", NOWHERE),
        "need_reviews": ("stay", NOWHERE),
        "support_questions": ("stay", NOWHERE),
        "follow_ups": ("stay", NOWHERE),
        "hold_proposals": ("stay", NOWHERE),
        "milestone_words": ("milestone", NOWHERE),
        "attention": ("stay", NOWHERE),
    },
    "region": {
        "identity": ("identity", OUT),
        "contact_person": ("network", OUT),
        "notices_received": ("stay", IN),
        "plan": ("plan", OUT),
        "meetings": ("meeting", OUT),
        "crisis_plan": ("crisis_plan", OUT),
        "messages": ("message", OUT),
        "messages_received": ("message", IN),
        "admission_report": ("support", OUT),
        "agreements": ("agreement", OUT),
        "referrals": ("referral", OUT),
        "requests": ("referral", OUT),
        "held_at_the_bridge": ("stay", NOWHERE),
        "reports_wanted": ("stay", NOWHERE),
        "employment_goal": ("employment_goal", NOWHERE),
        "milestones": ("milestone", NOWHERE),
        "calls": ("meeting", NOWHERE),
        "employment_status": ("employment_status", NOWHERE),
        "address": ("identity", NOWHERE),
        "address_protection": ("identity", NOWHERE),
        "municipality": ("identity", NOWHERE),
        "registered": ("identity", NOWHERE),
        "death": ("identity", NOWHERE),
        "contact_wishes": ("identity", NOWHERE),
        "relatives": ("network", NOWHERE),
        "consents": ("consent", NOWHERE),
        "deliveries": ("consent", NOWHERE),
        "partner_answers": ("referral", NOWHERE),
        "other_goals": ("support", NOWHERE),
        "contact_hold": ("contact_hold", NOWHERE),
        "plan_words": ("plan", NOWHERE),
        "support_words": ("support", NOWHERE),
        "reviews": ("support", NOWHERE),
        "milestone_reviews": ("milestone", NOWHERE),
        "meeting_words": ("meeting", NOWHERE),
        "support_pauses": ("stay", NOWHERE),
        "need_reviews": ("stay", NOWHERE),
        "support_questions": ("stay", NOWHERE),
        "follow_ups": ("stay", NOWHERE),
        "hold_proposals": ("stay", NOWHERE),
        "milestone_words": ("milestone", NOWHERE),
        "attention": ("stay", NOWHERE),
    },
}
"""Each field with its class and its way; nothing carries what goes nowhere."""
SEVERAL = {
    "referrals",
    "requests",
    "employment_goals",
    "workplace_support",
    "meetings",
    "messages",
    "agreements",
}

OPENS = {
    "2026-07-01": {
        ("jobcenter", "identity"): {"rsl-11a-1"},
        ("jobcenter", "contact_hold"): {"rsl-11a-1"},
        ("jobcenter", "referrals"): {"rsl-11a-1"},
        ("jobcenter", "requests"): {"rsl-11a-1"},
        ("jobcenter", "milestones_received"): {"rsl-11a-1"},
        ("jobcenter", "referrals_received"): {"rsl-11a-1"},
        ("region", "identity"): {"rsl-11a-1"},
        ("region", "contact_person"): {"rsl-11a-1"},
        ("region", "notices_received"): {"rsl-12c"},
    },
    "2026-12-01": {
        ("jobcenter", "identity"): {"fvl-28", "rsl-11a-1 until November"},
        ("jobcenter", "contact_hold"): {"fvl-28", "rsl-11a-1 until November"},
        ("jobcenter", "referrals"): {"fvl-28", "rsl-11a-1 until November"},
        ("jobcenter", "requests"): {"fvl-28", "rsl-11a-1 until November"},
        ("jobcenter", "milestones_received"): {"rsl-11a-1"},
        ("jobcenter", "referrals_received"): {"rsl-11a-1"},
        ("jobcenter", "contact_person"): {"fvl-28"},
        ("jobcenter", "employment_goals"): {"fvl-28"},
        ("jobcenter", "workplace_support"): {"fvl-28"},
        ("jobcenter", "meetings"): {"fvl-28"},
        ("region", "plan"): {"fvl-28", "psl-13c"},
        ("region", "messages"): {"fvl-28", "psl-13c"},
        ("region", "messages_received"): {"sul-43-1", "psl-13c"},
        ("region", "admission_report"): {"fvl-28"},
        ("region", "agreements"): {"psl-13c"},
        ("region", "referrals"): {"fvl-28"},
        ("region", "requests"): {"fvl-28"},
        ("region", "meetings"): {"fvl-28"},
        ("region", "crisis_plan"): {"fvl-28"},
        ("region", "identity"): {"fvl-28", "psl-13c", "rsl-11a-1 until November"},
        ("region", "contact_person"): {"fvl-28", "psl-13c", "rsl-11a-1 until November"},
        ("region", "notices_received"): {"rsl-12c", "psl-13c"},
    },
}
OPENS["2026-12-02"] = {
    **OPENS["2026-12-01"],
    ("jobcenter", "calls_received"): {"rsl-11a-1"},
    ("jobcenter", "status_received"): {"rsl-11a-1"},
}
"""From which day on, which field of those that are carried, on which bases; until November: given by then."""

NOTICE_GIVING = {
    "2026-07-01": "85 99 107 108",
    **dict.fromkeys(("2026-12-01", "2026-12-02"), "83 85 85a 99 101 102 103 104 105-85 107 108"),
}
"""Retssikkerhedsloven § 12 c: notices come for whoever has this help."""


class Row(NamedTuple):
    """From whom to whom, of which class, on which basis, and what opens it."""

    giver: str
    taker: str
    kind: str
    of: str
    opening: str = "consent"
    given_before: date = date.max
    help: frozenset[str] = frozenset()


class Pack(NamedTuple):
    """A law pack, and the day from which it counts."""

    valid_from: date
    rows: frozenset[Row]


class Basis(NamedTuple):
    """What a field stands on, and its last day; without an end it is the last of all."""

    until: date
    of: str


def shipped() -> list[Pack]:
    """The files that the project ships."""
    return [
        Pack(
            told["valid_from"],
            frozenset(
                Row(
                    one["from_sector"],
                    one["to_sector"],
                    kind,
                    one["basis"],
                    one["opening"],
                    one.get("given_before", date.max),
                    frozenset(one.get("help", [])),
                )
                for one in told["rows"]
                for kind in one["kinds"]
            ),
        )
        for told in (tomllib.loads(file.read_text()) for file in sorted(FOLDER.glob("*.toml")))
    ]


def as_law(packs: list[Pack]) -> list[LawPack]:
    """The same as the overview knows it."""
    return [
        LawPack(
            pack.valid_from,
            tuple(
                row(
                    Sector(one.giver),
                    Sector(one.taker),
                    DataClass(one.kind),
                    basis=LegalBasis(one.of),
                    opening=Opening(one.opening),
                    given_before=None if one.given_before == date.max else one.given_before,
                    help=frozenset(map(LegalBasis, one.help)),
                )
                for one in pack.rows
            ),
        )
        for pack in packs
    ]


def way_of(receiver: str, field: str) -> tuple[str, str]:
    """Who tells whom."""
    way = FIELDS[receiver][field][1]
    return (PARTNER[receiver], "social") if way == IN else ("social", PARTNER[receiver])


def bases(view: View, receiver: str, field: str, rows: frozenset[Row], today: date) -> Iterator[Basis]:
    """Everything that the field may stand on today."""
    kind = FIELDS[receiver][field][0]
    giver, taker = way_of(receiver, field)
    helped = {str(one.provision) for one in view.plan.interventions if one.agreed and not one.ended_on}
    worked_on = {one.stage for one in view.plan.agreements} & {"asked", "drafted", "agreed"}
    for row_ in rows:
        if (row_.giver, row_.taker, row_.kind) != (giver, taker, kind):
            continue
        if row_.opening == "help" and row_.help & helped:
            yield Basis(date.max, row_.of)
        if row_.opening == "coordination_plan" and worked_on:
            yield Basis(date.max, row_.of)
        if row_.opening != "consent":
            continue
        for one in view.citizen.consents:
            holds = one.withdrawn_at is None and today <= one.until
            covers = one.from_sector == giver and taker in one.to_sectors and kind in one.kinds
            in_time = one.given_at.astimezone(DENMARK).date() < row_.given_before
            if holds and covers and in_time and one.law == row_.of:
                yield Basis(one.until, one.law)


def standing(view: View, receiver: str, rows: frozenset[Row], today: date) -> dict[str, set[Basis]]:
    """Of each field that has any, those bases that last longest."""
    found = {one: list(bases(view, receiver, one, rows, today)) for one in FIELDS[receiver]}
    return {
        field: {one for one in some if one.until == max(some).until} for field, some in found.items() if some
    }


def withheld(receiver: str, field: str, found: dict[str, set[Basis]]) -> Withheld | None:
    """Why a field is not told, if it is not."""
    way = FIELDS[receiver][field][1]
    if field not in found:
        return Withheld.NO_GROUND
    if way == NOWHERE:
        return Withheld.NOT_CARRIED
    return Withheld.NO_IDENTITY if way == OUT and "identity" not in found else None


def data_of(receiver: str, view: View, today: date) -> dict[str, object]:
    """What there is to tell, had everybody consented to everything."""
    who = view.citizen.who
    holds = [one for one in view.coordination.holds if one.ended_at is None and one.until >= today]
    helpers = [one for one in view.plan.interventions if one.agreed and one.ended_on is None]
    person = (
        ContactPerson(name=helpers[-1].support_worker_name, phone=helpers[-1].support_worker_phone)
        if helpers
        else None
    )
    return {
        "identity": Identity(cpr=who.cpr, name=who.name) if who and who.cpr else None,
        "contact_hold": ContactHold(hold_id=holds[-1].id, until=holds[-1].until, ask=holds[-1].ask)
        if who and holds
        else None,
        "contact_person": person if who else None,
        "admission_report": AdmissionReport(
            stay_id=view.hospital.stays[0].id,
            contact_person=person,
            agreed_on=None if view.plan.ended else TODAY,
            help=tuple(
                HelpInForce(provision=one.provision, minutes_per_week=one.minutes_per_week) for one in helpers
            ),
        )
        if who and view.hospital.reports_wanted
        else None,
        "messages": messages_of(view, today) if who else (),
        "messages_received": True,
        "agreements": agreements_of(view, today) if who else (),
        "meetings": meetings_of(receiver, view, today) if who else (),
        **(of_the_plan(view, today) if who else OF_NO_PLAN),
        "referrals": referrals_of(PARTNER[receiver], view, today) if who else (),
        "requests": requests_of(PARTNER[receiver], view, today) if who else (),
        "milestones_received": True,
        "referrals_received": True,
        "calls_received": True,
        "status_received": True,
        "notices_received": True,
    }


OF_NO_PLAN: dict[str, object] = {
    **dict.fromkeys(("employment_goals", "workplace_support"), ()),
    **dict.fromkeys(("plan", "crisis_plan")),
}


def of_the_plan(view: View, today: date) -> dict[str, object]:
    """Agreed goals about work as they were agreed, help at work, and the crisis plan while in hospital."""
    plan, at_work = view.plan, view.plan.goals[0]
    written = plan.crisis_plan
    return {
        "employment_goals": (
            DisclosedGoal(goal_id=AT_WORK, words=BEFORE if plan.versions else at_work.words),
        )
        if at_work.state == "active"
        else (),
        "workplace_support": tuple(
            WorkplaceSupport(
                intervention_id=one.id,
                name=one.support_worker_name,
                phone=one.support_worker_phone,
                minutes_per_week=one.minutes_per_week,
            )
            for one in plan.interventions
            if one.agreed
            and one.ended_on is None
            and (
                (one.goal_id == AT_WORK and at_work.state in ("proposed", "active"))
                or one.method == "supported_employment"
            )
        ),
        "plan": None if plan.ended else PlanInForce(agreed_on=TODAY),
        "crisis_plan": written
        and CrisisPlan(
            stay_id=view.hospital.stays[0].id,
            early_signs=written.early_signs,
            what_helps=None,
            whom_to_call=None,
            what_not_to_do=None,
        ),
    }


def meetings_of(receiver: str, view: View, today: date) -> tuple[JointMeeting, ...]:
    """Those to come with that partner, and those that were called off; the first one first."""
    partner = "employment" if receiver == "jobcenter" else "region"
    return tuple(
        JointMeeting(
            meeting_id=one.id, at=one.at, place=one.place, called_off=one.state == "cancelled", until=on
        )
        for one in sorted(view.plan.meetings, key=lambda it: (it.at, it.id))
        if (on := one.at.astimezone(DENMARK).date()) >= today
        and partner in one.invited
        and one.state in ("booked", "cancelled")
    )


def messages_of(view: View, today: date) -> tuple[DisclosedMessage, ...]:
    """Those that were written less than a month ago."""
    told = []
    for one in view.coordination.messages:
        last = in_a_month(one.written_at)
        shown = {name: getattr(one, name) for name in ("thread_id", "answers", "category", "urgency")}
        shown |= {name: getattr(one, name) for name in ("topic", "words", "name", "role", "phone", "to_unit")}
        if today <= last:
            told.append(DisclosedMessage(message_id=one.id, until=last, **shown))
    return tuple(told)


def agreements_of(view: View, today: date) -> tuple[DisclosedAgreement, ...]:
    """Those that are worked on or kept to, and what ended less than a month ago."""
    told = []
    for one in view.plan.agreements:
        last = in_a_month(one.over_at) if one.over_at else None
        if one.stage != "replaced" and (last is None or today <= last):
            told.append(
                DisclosedAgreement(
                    agreement_id=one.id,
                    kind=one.kind,
                    stage=one.stage,
                    words=None if one.stage == "ended" else one.words,
                    day=one.ended_on or one.agreed_on,
                    until=last,
                )
            )
    return tuple(told)


STAGE = {
    "submitted told received information_requested accepted waitlisted started": "asked",
    "cancellation_requested": "cancellation_requested",
    "cancelled voided": "cancelled",
    "closed": "closed",
}
ANSWER = {
    "accepted waitlisted": "accepted",
    "started cancellation_requested": "started",
    "completed": "completed",
    "declined": "declined",
    "cancelled closed": "cancellation_accepted",
}


def word(words: dict[str, str], standing: str) -> str | None:
    """What stands beside it."""
    return next((one for many, one in words.items() if standing in many.split()), None)


def in_a_month(at: datetime) -> date:
    """Its last day, where it is over."""
    return at.astimezone(DENMARK).date() + timedelta(days=30)


def referrals_of(partner: str, view: View, today: date) -> tuple[DisclosedReferral, ...]:
    """What the partner is asked, and what is no longer asked since less than a month."""
    told = []
    for one in view.referrals:
        stage, since = word(STAGE, one.standing), one.stands_since or one.submitted_at
        is_over = stage in {"cancelled", "closed"}
        by_itself = one.standing == "cancelled" and one.why is not None
        if one.to_sector != partner or not stage or by_itself:
            continue
        if is_over and in_a_month(since) < today:
            continue
        answered = [question.answer for question in one.questions if question.answer]
        told.append(
            DisclosedReferral(
                referral_id=one.id,
                stage=ReferralStage(stage),
                to_unit=one.to_unit,
                urgent=one.priority == "urgent",
                words=one.words,
                information=answered[-1] if answered else None,
                answer_by=one.answer_by
                if stage == "cancellation_requested"
                else one.asked_by or one.answer_by,
                until=in_a_month(since) if is_over else None,
            )
        )
    return tuple(told)


def requests_of(partner: str, view: View, today: date) -> tuple[DisclosedRequest, ...]:
    """What became of what the partner asked; of each request once."""
    known = {one.id: one for one in view.referrals}
    told: dict[UUID, DisclosedRequest | None] = {}
    for one in view.referrals:
        made_of = one.request if one.from_sector == partner and one.standing != "voided" else None
        if made_of is None or made_of in told:
            continue
        met = []
        while one.id not in met:
            met.append(one.id)
            one = known.get(one.successor, one) if one.successor else one  # noqa: PLW2901
        one = known[met[-1]]  # noqa: PLW2901
        answer = word(ANSWER, one.standing) or "received"
        since = one.stands_since or one.submitted_at
        if one.to_sector != "social":
            answer, since = "not_ours", one.submitted_at
        is_over = answer in {"not_ours", "completed", "declined", "cancellation_accepted"}
        told[made_of] = DisclosedRequest(
            request_id=made_of,
            answer=PartnerAnswer(answer),
            day=one.starts_on if answer in {"accepted", "started"} else None,
            until=in_a_month(since) if is_over else None,
        )
        if is_over and in_a_month(since) < today:
            told[made_of] = None
    return tuple(one for one in told.values() if one)


_CELLS = [
    (*pair, kind.value)
    for partner in PARTNER.values()
    for pair in (("social", partner), (partner, "social"))
    for kind in DataClass
]
generous = st.frozensets(st.sampled_from(_CELLS), min_size=20).map(
    lambda cells: frozenset(
        one
        for cell in cells
        for one in (
            Row(*cell, "rsl-11a-1"),
            Row(*cell, "fvl-28", given_before=date(2026, 11, 24)),
            Row(*cell, "rsl-12c", "help", help=frozenset({"sel-85"})),
            Row(*cell, "psl-13c", "coordination_plan"),
            Row(*cell, "fvl-29", "unsettled"),
        )
    )
)
other_packs = st.builds(
    Pack, st.sampled_from([date(2026, 7, 2), TODAY, TODAY + timedelta(days=4), TODAY]), generous
)
laws = st.sampled_from([shipped()] * 3) | st.builds(
    lambda one, *, alone: [one] if alone else [one, *shipped()], other_packs, alone=st.booleans()
)
