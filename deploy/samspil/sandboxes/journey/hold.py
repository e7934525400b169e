"""A contact hold: the support worker answers what a stay asks, and the jobcenter is told to wait."""

from samspil.sandboxes.journey.asks import JOBCENTER, REGION, Received, Say, Steps, Until, Wrong
from samspil.sandboxes.journey.state import Journey, day
from samspil.web.role import Role


def pause(journey: Journey) -> Steps:
    """The stay has proposed a contact hold and asked the support worker, who answers and sets it."""
    yield Say("7  Opholdet foreslår en kontaktpause og spørger støttepersonen, som svarer.")
    yield from answer(journey)
    yield from hold(journey)


def answer(journey: Journey) -> Steps:
    """The support worker says what becomes of the support."""
    path = "/plan/support-questions"
    asked = journey.get(Role.SUPPORT_WORKER, "plan", f"{path}?mine=true")
    question, *_ = yield Until("the question", asked, lambda found: found["questions"])
    answered = f"{path}/{question['question_id']}/answer"
    yield journey.post(Role.SUPPORT_WORKER, "plan", answered, {"answer": "paused"}, seen=question)
    # Heard only after the hold was set, it could give the disclosure its own trace instead of the stay's.
    yield journey.seen("the answer", lambda view: any(one["answer"] for one in view["plan"]["questions"]))


def hold(journey: Journey) -> Steps:
    """A contact hold, with or without a stay; the jobcenter is told of it only, if it may be told."""
    wish = {"until": day(14), "ask": journey.ask}
    before = (yield Received(JOBCENTER)) if journey.consents else []
    yield journey.post(Role.SUPPORT_WORKER, "overview", "/contact-holds", wish)
    if not journey.consents:
        return
    yield journey.acknowledged(JOBCENTER, "contact_hold")
    told = yield Received(JOBCENTER)
    if len(told) != len(before) + 1:
        raise Wrong("the jobcenter was told more than the hold")
    yield Say(f"   Jobcentret har fået at vide: {told[-1]}")
    for text in (yield Received(REGION)):
        yield Say(f"   Regionen har fået at vide: {text}")
