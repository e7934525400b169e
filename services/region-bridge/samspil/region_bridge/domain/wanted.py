"""What the region is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactPerson, CrisisPlan, JointMeeting, RegionInformed
from samspil.exchange.delivery import Content

CONTACT_PERSON = "contact_person"


def wanted(told: RegionInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares:
        return {}
    items: dict[str, Content] = {}
    if told.contact_person is not None:
        items[CONTACT_PERSON] = _person(told.contact_person, told)
    if told.plan is not None:
        items["plan"] = Content(Told.PLAN, {"agreed_on": told.plan.agreed_on.isoformat()}, told.until)
    if told.crisis_plan is not None:
        # An item of each stay: the next ward is told, too.
        items[f"crisis_plan:{told.crisis_plan.stay_id}"] = _crisis_plan(told.crisis_plan, told)
    return items | {f"meeting:{one.meeting_id}": _meeting(one) for one in told.meetings}


def _person(person: ContactPerson, told: RegionInformed) -> Content:
    phone = {} if person.phone is None else {"phone": person.phone}
    return Content(Told.CONTACT_PERSON, {"name": person.name, **phone}, told.until)


def _crisis_plan(plan: CrisisPlan, told: RegionInformed) -> Content:
    parts = {
        "early_signs": plan.early_signs,
        "what_helps": plan.what_helps,
        "whom_to_call": plan.whom_to_call,
        "what_not_to_do": plan.what_not_to_do,
    }
    written = {name: words for name, words in parts.items() if words is not None}
    return Content(Told.CRISIS_PLAN, written, told.until)


def _meeting(one: JointMeeting) -> Content:
    what = Told.MEETING_CANCELLED if one.called_off else Told.MEETING
    where = {} if one.place is None or one.called_off else {"place": one.place}
    return Content(what, {"at": one.at.isoformat(), **where}, one.until)
