"""What the jobcenter is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactHold, JobcenterInformed
from samspil.exchange.delivery import Content
from samspil.exchange.plan_items import meetings, reached
from samspil.exchange.referral_items import referral_items

CONTACT_HOLD = "contact_hold"


def wanted(told: JobcenterInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares:
        return {}
    items: dict[str, Content] = {}
    if told.contact_hold is not None:
        items[CONTACT_HOLD] = _hold(told.contact_hold)
    return items | referral_items(told.referrals, told.requests) | _of_the_plan(told)


def _of_the_plan(told: JobcenterInformed) -> dict[str, Content]:
    items: dict[str, Content] = {}
    if told.contact_person is not None:
        items["contact_person"] = Content(Told.CONTACT_PERSON, reached(told.contact_person))
    for goal in told.employment_goals:
        items[f"goal:{goal.goal_id}"] = Content(Told.EMPLOYMENT_GOAL, {"words": goal.words})
    for help_ in told.workplace_support:
        minutes = {} if help_.minutes_per_week is None else {"minutes": str(help_.minutes_per_week)}
        body = {**reached(help_), **minutes}
        items[f"support:{help_.intervention_id}"] = Content(Told.WORKPLACE_SUPPORT, body)
    return items | meetings(told.meetings)


def _hold(hold: ContactHold) -> Content:
    """Its end and whom to ask, and nothing from which its cause follows."""
    return Content(Told.CONTACT_HOLD, {"until": hold.until.isoformat(), "ask": hold.ask}, hold.until)
