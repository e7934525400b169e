"""Items that both partners are told of the plan: whom to reach, and the meetings they take part in."""

from collections.abc import Iterable

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactPerson, JointMeeting, WorkplaceSupport
from samspil.exchange.delivery import Content


def reached(one: ContactPerson | WorkplaceSupport) -> dict[str, str]:
    """A name, and the number where there is one."""
    return {"name": one.name} if one.phone is None else {"name": one.name, "phone": one.phone}


def meetings(told: Iterable[JointMeeting]) -> dict[str, Content]:
    """Item → what it tells: one item a meeting, moved or called off."""
    return {f"meeting:{one.meeting_id}": _meeting(one) for one in told}


def _meeting(one: JointMeeting) -> Content:
    what = Told.MEETING_CANCELLED if one.called_off else Told.MEETING
    where = {} if one.place is None or one.called_off else {"place": one.place}
    return Content(what, {"at": one.at.isoformat(), **where}, one.until)
