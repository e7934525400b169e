"""Who can do what about a referral, as it stands: what is offered on the pages, and why something is not."""

from collections.abc import Iterator, Mapping

from samspil.overview.domain.referral_state import OVER, ReferralStanding, Standing
from samspil.overview.pages.form import Filled, Form, Thing
from samspil.overview.pages.forms import referral as forms
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

ANSWERS: Mapping[Standing, tuple[Form, ...]] = {
    Standing.SUBMITTED: (forms.RECEIVE,),
    Standing.RECEIVED: (forms.ACCEPT, forms.ASK_MORE, forms.REDIRECT, forms.DECLINE),
    Standing.INFORMATION_REQUESTED: (forms.ACCEPT, forms.REDIRECT, forms.DECLINE),
    Standing.ACCEPTED: (forms.START, forms.WAITLIST),
    Standing.WAITLISTED: (forms.START, forms.WAITLIST),
    Standing.STARTED: (forms.COMPLETE,),
    Standing.CANCELLATION_REQUESTED: (forms.ANSWER_STOP, forms.COMPLETE),
}
"""Of the unit that was asked."""
DECISIONS = frozenset({forms.ACCEPT.name, forms.DECLINE.name})
LATE = frozenset({Standing.SUBMITTED, Standing.RECEIVED, Standing.INFORMATION_REQUESTED})
OPEN_ACCESS_STARTS = frozenset({Standing.SUBMITTED, Standing.RECEIVED})

AUTHORS: Mapping[Standing, tuple[Form, ...]] = {
    Standing.SUBMITTED: (forms.CORRECT, forms.CANCEL),
    Standing.TOLD: (forms.CORRECT, forms.CANCEL),
    Standing.RECEIVED: (forms.CORRECT, forms.CANCEL),
    Standing.INFORMATION_REQUESTED: (forms.GIVE_MORE, forms.CANCEL),
    Standing.ACCEPTED: (forms.CANCEL,),
    Standing.WAITLISTED: (forms.CANCEL,),
    Standing.STARTED: (forms.ASK_STOP,),
}


def offers(
    one: ReferralStanding, read: Read, me: Caller | None, units: Mapping[str, str]
) -> Iterator[Filled]:
    """Everything that the reader can do about it; what is nearest at hand comes first."""
    if me is None:
        return
    thing = (Thing(one.id, one.version),)
    for form in _answers(one, me):
        others = {code: name for code, name in units.items() if code != one.to_unit}
        yield Filled(form, thing, units=others)
    if me.subject == one.author:
        kept = {"words": read(one.words), "priority": one.priority.value}
        for form in AUTHORS.get(one.standing, ()):
            yield Filled(form, thing, kept if form is forms.CORRECT else {})
    if one.standing not in OVER:
        yield Filled(forms.CLOSE, thing)
    if me.subject == one.author and one.standing is not Standing.VOIDED:
        yield Filled(forms.VOID, thing)


def may_answer(unit: str | None, author: str | None, me: Caller | None) -> bool:
    """Whether the reader is of the unit that was asked, and has not written it: nobody answers their own."""
    return me is not None and unit in me.units and me.subject != author


def note(one: ReferralStanding, me: Caller | None) -> str:
    """Why the reader cannot answer it, where they might think so."""
    if (
        me is None
        or one.to_unit not in me.units
        or one.to_sector is not Sector.SOCIAL
        or one.standing in OVER
    ):
        return ""
    if me.subject == one.author:
        return "Du har selv skrevet den. En anden skal svare."
    if one.standing is Standing.RECEIVED and not _decides(one, me):
        return "Hjælpen kræver en afgørelse. En visitator skal svare."
    return ""


def _answers(one: ReferralStanding, me: Caller) -> Iterator[Form]:
    if one.to_sector is not Sector.SOCIAL or not may_answer(one.to_unit, one.author, me):
        return
    yield from (
        form for form in ANSWERS.get(one.standing, ()) if form.name not in DECISIONS or _decides(one, me)
    )
    if not one.needs_decision and one.standing in OPEN_ACCESS_STARTS:
        yield forms.START
    if one.overdue and not one.delay_notified and one.standing in LATE:
        yield forms.NOTIFY_DELAY


def _decides(one: ReferralStanding, me: Caller) -> bool:
    return me.role is Role.VISITATOR or not one.needs_decision
