"""Files of one person, seen as one: nothing is moved, so that what is seen apart again is as it was.

What is said of a person is said of the file that survives; what lies in the others is shown with it, and
acted on where it lies.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.hospital_state import HospitalState
from samspil.overview.domain.merges import absorbed, merged_into
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View
from samspil.vocabulary.citizen_id import CitizenId


def are_one(survivor: View, citizen: UUID, other: View, absorbed_id: UUID) -> bool:
    """Whether both have heard that the other belongs to this citizen: so both change at once."""
    return absorbed_id in absorbed(survivor.citizen.merges) and merged_into(other.citizen.merges) == citizen


def linked(view: View) -> tuple[UUID, ...]:
    """The other files that this one says are of the same person."""
    into = merged_into(view.citizen.merges)
    return absorbed(view.citizen.merges) if into is None else (into,)


def seen_from(citizen: CitizenId, views: Mapping[CitizenId, View]) -> View:
    """The citizen's view, of what each file says alone: with the person's others, or as a part of another."""
    own = views[citizen]
    others = {CitizenId(one): views[CitizenId(one)] for one in linked(own) if one in views}
    into = merged_into(own.citizen.merges)
    if into is None:
        return together(own, {id_: one for id_, one in others.items() if are_one(own, citizen, one, id_)})
    is_part = any(are_one(one, id_, own, citizen) for id_, one in others.items())
    return replace(own, part_of=CitizenId(into)) if is_part else own


def together(own: View, others: Mapping[CitizenId, View]) -> View:
    """The person's view: the survivor's own, and what lies in the ``others``, by their citizen ids."""
    if not others:
        return own
    hospitals = [_not_again(one.hospital, own.hospital) for one in others.values()]
    views = [*others.values(), own]
    referrals = [referral for one in views for referral in one.referrals]
    mine = frozenset(things(own))  # what was raised in both, before they were seen apart, is answered here
    return View(
        citizen=_citizen(own.citizen, [one.citizen for one in others.values()]),
        referrals=tuple(sorted(referrals, key=lambda one: (one.submitted_at, one.id), reverse=True)),
        plan=_plan([one.plan for one in views], own.plan),
        employment=_employment([one.employment for one in views]),
        hospital=_hospital([*hospitals, own.hospital]),
        coordination=_coordination([one.coordination for one in views], hospitals),
        elsewhere={
            thing: citizen for citizen, one in others.items() for thing in things(one) if thing not in mine
        },
    )


class _Thing(Protocol):
    @property
    def id(self) -> UUID: ...


def things(view: View) -> Iterator[UUID]:
    """The ids of everything that can be acted on."""
    citizen, plan, decided = view.citizen, view.plan, view.coordination
    of_each: tuple[Iterable[_Thing], ...] = (
        *(citizen.consents, citizen.relatives, view.referrals),
        *(plan.goals, plan.interventions, plan.resources, plan.all_reviews, plan.meetings, plan.contacts),
        *(plan.questions, plan.follow_ups, plan.agreements),
        *(view.employment.milestones, view.employment.proposed),
        *(decided.holds, decided.proposals.values(), decided.attention.values(), view.hospital.messages),
        *(part for told in (view.employment, view.hospital) for part in (told.deliveries, told.answers)),
    )
    return (one.id for some in of_each for one in some)


def _citizen(own: CitizenState, others: Iterable[CitizenState]) -> CitizenState:
    states = [*others, own]
    consents = [one for state in states for one in state.consents]
    return replace(
        own,
        consents=tuple(sorted(consents, key=lambda one: one.given_at)),
        relatives=tuple(one for state in states for one in state.relatives),
        coordinator=own.coordinator or next((one.coordinator for one in others if one.coordinator), None),
        wishes=own.wishes or next((one.wishes for one in others if one.wishes), None),
    )


def _plan(plans: list[PlanState], own: PlanState) -> PlanState:
    return replace(
        own,
        opened_at=min((one.opened_at for one in plans if one.opened_at), default=None),
        agreed_on=max((one.agreed_on for one in plans if one.agreed_on), default=None),
        goals=tuple(goal for one in plans for goal in one.goals),
        interventions=tuple(help_ for one in plans for help_ in one.interventions),
        wordings=tuple(before for one in plans for before in one.wordings),
        resources=tuple(resource for one in plans for resource in one.resources),
        reviews=tuple(review for one in plans for review in one.reviews),
        milestone_reviews=tuple(review for one in plans for review in one.milestone_reviews),
        need_reviews=tuple(review for one in plans for review in one.need_reviews),
        meetings=tuple(meeting for one in plans for meeting in one.meetings),
        contacts=tuple(contact for one in plans for contact in one.contacts),
        questions=tuple(question for one in plans for question in one.questions),
        follow_ups=tuple(follow_up for one in plans for follow_up in one.follow_ups),
        agreements=tuple(agreement for one in plans for agreement in one.agreements),
    )


def _employment(states: list[EmploymentState]) -> EmploymentState:
    milestones = [one for state in states for one in state.milestones]
    proposed = [one for state in states for one in state.proposed]
    calls = [one for state in states for one in state.calls]
    return EmploymentState(
        milestones=tuple(sorted(milestones, key=lambda one: (one.planned_at, one.id))),
        deliveries=tuple(one for state in states for one in state.deliveries),
        answers=tuple(one for state in states for one in state.answers),
        proposed=tuple(sorted(proposed, key=lambda one: (one.proposed_at, one.id))),
        calls=tuple(sorted(calls, key=lambda one: (one.at, one.id))),
        status=tuple(one for state in states for one in state.status),
    )


def _hospital(states: list[HospitalState]) -> HospitalState:
    stays = [one for state in states for one in state.stays]
    return HospitalState(
        stays=tuple(sorted(stays, key=lambda one: (one.admitted_at, one.id))),
        deliveries=tuple(one for state in states for one in state.deliveries),
        answers=tuple(one for state in states for one in state.answers),
        told=tuple(one for state in states for one in state.told),
        messages=tuple(one for state in states for one in state.messages),
        held=tuple(sorted((one for state in states for one in state.held), key=lambda one: one.since)),
        reports_wanted=tuple(sorted({one for state in states for one in state.reports_wanted})),
        sent=tuple(sorted({one for state in states for one in state.sent})),
    )


def _not_again(other: HospitalState, own: HospitalState) -> HospitalState:
    """Without the stays that go on under the survivor's name: they begin at the same moment, alike."""
    known = {(one.kind, one.admitted_at) for one in own.stays}
    return replace(other, stays=tuple(one for one in other.stays if (one.kind, one.admitted_at) not in known))


def _coordination(states: list[Coordination], others: list[HospitalState]) -> Coordination:
    """The newest hold counts, whichever file it was set in."""
    *apart, own = states
    holds = [one for state in states for one in state.holds]
    proposals = {
        stay: one
        for state, hospital in zip(apart, others, strict=True)
        for stay, one in state.proposals.items()
        if stay in {shown.id for shown in hospital.stays}
    }
    return Coordination(
        holds=tuple(sorted(holds, key=lambda one: one.set_at)),
        proposals={**proposals, **own.proposals},
        handled=tuple(one for state in states for one in state.handled),
        messages=tuple(
            sorted((one for state in states for one in state.messages), key=lambda one: one.written_at)
        ),
        attention={id_: one for state in states for id_, one in state.attention.items()},
    )
