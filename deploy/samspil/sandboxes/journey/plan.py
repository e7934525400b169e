"""The citizen's plan: what is wished for, and the support that is agreed."""

from samspil.sandboxes.journey.asks import REGION, Say, Steps, Until
from samspil.sandboxes.journey.state import SUPPORT_WORKER, Journey
from samspil.web.role import Role


def plan(journey: Journey) -> Steps:
    """A plan was opened; a goal and support are agreed; the region is told whom to ask, if it may be."""
    yield Say("3  Planen åbnes. Et mål i borgerens egne ord og støtte efter § 85 aftales.")
    opened = yield Until("the plan", journey.get(Role.CASEWORKER, "plan", "/plan"), lambda plan: plan)
    goal = {"area": "employment", "words": journey.goal}
    added = yield journey.post(Role.CASEWORKER, "plan", "/plan/goals", goal, seen=opened)
    support = {
        "goal_id": added["goal_id"],
        "provision": "sel-85",
        "decision_reference": "2026-0457",
        "support_worker": SUPPORT_WORKER,
        "support_worker_name": journey.support_worker_name,
    }
    helped = yield journey.post(Role.CASEWORKER, "plan", "/plan/interventions", support, seen=added)
    yield journey.post(Role.CASEWORKER, "plan", "/plan/agree", {"how": "took_part"}, seen=helped)
    yield journey.seen("the agreed plan", lambda view: view["plan"]["agreed_on"])
    if journey.consents:
        yield journey.acknowledged(REGION, "contact_person")
