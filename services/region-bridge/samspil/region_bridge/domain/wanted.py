"""What the region is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import CrisisPlan, RegionInformed
from samspil.exchange.delivery import Content
from samspil.exchange.plan_items import meetings, reached

CONTACT_PERSON = "contact_person"


def wanted(told: RegionInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares:
        return {}
    items: dict[str, Content] = {}
    if told.contact_person is not None:
        items[CONTACT_PERSON] = Content(Told.CONTACT_PERSON, reached(told.contact_person), told.until)
    if told.plan is not None:
        items["plan"] = Content(Told.PLAN, {"agreed_on": told.plan.agreed_on.isoformat()}, told.until)
    if told.crisis_plan is not None:
        # An item of each stay: the next ward is told, too.
        items[f"crisis_plan:{told.crisis_plan.stay_id}"] = _crisis_plan(told.crisis_plan, told)
    return items | meetings(told.meetings)


def _crisis_plan(plan: CrisisPlan, told: RegionInformed) -> Content:
    parts = {
        "early_signs": plan.early_signs,
        "what_helps": plan.what_helps,
        "whom_to_call": plan.whom_to_call,
        "what_not_to_do": plan.what_not_to_do,
    }
    written = {name: words for name, words in parts.items() if words is not None}
    return Content(Told.CRISIS_PLAN, written, told.until)
