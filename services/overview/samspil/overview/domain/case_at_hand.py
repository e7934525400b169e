"""Who has a case of the citizen's at hand, by everything that the view knows."""

from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.referral_state import OVER, ReferralStanding
from samspil.overview.domain.view import View
from samspil.rulebook.case_at_hand import Asked, Helper, Ties, ties_of


def ties(view: View) -> Ties:
    """Coordinator, those who give help that was agreed or are asked something by name, and units."""
    who, coordinator, plan = view.citizen.who, view.citizen.coordinator, view.plan
    asked = [one.support_worker for one in plan.questions if one.waits]
    asked += [one.support_worker for one in plan.follow_ups if one.waits]
    return ties_of(
        coordinator.staff if coordinator else None,
        who.registered_by if who else None,
        [*(_helper(one) for one in plan.interventions if one.agreed), *map(Helper, asked)],
        map(_asked, view.referrals),
    )


def _helper(one: Intervention) -> Helper:
    return Helper(one.support_worker, one.deputy, one.away_until, one.ended_on)


def _asked(one: ReferralStanding) -> Asked:
    return Asked(
        one.from_sector,
        one.to_sector,
        one.to_unit,
        one.author,
        one.from_unit,
        ended_at=(one.stands_since or one.submitted_at) if one.standing in OVER else None,
    )
