"""What the partners tell: an activity at the jobcenter, a stay at a hospital."""

from typing import Any

from samspil.sandboxes.journey.asks import JOBCENTER, REGION, MaySend, Say, Send, Steps, Until, Wrong
from samspil.sandboxes.journey.state import Journey


def milestone(journey: Journey) -> Steps:
    """The jobcenter's case system tells of an activity, and of its start."""
    yield Say("4  Jobcentrets fagsystem melder en aktivitet og derefter dens start.")
    yield Until("the jobcenter's leave to tell", MaySend(JOBCENTER), bool)
    for what in ("activity-created", "activity-started"):
        yield Send(JOBCENTER, {"what": what, "cpr": journey.cpr})
    yield journey.seen(
        "the started milestone", lambda view: any(one["started_on"] for one in view["milestones"])
    )


def admit(journey: Journey) -> Steps:
    """The region sends a hospital notice; it becomes a stay, which proposes a contact hold."""
    yield Say("6  Regionen sender et advis om indlæggelse; det kvitteres og bliver til et ophold.")
    yield Until("the region's leave to tell", MaySend(REGION), bool)
    sent = yield journey.notice("admit")
    if sent["code"] != "ok":
        raise Wrong("the notice was not acknowledged")
    yield Say("     trace ", ("zipkin", f"/zipkin/traces/{sent['trace_id']}"))
    yield journey.seen("the stay", lambda view: view["stays"])
    yield journey.seen("the proposal", has_open_proposal)


def discharge(journey: Journey) -> Steps:
    """The discharge opens a follow-up and leaves no proposal open."""
    yield Say("8  Borgeren udskrives; der åbnes en opfølgning med frist i danske arbejdsdage.")
    yield journey.notice("discharge")
    follow_ups = yield journey.seen("the follow-up", lambda view: view["plan"]["follow_ups"])
    yield Say(f"   Opfølgning senest {follow_ups[0]['due_on']}.")
    yield journey.seen("the end of the proposal", lambda view: not has_open_proposal(view))


def has_open_proposal(view: Any) -> bool:
    """Whether a stay's proposal waits for somebody."""
    return any(one["state"] == "open" for one in view["coordination"]["proposals"].values())
